//! Deployments (§2.8): sessions that start by themselves, or when somebody says so.

mod schedule;
mod spec;

use serde_json::{Value, json};

use super::body::Field;
use super::deployment_runs::{self, Trigger};
use super::set;
use super::store::{self, PageSize, text};
use crate::simulator::engine::Job;
use crate::simulator::list;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time::{self, Micros};
use crate::simulator::world::World;

pub(super) use spec::session_body;

/// How many coming runs are answered.
const UPCOMING: usize = 5;

/// `POST /v1/deployments`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let now = world.now();
    let mut deployment = json!({
        "id": world.id("depl"),
        "type": "deployment",
        "status": "active",
        "paused_reason": null,
        "created_at": time::print(now),
        "updated_at": time::print(now),
        "archived_at": null,
    });
    spec::create(world, &Field::root(&body), &mut deployment)?;
    let id = text(&deployment, "id").to_owned();
    let seq = world.next_seq();
    world.objects.deployments.add(seq, now, deployment);
    plan(world, &id);
    answer(world, &id)
}

/// `GET /v1/deployments`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let query = &request.query;
    let status = query.get("status");
    if status.is_some_and(|status| !["active", "paused"].contains(&status)) {
        return Err(Refusal::invalid("status: Input should be 'active' or 'paused'"));
    }
    if status.is_some() && list::flag(query, "include_archived")? {
        return Err(Refusal::invalid("status cannot be combined with include_archived"));
    }
    let agent = query.get("agent_id");
    let wanted = |deployment: &Value| {
        status.is_none_or(|status| text(deployment, "status") == status)
            && agent.is_none_or(|id| deployment.get("agent").is_some_and(|agent| text(agent, "id") == id))
    };
    let now = world.now();
    world.objects.deployments.page(request, PageSize::HUNDRED, wanted, |deployment| print(deployment, now))
}

/// `GET /v1/deployments/{deployment_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    answer(world, request.id(0))
}

/// `POST /v1/deployments/{deployment_id}`
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let id = request.id(0);
    let mut next = world.objects.deployments.active(id)?.clone();
    spec::update(world, &Field::root(&body), &mut next)?;
    change(world, id, next)
}

/// `POST /v1/deployments/{deployment_id}/archive`; its status stays as it is answered: `active`.
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let now = world.now();
    let deployment = world.objects.deployments.archive(request.id(0), now)?;
    set(deployment, "status", "active");
    set(deployment, "paused_reason", Value::Null);
    answer(world, request.id(0))
}

/// `POST /v1/deployments/{deployment_id}/pause`
pub(crate) fn pause(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let mut next = world.objects.deployments.active(request.id(0))?.clone();
    if text(&next, "status") != "paused" {
        set(&mut next, "status", "paused");
        set(&mut next, "paused_reason", json!({"type": "manual"}));
    }
    change(world, request.id(0), next)
}

/// `POST /v1/deployments/{deployment_id}/unpause`
pub(crate) fn unpause(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let mut next = world.objects.deployments.active(request.id(0))?.clone();
    set(&mut next, "status", "active");
    set(&mut next, "paused_reason", Value::Null);
    change(world, request.id(0), next)
}

/// `POST /v1/deployments/{deployment_id}/run`: also while it is paused
pub(crate) fn run(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let deployment = world.objects.deployments.active(request.id(0))?.clone();
    Ok(Answer::Json(deployment_runs::start(world, &deployment, Trigger::Manual)))
}

/// The world calls this when the time that a deployment asked for with `World::schedule` has come.
pub(crate) fn due(world: &mut World, deployment_id: &str) {
    let Some(deployment) = world.objects.deployments.find(deployment_id).cloned() else {
        return;
    };
    let now = world.now();
    // It may have been paused, archived or given another schedule in the meantime.
    if !schedule::is_due(&deployment, now) || text(&deployment, "status") != "active" || store::is_archived(&deployment)
    {
        return;
    }
    let run = deployment_runs::start(world, &deployment, Trigger::Schedule { scheduled_at: now });
    if let Ok(stored) = world.objects.deployments.get_mut(deployment_id) {
        if let Some(schedule) = stored.get_mut("schedule") {
            set(schedule, "last_run_at", time::print(now));
        }
        if let Some(error) = run.get("error").filter(|error| deployment_runs::is_lasting(error)) {
            set(stored, "status", "paused");
            set(stored, "paused_reason", json!({"type": "error", "error": {"type": text(error, "type")}}));
        }
    }
    plan(world, deployment_id);
}

/// Stores `next` as the deployment, with its time of change if anything changed.
fn change(world: &mut World, id: &str, mut next: Value) -> Result<Answer, Refusal> {
    let now = world.now_text();
    let stored = world.objects.deployments.get_mut(id)?;
    if next != *stored {
        set(&mut next, "updated_at", now);
        *stored = next;
        plan(world, id);
    }
    answer(world, id)
}

/// Asks the world to call when the next run is due.
fn plan(world: &mut World, id: &str) {
    let next = world.objects.deployments.find(id).and_then(|deployment| upcoming(deployment, world.now(), 1).pop());
    if let Some(at) = next {
        world.schedule(at, Job::Deployment(id.to_owned()));
    }
}

fn answer(world: &World, id: &str) -> Result<Answer, Refusal> {
    Ok(Answer::Json(print(world.objects.deployments.get(id)?, world.now())))
}

/// The deployment as it is answered at `now`: the coming runs move on with time.
fn print(deployment: &Value, now: Micros) -> Value {
    let mut shown = deployment.clone();
    let runs: Vec<String> = upcoming(deployment, now, UPCOMING).into_iter().map(schedule::print).collect();
    if let Some(schedule) = shown.get_mut("schedule").filter(|schedule| schedule.is_object()) {
        set(schedule, "upcoming_runs_at", runs);
    }
    shown
}

/// The next runs; none while it is paused, or for good once it is archived.
fn upcoming(deployment: &Value, now: Micros, count: usize) -> Vec<Micros> {
    if text(deployment, "status") != "active" || store::is_archived(deployment) {
        return Vec::new();
    }
    deployment.get("schedule").map(|schedule| schedule::upcoming(schedule, now, count)).unwrap_or_default()
}
