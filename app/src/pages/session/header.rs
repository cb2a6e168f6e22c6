//! What the session is, how it stands, and how fresh that is.

use leptos::prelude::*;
use model::cost::Money;
use model::follow::State;
use model::timeline::Facts;

use crate::dom::clock::Millis;
use crate::dom::intl;
use crate::reactive::memo;
use crate::routes::Route;
use crate::state::live_session::LiveSession;
use crate::ui::live::{act, flag, live_option};
use crate::ui::status::Status;
use crate::words;

/// The header.
#[component]
pub fn Header(
    /// The session.
    state: LiveSession,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// What is known of it.
    facts: Memo<Facts>,
    /// What its environment is called.
    environment: Memo<Option<String>>,
    /// The time now.
    #[prop(into)]
    now: Signal<Millis>,
    /// Whether the panel is open on a small screen.
    panel_open: RwSignal<bool>,
) -> impl IntoView {
    let status = memo(move || facts.with(|facts| facts.status.clone()));
    let elapsed = memo(move || facts.with(|facts| elapsed(facts, now.get())));
    let cost = memo(move || facts.with(|facts| words::session::cost(facts.figure, facts.budget)));
    let tokens = memo(move || facts.with(|facts| facts.tokens.prompt().saturating_add(facts.tokens.output)));
    // Before anything is known there is nothing to say of it.
    let is_known = memo(move || state.event_count() > 0 || state.session().is_some());
    let agent = move || {
        let shown = state.with_session(|session| {
            let definition = session.agent.definition()?;
            let name = definition.name.as_str()?.to_owned();
            let text = match definition.version.get() {
                Some(version) => words::sessions::agent_version(&name, version),
                None => name,
            };
            Some(match definition.id.as_ref() {
                Some(id) => view! { <a href=Route::agent(id.as_str()).path()>{text}</a> }.into_any(),
                None => text.into_any(),
            })
        });
        shown.flatten()
    };
    view! {
        <header class="session-head">
            <h1 tabindex="-1">{title}</h1>
            <div class="head-facts">
                {live_option(move || is_known.get().then(|| view! { <Status look=words::session::status(&status.get())/> }.into_any()))}
                <span class="head-fact">{live_option(agent)}</span>
                <span class="head-fact wide"><EnvironmentLink state environment/></span>
                <span class="head-fact">{move || elapsed.get().map(words::format::duration)}</span>
                <span class="head-fact wide">{move || is_known.get().then(|| words::session::tokens_short(tokens.get()))}</span>
                <span class="head-fact head-cost">{move || is_known.get().then(|| cost.get())}<Meter facts/></span>
                <Badge state/>
            </div>
            <button type="button" class="button panel-button" aria-expanded=flag(move || panel_open.get())
                on:click=act(move |_| panel_open.update(|open| *open = !*open))>
                {words::session::DETAILS}
            </button>
        </header>
    }
}

/// Where the session runs.
#[component]
pub fn EnvironmentLink(
    /// The session.
    state: LiveSession,
    /// What its environment is called.
    environment: Memo<Option<String>>,
) -> impl IntoView {
    live_option(move || {
        let id = state.with_session(|session| session.environment_id.to_string())?;
        let path = Route::environment(&id).path();
        Some(view! { <a href=path>{environment.get().unwrap_or(id)}</a> }.into_any())
    })
}

/// Money against the cap.
#[component]
fn Meter(facts: Memo<Facts>) -> impl IntoView {
    let permille = memo(move || {
        facts.with(|facts| {
            let cap: Money = facts.budget?;
            cap.permille(facts.figure.money).map(|permille| permille.min(1_000))
        })
    });
    live_option(move || {
        permille.get().map(|permille| {
            let width = format!("{}.{}%", permille / 10, permille % 10);
            let is_nearly_full = permille >= 900;
            view! { <span class="meter" class:full=is_nearly_full aria-hidden="true"><span style:width=width></span></span> }.into_any()
        })
    })
}

/// Whether what is shown is everything, and how fresh.
#[component]
fn Badge(state: LiveSession) -> impl IntoView {
    let text = memo(move || {
        let time = |millis| intl::hours_and_minutes(words::session::millis(millis));
        words::session::coverage::badge(state.live(), state.event_count(), state.threads_read(), time)
    });
    let tone = move || match state.live() {
        State::Live | State::Ended => "ok",
        State::Connecting | State::Queued | State::CatchingUp => "idle",
        State::Reconnecting | State::Gap => "retry",
        State::Stale(_) | State::Deleted | State::NotFound | State::Refused(_) => "bad",
    };
    view! { <span class="badge" data-tone=tone>{text}</span> }
}

/// Seconds from the beginning to now, or to the end.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of today need 41 bits")]
fn elapsed(facts: &Facts, now: Millis) -> Option<f64> {
    let start = facts.started?.millis() as f64;
    let end = facts.ended.map_or(now, |end| end.millis() as f64);
    Some(((end - start) / 1000.0).max(0.0).floor())
}
