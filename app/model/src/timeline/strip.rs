//! The whole session at a glance: a lane for each thread, with bars for work and marks for moments.
//!
//! A strip is made from a timeline by a [`Draft`], and then only read: [`Axis`] says where a moment stands, [`View`] which
//! part is on screen, [`pieces`] what to draw, [`Strip::hit`] what is under a pointer, [`Strip::measure`] what a
//! stretch held.

mod axis;
mod bars;
mod build;
mod draft;
mod gesture;
mod hit;
mod measure;
mod number;
mod order;
mod pieces;
mod ticks;
mod view;

use super::key::Slot;
use super::{Family, RowId, Timeline};
use crate::cost::Money;
use crate::time::Time;

pub use axis::{Axis, Gap, Scale};
pub use bars::Bars;
pub use draft::Draft;
pub use gesture::{End, Gesture, Move};
pub use hit::{Spot, Target, Way};
pub use measure::Measure;
pub use order::Shelf;
pub use pieces::{Piece, dots, pieces};
pub use ticks::{Tick, TickValue, ticks};
pub use view::View;

/// The lanes of a session.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// The session's own first, then its child threads in the order in which they were made.
    pub lanes: Vec<Lane>,
    /// When the session was not at work, in order.
    pub idle: Vec<Span>,
    /// Phases of workflow runs.
    pub bands: Vec<Band>,
    /// From the first event to the last, or to now while there is work; none without an event that has a time.
    pub span: Option<Span>,
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first moment.
    pub from: Time,
    /// Its last moment, never before the first.
    pub to: Time,
}

/// One thread.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lane {
    /// The child thread's id; none is the session's own.
    pub thread: Option<String>,
    /// What its agent is called; empty when that is not known.
    pub name: String,
    /// When the thread was at work, as far as the session's own log says.
    pub active: Vec<Span>,
    /// Work, by its beginning.
    pub bars: Bars,
    /// Moments, in order.
    pub marks: Vec<Mark>,
}

/// Work that took time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// From when to when.
    pub span: Span,
    /// It has not ended.
    pub is_open: bool,
    /// What it was.
    pub kind: BarKind,
    /// The API says that it failed.
    pub is_failed: bool,
    /// What it cost; none for what has no price of its own, or none that is known.
    pub cost: Option<Money>,
    /// Tokens it read and wrote.
    pub tokens: u64,
    event: Slot,
}

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BarKind {
    /// A request to the model.
    Model,
    /// A round of the grader.
    Grader,
    /// A call of a tool.
    Tool(Family),
}

/// Something that took no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Time,
    /// What.
    pub kind: MarkKind,
    event: Slot,
}

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A person or a program told the agent something.
    Message,
    /// The agent said something.
    Answer,
    /// Somebody stopped the work.
    Interrupt,
    /// A call waits for a person or a program.
    Waits,
    /// Something went wrong.
    Error,
}

/// A phase of a workflow run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// From when to when.
    pub span: Span,
    /// What it is called.
    pub name: String,
    /// It has not ended.
    pub is_open: bool,
}

impl MarkKind {
    /// How many kinds there are.
    const COUNT: usize = Self::Error as usize + 1;
}

impl Span {
    /// From one moment to another; only the first, if the other lies before it.
    pub fn new(from: Time, to: Time) -> Self {
        Self { from, to: to.max(from) }
    }

    /// How long it is, in microseconds.
    pub fn micros(self) -> i64 {
        self.to.micros().saturating_sub(self.from.micros())
    }

    /// What it has in common with another; none if they do not touch.
    pub fn common(self, other: Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from <= to).then_some(Self { from, to })
    }
}

impl Strip {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.span.is_none()
    }
}

impl Timeline {
    /// The row that something on the strip belongs to.
    pub fn row_behind(&self, target: &Target) -> Option<RowId> {
        let stored = self.event(target.event)?;
        let carrier = self.carrier(stored.log, target.event).filter(|_| target.is_request);
        carrier.or_else(|| self.row_of(self.names.text(stored.id)))
    }
}

#[cfg(test)]
mod tests;
