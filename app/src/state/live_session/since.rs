//! What is new since a person last looked at the session: remembered when they leave, shown when they come back.

use leptos::prelude::*;
use model::seen::{Look, Seen};
use model::timeline::RowId;

use super::LiveSession;
use crate::dom::clock::Millis;
use crate::dom::storage::{self, Memory};

/// Where the browser keeps it.
const KEY: &str = "porthole.seen";

/// Where a person left off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Since {
    /// The first row that is new.
    pub row: RowId,
    /// When they last looked.
    pub at: Millis,
    /// How many rows were new when the page opened.
    pub count: usize,
}

impl LiveSession {
    /// Where the person left off before the page opened, if anything is new since then; tracked.
    pub fn since(self) -> Option<Since> {
        self.find.since()
    }

    /// Whether the first new row is this one, or in its run; tracked.
    pub fn is_since(self, row: RowId) -> bool {
        let Some(since) = self.since() else { return false };
        self.inner.with_value(|inner| inner.finding.view.lead(&inner.timeline, since.row) == Some(row))
    }

    /// Shows where the person left off.
    pub fn go_to_since(self) {
        let Some(since) = self.find.since_now() else { return };
        let row = self.inner.with_value(|inner| {
            let rank = inner.finding.view.rank_near(&inner.timeline, since.row)?;
            inner.row_at(rank)
        });
        if let Some(row) = row {
            self.reveal(row);
        }
    }

    /// Looks once, when the history is here, for what is new.
    pub(super) fn place_since(self) {
        let is_first = self.with_inner(|inner| !std::mem::replace(&mut inner.finding.is_since_placed, true));
        if is_first != Some(true) {
            return;
        }
        let seen = Seen::parse(&storage::get(Memory::Browser, KEY).unwrap_or_default());
        let Some(look) = seen.get(&self.id()).cloned() else { return };
        let since = self.inner.with_value(|inner| {
            let first = inner.timeline.rank(inner.timeline.row_of(&look.event)?)? + 1;
            let row = inner.timeline.row_at(first)?;
            Some(Since { row, at: millis(look.millis), count: inner.timeline.len().saturating_sub(first) })
        });
        self.find.set_since(since);
    }

    /// Remembers what was there, when the end was on screen; what was not seen stays new.
    pub(super) fn remember(self) {
        let event = self.inner.try_with_value(|inner| {
            if !inner.window.sees_end {
                return None;
            }
            let last = inner.timeline.rows().next_back()?;
            inner.timeline.row(last).map(|row| row.event).filter(|event| !event.is_empty())
        });
        let Some(Some(event)) = event else { return };
        let mut seen = Seen::parse(&storage::get(Memory::Browser, KEY).unwrap_or_default());
        seen.note(&self.id(), Look { event, millis: self.millis() });
        storage::set(Memory::Browser, KEY, &seen.print());
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds of today need 41 bits")]
fn millis(millis: i64) -> Millis {
    millis as Millis
}
