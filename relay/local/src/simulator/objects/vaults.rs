//! Vaults (§2.6).

use serde_json::Value;

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

pub(crate) fn delete(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn archive(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

/// The vault with this id.
pub(crate) fn find<'a>(_world: &'a World, _id: &str) -> Option<&'a Value> {
    None
}
