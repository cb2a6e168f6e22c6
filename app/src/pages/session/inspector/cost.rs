//! Money over time, how fast it goes, and whether the agent goes in circles.

use leptos::prelude::*;
use model::cost::Money;
use model::time::Time;

use super::Scene;
use super::agent::part;
use crate::reactive::memo;
use crate::ui::live::{act, live_option};
use crate::ui::step_chart::{StepChart, Steps};
use crate::words;
use crate::words::session::fact;
use crate::words::session::inspector as say;

/// How many points are told in words.
const TOLD: usize = 5;
/// A budget that lasts longer, in milliseconds, is not worth a word.
const FAR: u64 = 3 * 86_400_000;

/// What was spent by when.
#[component]
pub fn CostOverTime(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let Scene { state, facts, now, is_complete, .. } = scene;
    let goes_on = memo(move || facts.with(|facts| facts.ended.is_none()));
    let budget = memo(move || facts.with(|facts| facts.budget));
    let points = memo(move || {
        scene.changed();
        // Prices are known once the session object is here.
        state.with_session(|_| ());
        state.spending(if goes_on.get() { now.get() } else { now.get_untracked() })
    });
    let steps = memo(move || is_complete.get().then(|| points.with(|points| steps(points, budget.get()))).flatten());
    let burn = memo(move || {
        let at = now.get();
        (goes_on.get() && is_complete.get()).then(|| state.burn(at)).flatten()
    });
    let speed = move || {
        let burn = burn.get()?;
        let until = burn
            .budget_millis
            .filter(|millis| *millis < FAR)
            .map(|millis| view! { <p>{say::until_budget(millis)}</p> });
        Some(
            view! { <div class="muted"><p>{say::burn(burn.per_minute, burn.window_millis)}</p>{until}</div> }
                .into_any(),
        )
    };
    live_option(move || {
        let steps = steps.get()?;
        let beyond =
            budget.get().filter(|_| steps.limit.is_none()).map(|cap| view! { <p class="muted">{say::beyond(cap)}</p> });
        Some(part(fact::COST, view! { <StepChart steps/>{beyond}{live_option(speed)} }.into_any()))
    })
}

/// A quiet word about calls that repeat each other.
#[component]
pub fn RepeatNote(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let repeat = memo(move || {
        scene.changed();
        scene.state.repeat()
    });
    live_option(move || {
        let repeat = repeat.get()?;
        let show = move |_| scene.reveal.run(repeat.row);
        Some(
            view! {
                <p class="note">
                    <span>{say::repeat(&repeat.tool, repeat.count)}</span>
                    <button type="button" class="chip" on:click=act(show)>{say::SHOW}</button>
                </p>
            }
            .into_any(),
        )
    })
}

/// What is drawn; nothing as long as nothing was spent.
fn steps(points: &[(Time, Money)], budget: Option<Money>) -> Option<Steps> {
    let ((start, _), (end, spent)) = (*points.first()?, *points.last()?);
    let length = end.millis_since(start);
    if spent == Money::ZERO || length == 0 {
        return None;
    }
    // A cap that is far away would press the line down to the ground.
    let cap = budget.filter(|cap| *cap <= spent.scaled(4, 1).unwrap_or(spent));
    let top = spent.max(cap.unwrap_or(spent)).ceiling();
    let height = |money: Money| top.permille(money).map_or(0.0, fraction);
    let across = |at: Time| fraction(u128::from(at.millis_since(start)) * 1_000 / u128::from(length));
    let every = points.len().div_ceil(TOLD).max(1);
    let mut told: Vec<(u64, Money)> =
        points.iter().step_by(every).map(|(at, money)| (at.millis_since(start), *money)).collect();
    told.push((length, spent));
    Some(Steps {
        points: points.iter().map(|(at, money)| (across(*at), height(*money))).collect(),
        limit: cap.map(height),
        top: words::session::money(top),
        bottom: words::session::money(Money::ZERO),
        ends: [words::session::offset(0), words::session::offset(length)],
        description: say::spending(&told, budget),
    })
}

fn fraction(permille: u128) -> f64 {
    f64::from(u32::try_from(permille).unwrap_or(u32::MAX)) / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cents: &[(i64, u64)], budget: Option<u64>, expected: Option<(&str, Option<f64>)>) {
        let points: Vec<_> = cents
            .iter()
            .map(|(second, cents)| (Time::from_millis(second * 1_000), Money::from_cents(*cents)))
            .collect();
        let found = steps(&points, budget.map(Money::from_cents));
        assert_eq!(found.as_ref().map(|steps| (steps.top.as_str(), steps.limit)), expected, "{cents:?} {budget:?}");
    }

    #[test]
    fn the_axis_ends_above_what_was_spent_and_shows_a_near_budget() {
        check(&[], None, None);
        check(&[(0, 0), (9, 0)], None, None);
        check(&[(0, 0), (9, 41)], None, Some(("$0.50", None)));
        check(&[(0, 0), (9, 41)], Some(200), Some(("$0.50", None)));
        check(&[(0, 0), (9, 51)], Some(200), Some(("$2.00", Some(1.0))));
        check(&[(0, 0), (9, 300)], Some(200), Some(("$5.00", Some(0.4))));
    }
}
