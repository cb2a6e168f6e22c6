//! Sessions, their threads, events and resources.

pub(crate) mod events;
pub(crate) mod resources;
pub(crate) mod threads;

use serde_json::Value;

use super::request::{Answer, Refusal, Request};
use super::world::World;

/// Every session there is.
#[derive(Debug, Default)]
pub(crate) struct Sessions {}

impl Sessions {
    /// Whether a session refers to this environment.
    pub(crate) fn use_environment(&self, _environment_id: &str) -> bool {
        false
    }

    /// Whether the session exists.
    pub(crate) fn exists(&self, _session_id: &str) -> bool {
        false
    }
}

/// Creates a session from a create body, as `POST /v1/sessions` and deployments do; answers its id.
pub(crate) fn start(_world: &mut World, _body: &Value, _deployment_id: Option<&str>) -> Result<String, Refusal> {
    Err(Refusal::fault())
}

/// Names the story that a session follows from now on; `stories::turn_for` sees it.
pub(crate) fn follow(_world: &mut World, _session_id: &str, _story: &'static str) {}

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

pub(crate) fn delete(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn archive(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}
