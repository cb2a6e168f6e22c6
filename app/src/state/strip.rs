//! The strip above the transcript: what it shows of the session, how it is spread, and what is chosen on it.

mod act;
mod keep;
mod lineage;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use model::timeline::strip::{Axis, Draft, Gesture, Scale, Shelf, Span, Strip, Target, View};

use super::live_session::LiveSession;
use crate::dom::clock::{Clock, Millis};
use crate::dom::timer::Timeout;
use crate::reactive::{effect, memo};
use crate::routes::{LaneId, StripPlace};
use lineage::Lineage;

/// How often a strip is made anew at most.
const PAUSE_MILLIS: f64 = 100.0;
/// A strip that takes long to make is made less often: it may take this part of the time.
const SHARE: f64 = 15.0;
/// How long the page has to paint between two slices.
const PAINT_MILLIS: f64 = 1.0;

/// The strip of a session; ends with the view that made it.
#[derive(Debug, Clone, Copy)]
pub struct StripState {
    inner: StoredValue<Inner, LocalStorage>,
    live: LiveSession,
    clock: Clock,
    /// Counts every new strip or axis.
    version: RwSignal<u64>,
    scale: RwSignal<Scale>,
    view: RwSignal<View>,
    hovered: RwSignal<Option<Target>>,
    /// Where the keyboard is.
    focused: RwSignal<Option<Target>>,
    selected: RwSignal<Option<Span>>,
    muted: RwSignal<BTreeSet<LaneId>>,
    pinned: RwSignal<BTreeSet<LaneId>>,
    lineage: Lineage,
    /// Called with what an address should say of the strip.
    keep: Callback<StripPlace>,
}

#[derive(Debug)]
struct Inner {
    draft: Draft,
    /// What making it took so far, in milliseconds.
    took: Millis,
    strip: Rc<Strip>,
    axis: Option<Rc<Axis>>,
    gesture: Gesture,
    /// What is to be shown, whatever comes, until a person moves the view.
    wanted: Option<Span>,
    /// When the next one may be made, and the timer until then.
    next: Millis,
    waiting: Option<Timeout>,
    /// Until the address says what is shown.
    keeping: Option<Timeout>,
}

impl StripState {
    /// The strip of `live`, in step with it: as the address says first, and then `keep` is told what it should say.
    pub fn watch(live: LiveSession, now: Signal<Millis>, place: StripPlace, keep: Callback<StripPlace>) -> Self {
        let inner = Inner {
            draft: Draft::default(),
            took: 0.0,
            strip: Rc::new(Strip::default()),
            axis: None,
            gesture: Gesture::default(),
            wanted: place.shown,
            next: 0.0,
            waiting: None,
            keeping: None,
        };
        let state = Self {
            inner: StoredValue::new_local(inner),
            live,
            clock: Clock::current(),
            version: RwSignal::new(0),
            scale: RwSignal::new(place.scale),
            view: RwSignal::new(View::fit(1.0)),
            hovered: RwSignal::new(None),
            focused: RwSignal::new(None),
            selected: RwSignal::new(None),
            muted: RwSignal::new(place.muted.into_iter().collect()),
            pinned: RwSignal::new(place.pinned.into_iter().collect()),
            lineage: Lineage::new(live.id()),
            keep,
        };
        effect(move || {
            live.track();
            // Work that goes on grows by itself; what rests does not.
            if live.is_at_work() {
                now.track();
            }
            state.make_when_due();
        });
        let threads =
            memo(move || state.strip().lanes.iter().filter_map(|lane| lane.thread.clone()).collect::<Vec<_>>());
        effect(move || state.lineage.learn(threads.get()));
        state
    }

    /// What is shown; tracked.
    pub fn strip(self) -> Rc<Strip> {
        self.version.track();
        self.strip_now()
    }

    /// How it is spread; none while there is nothing to spread. Tracked.
    pub fn axis(self) -> Option<Rc<Axis>> {
        self.version.track();
        self.axis_now()
    }

    /// What the axis is long by; tracked.
    pub fn scale(self) -> Scale {
        self.scale.get()
    }

    /// Which part of the axis is on screen; tracked.
    pub fn view(self) -> View {
        self.view.get()
    }

    /// What is under the pointer; tracked.
    pub fn hovered(self) -> Option<Target> {
        self.hovered.get()
    }

    /// Where the keyboard is; tracked.
    pub fn focused(self) -> Option<Target> {
        self.focused.get()
    }

    /// The stretch that is measured; tracked.
    pub fn selected(self) -> Option<Span> {
        self.selected.get()
    }

    /// Whether a lane does not count; tracked.
    pub fn is_muted(self, lane: usize) -> bool {
        let lane = self.lane_id(lane);
        self.muted.with(|muted| lane.is_some_and(|lane| muted.contains(&lane)))
    }

    /// Whether a lane stays on top; tracked.
    pub fn is_pinned(self, lane: usize) -> bool {
        let lane = self.lane_id(lane);
        self.pinned.with(|pinned| lane.is_some_and(|lane| pinned.contains(&lane)))
    }

    /// The lanes from top to bottom: the pinned ones first, the others below what made them. Tracked.
    pub fn order(self) -> Vec<Shelf> {
        self.pinned.with(|pinned| {
            let is_pinned = |thread: Option<&str>| pinned.contains(&thread.map(str::to_owned));
            self.strip().order(|thread| self.lineage.parent(thread), is_pinned)
        })
    }

    /// What is shown, as of now; not tracked.
    pub fn strip_untracked(self) -> Rc<Strip> {
        self.strip_now()
    }

    /// The lanes from top to bottom, as of now; not tracked.
    pub fn order_untracked(self) -> Vec<Shelf> {
        untrack(|| self.order())
    }

    fn strip_now(self) -> Rc<Strip> {
        self.inner.with_value(|inner| Rc::clone(&inner.strip))
    }

    fn axis_now(self) -> Option<Rc<Axis>> {
        self.inner.with_value(|inner| inner.axis.clone())
    }

    fn make_when_due(self) {
        let (next, is_waiting) = self.inner.with_value(|inner| (inner.next, inner.waiting.is_some()));
        if !is_waiting {
            self.make_in(next - self.clock.now());
        }
    }

    fn make_in(self, wait: Millis) {
        if wait <= 0.0 {
            return self.make();
        }
        let timer = Timeout::new(Duration::from_secs_f64(wait / 1_000.0), move || self.make());
        self.inner.try_update_value(|inner| inner.waiting = timer);
    }

    /// Makes the strip anew, or goes on with it: in slices, between which the page can paint.
    fn make(self) {
        let since = self.clock.now();
        let made = self.inner.try_update_value(|inner| {
            inner.waiting = None;
            self.live.advance_strip(&mut inner.draft, since).map(|strip| (strip, inner.draft.is_outdated()))
        });
        if let Some((strip, is_outdated)) = made.flatten() {
            self.take(strip);
            let wait = self.rest(since);
            if is_outdated {
                self.make_in(wait);
            }
        } else {
            self.inner.try_update_value(|inner| inner.took += self.clock.now() - since);
            self.make_in(PAINT_MILLIS);
        }
    }

    /// Shows a strip.
    fn take(self, strip: Strip) {
        let is_new = self.inner.try_update_value(|inner| {
            let is_new = *inner.strip != strip;
            if is_new {
                inner.strip = Rc::new(strip);
            }
            is_new
        });
        if is_new == Some(true) {
            self.spread();
        }
    }

    /// How long nothing is made after one was made, which began to be finished at `since`.
    fn rest(self, since: Millis) -> Millis {
        let now = self.clock.now();
        let wait = self.inner.try_update_value(|inner| {
            let took = std::mem::take(&mut inner.took) + now - since;
            let wait = PAUSE_MILLIS.max(took * SHARE);
            inner.next = now + wait;
            wait
        });
        wait.unwrap_or(PAUSE_MILLIS)
    }

    /// Makes the axis anew, and shows the same part of it.
    fn spread(self) {
        let scale = self.scale.get_untracked();
        let Some((old, new, wanted)) = self.inner.try_update_value(|inner| {
            let new = Axis::new(scale, &inner.strip).map(Rc::new);
            (std::mem::replace(&mut inner.axis, new.clone()), new, inner.wanted)
        }) else {
            return;
        };
        if let Some(new) = new {
            let view = match (wanted, old) {
                (Some(wanted), _) => new.view(wanted),
                (None, Some(old)) => new.carry(self.view.get_untracked(), &old),
                (None, None) => View::fit(new.len()),
            };
            if view != self.view.get_untracked() {
                self.view.set(view);
            }
        }
        self.version.update(|version| *version += 1);
    }
}
