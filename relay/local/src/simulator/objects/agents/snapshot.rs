//! What sessions, threads and deployments keep of an agent.

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::set;
use super::super::skills::Skills;
use super::super::store::is_archived;
use super::spec::Spec;
use super::{find, multiagent};
use crate::simulator::check::{self, Object};
use crate::simulator::request::Refusal;
use crate::simulator::world::World;

/// What an `agent_with_overrides` may replace.
const REPLACEABLE: [&str; 5] = ["model", "system", "tools", "mcp_servers", "skills"];

/// The agent object with the fields of an `agent_with_overrides` put in.
///
/// `overrides` holds some of `model`, `system`, `tools`, `mcp_servers`, `skills`, checked and normalised
/// here by the rules of §2.3; unknown keys are refused.
pub(crate) fn with_overrides(world: &World, agent: &Value, overrides: &Object) -> Result<Value, Refusal> {
    check::only(overrides, &REPLACEABLE)?;
    replace(agent, overrides, &world.objects.skills)
}

/// `session.agent` with the `tools` and `mcp_servers` of a session's update put in.
pub(crate) fn retooled(agent: &Value, patch: &Object) -> Result<Value, Refusal> {
    check::only(patch, &["tools", "mcp_servers"])?;
    replace(agent, patch, &Skills::default())
}

fn replace(agent: &Value, overrides: &Object, known: &Skills) -> Result<Value, Refusal> {
    let overrides = Value::Object(overrides.clone());
    let next = Spec::of(agent).overridden(&Field::at("agent", &overrides), known)?;
    let mut agent = agent.clone();
    for (name, value) in next.replaceable() {
        set(&mut agent, name, value);
    }
    Ok(agent)
}

/// The snapshot that a session carries: without `metadata` and times, `multiagent` expanded.
pub(crate) fn session_form(world: &World, agent: &Value) -> Value {
    let multiagent = agent.get("multiagent").unwrap_or(&Value::Null);
    let expanded = multiagent::map_references(multiagent, &|reference| {
        if reference.get("id") == agent.get("id") {
            return thread_form(agent);
        }
        let version = reference.get("version").and_then(Value::as_u64);
        find(world, super::text(reference, "id"), version).map_or_else(|| reference.clone(), thread_form)
    });
    let mut snapshot = thread_form(agent);
    set(&mut snapshot, "multiagent", expanded);
    snapshot
}

/// `{type, id, version}` for the `agent` of a deployment: an id or a reference, pinned to a version that can be used.
pub(crate) fn reference(world: &World, agent: &Value) -> Result<Value, Refusal> {
    let field = Field::at("agent", agent);
    let (id, version) = if agent.is_object() {
        field.kind(&["agent"])?;
        field.only(&["type", "id", "version"])?;
        (field.key("id").required_text(1..=256)?, field.key("version").number()?)
    } else {
        (field.required_text(1..=256)?, None)
    };
    if !world.objects.agents.exists(&id) {
        return Err(Refusal::not_found("Agent"));
    }
    let found = find(world, &id, version).ok_or_else(|| {
        let version = version.unwrap_or_default();
        Refusal::special(404, "not_found_error", format!("agent.version: {version} not found"))
    })?;
    if is_archived(found) {
        return Err(field.invalid("an archived agent cannot be used"));
    }
    Ok(json!({"type": "agent", "id": id, "version": found.get("version")}))
}

/// An agent as a thread shows it: without `metadata`, times and `multiagent`.
fn thread_form(agent: &Value) -> Value {
    let hidden = ["metadata", "created_at", "updated_at", "archived_at", "multiagent"];
    let members = agent.as_object().into_iter().flatten().filter(|(name, _)| !hidden.contains(&name.as_str()));
    members.map(|(name, value)| (name.clone(), value.clone())).collect::<Object>().into()
}
