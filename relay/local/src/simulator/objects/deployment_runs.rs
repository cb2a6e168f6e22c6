//! Deployment runs (§2.8): each made a session, or says why not.

use serde_json::{Value, json};

use super::store::{self, PageSize, text};
use super::{agents, deployments, environments, files, memory_stores, vaults};
use crate::simulator::list;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::sessions;
use crate::simulator::time::{self, Micros};
use crate::simulator::world::World;

/// Why a run starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trigger {
    /// Somebody asked for it.
    Manual,
    /// It was due.
    Schedule {
        /// When it was due.
        scheduled_at: Micros,
    },
}

/// `GET /v1/deployment_runs`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let query = &request.query;
    let trigger = query.get("trigger_type");
    if trigger.is_some_and(|trigger| !["schedule", "manual"].contains(&trigger)) {
        return Err(Refusal::invalid("trigger_type: Input should be 'schedule' or 'manual'"));
    }
    let failed = query.get("has_error").map(|_| list::flag(query, "has_error")).transpose()?;
    let wanted = |run: &Value| {
        query.get("deployment_id").is_none_or(|id| text(run, "deployment_id") == id)
            && failed.is_none_or(|failed| run.get("error").is_some_and(Value::is_object) == failed)
            && trigger
                .is_none_or(|kind| run.get("trigger_context").is_some_and(|context| text(context, "type") == kind))
    };
    world.objects.deployment_runs.page(request, PageSize::THOUSAND, wanted, Value::clone)
}

/// `GET /v1/deployment_runs/{deployment_run_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.deployment_runs.get(request.id(0)).cloned().map(Answer::Json)
}

/// Starts a session of `deployment`; answers the run.
pub(super) fn start(world: &mut World, deployment: &Value, trigger: Trigger) -> Value {
    let obstacle = obstacle(world, deployment);
    let started = match obstacle {
        Some(error) => Err(error),
        None => sessions::start(world, &deployments::session_body(deployment), Some(text(deployment, "id")))
            .map_err(|refusal| json!({"type": "session_creation_rejected_error", "message": refusal.message})),
    };
    let now = world.now();
    let (session_id, error) = match started {
        Ok(id) => (Some(id), None),
        Err(error) => (None, Some(error)),
    };
    let run = json!({
        "id": world.id("drun"),
        "type": "deployment_run",
        "deployment_id": text(deployment, "id"),
        "agent": deployment.get("agent"),
        "session_id": session_id,
        "error": error,
        "trigger_context": match trigger {
            Trigger::Manual => json!({"type": "manual"}),
            Trigger::Schedule { scheduled_at } => json!({"type": "schedule", "scheduled_at": time::print(scheduled_at)}),
        },
        "created_at": time::print(now),
    });
    let seq = world.next_seq();
    world.objects.deployment_runs.add(seq, now, run.clone());
    run
}

/// Whether the next run would meet the same error, so that the deployment is paused.
pub(super) fn is_lasting(error: &Value) -> bool {
    error.is_object() && !text(error, "type").starts_with("session_")
}

/// What stands in the way of a session, if anything does.
fn obstacle(world: &World, deployment: &Value) -> Option<Value> {
    let error = |kind: &str, message: &str| Some(json!({"type": kind, "message": message}));
    let agent = deployment.get("agent").map_or("", |agent| text(agent, "id"));
    if agents::find(world, agent, None).is_none_or(store::is_archived) {
        return error("agent_archived_error", "The agent of this deployment is archived.");
    }
    match environments::find(world, text(deployment, "environment_id")) {
        None => {
            return error("environment_not_found_error", "The environment of this deployment does not exist.");
        }
        Some(found) if store::is_archived(found) => {
            return error("environment_archived_error", "The environment of this deployment is archived.");
        }
        Some(_) => {}
    }
    for id in members(deployment, "vault_ids").filter_map(Value::as_str) {
        match vaults::find(world, id) {
            None => {
                return error("vault_not_found_error", "A vault that this deployment uses does not exist.");
            }
            Some(found) if store::is_archived(found) => {
                return error("vault_archived_error", "A vault that this deployment uses is archived.");
            }
            Some(_) => {}
        }
    }
    for resource in members(deployment, "resources") {
        let store_id = text(resource, "memory_store_id");
        match text(resource, "type") {
            "file" if files::find(world, text(resource, "file_id")).is_none() => {
                return error("file_not_found_error", "A file that this deployment uses does not exist.");
            }
            "memory_store" if memory_stores::find(world, store_id).is_some_and(store::is_archived) => {
                return error("memory_store_archived_error", "A memory store that this deployment uses is archived.");
            }
            "memory_store" if memory_stores::find(world, store_id).is_none() => {
                return error(
                    "session_resource_not_found_error",
                    "A memory store that this deployment uses does not exist.",
                );
            }
            _ => {}
        }
    }
    None
}

fn members<'a>(deployment: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    deployment.get(name).and_then(Value::as_array).into_iter().flatten()
}
