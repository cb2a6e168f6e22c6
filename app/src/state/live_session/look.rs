//! What views read of the timeline.

use leptos::prelude::*;
use model::time::Time;
use model::timeline::strip::{Draft, Span, Strip, Target};
use model::timeline::{Facts, QueuePlace, Row, RowId, ThreadFacts, Timeline, ToolFacts};

use super::intake::Slice;
use super::{LiveSession, time};
use crate::dom::clock::Millis;

impl LiveSession {
    /// What the header says, at `now`; tracked.
    pub fn facts(self, now: Millis) -> Facts {
        self.look(|timeline| timeline.facts(time(now)))
    }

    /// How many events are here; tracked.
    pub fn event_count(self) -> usize {
        self.look(Timeline::event_count)
    }

    /// How many tools were called, and how many of those calls failed; tracked.
    pub fn call_counts(self) -> (usize, usize) {
        self.look(Timeline::call_counts)
    }

    /// Comes again with every change.
    pub fn track(self) {
        self.version.track();
    }

    /// Whether something is going on, so that time alone changes what is shown; not tracked.
    pub fn is_at_work(self) -> bool {
        self.inner.with_value(|inner| inner.timeline.is_at_work())
    }

    /// Goes on with the session at a glance, for as long as a frame allows; gives it when it is done. Not tracked.
    pub fn advance_strip(self, draft: &mut Draft, now: Millis) -> Option<Strip> {
        let slice = Slice::begin(self.clock);
        self.with_inner(|inner| draft.advance(&mut inner.timeline, time(now), || slice.is_over())).flatten()
    }

    /// The row that something on the strip belongs to; not tracked.
    pub fn row_behind(self, target: &Target) -> Option<RowId> {
        self.inner.with_value(|inner| inner.timeline.row_behind(target))
    }

    /// When what is on screen happened; tracked.
    pub fn seen(self) -> Option<Span> {
        self.list.seen()
    }

    /// When the selected row happened; tracked.
    pub fn selected_time(self) -> Option<Time> {
        let row = self.list.selected()?;
        self.look(|timeline| timeline.time_of(row))
    }

    /// Child threads; tracked.
    pub fn threads(self) -> Vec<ThreadFacts> {
        self.look(Timeline::threads)
    }

    /// Tools that were called; tracked.
    pub fn tools(self) -> Vec<ToolFacts> {
        self.look(Timeline::tools)
    }

    /// The bytes of an event, as of now; not tracked.
    pub fn raw_now(self, event: &str) -> Option<String> {
        self.inner.with_value(|inner| inner.timeline.raw(event).map(str::to_owned))
    }

    /// The events of the row that `event` belongs to, as of now; not tracked.
    pub fn members(self, event: &str) -> Vec<String> {
        self.inner.with_value(|inner| {
            let row = inner.timeline.row_of(event);
            row.map(|row| inner.timeline.members(row).into_iter().map(str::to_owned).collect()).unwrap_or_default()
        })
    }

    /// The row that an event belongs to.
    pub fn row_of(self, event: &str) -> Option<RowId> {
        self.inner.with_value(|inner| inner.timeline.row_of(event))
    }

    /// A row as it reads now; not tracked.
    pub fn row(self, row: RowId) -> Option<Row> {
        self.inner.with_value(|inner| inner.timeline.row(row))
    }

    /// Where a message stands among those that wait; tracked.
    pub fn queue_place(self, row: RowId) -> Option<QueuePlace> {
        self.look(|timeline| timeline.queue_place(row))
    }

    /// The last row; not tracked.
    pub fn last_row(self) -> Option<Row> {
        self.inner.with_value(|inner| inner.timeline.row(inner.timeline.rows().next_back()?))
    }
}
