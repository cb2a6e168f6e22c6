//! Threads of a session (§2.3.3).

use serde_json::Value;

use super::events;
use super::session::Session;
use super::show::statuses;
use super::thread::{Listed, PRIMARY, Status, Thread, Wait};
use crate::simulator::list::{self, Order};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time::Micros;
use crate::simulator::world::World;

/// Lists the threads, the primary and archived ones too.
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    let limit = list::limit(&request.query, 1000, 1000)?;
    let statuses = statuses(request)?;
    let threads = session.threads().enumerate().map(|(index, thread)| Listed { index, thread });
    let threads: Vec<Listed<'_>> =
        threads.filter(|listed| statuses.is_empty() || statuses.contains(&listed.thread.status)).collect();
    let page = list::page(threads.iter(), &request.query, Order::Asc, limit)?;
    let now = world.now();
    Ok(page.answer(|listed| print(session, listed.thread, now)))
}

/// Retrieves a thread.
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    let thread = session.thread(index(session, request)?);
    Ok(Answer::Json(print(session, thread, world.now())))
}

/// Archives a child thread that rests.
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    let index = index(session, request)?;
    let thread = session.thread(index);
    let (seq, now) = (session.seq, world.now());
    if thread.run.and_then(|run| session.runs.get(run)).is_some_and(|run| run.is_open) {
        return Err(Refusal::workflow_run_open("thread"));
    }
    if thread.archived.is_none() {
        if index == PRIMARY {
            return Err(Refusal::invalid("The primary thread cannot be archived; archive the session."));
        }
        if thread.is_busy() {
            return Err(Refusal::invalid("Cannot archive a thread while it is running."));
        }
        if let Some(mut stage) = world.stage(seq) {
            stage.archive_thread(index);
            stage.thread(index).archived = Some(now);
        }
    }
    retrieve(world, request)
}

/// Lists the events of one thread.
pub(crate) fn list_events(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    let thread = session.thread(index(session, request)?);
    events::page(&thread.log, &[], &request.query, Order::Asc)
}

/// Opens a thread's stream; the primary's is the session's.
pub(crate) fn stream(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let index = index(world.sessions.named(request)?, request)?;
    events::open(world, request, index)
}

fn index(session: &Session, request: &Request) -> Result<usize, Refusal> {
    session.thread_index(request.id(1)).ok_or_else(|| Refusal::not_found("Session thread"))
}

fn print(session: &Session, thread: &Thread, now: Micros) -> Value {
    let parent = thread.parent.map(|parent| session.thread(parent).id.as_str());
    let run = thread.run.and_then(|run| session.runs.get(run)).map(|run| run.id.as_str());
    thread.print(&session.id, parent, run, now)
}

impl crate::simulator::engine::Stage<'_> {
    /// Ends a resting thread; its calls can no longer be answered.
    fn archive_thread(&mut self, index: usize) {
        if self.thread(index).status == Status::Terminated {
            return;
        }
        let waited = self.thread(index).work.wait == Some(Wait::Answers);
        let calls = std::mem::take(&mut self.thread(index).work.calls);
        self.session.late_calls.extend(calls.into_iter().map(|open| open.id));
        self.drop_work(index);
        self.end_thread(index);
        if waited {
            self.release_parent(index);
        }
    }
}
