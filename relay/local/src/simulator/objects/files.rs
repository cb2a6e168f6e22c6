//! Files (§2.4).

use serde_json::Value;

use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

pub(crate) fn upload(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn list(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn retrieve(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn content(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

pub(crate) fn delete(_world: &mut World, _request: &Request) -> Result<Answer, Refusal> {
    Err(Refusal::fault())
}

/// The file with this id.
pub(crate) fn find<'a>(_world: &'a World, _id: &str) -> Option<&'a Value> {
    None
}

/// Gives a session its own copy of an upload; answers the copy's id.
pub(crate) fn copy_for_session(_world: &mut World, _file_id: &str, _session_id: &str) -> Option<String> {
    None
}

/// A file that a session wrote to its outputs folder; a later one with the same name replaces it.
pub(crate) fn write_output(_world: &mut World, _session_id: &str, _filename: &str, _bytes: Vec<u8>) {}

/// Removes the files of a session that is deleted.
pub(crate) fn delete_of_session(_world: &mut World, _session_id: &str) {}
