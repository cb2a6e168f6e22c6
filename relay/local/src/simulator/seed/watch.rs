//! Work that repeats so often that there is always something new to see. What is old makes room.

use model::endpoint::Method;
use serde_json::Value;

use super::{id_of, library};
use crate::simulator::engine::Job;
use crate::simulator::request::Refusal;
use crate::simulator::time::{MINUTE, Micros};
use crate::simulator::world::World;

/// How many of its sessions stay in the list.
const LISTED: usize = 12;
/// How many stay at all, the archived ones too.
const KEPT: usize = 36;
/// How often old sessions make room.
const EVERY: Micros = 10 * MINUTE;

/// Deploys it.
pub(super) fn start(world: &mut World, agent: &str, environment: &str) -> Result<(), Refusal> {
    let task = "Run the checkout tests on main and fix what fails.";
    let made = library::deploy(world, "Watch over the checkout", (agent, environment), "*/10 * * * *", task)?;
    world.schedule(world.now() + EVERY, Job::Tidy(id_of(&made).to_owned()));
    Ok(())
}

/// Archives the oldest sessions of the deployment and deletes those that were archived long ago.
///
/// A session that still works is refused; its turn comes the next time.
pub(crate) fn tidy(world: &mut World, deployment_id: &str) {
    for id in sessions(world, deployment_id, "").into_iter().skip(LISTED) {
        let _ = world.call(Method::Post, &format!("/v1/sessions/{id}/archive"), &Value::Null);
    }
    for id in sessions(world, deployment_id, "&include_archived=true").into_iter().skip(KEPT) {
        let _ = world.call(Method::Delete, &format!("/v1/sessions/{id}"), &Value::Null);
    }
    world.schedule(world.now() + EVERY, Job::Tidy(deployment_id.to_owned()));
}

/// The ids of its newest sessions, newest first.
fn sessions(world: &mut World, deployment_id: &str, more: &str) -> Vec<String> {
    let path = format!("/v1/sessions?deployment_id={deployment_id}&limit=100{more}");
    let list = world.call(Method::Get, &path, &Value::Null).unwrap_or_default();
    let listed = list.get("data").and_then(Value::as_array);
    listed.into_iter().flatten().map(|session| id_of(session).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::simulator::time;

    #[test]
    fn old_sessions_make_room() {
        let now = time::parse("2026-11-23T14:15:00Z").unwrap();
        let mut world = World::new(3, now, 1.0);
        let tools = json!([{ "type": "agent_toolset_20260401" }]);
        let agent = json!({ "name": "coder", "model": "claude-haiku-4-5", "tools": tools });
        let agent = world.call(Method::Post, "/v1/agents", &agent).unwrap();
        let environment = world.call(Method::Post, "/v1/environments", &json!({ "name": "cloud" })).unwrap();
        start(&mut world, id_of(&agent), id_of(&environment)).unwrap();
        world.advance(now + 8 * 60 * MINUTE);
        let runs = world.call(Method::Get, "/v1/deployment_runs?limit=100", &Value::Null).unwrap();
        assert_eq!(runs["data"].as_array().unwrap().len(), 48);
        let id = runs["data"][0]["deployment_id"].as_str().unwrap().to_owned();
        // One has started since the last time.
        assert!((LISTED..=LISTED + 2).contains(&sessions(&mut world, &id, "").len()));
        assert!((KEPT..=KEPT + 2).contains(&sessions(&mut world, &id, "&include_archived=true").len()));
    }
}
