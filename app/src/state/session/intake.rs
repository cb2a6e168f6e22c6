//! Takes what came into the timeline, a little at a time, and shows it.

use leptos::prelude::*;
use model::live::{Output, State};
use model::timeline::{Change, Log};

use super::{Inner, SessionState};
use crate::dom;
use crate::dom::timer::Timeout;

/// How long events are read or taken in one go before the page may paint, in milliseconds.
pub(super) const SLICE_MILLIS: f64 = 5.0;
/// How often a hidden page takes what came.
const HIDDEN_MILLIS: u64 = 500;

impl SessionState {
    pub(super) fn wake(self) {
        self.tick();
        self.schedule();
    }

    /// Takes what came, before the next paint; a hidden page takes it by a timer.
    pub(super) fn schedule(self) {
        self.with_inner(|inner| {
            if dom::is_visible() {
                if let Some(frame) = &inner.frame {
                    frame.schedule();
                }
            } else if inner.hidden.is_none() {
                let period = std::time::Duration::from_millis(HIDDEN_MILLIS);
                inner.hidden = Timeout::new(period, move || {
                    self.with_inner(|inner| inner.hidden = None);
                    self.on_frame();
                });
            }
        });
    }

    pub(super) fn on_frame(self) {
        let start = self.clock.now();
        let mut states = Vec::new();
        let more = self.with_inner(|inner| {
            while let Some(output) = inner.queue.pop_front() {
                let changes = match output {
                    Output::Apply(place, event) => inner.timeline.apply(&Log::Session, place, event),
                    Output::DropPreviews => inner.timeline.drop_previews(),
                    Output::Discard(id) => inner.timeline.discard(&id),
                    Output::State(state) => {
                        states.push(state);
                        Vec::new()
                    }
                    Output::Open(_) | Output::Close | Output::List(..) => Vec::new(),
                };
                inner.take(&changes);
                if self.clock.now() - start > SLICE_MILLIS {
                    break;
                }
            }
            !inner.queue.is_empty()
        });
        if let Some(state) = states.last() {
            self.live.set(*state);
            // Numbers of turns hold only for a complete history.
            let shown = self.list.shown_rows();
            self.with_inner(|inner| inner.changed.extend(shown));
            if *state == State::Live {
                self.failure.set(None);
            }
        }
        self.refresh();
        self.version.update(|version| *version += 1);
        self.show_wanted();
        if more == Some(true) {
            self.schedule();
        }
    }

    /// Everything on screen reads differently: prices are known now.
    pub(super) fn redraw(self) {
        let shown = self.list.shown_rows();
        self.with_inner(|inner| inner.changed.extend(shown));
        self.schedule();
    }
}

impl Inner {
    /// Keeps the list's geometry in step with its rows.
    fn take(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Inserted(rank, row) => {
                    let height = self.window.height_of(*row);
                    self.extents.insert(*rank, height);
                    // A row that moved may read differently, too.
                    self.changed.insert(*row);
                    self.window.inserted(*rank, self.extents.len());
                }
                Change::Removed(rank, _) => self.extents.remove(*rank),
                Change::Changed(row) => {
                    self.changed.insert(*row);
                }
            }
        }
    }
}
