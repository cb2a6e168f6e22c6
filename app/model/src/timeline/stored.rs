//! Events and rows as they are kept.

use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::RowId;
use super::digest::{Digest, SessionStep};
use super::key::{Key, Name, Place, Slot};
use super::preview::Preview;
use super::tally::Counted;
use super::traits::Trait;
use crate::time::Time;

/// The index of a log.
pub(super) type LogIndex = u16;
/// The session's own log.
pub(super) const SESSION: LogIndex = 0;

/// An event with what is known of it.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) raw: Box<RawValue>,
    pub(super) digest: Digest,
    pub(super) traits: Trait,
    pub(super) id: Name,
    /// Its type, in the API's word.
    pub(super) kind: Name,
    pub(super) log: LogIndex,
    pub(super) at: Option<Time>,
    /// The lowest place it came at, and the place of the copy that is kept.
    pub(super) place: Place,
    pub(super) copy: Place,
    pub(super) key: Key,
}

impl Stored {
    /// How good a copy of its event this is.
    pub(super) fn rank(&self) -> (bool, Place, &str) {
        (self.at.is_some(), self.copy, self.raw.get())
    }
}

/// What makes events one row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Group {
    Event(LogIndex, Name),
    Tool(Name),
    Thread(Name),
    Run(Name),
    Evaluation(Name, u64),
    Turn(Name),
}

/// Where a row stands: a turn's head goes before the event that it stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) key: Key,
    pub(super) layer: u8,
    pub(super) row: RowId,
}

/// A row as it is kept: by its members.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) group: Group,
    pub(super) members: BTreeSet<(Key, Slot)>,
    pub(super) position: Option<Position>,
    pub(super) preview: Option<Preview>,
    pub(super) counted: Option<Counted>,
    pub(super) waits: Option<Key>,
}

/// The row that an event belongs to; none for what only counts and spans.
pub(super) fn group_of(stored: &Stored) -> Option<Group> {
    let own = Group::Event(stored.log, stored.id);
    Some(match &stored.digest {
        Digest::Call { tool, .. } | Digest::Confirmation { tool } | Digest::Result { tool, .. } => Group::Tool(*tool),
        Digest::Thread { thread, .. } => Group::Thread(*thread),
        Digest::Run { run, .. } => Group::Run(*run),
        Digest::Evaluation { outcome, iteration, .. } => Group::Evaluation(*outcome, *iteration),
        Digest::Status(SessionStep::Running) if stored.log == SESSION => Group::Turn(stored.id),
        Digest::Status(SessionStep::Idle(stop, _)) if !stop.needs_saying() => return None,
        Digest::Plain
        | Digest::Fault
        | Digest::Queueable
        | Digest::Interrupt
        | Digest::Output { .. }
        | Digest::Updated { .. }
        | Digest::Status(SessionStep::Idle(..) | SessionStep::Terminated | SessionStep::Deleted) => own,
        Digest::Status(_) | Digest::Usage(_) | Digest::RequestStart | Digest::RequestEnd { .. } => return None,
    })
}
