//! Sessions, their threads, events and resources.

mod blocks;
mod budget;
mod create;
pub(crate) mod events;
mod finish;
mod history;
mod input;
mod log;
mod price;
mod receive;
pub(crate) mod resources;
mod rubric;
mod session;
mod show;
mod thread;
pub(crate) mod threads;
mod update;
mod usage;

use std::collections::{BTreeMap, HashMap};

pub(crate) use create::{check_initial, create, start};
pub(crate) use finish::{archive, delete};
pub(crate) use history::{History, inject};
pub(crate) use log::{Event, fields, put};
pub(crate) use session::{Queued, Session};
pub(crate) use show::{list, retrieve};
pub(crate) use thread::{ADVISOR, PRIMARY, Status, Stop, Thread, Wait, Work};
pub(crate) use update::update;
pub(crate) use usage::of_span;

use super::request::{Refusal, Request};
use super::world::World;

/// Every session there is.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    by_seq: BTreeMap<u64, Session>,
    seqs: HashMap<String, u64>,
}

impl Sessions {
    /// Whether a session refers to this environment.
    pub(crate) fn use_environment(&self, environment_id: &str) -> bool {
        self.by_seq.values().any(|session| session.environment_id == environment_id)
    }

    /// The session that a request names first in its path.
    pub(crate) fn named(&self, request: &Request) -> Result<&Session, Refusal> {
        self.find(request.id(0)).ok_or_else(|| Refusal::not_found("Session"))
    }

    /// The session with this id.
    pub(crate) fn find(&self, id: &str) -> Option<&Session> {
        self.by_seq.get(self.seqs.get(id)?)
    }

    /// The session with this id, to change it.
    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Session> {
        self.by_seq.get_mut(self.seqs.get(id)?)
    }

    /// The session with this `seq`, to change it.
    pub(crate) fn get_mut(&mut self, seq: u64) -> Option<&mut Session> {
        self.by_seq.get_mut(&seq)
    }

    /// All, in the order of creation.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Session> {
        self.by_seq.values()
    }

    /// Adds a session.
    pub(crate) fn insert(&mut self, session: Session) {
        self.seqs.insert(session.id.clone(), session.seq);
        self.by_seq.insert(session.seq, session);
    }

    /// Takes a session out.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Session> {
        self.by_seq.remove(&self.seqs.remove(id)?)
    }
}

/// Names the story that a session follows from now on; `stories::turn_for` sees it.
pub(crate) fn follow(world: &mut World, session_id: &str, story: &'static str) {
    if let Some(session) = world.sessions.find_mut(session_id) {
        session.story = Some(story);
    }
}
