//! Archive and delete: refused while the session runs.
//!
//! A paused workflow run does not keep a session running: archiving stops it, deleting is refused.

use serde_json::json;

use super::session::Session;
use super::thread::{PRIMARY, Status};
use crate::simulator::objects::files;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::world::World;

/// Archives a session: it is terminated, its history stays.
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    let (seq, now) = (session.seq, world.now());
    if session.archived.is_none() {
        may_finish(session, "archive")?;
        let was_terminated = session.status == Status::Terminated;
        if let Some(mut stage) = world.stage(seq) {
            if !was_terminated {
                stage.terminate();
            }
            stage.session.archived = Some(now);
            stage.session.updated = now;
            stage.session.shown = Status::Terminated;
            stage.streams.webhooks.tell("session.archived", &stage.session.id, now);
        }
    }
    Ok(Answer::Json(world.sessions.named(request)?.print(now)))
}

/// Deletes a session with its events and files; its streams end with `session.deleted`.
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    may_finish(session, "delete")?;
    if session.has_open_run() {
        return Err(Refusal::workflow_run_open("session"));
    }
    let (seq, id) = (session.seq, session.id.clone());
    if let Some(mut stage) = world.stage(seq) {
        stage.emit(PRIMARY, "session.deleted", json!({}));
        stage.streams.end(seq);
    }
    world.sessions.remove(&id);
    files::delete_of_session(world, &id);
    Ok(Answer::deleted(&id, "session_deleted"))
}

fn may_finish(session: &Session, verb: &str) -> Result<(), Refusal> {
    let is_running = |status: Status| matches!(status, Status::Running | Status::Rescheduling);
    if is_running(session.status) || is_running(session.shown) {
        return Err(Refusal::invalid(format!(
            "Cannot {verb} session while it is running. Send an interrupt event or wait for the session to complete."
        )));
    }
    Ok(())
}
