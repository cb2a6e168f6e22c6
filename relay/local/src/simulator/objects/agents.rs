//! Agents and their versions (§2.1).

use serde_json::Value;

use crate::simulator::check::Object;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

pub(crate) fn create(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn list(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn retrieve(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn update(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn archive(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn list_versions(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

/// The agent with this id, as `GET /v1/agents/{id}` answers it: one version, or the newest.
pub(crate) fn find<'a>(_world: &'a World, _id: &str, _version: Option<u64>) -> Option<&'a Value> {
    None
}

/// The agent object with the fields of an `agent_with_overrides`, or of a session update's `agent`, put in.
///
/// `overrides` holds some of `model`, `system`, `tools`, `mcp_servers`, `skills`, checked and normalised
/// here by the rules of §2.3; unknown keys are refused.
pub(crate) fn with_overrides(_agent: &Value, _overrides: &Object) -> Result<Value, Refusal> {
    Err(Refusal::fault())
}

/// The snapshot that a session carries: without `metadata` and times, `multiagent` expanded.
pub(crate) fn session_form(_world: &World, _agent: &Value) -> Value {
    Value::Null
}
