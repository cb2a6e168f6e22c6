//! What pointers and wheels do on the canvas.

use leptos::html;
use leptos::prelude::*;
use model::timeline::RowId;
use model::timeline::strip::Target;
use web_sys::{PointerEvent, WheelEvent};

use super::measures::{EDGE, inner, lane_height, part, phases_height};
use crate::state::strip::StripState;

/// How far a wheel zooms, for each pixel that it would scroll.
const WHEEL: f64 = 0.0016;
/// Pinching on a touch pad comes as a finer wheel.
const PINCH: f64 = 0.01;

/// The canvas, and who is told.
#[derive(Clone, Copy)]
pub struct Pointers {
    /// What is shown.
    pub strip: StripState,
    /// Where.
    pub canvas: NodeRef<html::Canvas>,
    /// Its width and height.
    pub size: RwSignal<(f64, f64)>,
    /// Called with the row to open.
    pub open: Callback<RowId>,
}

impl Pointers {
    /// A pointer went down. Fingers, the middle button and Shift move the view; else a stretch is selected.
    pub fn down(self, event: &PointerEvent) {
        if event.button() > 1 {
            return;
        }
        if let Some(element) = self.canvas.get_untracked() {
            // Refused for a pointer that is gone already.
            element.set_pointer_capture(event.pointer_id()).ok();
        }
        let moves_view = event.pointer_type() == "touch" || event.shift_key() || event.button() == 1;
        self.strip.pointer_down(event.pointer_id(), x(event), moves_view);
    }

    /// A pointer moved: part of a gesture, or looking around.
    pub fn moved(self, event: &PointerEvent) {
        if !self.strip.pointer_moved(event.pointer_id(), x(event), self.width()) {
            self.strip.hover(self.hit(event));
        }
    }

    /// A pointer went up: after a click the row is opened, and beside everything nothing is selected any more.
    pub fn up(self, event: &PointerEvent) {
        if self.strip.pointer_up(event.pointer_id(), self.width()).is_some() {
            match self.hit(event).and_then(|target| self.strip.row_id(&target)) {
                Some(row) => self.open.run(row),
                None => self.strip.clear(),
            }
        }
    }

    /// A wheel zooms at the pointer; sideways, or with Shift, it moves.
    pub fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let (x, y) = (event.delta_x(), event.delta_y());
        if event.shift_key() || x.abs() > y.abs() {
            self.strip.pan(if x == 0.0 { y } else { x } / self.width());
        } else {
            let notch = if event.ctrl_key() { PINCH } else { WHEEL };
            self.strip.zoom(part(f64::from(event.offset_x()), self.size.get_untracked().0), (y * notch).exp());
        }
    }

    fn width(self) -> f64 {
        inner(self.size.get_untracked().0)
    }

    fn hit(self, event: &PointerEvent) -> Option<Target> {
        let lanes = self.strip.strip_untracked();
        let has_phases = !lanes.bands.is_empty();
        let height = lane_height(self.size.get_untracked().1, lanes.lanes.len(), has_phases);
        let row = (f64::from(event.offset_y()) - phases_height(has_phases)) / height;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
        let shelf = (row >= 0.0).then(|| self.strip.order_untracked().get(row as usize).copied()).flatten()?;
        self.strip.hit(shelf.lane, x(event), self.width())
    }
}

/// From where what is shown begins.
fn x(event: &PointerEvent) -> f64 {
    f64::from(event.offset_x()) - EDGE
}
