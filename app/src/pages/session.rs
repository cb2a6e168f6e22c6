//! One session: its timeline, live.

pub mod composer;
pub mod find;
pub mod header;
pub mod inspector;
pub mod transcript;

use leptos::prelude::*;
use model::cost::Money;
use model::follow::State;
use model::timeline::RowId;

use super::failure::Failure;
use super::frame::title_document;
use crate::api::Error;
use crate::reactive::{derived, memo, memo_after};
use crate::routes::{Find, PanelTab, Route, SessionView, StripPlace};
use crate::state::directory::Directory;
use crate::state::live_session::LiveSession;
use crate::state::navigation::Navigation;
use crate::state::strip::StripState;
use crate::state::ticker::Now;
use crate::timeline::row::Around;
use crate::timeline::strip::StripView;
use crate::ui::banner::Banner;
use crate::ui::live::act;
use crate::words;
use crate::words::error::Attempt;
use composer::Composer;
use header::Header;
use inspector::{Inspector, Scene};
use transcript::Transcript;

/// One session.
#[component]
pub fn SessionPage(
    /// The session's id.
    id: String,
) -> impl IntoView {
    let navigation = Navigation::current();
    let view = navigation.read(|route| match route {
        Route::Session { view, .. } => view.clone(),
        _ => SessionView::default(),
    });
    let event = memo(move || view.with(|view| view.event.clone()));
    let find = memo(move || view.with(|view| view.find.clone()));
    let state = LiveSession::watch(&id, event.get_untracked());
    let ticking = Now::ticking();
    let now = derived(move || ticking.get());
    // Once the history is here from its beginning it stays here, whatever becomes of the stream.
    let knows_start =
        memo_after(move |before| before == Some(&true) || matches!(state.live(), State::Live | State::Ended));
    let facts = memo(move || {
        let mut facts = state.facts(now.get());
        // Before that, more may have been spent.
        facts.figure.at_least |= !knows_start.get() && facts.figure.money > Money::ZERO;
        facts
    });
    let agent = derived(move || {
        let name = state.with_session(|session| session.agent.name().map(str::to_owned)).flatten();
        name.unwrap_or_else(|| words::session::SESSION.to_owned())
    });
    let title = derived(move || {
        let title =
            state.with_session(|session| session.title.as_str().filter(|title| !title.is_empty()).map(str::to_owned));
        match title {
            Some(Some(title)) => title,
            Some(None) => words::sessions::UNTITLED.to_owned(),
            None => words::session::SESSION.to_owned(),
        }
    });
    title_document(title);
    let environments = Directory::environments();
    let environment =
        memo(move || state.with_session(|session| environments.name(session.environment_id.as_str())).flatten());
    let around = Around {
        state,
        agent,
        started: derived(move || facts.with(|facts| facts.started.map(model::time::Time::millis))),
        is_complete: knows_start.into(),
        now,
    };
    let tab = memo(move || view.with(SessionView::open_tab));
    let show = move |view| navigation.replace(&Route::Session { id: state.id(), view });
    let choose = Callback::new(move |event| show(SessionView { event, tab: None, ..view.get_untracked() }));
    let choose_tab = Callback::new(move |tab: PanelTab| {
        let view = view.get_untracked();
        let tab = (tab != PanelTab::following(view.event.as_deref())).then_some(tab);
        show(SessionView { tab, ..view });
    });
    let look_for = Callback::new(move |find: Find| show(SessionView { find, ..view.get_untracked() }));
    let keep = Callback::new(move |strip: StripPlace| show(SessionView { strip, ..view.get_untracked() }));
    let panel_open = RwSignal::new(event.get_untracked().is_some());
    let strip = StripState::watch(state, now, view.with_untracked(|view| view.strip.clone()), keep);
    let open = Callback::new(move |row: RowId| {
        state.select(row);
        state.bring_into_view(row, false);
        if let Some(row) = state.row(row) {
            choose.run(Some(row.event));
        }
    });
    let scene = Scene {
        state,
        facts,
        event,
        choose,
        environment,
        now,
        changes: state.revision(now),
        is_complete: knows_start.into(),
        reveal: Callback::new(move |row| {
            // On a small screen the panel covers what is to be seen.
            panel_open.set(false);
            state.show(row);
        }),
    };
    let retry = Callback::new(move |()| state.hurry());
    // What is here stays here; an error takes the page only while there is nothing to keep.
    let fatal = memo(move || state.failure().filter(|_| state.event_count() == 0 && is_fatal(state.live())));
    let warning = memo(move || state.failure().filter(|_| fatal.with(Option::is_none)));
    view! {
        <main id="main" class="session-page" class:panel-open=move || panel_open.get()>
            <Header state title facts environment now panel_open/>
            {move || warning.get().map(|error: Error| {
                let said = words::error::words(&error, Attempt::Read);
                let request_id = error.request_id().map(|id| view! { <code>{id.to_owned()}</code> });
                view! {
                    <Banner>
                        <span><strong>{said.title}</strong>" · "{said.advice}" "{request_id}</span>
                        <button type="button" class="button" on:click=act(move |_| retry.run(()))>{words::common::RETRY}</button>
                    </Banner>
                }
            })}
            <StripView live=state strip open/>
            {move || match fatal.get() {
                Some(error) => view! { <div class="session-main"><Failure error retry/></div> }.into_any(),
                None => view! {
                    <div class="session-main">
                        <Transcript around choose find look_for panel_open/>
                        <Composer state agent facts/>
                    </div>
                    <Inspector scene tab choose_tab panel_open/>
                }.into_any(),
            }}
        </main>
    }
}

fn is_fatal(state: State) -> bool {
    matches!(state, State::NotFound | State::Refused(_) | State::Stale(_) | State::Connecting)
}
