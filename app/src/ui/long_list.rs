//! A long list of lines of the same height, one of which is chosen. Only the lines near the window are in the page.

mod place;

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::live::{act, each, flag};
use super::unique_id;
use crate::dom::frame::FrameScheduler;
use crate::dom::keep;
use crate::dom::resize::HeightWatch;
use crate::reactive::{effect, memo};
use place::{AHEAD, LINE, height, in_view, lines, whole, window};

/// The list. What stands in it is named by numbers.
#[component]
pub fn LongList(
    /// What it is called.
    label: &'static str,
    /// What stands in it, in order.
    #[prop(into)]
    items: Signal<Arc<Vec<u32>>>,
    /// Which of them is chosen, by its place.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Called with what is to be chosen.
    choose: Callback<u32>,
    /// What a line says.
    line: Callback<u32, AnyView>,
) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0.0);
    let room = RwSignal::new(0.0);
    // Until somebody scrolls it shows its end, where the news is.
    let at_end = RwSignal::new(true);
    let shown = memo(move || {
        let (first, count) = window(top.get(), room.get());
        items.with(|items| items.iter().copied().enumerate().skip(first).take(count).collect::<Vec<_>>())
    });
    let len = memo(move || items.with(|items| items.len()));
    let above = move || lines(shown.with(|shown| shown.first().map_or(0, |(at, _)| *at)));
    let below = move || lines(shown.with(|shown| len.get().saturating_sub(shown.last().map_or(0, |(at, _)| at + 1))));
    effect(move || {
        let Some(element) = scroller.get() else { return };
        let watch = HeightWatch::new(move |heights| {
            if let Some((_, height)) = heights.last() {
                room.set(*height);
            }
        });
        watch.watch(&element);
        keep(watch);
    });
    // Scrolled to in the next frame: by then the list is as tall as it is to be.
    let frame = StoredValue::new_local(FrameScheduler::new(move || {
        let Some(element) = scroller.get_untracked() else { return };
        let room = room.get_untracked();
        if room <= 0.0 {
            return; // It is not laid out yet, and will say so.
        }
        let target = match chosen.get_untracked() {
            Some(place) => in_view(place, top.get_untracked(), room),
            None if at_end.get_untracked() => Some(f64::max(height(len.get_untracked()) - room, 0.0)),
            None => None,
        };
        if let Some(target) = target {
            element.set_scroll_top(whole(target));
        }
    }));
    effect(move || {
        chosen.track();
        len.track();
        room.track();
        frame.with_value(FrameScheduler::schedule);
    });
    let scrolled = move |_| {
        let Some(element) = scroller.get_untracked() else { return };
        let now = f64::from(element.scroll_top());
        top.set(now);
        at_end.set(now + room.get_untracked() + LINE >= height(len.get_untracked()));
    };
    let press = move |event: KeyboardEvent| {
        let page = isize::try_from(window(0.0, room.get_untracked()).1.saturating_sub(3 * AHEAD)).unwrap_or(1).max(1);
        let (last, now) = (len.get_untracked().checked_sub(1), chosen.get_untracked());
        let Some(last) = last else { return };
        let place = match event.key().as_str() {
            "ArrowDown" => now.map_or(0, |now| now + 1),
            "ArrowUp" => now.map_or(last, |now| now.saturating_sub(1)),
            "PageDown" => now.unwrap_or(0).saturating_add_signed(page),
            "PageUp" => now.unwrap_or(last).saturating_add_signed(-page),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        // The transcript has keys of its own.
        event.stop_propagation();
        if let Some(item) = items.with_untracked(|items| items.get(place.min(last)).copied()) {
            choose.run(item);
        }
    };
    let prefix = StoredValue::new(unique_id("line"));
    let id_of = move |place: usize| prefix.with_value(|prefix| format!("{prefix}-{place}"));
    let row = move |(place, item): (usize, u32)| {
        let is_chosen = move || chosen.get() == Some(place);
        view! {
            <div role="option" class="long-line" id=id_of(place) aria-selected=flag(is_chosen)
                aria-posinset=(place + 1).to_string() aria-setsize=move || len.get().to_string()
                on:click=act(move |_| choose.run(item))>{line.run(item)}</div>
        }
        .into_any()
    };
    // Only what is in the page can be pointed at.
    let active = move || {
        let place = chosen.get()?;
        shown.with(|shown| shown.iter().any(|(at, _)| *at == place)).then(|| id_of(place))
    };
    view! {
        <div class="long-list" node_ref=scroller role="listbox" tabindex="0" aria-label=label
            aria-activedescendant=active on:scroll=act(scrolled) on:keydown=act(press)>
            <div role="presentation" style:height=above></div>
            {each(move || shown.get(), |(place, item)| format!("{place} {item}"), row)}
            <div role="presentation" style:height=below></div>
        </div>
    }
}
