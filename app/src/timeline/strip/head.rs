//! What the session holds, and how it is spread.

use leptos::prelude::*;

use crate::reactive::memo;
use crate::state::live_session::LiveSession;
use crate::state::strip::StripState;
use crate::ui::live::{act, flag, live_while};
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
    let unread = memo(move || {
        let (read, all) = live.threads_read();
        all.saturating_sub(read)
    });
    let summary = move || {
        let (calls, failed) = live.call_counts();
        let unread = Some(unread.get()).filter(|unread| *unread > 0).map(words::unread).unwrap_or_default();
        format!("{}{unread}", words::summary(lanes.get(), calls, failed))
    };
    let read_all = live_while(
        move || unread.get() > 0,
        move || {
            view! { <button type="button" class="strip-fit" on:click=act(move |_| live.open_threads())>{words::READ_ALL}</button> }
                .into_any()
        },
    );
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
            <p class="strip-sum">{move || summary()}</p>
            {read_all}
            <div class="segments" role="group" aria-label=words::SCALE>{words::SCALES.map(scale).collect_view()}</div>
            <button type="button" class="strip-fit" disabled=move || is_fit.get() on:click=act(move |_| strip.fit())>
                {words::FIT}
            </button>
            <span class="strip-keys" aria-hidden="true">{words::KEYS_SHORT}</span>
        </div>
    }
}
