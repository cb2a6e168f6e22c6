//! What a person does to a strip.

use std::collections::BTreeSet;

use leptos::prelude::*;
use model::timeline::strip::{Axis, End, Measure, Move, Scale, Span, Target, View, Way};
use model::timeline::{Row, RowId};

use super::StripState;
use crate::routes::LaneId;

impl StripState {
    /// Spreads the session otherwise, with the same moments at the edges.
    pub fn set_scale(self, scale: Scale) {
        if self.scale.get_untracked() == scale {
            return;
        }
        self.scale.set(scale);
        self.spread();
        self.keep_soon();
    }

    /// Shows everything.
    pub fn fit(self) {
        self.change_view(|_, len| View::fit(len));
    }

    /// Shows `factor` times as much around the place that is `part` of the way from the left edge.
    pub fn zoom(self, part: f64, factor: f64) {
        self.change_view(|view, len| view.zoomed(len, view.from + part * view.width(), factor));
    }

    /// Moves by `part` of what is shown; to the right when it is positive.
    pub fn pan(self, part: f64) {
        self.change_view(|view, len| view.panned(len, part * view.width()));
    }

    /// Shows what is selected, as wide as possible.
    pub fn zoom_to_selected(self) {
        if let (Some(span), Some(axis)) = (self.selected.get_untracked(), self.axis_now()) {
            self.change_view(|_, _| axis.around(span));
        }
    }

    /// Nothing is selected.
    pub fn clear(self) {
        self.selected.set(None);
        self.focused.set(None);
    }

    /// A lane does not count, or counts again.
    pub fn toggle_muted(self, lane: usize) {
        self.toggle(self.muted, lane);
    }

    /// A lane stays on top, or does so no longer.
    pub fn toggle_pinned(self, lane: usize) {
        self.toggle(self.pinned, lane);
    }

    /// Whether a child thread's own log is read; tracked.
    pub fn is_followed(self, lane: usize) -> bool {
        self.thread(lane).is_some_and(|thread| self.live.thread_state(&thread).is_some())
    }

    /// Reads a child thread's own log, or does so no longer.
    pub fn toggle_followed(self, lane: usize) {
        let Some(thread) = self.thread(lane) else { return };
        if untrack(|| self.live.thread_state(&thread)).is_some() {
            self.live.close_thread(&thread);
        } else {
            self.live.open_thread(&thread);
        }
    }

    /// What the selected stretch held, without muted lanes; tracked.
    pub fn measure(self) -> Option<(Span, Measure)> {
        let span = self.selected()?;
        let strip = self.strip();
        let muted = self.muted.get();
        Some((span, strip.measure(span, |lane| !muted.contains(&lane.thread))))
    }

    /// The row that something belongs to.
    pub fn row(self, target: &Target) -> Option<Row> {
        self.live.row(self.row_id(target)?)
    }

    /// Which row that is.
    pub fn row_id(self, target: &Target) -> Option<RowId> {
        self.live.row_behind(target)
    }

    /// Goes to what is next that way, by keyboard.
    pub fn go(self, way: Way) {
        let current = self.focused.get_untracked();
        let next = self.strip_now().next(current.as_ref(), way, &self.order_untracked()).or(current);
        let Some(target) = next else { return };
        self.focused.set(Some(target));
        if let Some(axis) = self.axis_now() {
            self.change_view(|view, len| view.showing(len, axis.at(target.span.from)));
        }
    }

    /// A pointer went down at `x` of `pixels`; `moves_view` if dragging it is to move the view.
    pub fn pointer_down(self, id: i32, x: f64, moves_view: bool) {
        self.inner.try_update_value(|inner| inner.gesture.down(id, x, moves_view));
        self.hover(None);
    }

    /// A pointer moved; says whether that was part of a gesture.
    pub fn pointer_moved(self, id: i32, x: f64, pixels: f64) -> bool {
        let moved = self.inner.try_update_value(|inner| inner.gesture.moved(id, x)).flatten();
        match moved {
            Some(Move::Pan(by)) => self.pan(by / pixels),
            Some(Move::Pinch { at, factor, by }) => {
                self.zoom(at / pixels, factor);
                self.pan(-by / pixels);
            }
            Some(Move::Select(from, to)) => self.select(from / pixels, to / pixels),
            None => {}
        }
        moved.is_some() || self.inner.with_value(|inner| inner.gesture.is_active())
    }

    /// A pointer went up; gives where, if that was a click.
    pub fn pointer_up(self, id: i32, pixels: f64) -> Option<f64> {
        match self.inner.try_update_value(|inner| inner.gesture.up(id))? {
            End::Click(x) => Some(x),
            End::Selected(from, to) => {
                self.select(from / pixels, to / pixels);
                None
            }
            End::Nothing => None,
        }
    }

    /// The pointers are gone.
    pub fn pointers_gone(self) {
        self.inner.try_update_value(|inner| inner.gesture.cancel());
        self.hover(None);
    }

    /// What is drawn there is under the pointer.
    pub fn hover(self, target: Option<Target>) {
        if self.hovered.get_untracked() != target {
            self.hovered.set(target);
        }
    }

    /// What is drawn at `x` of `pixels` on a lane.
    pub fn hit(self, lane: usize, x: f64, pixels: f64) -> Option<Target> {
        let (strip, axis) = (self.strip_now(), self.axis_now()?);
        strip.hit(lane, &axis, self.view.get_untracked(), pixels, x)
    }

    /// Selects from one part of what is shown to another.
    fn select(self, from: f64, to: f64) {
        let Some(axis) = self.axis_now() else { return };
        let view = self.view.get_untracked();
        let time = |part: f64| axis.time(view.from + part.clamp(0.0, 1.0) * view.width());
        self.selected.set(Some(Span::new(time(from), time(to))));
    }

    fn thread(self, lane: usize) -> Option<String> {
        self.strip_now().lanes.get(lane)?.thread.clone()
    }

    fn toggle(self, lanes: RwSignal<BTreeSet<LaneId>>, lane: usize) {
        let Some(lane) = self.lane_id(lane) else { return };
        lanes.update(|lanes| {
            if !lanes.remove(&lane) {
                lanes.insert(lane);
            }
        });
        self.keep_soon();
    }

    fn change_view(self, change: impl FnOnce(View, f64) -> View) {
        let Some(len) = self.axis_now().as_deref().map(Axis::len) else { return };
        let old = self.view.get_untracked();
        let new = change(old, len);
        if new != old {
            self.inner.try_update_value(|inner| inner.wanted = None);
            self.view.set(new);
            self.keep_soon();
        }
    }
}
