//! Guards the organisation's quota: who may send a request to the API now, and who has to come back later.
//!
//! [`Ledger`] decides, and lives in the one `Meter` object; [`Isolate`] is what each isolate of the Worker remembers of
//! it, and what it falls back on when the object is silent; [`Message`] and [`Answer`] are what the two say to each
//! other. Times are milliseconds since 1970 and are passed in. Nothing is ever queued: a refusal says when to come back.

mod account;
mod answer;
mod isolate;
mod ledger;
mod limits;
mod message;
mod pool;
mod report;
mod spent;

pub use answer::Answer;
pub use isolate::{Isolate, Silence};
pub use ledger::Ledger;
pub use limits::Limits;
pub use message::Message;
pub use report::{Report, Standing};

use model::endpoint::{self, Call, EndpointId};
use serde::Deserialize;

use crate::auth::Caller;

/// A request for a permit: one for each request that is to be sent to the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// Which quota it draws on.
    pub class: Class,
    /// Whose share it is charged to.
    pub caller: Caller,
    /// How long it can wait.
    pub purpose: Purpose,
}

/// A quota of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Calls that change something.
    Create,
    /// Retrieve and list, and opening a stream.
    Read,
}

/// What a request is for. Each leaves some of the quota to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Stops work that runs. It alone may use the reserve.
    Interrupt,
    /// Somebody waits for the answer.
    Interactive,
    /// Keeps something up to date that is looked at.
    Background,
    /// Fetches a page of history; a caller gets two at a time.
    Backfill,
}

/// Requests per minute, as they were set; `None` where nothing was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Quota {
    /// For [`Class::Create`].
    pub create: Option<u32>,
    /// For [`Class::Read`].
    pub read: Option<u32>,
}

/// The bytes of the largest body that is read for interrupts: one for every thread of a session is much less.
const MOST_INTERRUPT_BYTES: usize = 16 << 10;

impl Class {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Create, Self::Read];

    /// The quota that a call draws on.
    pub fn of(call: &Call) -> Self {
        match call.endpoint().class {
            endpoint::Class::Create => Self::Create,
            endpoint::Class::Read | endpoint::Class::Stream => Self::Read,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Read => "read",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == word)
    }
}

impl Purpose {
    /// Every purpose, the most urgent first.
    pub const ALL: [Self; 4] = [Self::Interrupt, Self::Interactive, Self::Background, Self::Backfill];

    /// The purpose of a call that somebody makes, with its body as printed: a send of interrupts and nothing else is an
    /// interrupt.
    pub fn of(call: &Call, body: &[u8]) -> Self {
        if call.endpoint().id == EndpointId::EventSend && only_interrupts(body) {
            Self::Interrupt
        } else {
            Self::Interactive
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Interrupt => "interrupt",
            Self::Interactive => "interactive",
            Self::Background => "background",
            Self::Backfill => "backfill",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }
}

impl Quota {
    /// What is counted with before the API has said anything, unless something else was set.
    pub const DEFAULT_CREATE: u32 = 300;
    /// The same for reads. Some organisations may make twice as many; the API says so itself.
    pub const DEFAULT_READ: u32 = 600;

    fn set(self, class: Class) -> Option<u32> {
        match class {
            Class::Create => self.create,
            Class::Read => self.read,
        }
    }

    fn per_minute(self, class: Class) -> u32 {
        self.set(class).unwrap_or(match class {
            Class::Create => Self::DEFAULT_CREATE,
            Class::Read => Self::DEFAULT_READ,
        })
    }
}

fn only_interrupts(body: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Send {
        events: Vec<Event>,
    }
    #[derive(Deserialize)]
    struct Event {
        #[serde(rename = "type")]
        kind: String,
    }
    if body.len() > MOST_INTERRUPT_BYTES {
        return false;
    }
    serde_json::from_slice::<Send>(body)
        .is_ok_and(|send| !send.events.is_empty() && send.events.iter().all(|event| event.kind == "user.interrupt"))
}

#[cfg(test)]
mod tests;
