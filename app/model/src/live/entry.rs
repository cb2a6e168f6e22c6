//! What the follower must know of events.

use crate::time::Time;
use crate::wire::{Event, Wire};

/// What the follower must know of an event.
pub trait Entry {
    /// Its id; previews have none.
    fn id(&self) -> Option<&str>;
    /// When the agent took it up; queued events and previews have none.
    fn processed_at(&self) -> Option<Time>;
    /// Whether it says that no more will come.
    fn ending(&self) -> Option<Ending>;
}

impl Entry for Wire<Event> {
    fn id(&self) -> Option<&str> {
        self.value().id()
    }

    fn processed_at(&self) -> Option<Time> {
        self.value().processed_at().and_then(Time::of)
    }

    fn ending(&self) -> Option<Ending> {
        match self.value() {
            Event::SessionStatusTerminated(_) => Some(Ending::Terminated),
            Event::SessionDeleted(_) => Some(Ending::Deleted),
            _ => None,
        }
    }
}

/// How a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The session is over; its history stays.
    Terminated,
    /// The session is gone.
    Deleted,
}
