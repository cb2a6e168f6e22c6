//! `POST /v1/sessions`.

use std::collections::{BTreeSet, VecDeque};

use serde_json::{Map, Value};

use super::input::{self, Input};
use super::resources::Resource;
use super::session::Session;
use super::thread::{PRIMARY, Status, Thread};
use super::usage::Usage;
use super::{budget, receive, rubric};
use crate::simulator::check::{self, Object};
use crate::simulator::objects::{agents, environments, is_archived, vaults};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::sentinel::{Sentinel, Sentinels};
use crate::simulator::world::World;

const FIELDS: &[&str] =
    &["agent", "environment_id", "title", "initial_events", "resources", "vault_ids", "budget", "metadata"];

/// Creates a session.
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = request.object()?;
    let id = create_from(world, &body, None)?;
    let now = world.now();
    world.sessions.find(&id).map(|session| Answer::Json(session.print(now))).ok_or_else(Refusal::fault)
}

/// Creates a session from a create body, as `POST /v1/sessions` and deployments do; answers its id.
pub(crate) fn start(world: &mut World, body: &Value, deployment_id: Option<&str>) -> Result<String, Refusal> {
    let body = body.as_object().ok_or_else(|| Refusal::unparsed("body must be a JSON object"))?;
    create_from(world, body, deployment_id)
}

fn create_from(world: &mut World, body: &Object, deployment_id: Option<&str>) -> Result<String, Refusal> {
    check::only(body, FIELDS)?;
    let title = check::text(body, "title", 0..=500)?.map(str::to_owned);
    let sentinels = Sentinels::read(title.as_deref());
    if sentinels.has(Sentinel::FailCreate) {
        return Err(Refusal::fault());
    }
    let agent = agent(world, body.get("agent"))?;
    let environment_id = check::required_text(body, "environment_id", 1..=100)?.to_owned();
    let self_hosted = environment(world, &environment_id)?;
    let vault_ids = vault_ids(world, body)?;
    let metadata = check::metadata(body)?;
    let budget = match body.get("budget") {
        None | Some(Value::Null) => None,
        Some(value) => Some(budget::read(value)?),
    };
    let inputs = initial_events(world, body, &agent)?;
    let seq = world.next_seq();
    let id = world.id("sesn");
    let resources = Resource::read_all(world, body, &id, self_hosted)?;
    let mut own = agent.clone();
    if let Some(own) = own.as_object_mut() {
        own.remove("multiagent");
    }
    let primary = Thread::new(world.id("sthr"), own, None, None, world.now());
    if budget.is_some() && !primary.price().is_listed(world.now()) {
        return Err(Refusal::invalid("budget: the agent's model has no list price (model_not_budgetable)"));
    }
    let now = world.now();
    world.sessions.insert(Session {
        seq,
        id: id.clone(),
        title,
        sentinels,
        agent,
        environment_id,
        self_hosted,
        deployment_id: deployment_id.map(str::to_owned),
        resources,
        vault_ids,
        metadata,
        budget,
        outcomes: Vec::new(),
        runs: Vec::new(),
        status: Status::Idle,
        shown: Status::Idle,
        primary,
        children: Vec::new(),
        queue: VecDeque::new(),
        unprocessed: Vec::new(),
        late_calls: BTreeSet::new(),
        outputs: Vec::new(),
        story: None,
        turns: 0,
        usage: Usage::default(),
        booked: Usage::default(),
        active: 0,
        running_since: None,
        last_stamp: now,
        reads: 0,
        sends: 0,
        cursors: 0,
        created: now,
        updated: now,
        archived: None,
    });
    world.streams.webhooks.tell("session.created", &id, now);
    if !inputs.is_empty()
        && let Some(mut stage) = world.stage(seq)
    {
        receive::receive(&mut stage, inputs);
        stage.run_early();
    }
    Ok(id)
}

/// The agent in one of its three forms, as a snapshot.
fn agent(world: &World, value: Option<&Value>) -> Result<Value, Refusal> {
    let empty = Map::new();
    let (id, form) = match value {
        Some(Value::String(id)) => (id.as_str(), &empty),
        Some(Value::Object(form)) => (form.get("id").and_then(Value::as_str).unwrap_or_default(), form),
        None | Some(Value::Null) => return Err(check::missing("agent")),
        Some(_) => return Err(Refusal::unparsed("agent: expected a string or an object")),
    };
    let version = match form.get("version") {
        None | Some(Value::Null) => None,
        Some(value) => Some(value.as_u64().ok_or_else(|| Refusal::unparsed("agent.version: expected an integer"))?),
    };
    let missing = |what: String| Refusal::special(404, "not_found_error", what);
    let newest = agents::find(world, id, None).ok_or_else(|| missing(format!("agent: {id} not found")))?;
    if is_archived(newest) {
        return Err(Refusal::invalid(format!("agent: {id} is archived")));
    }
    let found = match version {
        None => newest,
        Some(n) => agents::find(world, id, version).ok_or_else(|| missing(format!("agent.version: {n} not found")))?,
    };
    match form.get("type").and_then(Value::as_str) {
        _ if form.is_empty() => Ok(agents::session_form(world, found)),
        Some("agent") => {
            check::only(form, &["type", "id", "version"])?;
            Ok(agents::session_form(world, found))
        }
        Some("agent_with_overrides") => {
            let mut overrides = form.clone();
            overrides.retain(|key, _| !matches!(key.as_str(), "type" | "id" | "version"));
            Ok(agents::session_form(world, &agents::with_overrides(world, found, &overrides)?))
        }
        _ => Err(Refusal::unparsed("agent.type: expected one of agent, agent_with_overrides")),
    }
}

/// Checks the environment; whether it is self-hosted.
fn environment(world: &World, id: &str) -> Result<bool, Refusal> {
    let missing = || Refusal::not_found("Environment").with_code("environment_not_found");
    let environment = environments::find(world, id).ok_or_else(missing)?;
    if is_archived(environment) {
        return Err(Refusal::invalid("This environment is archived.").with_code("environment_archived"));
    }
    Ok(environment.pointer("/config/type").is_some_and(|kind| kind == "self_hosted"))
}

fn vault_ids(world: &World, body: &Object) -> Result<Vec<String>, Refusal> {
    let ids = check::items(body, "vault_ids", 50)?;
    ids.iter()
        .map(|id| {
            let id = id.as_str().ok_or_else(|| Refusal::unparsed("vault_ids: expected strings"))?;
            let vault = vaults::find(world, id).ok_or_else(|| Refusal::not_found("Vault"))?;
            if is_archived(vault) {
                return Err(Refusal::invalid(format!("vault_ids: {id} is archived")));
            }
            Ok(id.to_owned())
        })
        .collect()
}

fn initial_events(world: &World, body: &Object, agent: &Value) -> Result<Vec<Input>, Refusal> {
    let mut inputs = read_initial(check::items(body, "initial_events", 50)?)?;
    receive::check_system(&inputs, agent, "initial_events")?;
    rubric::read_files(world, &mut inputs)?;
    Ok(inputs)
}

/// Checks the initial events of sessions that a deployment will make.
pub(crate) fn check_initial(events: &[Value]) -> Result<(), Refusal> {
    read_initial(events).map(drop)
}

fn read_initial(events: &[Value]) -> Result<Vec<Input>, Refusal> {
    let inputs = input::read_all(events, "initial_events")?;
    let outcomes = inputs.iter().filter(|input| matches!(input, Input::Outcome(_))).count();
    let others =
        inputs.iter().position(|input| !matches!(input, Input::Message(_) | Input::Outcome(_) | Input::System(_)));
    if let Some(at) = others {
        return Err(Refusal::invalid(format!(
            "initial_events.{at}: only user.message and user.define_outcome are allowed here"
        )));
    }
    if outcomes > 1 {
        return Err(Refusal::invalid("initial_events: at most one user.define_outcome is allowed"));
    }
    Ok(inputs)
}

impl crate::simulator::engine::Stage<'_> {
    /// A session with initial events is running from the first moment.
    fn run_early(&mut self) {
        self.begin();
        if self.session.thread(PRIMARY).status == Status::Running {
            self.session.shown = Status::Running;
        }
    }
}
