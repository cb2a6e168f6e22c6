//! `GET /v1/sessions` and `GET /v1/sessions/{id}`.

use super::session::Session;
use super::thread::Status;
use crate::simulator::list::{self, Item, Order};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

/// Retrieves a session.
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    Ok(Answer::Json(world.sessions.named(request)?.print(world.now())))
}

/// Lists sessions, both ways.
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let query = &request.query;
    let order = Order::read(query, Order::Desc)?;
    let limit = list::limit(query, 20, 100)?;
    let statuses = statuses(request)?;
    let agent_version = match query.get("agent_version") {
        None => None,
        Some(_) if query.get("agent_id").is_none() => {
            return Err(Refusal::invalid("agent_version: only allowed with agent_id"));
        }
        Some(text) => {
            Some(text.parse::<u64>().map_err(|_| Refusal::invalid("agent_version: Input should be a valid integer"))?)
        }
    };
    let is = |name: &str, value: Option<&str>| query.get(name).is_none_or(|wanted| value == Some(wanted));
    let wanted = |session: &&Session| {
        (statuses.is_empty() || statuses.contains(&session.shown))
            && is("agent_id", session.agent.get("id").and_then(|id| id.as_str()))
            && agent_version.is_none_or(|v| session.agent.get("version").and_then(serde_json::Value::as_u64) == Some(v))
            && is("deployment_id", session.deployment_id.as_deref())
            && query.get("memory_store_id").is_none_or(|id| session.resources.iter().any(|r| r.is_memory_store(id)))
    };
    let mut sessions: Vec<&Session> = world.sessions.iter().filter(wanted).collect();
    sessions.sort_by_key(|session| session.seq());
    let page = list::page(sessions.into_iter(), query, order, limit)?;
    let now = world.now();
    Ok(page.answer_both_ways(|session| session.print(now)))
}

/// Reads `statuses[]`.
pub(crate) fn statuses(request: &Request) -> Result<Vec<Status>, Refusal> {
    let read = |word: &str| {
        Status::ALL.into_iter().find(|status| status.word() == word).ok_or_else(|| {
            Refusal::invalid("statuses[]: Input should be 'idle', 'running', 'rescheduling' or 'terminated'")
        })
    };
    request.query.all("statuses[]").map(read).collect()
}
