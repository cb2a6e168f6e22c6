//! The strip above the transcript: what it shows of the session, how it is spread, and what is chosen on it.

mod act;

use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use model::timeline::strip::{Axis, Gesture, Scale, Span, Strip, Target, View};

use super::live_session::LiveSession;
use crate::dom::clock::{Clock, Millis};
use crate::dom::timer::Timeout;

/// How often a strip is made anew at most.
const PAUSE_MILLIS: f64 = 100.0;
/// A strip that takes long to make is made less often: it may take this part of the time.
const SHARE: f64 = 15.0;

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
    muted: RwSignal<BTreeSet<usize>>,
    pinned: RwSignal<BTreeSet<usize>>,
}

#[derive(Debug)]
struct Inner {
    strip: Rc<Strip>,
    axis: Option<Rc<Axis>>,
    gesture: Gesture,
    /// When the next one may be made, and the timer until then.
    next: Millis,
    waiting: Option<Timeout>,
}

impl StripState {
    /// The strip of `live`, in step with it.
    pub fn watch(live: LiveSession, now: Signal<Millis>) -> Self {
        let inner = Inner {
            strip: Rc::new(Strip::default()),
            axis: None,
            gesture: Gesture::default(),
            next: 0.0,
            waiting: None,
        };
        let state = Self {
            inner: StoredValue::new_local(inner),
            live,
            clock: Clock::current(),
            version: RwSignal::new(0),
            scale: RwSignal::new(Scale::Clock),
            view: RwSignal::new(View::fit(1.0)),
            hovered: RwSignal::new(None),
            focused: RwSignal::new(None),
            selected: RwSignal::new(None),
            muted: RwSignal::new(BTreeSet::new()),
            pinned: RwSignal::new(BTreeSet::new()),
        };
        Effect::new(move |_| {
            live.track();
            // Work that goes on grows by itself; what rests does not.
            if live.is_at_work() {
                now.track();
            }
            state.make_when_due();
        });
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
        self.muted.with(|muted| muted.contains(&lane))
    }

    /// Whether a lane stays on top; tracked.
    pub fn is_pinned(self, lane: usize) -> bool {
        self.pinned.with(|pinned| pinned.contains(&lane))
    }

    /// The lanes from top to bottom: the pinned ones first. Tracked.
    pub fn order(self) -> Vec<usize> {
        let all = 0..self.strip().lanes.len();
        self.pinned.with(|pinned| {
            let (mut first, rest): (Vec<usize>, Vec<usize>) = all.partition(|lane| pinned.contains(lane));
            first.extend(rest);
            first
        })
    }

    /// What is shown, as of now; not tracked.
    pub fn strip_untracked(self) -> Rc<Strip> {
        self.strip_now()
    }

    /// The lanes from top to bottom, as of now; not tracked.
    pub fn order_untracked(self) -> Vec<usize> {
        untrack(|| self.order())
    }

    fn strip_now(self) -> Rc<Strip> {
        self.inner.with_value(|inner| Rc::clone(&inner.strip))
    }

    fn axis_now(self) -> Option<Rc<Axis>> {
        self.inner.with_value(|inner| inner.axis.clone())
    }

    fn make_when_due(self) {
        let wait = self.inner.with_value(|inner| inner.next) - self.clock.now();
        if wait <= 0.0 {
            return self.make();
        }
        let is_waiting = self.inner.with_value(|inner| inner.waiting.is_some());
        if !is_waiting {
            let timer = Timeout::new(Duration::from_secs_f64(wait / 1_000.0), move || self.make());
            self.inner.try_update_value(|inner| inner.waiting = timer);
        }
    }

    fn make(self) {
        let since = self.clock.now();
        let strip = self.live.strip(since);
        let now = self.clock.now();
        let is_new = self.inner.try_update_value(|inner| {
            inner.waiting = None;
            inner.next = now + PAUSE_MILLIS.max((now - since) * SHARE);
            let is_new = *inner.strip != strip;
            if is_new {
                inner.strip = Rc::new(strip);
            }
            is_new
        });
        if is_new == Some(true) {
            self.spread(|view, old, new| match old {
                Some(old) => view.grown(old.len(), new.len()),
                None => View::fit(new.len()),
            });
        }
    }

    /// Makes the axis anew; `keep` says which part of it is shown then.
    fn spread(self, keep: impl FnOnce(View, Option<&Axis>, &Axis) -> View) {
        let scale = self.scale.get_untracked();
        let Some((old, new)) = self.inner.try_update_value(|inner| {
            let new = Axis::new(scale, &inner.strip).map(Rc::new);
            (std::mem::replace(&mut inner.axis, new.clone()), new)
        }) else {
            return;
        };
        if let Some(new) = new {
            let view = keep(self.view.get_untracked(), old.as_deref(), &new);
            if view != self.view.get_untracked() {
                self.view.set(view);
            }
        }
        self.version.update(|version| *version += 1);
    }
}
