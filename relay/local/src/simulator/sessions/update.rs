//! `POST /v1/sessions/{id}`.

use serde_json::{Value, json};

use super::budget;
use super::price::CENT;
use super::session::Session;
use super::thread::{PRIMARY, Status};
use crate::simulator::check::{self, Object};
use crate::simulator::engine::Job;
use crate::simulator::objects::agents;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::sentinel::Sentinels;
use crate::simulator::time::{self, Micros};
use crate::simulator::world::World;

/// Updates a session; what changed is told by one `session.updated`.
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = request.object()?;
    check::only(&body, &["title", "metadata", "agent", "budget", "vault_ids"])?;
    let session = world.sessions.named(request)?;
    if session.archived.is_some() || session.status == Status::Terminated {
        return Err(Refusal::invalid("Cannot modify archived session"));
    }
    if body.get("vault_ids").is_some_and(|ids| !ids.is_null()) {
        return Err(Refusal::invalid("vault_ids: cannot be changed"));
    }
    let (seq, now) = (session.seq, world.now());
    let changes = Changes::read(session, &body, now)?;
    if let Some(mut stage) = world.stage(seq) {
        let fields = changes.apply(stage.session);
        if !fields.is_empty() {
            stage.session.updated = now;
            stage.emit(PRIMARY, "session.updated", Value::Object(fields));
            stage.later(50 * time::MILLI, Job::Resume(seq));
        }
    }
    Ok(Answer::Json(world.sessions.named(request)?.print(now)))
}

/// What an update asks for, checked. Absent means unchanged.
#[derive(Default)]
struct Changes {
    title: Option<Option<String>>,
    metadata: Option<Object>,
    agent: Option<Value>,
    budget: Option<Option<u64>>,
}

impl Changes {
    fn read(session: &Session, body: &Object, now: Micros) -> Result<Self, Refusal> {
        let mut changes = Self::default();
        if body.contains_key("title") {
            changes.title = Some(check::text(body, "title", 0..=500)?.map(str::to_owned));
        }
        let mut metadata = session.metadata.clone();
        check::patch_metadata(&mut metadata, body)?;
        changes.metadata = Some(metadata);
        if let Some(agent) = check::object(body, "agent")? {
            check::only(agent, &["tools", "mcp_servers"])?;
            if session.runs.iter().any(|run| run.is_open) {
                return Err(Refusal::invalid("A workflow run of this session is open.").with_code("workflow_run_open"));
            }
            if session.status != Status::Idle {
                return Err(Refusal::invalid("agent: can only be changed while the session is idle"));
            }
            changes.agent = Some(agents::retooled(&session.agent, agent)?);
        }
        changes.budget = match body.get("budget") {
            None => None,
            Some(Value::Null) => Some(None),
            Some(value) => Some(Some(new_cap(session, value, now)?)),
        };
        Ok(changes)
    }

    /// Puts the changes in; the fields of `session.updated`.
    fn apply(self, session: &mut Session) -> Object {
        let mut fields = Object::new();
        if let Some(title) = self.title.filter(|title| *title != session.title) {
            fields.insert("title".to_owned(), json!(title));
            session.sentinels = Sentinels::read(title.as_deref());
            session.title = title;
        }
        if let Some(metadata) = self.metadata.filter(|metadata| *metadata != session.metadata) {
            fields.insert("metadata".to_owned(), json!(metadata));
            session.metadata = metadata;
        }
        if let Some(agent) = self.agent.filter(|agent| *agent != session.agent) {
            fields.insert("agent".to_owned(), agent.clone());
            for key in ["tools", "mcp_servers"] {
                if let (Some(own), Some(value)) = (session.primary.agent.as_object_mut(), agent.get(key)) {
                    own.insert(key.to_owned(), value.clone());
                }
            }
            session.agent = agent;
        }
        if let Some(budget) = self.budget.filter(|budget| *budget != session.budget) {
            session.budget = budget;
            fields.insert("budget".to_owned(), session.print_budget());
        }
        fields
    }
}

fn new_cap(session: &Session, value: &Value, now: Micros) -> Result<u64, Refusal> {
    let cents = budget::read(value)?;
    if session.budget.is_none() {
        return Err(Refusal::invalid("budget: can only be set when the session is created (budget_create_only)"));
    }
    if u128::from(cents) * CENT <= session.cost(now) {
        return Err(Refusal::invalid("budget: must be above the cost so far (budget_not_raised)"));
    }
    Ok(cents)
}
