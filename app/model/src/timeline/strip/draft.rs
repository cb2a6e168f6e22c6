//! A strip that is made a little at a time, and goes on where it stopped when events come at the end.

use std::ops::Bound;

use super::Strip;
use super::build::Build;
use crate::time::Time;
use crate::timeline::Timeline;
use crate::timeline::touched::{Spot, Touched};

/// So many events are taken between two looks at the time.
const STEP: usize = 128;

/// A strip in the making. It belongs to one timeline, of which there is no other.
#[derive(Debug, Default)]
pub struct Draft {
    build: Option<Build>,
    /// The last event that was taken.
    taken: Option<Spot>,
    /// What was taken is not what is there any more: it is finished all the same, and then made anew, or it would never
    /// be finished while events come.
    is_outdated: bool,
}

impl Draft {
    /// Takes events until all are taken, or `is_over` says so. Gives the strip as it is at `now` once all are taken.
    pub fn advance(&mut self, timeline: &mut Timeline, now: Time, is_over: impl FnMut() -> bool) -> Option<Strip> {
        match timeline.touched.take() {
            Touched::All => *self = Self::default(),
            Touched::From(spot) => self.is_outdated |= self.taken.is_some_and(|taken| spot <= taken),
            Touched::Nothing => {}
        }
        self.go_on(timeline, is_over).then(|| self.finish(timeline, now)).flatten()
    }

    /// Whether the strip it gave last was outdated when it was done; then it is made anew.
    pub fn is_outdated(&self) -> bool {
        self.build.is_none()
    }

    fn go_on(&mut self, timeline: &Timeline, mut is_over: impl FnMut() -> bool) -> bool {
        let build = self.build.get_or_insert_with(|| Build::new(timeline));
        let from = self.taken.map_or(Bound::Unbounded, Bound::Excluded);
        for (count, ((log, key), slot)) in timeline.order.range((from, Bound::Unbounded)).enumerate() {
            if count % STEP == STEP - 1 && is_over() {
                return false;
            }
            self.taken = Some((*log, *key));
            if let Some(at) = key.time() {
                build.take(timeline, *log, *slot, at);
            }
        }
        true
    }

    fn finish(&mut self, timeline: &Timeline, now: Time) -> Option<Strip> {
        let strip = self.build.as_ref().map(|build| build.strip(timeline, now));
        if self.is_outdated {
            *self = Self::default();
        }
        strip
    }
}

impl Timeline {
    /// The session at a glance, as it is at `now`, in one go. Costs one look at each event.
    pub fn strip(&self, now: Time) -> Strip {
        let mut draft = Draft::default();
        draft.go_on(self, || false);
        draft.finish(self, now).unwrap_or_default()
    }
}
