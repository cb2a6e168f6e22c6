//! What the session holds, and how it is spread.

use leptos::prelude::*;

use crate::reactive::memo;
use crate::state::live_session::LiveSession;
use crate::state::strip::StripState;
use crate::ui::live::{act, flag};
use crate::words::session::strip as words;

/// The line above the lanes.
#[component]
pub fn Head(
    /// The session.
    live: LiveSession,
    /// What the strip shows of it.
    strip: StripState,
) -> impl IntoView {
    let lanes = memo(move || strip.strip().lanes.len());
    let summary = move || {
        let (calls, failed) = live.call_counts();
        words::summary(lanes.get(), calls, failed)
    };
    let is_fit = memo(move || strip.axis().is_none_or(|axis| strip.view().is_fit(axis.len())));
    let scale = move |(scale, name, means)| {
        view! {
            <button type="button" title=means aria-pressed=flag(move || strip.scale() == scale)
                on:click=act(move |_| strip.set_scale(scale))>
                {name}
            </button>
        }
    };
    view! {
        <div class="strip-head">
            <p class="strip-sum">{summary}</p>
            <div class="segments" role="group" aria-label=words::SCALE>{words::SCALES.map(scale).collect_view()}</div>
            <button type="button" class="strip-fit" disabled=move || is_fit.get() on:click=act(move |_| strip.fit())>
                {words::FIT}
            </button>
            <span class="strip-keys" aria-hidden="true">{words::KEYS_SHORT}</span>
        </div>
    }
}
