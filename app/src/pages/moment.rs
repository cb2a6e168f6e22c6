//! Times on the wire, for people.

use leptos::prelude::*;
use model::wire::Timestamp;

use super::listing::line::Lines;
use crate::dom::clock::millis;
use crate::reactive::{derived, memo};
use crate::state::remote::{Remote, Watched};
use crate::state::ticker::Now;
use crate::ui::live::live_option;
use crate::ui::time::Moment;
use crate::words;

/// A time, relative to now; a text that is no time is shown as it is.
#[component]
pub fn Since(
    /// The time.
    time: Timestamp,
    /// The time now.
    now: Now,
) -> impl IntoView {
    let datetime = time.as_str().to_owned();
    match millis(&time) {
        Some(moment) => {
            let text = derived(move || words::time::short(moment, now.get()));
            view! { <Moment datetime absolute=words::time::full(moment) text/> }.into_any()
        }
        None => datetime.into_any(),
    }
}

/// How fresh a list is; nothing while it is loading or stale, which is said elsewhere.
#[component]
pub fn Freshness(
    /// What is read again and again.
    watched: Watched<Lines>,
    /// The time now.
    now: Now,
) -> impl IntoView {
    let checked_at = memo(move || {
        watched.with(|remote| match remote {
            Remote::Fresh { checked_at, .. } => Some(*checked_at),
            Remote::Loading | Remote::Stale { .. } | Remote::Failed(_) => None,
        })
    });
    let text = move || checked_at.get().map(|at| words::common::checked(&words::time::short(at, now.get())));
    live_option(move || text().map(|text| view! { <span>{text}</span> }.into_any()))
}
