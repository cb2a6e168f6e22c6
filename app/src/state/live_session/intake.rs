//! Takes what came into the timeline, a little at a time, and shows it: the only place where events become signals.

use std::time::Duration;

use leptos::prelude::*;
use model::follow::State;
use model::resume::{Input, Output};
use model::time::Time;
use model::timeline::{Base, Change, Log, Timeline};
use model::wire::{Event, Wire};

use super::{Inner, LiveSession, model_of, seed, time};
use crate::dom;
use crate::dom::clock::{Clock, Millis};
use crate::dom::timer::{Timeout, sleep};

/// How long events are read or taken in one go before the page may paint, in milliseconds.
const SLICE_MILLIS: f64 = 4.0;
/// How often a hidden page takes what came.
const HIDDEN: Duration = Duration::from_millis(500);
/// How long a hidden page keeps its line: who looks at another tab for a moment misses nothing.
const GRACE: Duration = Duration::from_secs(10);

/// A stretch of work, after which the page may paint.
pub(in crate::state) struct Slice {
    clock: Clock,
    since: Millis,
}

impl Slice {
    pub(super) fn begin(clock: Clock) -> Self {
        Self { clock, since: clock.now() }
    }

    pub(super) fn is_over(&self) -> bool {
        self.clock.now() - self.since > SLICE_MILLIS
    }

    pub(super) async fn pause_if_over(&mut self) {
        if self.is_over() {
            sleep(Duration::ZERO).await;
            self.since = self.clock.now();
        }
    }
}

impl LiveSession {
    /// The page was hidden or shown: a hidden one gives its line to others after a while, and resumes when shown.
    pub(super) fn visibility_changed(self) {
        if dom::is_visible() {
            self.with_inner(|inner| inner.leaving = None);
            self.input_all(&Input::Wake);
            self.schedule();
        } else {
            self.remember();
            let pause = Timeout::new(GRACE, move || self.input_all(&Input::Pause));
            self.with_inner(|inner| inner.leaving = pause);
        }
    }

    /// Takes what came, before the next paint; a hidden page takes it by a timer.
    pub(super) fn schedule(self) {
        self.with_inner(|inner| {
            if dom::is_visible() {
                if let Some(frame) = &inner.frame {
                    frame.schedule();
                }
            } else if inner.hidden.is_none() {
                inner.hidden = Timeout::new(HIDDEN, move || {
                    self.with_inner(|inner| inner.hidden = None);
                    self.on_frame();
                });
            }
        });
    }

    pub(super) fn on_frame(self) {
        let slice = Slice::begin(self.clock);
        let now = time(self.clock.now());
        let mut has_state = false;
        let more = self.with_inner(|inner| {
            while let Some((log, output)) = inner.queue.pop_front() {
                has_state |= matches!(output, Output::State(_));
                inner.take(&log, output, now);
                if slice.is_over() {
                    break;
                }
            }
            !inner.queue.is_empty()
        });
        if has_state {
            self.show_state();
        }
        self.refresh();
        self.version.update(|version| *version += 1);
        self.show_wanted();
        if more == Some(true) {
            self.schedule();
        }
    }

    fn show_state(self) {
        // What the reader says now may be ahead of what is shown: the last that was taken counts.
        let Some(state) = self.with_inner(|inner| inner.taken_state) else { return };
        if matches!(state, State::Live | State::Ended) {
            self.with_inner(Inner::swap);
            self.failure.set(None);
            self.place_since();
        }
        if self.live.get_untracked() != state {
            self.live.set(state);
        }
        // Numbers of turns hold only for a complete history.
        let shown = self.list.shown_rows();
        self.with_inner(|inner| inner.changed.extend(shown));
    }

    /// Everything on screen reads differently: prices are known now.
    pub(super) fn redraw(self) {
        let shown = self.list.shown_rows();
        self.with_inner(|inner| inner.changed.extend(shown));
        self.schedule();
    }
}

impl Inner {
    fn take(&mut self, log: &Log, output: Output<Wire<Event>>, now: Time) {
        if let Output::Preview(_, event) = &output {
            self.deltas.note(event.value(), now);
        }
        let is_aside = self.aside.is_some();
        let timeline = self.aside.as_mut().unwrap_or(&mut self.timeline);
        let changes = match output {
            Output::Apply(place, event) | Output::Preview(place, event) => timeline.apply(log, place, event),
            Output::DropPreviews => timeline.drop_previews(),
            Output::Discard(place, id) => timeline.discard(place, &id),
            Output::StartOver => {
                self.start_over(log);
                Vec::new()
            }
            Output::State(state) => {
                if *log == Log::Session {
                    self.taken_state = state;
                }
                Vec::new()
            }
            Output::Open(..) | Output::Close | Output::Fetch(..) => Vec::new(),
        };
        if !is_aside {
            // What only now is known of earlier times is no news.
            let is_news = *log == Log::Session && matches!(self.taken_state, State::Live | State::Ended);
            self.keep_step(&changes, is_news);
        }
    }

    /// Everything comes again. It is put together aside, and takes the place of what is shown once it is complete.
    fn start_over(&mut self, log: &Log) {
        let mut timeline = Timeline::default();
        timeline.set_base(self.base.clone());
        if let Some(model) = self.model.clone() {
            timeline.set_model(&Log::Session, model);
        }
        self.aside = Some(timeline);
        self.queue.clear();
        // The one that said so is starting over already.
        for reader in self.readers.iter_mut().filter(|reader| reader.log != *log) {
            reader.start_over(seed(0.0));
        }
    }

    /// Shows what was put together aside. Rows have new names, so the place in the list is found again by event.
    fn swap(&mut self) {
        let Some(timeline) = self.aside.take() else { return };
        let event_at = |row| self.timeline.members(row).first().map(|event| String::from(*event));
        let anchor = self.window.anchor.and_then(|(row, delta)| Some((event_at(row)?, delta)));
        self.timeline = timeline;
        self.swaps += 1;
        self.window.heights.clear();
        self.window.anchor = anchor.and_then(|(event, delta)| Some((self.timeline.row_of(&event)?, delta)));
        self.changed.extend(self.timeline.rows());
        self.show_only(self.finding.view.filter().clone(), self.finding.view.level());
        self.search_anew();
    }

    /// Keeps the list's geometry in step with its rows.
    fn keep_step(&mut self, changes: &[Change], is_news: bool) {
        if let Some(search) = &mut self.finding.search {
            search.note(&self.timeline, changes);
        }
        let shown = self.finding.view.follow(&self.timeline, changes);
        for change in shown.iter() {
            match change {
                Change::Inserted(rank, row) => {
                    let height = self.window.height_of(*row);
                    self.extents.insert(*rank, height);
                    // A row that moved may read differently, too.
                    self.changed.insert(*row);
                    if is_news {
                        self.window.inserted(*rank, self.extents.len());
                    }
                }
                Change::Removed(rank, _) => self.extents.remove(*rank),
                Change::Changed(row) => {
                    self.changed.insert(*row);
                }
            }
        }
    }

    /// What the session object says; kept for a timeline that is put together anew.
    pub(super) fn set_session(&mut self, base: Base, session: &model::wire::session::Session) {
        self.base = base.clone();
        self.model = model_of(session);
        for timeline in [Some(&mut self.timeline), self.aside.as_mut()].into_iter().flatten() {
            timeline.set_base(base.clone());
            if let Some(model) = self.model.clone() {
                timeline.set_model(&Log::Session, model);
            }
        }
    }
}
