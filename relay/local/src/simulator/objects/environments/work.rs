//! The work queue of a self-hosted environment, as its workers' heartbeats would show it.
//!
//! A simulator carries out self-hosted sessions itself, so nothing ever waits in the queue: there is one item a
//! session, taken up the moment it was made.

use serde_json::{Value, json};

use super::super::store::{PageSize, Store, text};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::sessions::{Session, Status};
use crate::simulator::time;
use crate::simulator::world::World;

/// `GET /v1/environments/{environment_id}/work`
pub(crate) fn list_work(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let environment_id = self_hosted(world, request.id(0))?;
    let mut items = Store::of("Work item");
    for session in world.sessions.iter().filter(|session| session.environment_id == environment_id) {
        items.add(session.seq, session.created, item(world, session));
    }
    items.page(request, PageSize::HUNDRED, |_| true, Value::clone)
}

/// `GET /v1/environments/{environment_id}/work/stats`
pub(crate) fn work_stats(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let environment_id = self_hosted(world, request.id(0))?;
    let at_work = |session: &&Session| session.environment_id == environment_id && is_at_work(session);
    Ok(Answer::Json(json!({
        "type": "work_queue_stats",
        "depth": 0,
        "pending": world.sessions.iter().filter(at_work).count(),
        "oldest_queued_at": null,
        "workers_polling": 1,
    })))
}

fn self_hosted<'a>(world: &World, id: &'a str) -> Result<&'a str, Refusal> {
    let environment = world.objects.environments.get(id)?;
    match environment.get("config").map(|config| text(config, "type")) {
        Some("self_hosted") => Ok(id),
        _ => Err(Refusal::invalid("Only self-hosted environments have a work queue")),
    }
}

fn is_at_work(session: &Session) -> bool {
    matches!(session.status, Status::Running | Status::Rescheduling)
}

fn item(world: &World, session: &Session) -> Value {
    let created = time::print(session.created);
    let stopped = (!is_at_work(session)).then(|| time::print(session.updated));
    json!({
        "id": session.id.replacen("sesn_", "work_", 1),
        "type": "work",
        "environment_id": session.environment_id,
        "data": {"type": "session", "id": session.id},
        "state": if stopped.is_some() { "stopped" } else { "active" },
        "secret": null,
        "metadata": {},
        "created_at": created,
        "acknowledged_at": created,
        "started_at": created,
        "latest_heartbeat_at": stopped.clone().unwrap_or_else(|| world.now_text()),
        "stop_requested_at": null,
        "stopped_at": stopped,
    })
}
