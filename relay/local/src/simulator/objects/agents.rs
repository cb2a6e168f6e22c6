//! Agents and their versions (`managed-agents-api.md` §2.1).

mod model_choice;
mod multiagent;
mod snapshot;
mod spec;
mod tools;
mod web;

use serde_json::{Value, json};

use self::multiagent::Directory;
use self::spec::{Known, Spec};
use super::body::Field;
use super::set;
use super::store::{self, PageSize, text};
use crate::simulator::list::{self, Item, Order};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time::{self, Micros};
use crate::simulator::world::World;

pub(crate) use snapshot::{reference, retooled, session_form, with_overrides};

/// Every agent, in order of creation.
#[derive(Debug, Default)]
pub(crate) struct Agents(Vec<Agent>);

/// An agent with all its versions as they are answered.
#[derive(Debug)]
struct Agent {
    seq: u64,
    created: Micros,
    /// Oldest first; the first has the number 1.
    versions: Vec<Version>,
}

/// An agent as it is answered, one version of it.
#[derive(Debug)]
struct Version {
    updated: Micros,
    value: Value,
}

/// `POST /v1/agents`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let id = world.id("agent");
    let now = world.now();
    let field = Field::root(&body);
    field.only(&Spec::FIELDS)?;
    let spec = Spec::create(&field, &known(world, &id, 1))?;
    let mut value = json!({
        "id": id,
        "type": "agent",
        "version": 1,
        "created_at": time::print(now),
        "updated_at": time::print(now),
        "archived_at": null,
    });
    spec.print_into(&mut value);
    let seq = world.next_seq();
    let versions = vec![Version { updated: now, value: value.clone() }];
    world.objects.agents.0.push(Agent { seq, created: now, versions });
    Ok(Answer::Json(value))
}

/// `GET /v1/agents`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let limit = list::limit(&request.query, PageSize::HUNDRED.default, PageSize::HUNDRED.max)?;
    let page = list::page(world.objects.agents.0.iter(), &request.query, Order::Desc, limit)?;
    Ok(page.answer(|agent| agent.version(None).cloned().unwrap_or_default()))
}

/// `GET /v1/agents/{agent_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let agent = world.objects.agents.get(request.id(0))?;
    let number = match request.query.get("version").map(str::parse) {
        Some(Ok(0) | Err(_)) => {
            return Err(Refusal::invalid("version: Input should be an integer from 1"));
        }
        Some(Ok(number)) => Some(number),
        None => None,
    };
    let version = agent.version(number).ok_or_else(|| Refusal::not_found("Agent version"))?;
    Ok(Answer::Json(version.clone()))
}

/// `POST /v1/agents/{agent_id}`: a new version, unless nothing changes.
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&[Spec::FIELDS.as_slice(), &["version"]].concat())?;
    let now = world.now();
    let id = request.id(0);
    let stored = world.objects.agents.get(id)?.version(None).cloned().unwrap_or_default();
    if store::is_archived(&stored) {
        return Err(Refusal::invalid("Cannot modify archived agent"));
    }
    let number = stored.get("version").and_then(Value::as_u64).unwrap_or_default();
    if field.key("version").number()?.is_some_and(|version| version != number) {
        return Err(Refusal::conflict("Concurrent modification detected. Please fetch the latest version and retry."));
    }
    let old = Spec::of(&stored);
    let mut spec = old.update(&field, &known(world, id, number))?;
    if spec == old {
        return Ok(Answer::Json(stored));
    }
    // References to itself mean the version in which they stand.
    spec.multiagent = spec.multiagent.map(|multiagent| {
        multiagent::map_references(&multiagent, &|reference| {
            let mut reference = reference.clone();
            if text(&reference, "id") == id {
                set(&mut reference, "version", number + 1);
            }
            reference
        })
    });
    let mut value = stored;
    spec.print_into(&mut value);
    set(&mut value, "version", number + 1);
    set(&mut value, "updated_at", time::print(now));
    world.objects.agents.get_mut(id)?.versions.push(Version { updated: now, value: value.clone() });
    Ok(Answer::Json(value))
}

/// `POST /v1/agents/{agent_id}/archive`: no new version; every version reads as archived.
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let now = world.now();
    let agent = world.objects.agents.get_mut(request.id(0))?;
    for version in &mut agent.versions {
        store::archive(&mut version.value, now);
    }
    Ok(Answer::Json(agent.version(None).cloned().unwrap_or_default()))
}

/// `GET /v1/agents/{agent_id}/versions`, newest first
pub(crate) fn list_versions(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let agent = world.objects.agents.get(request.id(0))?;
    let limit = list::limit(&request.query, PageSize::HUNDRED.default, PageSize::HUNDRED.max)?;
    let page = list::page(agent.versions.iter(), &request.query, Order::Desc, limit)?;
    Ok(page.answer(|version| version.value.clone()))
}

/// The agent with this id, as `GET /v1/agents/{id}` answers it: one version, or the newest.
pub(crate) fn find<'a>(world: &'a World, id: &str, version: Option<u64>) -> Option<&'a Value> {
    world.objects.agents.find(id, version)
}

fn known<'a>(world: &'a World, own: &'a str, own_version: u64) -> Known<'a> {
    let objects = &world.objects;
    Known { directory: Directory { agents: &objects.agents, own, own_version }, skills: &objects.skills }
}

impl Agents {
    fn exists(&self, id: &str) -> bool {
        self.0.iter().any(|agent| agent.has_id(id))
    }

    fn find(&self, id: &str, version: Option<u64>) -> Option<&Value> {
        self.0.iter().find(|agent| agent.has_id(id))?.version(version)
    }

    fn get(&self, id: &str) -> Result<&Agent, Refusal> {
        self.0.iter().find(|agent| agent.has_id(id)).ok_or_else(|| Refusal::not_found("Agent"))
    }

    fn get_mut(&mut self, id: &str) -> Result<&mut Agent, Refusal> {
        self.0.iter_mut().find(|agent| agent.has_id(id)).ok_or_else(|| Refusal::not_found("Agent"))
    }
}

impl Agent {
    fn has_id(&self, id: &str) -> bool {
        self.version(None).is_some_and(|value| text(value, "id") == id)
    }

    /// The version of this number; the newest without one.
    fn version(&self, number: Option<u64>) -> Option<&Value> {
        let mut values = self.versions.iter().map(|version| &version.value);
        match number {
            None => values.next_back(),
            Some(number) => values.find(|value| value.get("version").and_then(Value::as_u64) == Some(number)),
        }
    }
}

impl Item for Agent {
    fn seq(&self) -> u64 {
        self.seq
    }

    fn created(&self) -> Micros {
        self.created
    }

    fn is_archived(&self) -> bool {
        self.version(None).is_some_and(store::is_archived)
    }
}

impl Item for Version {
    fn seq(&self) -> u64 {
        self.value.get("version").and_then(Value::as_u64).unwrap_or_default()
    }

    fn created(&self) -> Micros {
        self.updated
    }

    /// The versions of an archived agent are still listed.
    fn is_archived(&self) -> bool {
        false
    }
}
