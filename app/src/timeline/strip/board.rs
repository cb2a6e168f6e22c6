//! The canvas with the lanes: drawn when something changed, and told what pointers do.

use leptos::html;
use leptos::prelude::*;
use model::timeline::RowId;
use model::timeline::strip::{Tick, View, ticks};

use web_sys::{PointerEvent, WheelEvent};

use super::measures::{board_height, lane_height, phases_height};
use super::paint::Scene;
use super::palette::Palette;
use super::pointers::Pointers;
use crate::dom::canvas::Surface;
use crate::dom::keep;
use crate::dom::listener::Listener;
use crate::dom::resize::HeightWatch;
use crate::reactive::{derived, effect, memo};
use crate::state::live_session::LiveSession;
use crate::state::strip::StripState;
use crate::state::theme::ThemeState;
use crate::ui::live::act;
use crate::words::session::strip as words;

/// Labels of the axis stand at least this far apart, in pixels.
const TICK_ROOM: f64 = 84.0;
/// A label further to the right stands before its place, not behind it.
const LAST: f64 = 0.94;

/// The axis and the lanes.
#[component]
pub fn Board(
    /// The session.
    live: LiveSession,
    /// What the strip shows of it.
    strip: StripState,
    /// Called with the row to open.
    open: Callback<RowId>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let theme = ThemeState::current();
    // Width and height of the canvas; whatever else changes how it looks counts on.
    let size = RwSignal::new((0.0, 0.0));
    let looks = RwSignal::new(0u32);
    effect(move || {
        let Some(element) = canvas.get() else { return };
        let watched = element.clone();
        let watch = HeightWatch::new(move |_| {
            let bounds = watched.get_bounding_client_rect();
            size.set((bounds.width(), bounds.height()));
        });
        watch.watch(&element);
        keep(watch);
    });
    // Another pixel ratio, and a system that turned dark.
    keep(Listener::at_window("resize", move |_| looks.update(|looks| *looks += 1)));
    keep(Listener::of_dark_mode(move |_| looks.update(|looks| *looks += 1)));
    let labels = memo(move || {
        let most = (size.get().0 / TICK_ROOM).max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
        strip.axis().map(|axis| ticks(&axis, strip.view(), most as usize)).unwrap_or_default()
    });
    // Asked for once, not with every move of the view.
    let palette = memo(move || {
        theme.get();
        looks.track();
        canvas.get().map(|element| Palette::of(&element))
    });
    effect(move || {
        looks.track();
        let (width, height) = size.get();
        let (Some(element), Some(axis)) = (canvas.get(), strip.axis()) else { return };
        let lanes = strip.strip();
        let order: Vec<(usize, bool)> =
            strip.order().into_iter().map(|shelf| (shelf.lane, strip.is_muted(shelf.lane))).collect();
        let Some(surface) = Surface::begin(&element, width, height) else { return };
        let scene = Scene {
            strip: &lanes,
            axis: &axis,
            view: strip.view(),
            order: &order,
            lane_height: lane_height(surface.height, order.len(), !lanes.bands.is_empty()),
            phases_height: phases_height(!lanes.bands.is_empty()),
            ticks: &labels.get(),
            selected: strip.selected(),
            outlined: [strip.hovered(), strip.focused()],
            playhead: live.selected_time().map(|time| axis.at(time)),
        };
        palette.with(|palette| palette.iter().for_each(|palette| scene.paint(&surface, palette)));
    });
    let pointers = Pointers { strip, canvas, size, open };
    let height = memo(move || {
        let lanes = strip.strip();
        board_height(lanes.lanes.len(), !lanes.bands.is_empty(), size.get().0)
    });
    view! {
        <div class="ticks" aria-hidden="true">
            {move || labels.get().into_iter().map(|tick| label(strip.view(), tick)).collect_view()}
        </div>
        <div class="strip-canvas" style:min-height=move || format!("{}px", height.get())>
            {seen(live, strip, size)}
            <canvas node_ref=canvas aria-hidden="true"
                on:pointerdown=act(move |event: PointerEvent| pointers.down(&event)) on:pointermove=act(move |event: PointerEvent| pointers.moved(&event))
                on:pointerup=act(move |event: PointerEvent| pointers.up(&event)) on:wheel=act(move |event: WheelEvent| pointers.wheel(&event))
                on:pointerleave=act(move |_| strip.hover(None)) on:pointercancel=act(move |_| strip.pointers_gone())/>
            {move || strip.axis().is_none().then(|| view! {
                <p class="strip-empty">{if strip.strip().is_empty() { words::EMPTY } else { words::NO_COST }}</p>
            })}
        </div>
    }
}

/// What of the transcript is on screen: not drawn with the lanes, because it moves with every turn of a wheel.
fn seen(live: LiveSession, strip: StripState, size: RwSignal<(f64, f64)>) -> AnyView {
    let band = memo(move || {
        let (seen, axis, view) = (live.seen()?, strip.axis()?, strip.view());
        let place = |time| super::measures::place(part(view, axis.at(time)), size.get().0);
        let (from, to) = (place(seen.from), place(seen.to));
        Some((from.round(), (to - from).round().max(2.0)))
    });
    let pixels = |read: fn((f64, f64)) -> f64| derived(move || format!("{}px", band.get().map_or(0.0, read)));
    view! { <div class="strip-seen" style:left=pixels(|(from, _)| from) style:width=pixels(|(_, width)| width)></div> }
        .into_any()
}

/// A label of the axis.
fn label(view: View, tick: Tick) -> impl IntoView {
    let left = format!("{}%", part(view, tick.at) * 100.0);
    let is_last = part(view, tick.at) > LAST;
    view! { <span class:before=is_last style:left=left>{words::tick(tick.value)}</span> }
}

/// Where on the screen it stands, as a part of the width.
fn part(view: View, at: f64) -> f64 {
    (at - view.from) / view.width()
}
