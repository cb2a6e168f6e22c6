//! The edge between two areas, moved by pointer or by keys.

use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use wasm_bindgen::JsCast as _;

use super::live::act;

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

/// The left edge of an area.
#[component]
pub fn Divider(
    /// What it is called.
    label: &'static str,
    /// The id of the area.
    area: &'static str,
    /// How wide the area is.
    #[prop(into)]
    width: Signal<f64>,
    /// How wide it may be.
    bounds: Bounds,
    /// Called with the width to have.
    resize: Callback<f64>,
) -> impl IntoView {
    // Where the pointer went down, and how wide the area was.
    let held = RwSignal::new(None::<(f64, f64)>);
    let set = move |width: f64| resize.run(bounds.clamp(width));
    let down = move |event: PointerEvent| {
        if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            // Without it the pointer is followed over the edge only.
            element.set_pointer_capture(event.pointer_id()).ok();
        }
        event.prevent_default();
        held.set(Some((f64::from(event.client_x()), width.get_untracked())));
    };
    let moved = move |event: PointerEvent| {
        if let Some((from, wide)) = held.get_untracked() {
            set(wide + from - f64::from(event.client_x()));
        }
    };
    let press = move |event: KeyboardEvent| {
        let now = width.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" => set(now + STEP),
            "ArrowRight" => set(now - STEP),
            "Home" => set(bounds.least),
            "End" => set(bounds.most),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="divider" class:held=move || held.get().is_some() role="separator" tabindex="0"
            aria-orientation="vertical" aria-label=label aria-controls=area
            aria-valuemin=bounds.least.to_string() aria-valuemax=bounds.most.to_string()
            aria-valuenow=move || width.get().round().to_string()
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
