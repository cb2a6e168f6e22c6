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
    /// Whether it says that whatever waits in the queue was thrown away. Only followers ask.
    fn empties_queue(&self) -> bool {
        false
    }
    /// Whether it is a piece of what is still being written, which no list will ever show.
    fn is_preview(&self) -> bool;
}

impl Entry for Wire<Event> {
    fn id(&self) -> Option<&str> {
        self.value().id()
    }

    fn processed_at(&self) -> Option<Time> {
        self.value().processed_at().and_then(Time::of)
    }

    fn ending(&self) -> Option<Ending> {
        Ending::of_kind(self.kind())
    }

    fn is_preview(&self) -> bool {
        self.value().is_preview()
    }
}

/// How a log ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The session is over; its history stays.
    Terminated,
    /// The session is gone.
    Deleted,
    /// A thread is over. In its own log that is the end; in a session's, whose threads come and go, it is not.
    ThreadTerminated,
}

impl Ending {
    /// What an event of this type says.
    pub fn of_kind(kind: &str) -> Option<Self> {
        match kind {
            "session.status_terminated" => Some(Self::Terminated),
            "session.deleted" => Some(Self::Deleted),
            "session.thread_status_terminated" => Some(Self::ThreadTerminated),
            _ => None,
        }
    }
}
