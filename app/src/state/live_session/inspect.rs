//! What lies under the rows: events, calls and money, for the panel beside them.

use leptos::prelude::*;
use model::cost::Money;
use model::follow::State;
use model::time::Time;
use model::timeline::{Burn, Glance, Listing, Log, Repeat, Row, RowId, Timeline, Written};

use super::{LiveSession, time};
use crate::dom::clock::Millis;
use crate::reactive::memo;

/// Changes whenever the stored events do.
pub type Revision = (u64, u64);

impl LiveSession {
    /// Changes with every stored event; while the history is read, once a second is often enough.
    pub fn revision(self, now: Signal<Millis>) -> Memo<Revision> {
        memo(move || {
            if matches!(self.live(), State::Live | State::Ended) {
                self.version.track();
            } else {
                now.track();
            }
            self.inner.with_value(|inner| (inner.swaps, inner.timeline.revision()))
        })
    }

    /// The events of a log, or those of one type; not tracked.
    pub fn listing(self, log: &Log, kind: Option<&str>) -> Listing {
        self.peek(|timeline| timeline.listing(log, kind))
    }

    /// What a line says of an event; not tracked.
    pub fn glance(self, number: u32) -> Option<Glance> {
        self.peek(|timeline| timeline.glance(number))
    }

    /// What a line says of the event with this id; not tracked.
    pub fn glance_at(self, event: &str) -> Option<Glance> {
        self.peek(|timeline| timeline.glance(timeline.number_of(event)?))
    }

    /// The number of an event; not tracked.
    pub fn number_of(self, event: &str) -> Option<u32> {
        self.peek(|timeline| timeline.number_of(event))
    }

    /// The log that an event is listed in; not tracked.
    pub fn log_of(self, event: &str) -> Option<Log> {
        self.peek(|timeline| timeline.log_of(event).cloned())
    }

    /// The child threads whose own logs are here, with the names of their agents; not tracked.
    pub fn threads_here(self) -> Vec<(String, String)> {
        self.peek(Timeline::threads_here)
    }

    /// The numbers of the rows of a tool's calls; not tracked.
    pub fn calls(self, tool: &str, failed_first: bool) -> Vec<u32> {
        self.peek(|timeline| timeline.calls(tool, failed_first))
    }

    /// The row with this number, as it reads now; not tracked.
    pub fn row_numbered(self, number: u32) -> Option<Row> {
        self.peek(|timeline| timeline.row(timeline.row_numbered(number)?))
    }

    /// How many tokens the last request of a log read; not tracked.
    pub fn context(self, log: &Log) -> Option<u64> {
        self.peek(|timeline| timeline.context(log))
    }

    /// What was spent by when; not tracked.
    pub fn spending(self, now: Millis) -> Vec<(Time, Money)> {
        self.peek(|timeline| timeline.spending(time(now)))
    }

    /// How fast money is spent; not tracked.
    pub fn burn(self, now: Millis) -> Option<Burn> {
        self.peek(|timeline| timeline.burn(time(now)))
    }

    /// The last calls that were the same; not tracked.
    pub fn repeat(self) -> Option<Repeat> {
        self.peek(Timeline::repeat)
    }

    /// How a message was written, if this page saw it; not tracked.
    pub fn written(self, event: &str) -> Option<Written> {
        self.inner.with_value(|inner| inner.deltas.of(event).cloned())
    }

    /// Goes to a row, and marks it.
    pub fn show(self, row: RowId) {
        self.select(row);
        self.bring_into_view(row, true);
    }

    fn peek<T>(self, look: impl FnOnce(&Timeline) -> T) -> T {
        self.inner.with_value(|inner| look(&inner.timeline))
    }
}
