//! The edge between two areas, moved by pointer or by keys.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use wasm_bindgen::JsCast as _;

use super::kept_size::KeptSize;
use super::live::act;
use crate::dom;

/// How far a key moves it, in pixels.
const STEP: f64 = 16.0;

/// How wide an area may be, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// At least.
    pub least: f64,
    /// At most.
    pub most: f64,
}

impl Bounds {
    /// The nearest width that is allowed.
    pub fn clamp(self, width: f64) -> f64 {
        if width.is_finite() { width.clamp(self.least, self.most) } else { self.least }
    }
}

/// Which edge of the area it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The left one.
    Left,
    /// The lower one.
    Bottom,
}

impl Edge {
    /// Where the pointer is, across the edge.
    fn place(self, event: &PointerEvent) -> f64 {
        f64::from(if self == Self::Left { event.client_x() } else { event.client_y() })
    }

    /// By how much the area grows when the edge moves by this much to the right, or down.
    fn growth(self, by: f64) -> f64 {
        if self == Self::Left { -by } else { by }
    }

    /// The keys that move it to the left and right, or up and down; and how a reader calls its direction.
    fn keys(self) -> (&'static str, &'static str, &'static str) {
        if self == Self::Left {
            ("ArrowLeft", "ArrowRight", "vertical")
        } else {
            ("ArrowUp", "ArrowDown", "horizontal")
        }
    }
}

/// An edge of an area.
#[component]
pub fn Divider(
    /// What it is called.
    label: &'static str,
    /// The id of the area.
    area: &'static str,
    /// Which edge of it this is.
    edge: Edge,
    /// How large the area is made.
    size: KeptSize,
    /// How large it is before that.
    default: f64,
    /// How large it may be.
    bounds: Bounds,
) -> impl IntoView {
    let (less, more, orientation) = edge.keys();
    // Where the pointer went down, and how large the area was.
    let held = RwSignal::new(None::<(f64, f64)>);
    let set = move |to: f64| size.set(bounds.clamp(to));
    let now = move || {
        let (width, height) = dom::size_of(area).unwrap_or((default, default));
        if edge == Edge::Left { width } else { height }
    };
    let down = move |event: PointerEvent| {
        if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without it the pointer is followed over the edge only.
            element.set_pointer_capture(event.pointer_id()).ok();
        }
        event.prevent_default();
        held.set(Some((edge.place(&event), now())));
    };
    let moved = move |event: PointerEvent| {
        if let Some((from, large)) = held.get_untracked() {
            set(large + edge.growth(edge.place(&event) - from));
        }
    };
    let press = move |event: KeyboardEvent| {
        match event.key().as_str() {
            key if key == less => set(now() + edge.growth(-STEP)),
            key if key == more => set(now() + edge.growth(STEP)),
            "Home" => set(bounds.least),
            "End" => set(bounds.most),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="divider" class:held=move || held.get().is_some() role="separator" tabindex="0"
            aria-orientation=orientation aria-label=label aria-controls=area
            aria-valuemin=bounds.least.to_string() aria-valuemax=bounds.most.to_string()
            aria-valuenow=move || size.get().unwrap_or(default).round().to_string()
            on:pointerdown=act(down) on:pointermove=act(moved) on:pointerup=act(move |_| held.set(None))
            on:pointercancel=act(move |_| held.set(None)) on:keydown=act(press)></div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_stays_within_its_bounds() {
        let bounds = Bounds { least: 300.0, most: 640.0 };
        for (width, expected) in [(372.0, 372.0), (0.0, 300.0), (9_000.0, 640.0), (f64::NAN, 300.0)] {
            assert!((bounds.clamp(width) - expected).abs() < f64::EPSILON, "{width}");
        }
    }
}
