//! What is under the pointer, where the keyboard is, and what was measured, in words.

use leptos::prelude::*;
use model::timeline::strip::Target;

use crate::reactive::memo;
use crate::state::strip::StripState;
use crate::timeline::row::label;
use crate::ui::live::act;
use crate::words;
use crate::words::session::strip as say;

/// What the selected stretch held, and what can be done with it.
#[component]
pub fn Measured(
    /// The strip.
    strip: StripState,
) -> impl IntoView {
    move || {
        strip.measure().map(|(_, measure)| view! {
            <div class="measured" role="status" aria-label=say::MEASURED>
                <span>{say::measure(&measure)}</span>
                <button type="button" class="button plain" on:click=act(move |_| strip.zoom_to_selected())>{say::ZOOM}</button>
                <button type="button" class="button plain" on:click=act(move |_| strip.clear())>{say::CLEAR}</button>
            </div>
        })
    }
}

/// Where the keyboard is, spoken.
#[component]
pub fn Said(
    /// The strip.
    strip: StripState,
) -> impl IntoView {
    let text = move || strip.focused().map(|target| describe(strip, &target).join(", "));
    view! { <div class="visually-hidden" role="status">{text}</div> }
}

/// A card beside what is under the pointer.
#[component]
pub fn Card(
    /// The strip.
    strip: StripState,
) -> impl IntoView {
    let place = memo(move || {
        let view = strip.view();
        let at = strip.hovered().zip(strip.axis()).map(|(target, axis)| axis.at(target.span.from));
        at.map_or(0.0, |at| ((at - view.from) / view.width()).clamp(0.0, 1.0))
    });
    let card = move || {
        strip.hovered().map(|target| {
            let mut lines = describe(strip, &target).into_iter();
            let first = lines.next();
            let rest = lines.collect::<Vec<_>>().join(" · ");
            let left = move || format!("{}%", place.get() * 100.0);
            view! {
                <div class="strip-card" class:at-right=move || place.get().gt(&0.6) style:left=left>
                    <strong>{first}</strong>
                    <span class="muted">{rest}</span>
                </div>
            }
        })
    };
    view! { <div class="strip-over" aria-hidden="true">{card}</div> }
}

/// What it is, how long it took, what it cost, and when.
fn describe(strip: StripState, target: &Target) -> Vec<String> {
    let row = strip.row(target);
    let what = row.as_ref().map(|row| label(row, true)).filter(|label| !label.is_empty());
    let micros = target.span.micros();
    #[expect(clippy::cast_precision_loss, reason = "a duration in microseconds fits")]
    let took = (micros > 0).then(|| words::format::duration(micros as f64 / 1e6));
    let cost = row.and_then(|row| row.cost).and_then(|cost| words::session::small_money(cost.money));
    let at = words::time::full(words::session::millis(target.span.from.millis()));
    let kind = say::spot(target.spot).to_owned();
    let failed = target.is_failed.then(|| words::session::FAILED.to_owned());
    let what = what.unwrap_or_else(|| kind.clone());
    [Some(what), Some(kind), failed, took, cost, Some(at)].into_iter().flatten().collect()
}
