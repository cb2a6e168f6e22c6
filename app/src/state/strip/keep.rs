//! What the address says of the strip.

use std::time::Duration;

use leptos::prelude::*;

use super::StripState;
use crate::dom::timer::Timeout;
use crate::routes::{LaneId, StripPlace};

/// How long a hand rests before the address takes it up: browsers let it change only so often.
const REST: Duration = Duration::from_millis(300);

impl StripState {
    /// Has the address say what is shown, once the hand rests.
    pub(super) fn keep_soon(self) {
        let timer = Timeout::new(REST, move || self.keep.run(self.place()));
        self.inner.try_update_value(|inner| inner.keeping = timer);
    }

    /// What a lane is called in an address; none if there is no such lane.
    pub(super) fn lane_id(self, lane: usize) -> Option<LaneId> {
        self.inner.with_value(|inner| inner.strip.lanes.get(lane).map(|lane| lane.thread.clone()))
    }

    fn place(self) -> StripPlace {
        let view = self.view.get_untracked();
        let shown = self.inner.with_value(|inner| {
            let axis = inner.axis.as_ref().filter(|axis| !view.is_fit(axis.len()));
            inner.wanted.or(axis.map(|axis| axis.span(view)))
        });
        StripPlace {
            scale: self.scale.get_untracked(),
            shown,
            pinned: self.pinned.get_untracked().into_iter().collect(),
            muted: self.muted.get_untracked().into_iter().collect(),
        }
    }
}
