//! The names of the lanes, for everybody; and what each holds, for who does not see it.

use leptos::prelude::*;
use model::timeline::strip::{BarKind, Shelf};

use crate::reactive::memo;
use crate::state::strip::StripState;
use crate::ui::live::{act, each, flag};
use crate::words::session::strip as words;

/// How far a lane stands to the right of the one that made it, in pixels, and up to which depth.
const INDENT: usize = 10;
const DEEPEST: usize = 4;

/// The names of the lanes.
#[component]
pub fn Lanes(
    /// The strip.
    strip: StripState,
) -> impl IntoView {
    let order = memo(move || {
        let lanes = strip.strip();
        let name = |lane: usize| lanes.lanes.get(lane).map(|lane| lane.name.clone()).unwrap_or_default();
        strip.order().into_iter().map(|shelf| (shelf, name(shelf.lane))).collect::<Vec<_>>()
    });
    let has_phases = memo(move || !strip.strip().bands.is_empty());
    view! {
        <ul class="lanes">
            {move || has_phases.get().then(|| view! { <li class="phases">{words::PHASES}</li> })}
            {each(move || order.get(), key, move |(shelf, name)| view! { <LaneName strip shelf name/> }.into_any())}
        </ul>
    }
}

/// A lane is drawn anew when it stands elsewhere or is called otherwise.
fn key((shelf, name): &(Shelf, String)) -> String {
    format!("{} {} {name}", shelf.lane, shelf.depth)
}

#[component]
fn LaneName(strip: StripState, shelf: Shelf, name: String) -> impl IntoView {
    let Shelf { lane, depth } = shelf;
    let indent = format!("{}px", INDENT * depth.min(DEEPEST));
    let is_thread = strip.strip_untracked().lanes.get(lane).is_some_and(|lane| lane.thread.is_some());
    let name = if name.is_empty() { words::MAIN.to_owned() } else { name };
    let held = memo(move || {
        let strip = strip.strip();
        let bars = strip.lanes.get(lane).map(|lane| &*lane.bars).unwrap_or_default();
        let calls = bars.iter().filter(|bar| matches!(bar.kind, BarKind::Tool(_))).count();
        (bars.len() - calls, calls, bars.iter().filter(|bar| bar.is_failed).count())
    });
    let summary = move || {
        let (requests, calls, failed) = held.get();
        // Of a thread that nobody reads nothing is known but when it worked.
        let is_unread = is_thread && requests + calls == 0 && !strip.is_followed(lane);
        if is_unread { words::UNREAD.to_owned() } else { words::lane(requests, calls, failed) }
    };
    view! {
        <li style:padding-left=indent class:muted-lane=move || strip.is_muted(lane)>
            <span class="lane-name" title=name.clone()>{name.clone()}</span>
            <span class="visually-hidden">{summary}</span>
            {is_thread.then(|| view! {
                <button type="button" class="lane-act" aria-label=words::follow(&name) title=words::follow(&name)
                    aria-pressed=flag(move || strip.is_followed(lane)) on:click=act(move |_| strip.toggle_followed(lane))>
                    <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 6c3-5 7-5 10 0-3 5-7 5-10 0z"/><circle cx="6" cy="6" r="1.6"/></svg>
                </button>
            })}
            <button type="button" class="lane-act" aria-label=words::pin(&name) title=words::pin(&name)
                aria-pressed=flag(move || strip.is_pinned(lane)) on:click=act(move |_| strip.toggle_pinned(lane))>
                <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 10V3M3 6l3-3 3 3M2 1.5h8"/></svg>
            </button>
            <button type="button" class="lane-act" aria-label=words::mute(&name) title=words::mute(&name)
                aria-pressed=flag(move || strip.is_muted(lane)) on:click=act(move |_| strip.toggle_muted(lane))>
                <svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4"/><path d="M3.2 8.8l5.6-5.6"/></svg>
            </button>
        </li>
    }
}
