//! Deployment runs (§2.8).

use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

pub(crate) fn list(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn retrieve(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}
