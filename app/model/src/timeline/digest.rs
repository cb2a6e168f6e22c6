//! The little that is kept of an event beside its bytes: what decides rows, turns, waits and sums.

mod read;

use super::Family;
use super::key::Name;
use crate::cost::{Money, Speed, Tokens};

pub(super) use read::{budget, count};

/// What an event is to the timeline.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Digest {
    /// A row and nothing else.
    Plain,
    /// Something went wrong.
    Fault,
    /// Waits in the queue until it has a time; a row and nothing else.
    Queueable,
    Interrupt,
    /// Output of a model request: its first message, or else its thinking, carries the request's figures.
    Output {
        message: bool,
    },
    Call {
        tool: Name,
        name: Name,
        asks: Asks,
        family: Family,
        /// Whose call it is a copy of.
        thread: Option<Name>,
        /// Calls of the same tool with the same input by the same thread have the same number.
        sameness: u64,
    },
    Confirmation {
        tool: Name,
    },
    Result {
        tool: Name,
        failed: bool,
    },
    Thread {
        thread: Name,
        agent: Name,
        step: ThreadStep,
    },
    Run {
        run: Name,
        step: RunStep,
    },
    Evaluation {
        outcome: Name,
        iteration: u64,
        graded: Option<Box<Charge>>,
    },
    Status(SessionStep),
    Usage(Box<Count>),
    RequestStart,
    RequestEnd {
        start: Name,
        charge: Box<Charge>,
    },
    Updated {
        budget: BudgetChange,
    },
}

/// Whose answer a call needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Nobody,
    /// A person allows or denies it.
    Permission,
    /// A person answers it.
    Answer,
    /// A program carries it out.
    Program,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ThreadStep {
    Created,
    Running,
    Idle(Stop),
    Rescheduled,
    Terminated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunStep {
    Created,
    Running,
    Paused,
    Other,
    Ended,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SessionStep {
    Running,
    /// With the calls that wait.
    Idle(Stop, Box<[Name]>),
    Rescheduled,
    Terminated,
    Deleted,
}

/// Why work stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    EndTurn,
    RequiresAction,
    RetriesExhausted,
    BudgetReached,
    Refusal,
    /// A reason that is not known, by its word.
    Other(Name),
}

impl Stop {
    /// Whether people must be told: the end of a turn, and a call that waits, show by themselves.
    pub(super) fn needs_saying(self) -> bool {
        !matches!(self, Self::EndTurn | Self::RequiresAction)
    }
}

/// What a model request used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Charge {
    pub(super) tokens: Tokens,
    pub(super) speed: Speed,
    /// The request failed.
    pub(super) failed: bool,
}

/// What the server has counted up to a moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    pub(super) tokens: Tokens,
    pub(super) list_cost: Option<Money>,
    pub(super) active_millis: Option<u64>,
    pub(super) searches: u64,
    pub(super) budget: BudgetChange,
}

/// What an event says of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BudgetChange {
    Silent,
    Removed,
    Cap(Money),
}

impl Digest {
    /// Whether an event of this kind without a time waits in the queue.
    pub(super) fn can_queue(&self) -> bool {
        matches!(self, Self::Queueable | Self::Interrupt | Self::Confirmation { .. } | Self::Result { .. })
    }

    /// Whether it is the one that its row stands at.
    pub(super) fn is_head(&self) -> bool {
        matches!(
            self,
            Self::Call { .. }
                | Self::Thread { step: ThreadStep::Created, .. }
                | Self::Run { step: RunStep::Created, .. }
        )
    }
}
