//! Part of sessions.

use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

pub(crate) fn list(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn send(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn stream(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}
