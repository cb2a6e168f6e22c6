//! The events of the chosen row, one at a time, as the API sent them.

use leptos::prelude::*;

use crate::dom::clock::Millis;
use crate::state::live_session::LiveSession;
use crate::ui::json::JsonView;
use crate::words;

/// The most events that are listed at once: a turn can have thousands.
const MOST: usize = 40;

/// The bytes of the chosen event, and the other events of its row.
#[component]
pub fn EventBytes(
    /// The session.
    state: LiveSession,
    /// The chosen event.
    event: Memo<Option<String>>,
    /// Called with the event to show.
    choose: Callback<Option<String>>,
    /// The time now.
    now: Signal<Millis>,
) -> impl IntoView {
    let raw = Memo::new(move |_| event.get().map(|event| state.raw(&event)));
    let members = Memo::new(move |_| {
        // Once a second is often enough: a turn at work gets events all the time.
        now.track();
        event.get().map(|event| state.members(&event)).unwrap_or_default()
    });
    view! {
        <Steps state event members choose/>
        {move || match raw.get() {
            None => view! { <p class="muted">{words::session::NO_EVENT}</p> }.into_any(),
            Some(None) => view! { <p class="muted">{words::session::EVENT_UNKNOWN}</p> }.into_any(),
            Some(Some(text)) => view! { <JsonView text words=words::session::EVENT_JSON open=true/> }.into_any(),
        }}
    }
}

/// The events of the row, to choose from and to step through.
#[component]
fn Steps(
    state: LiveSession,
    event: Memo<Option<String>>,
    members: Memo<Vec<String>>,
    choose: Callback<Option<String>>,
) -> impl IntoView {
    let place = Memo::new(move |_| {
        event.with(|event| members.with(|members| members.iter().position(|id| Some(id) == event.as_ref())))
    });
    let count = Memo::new(move |_| members.with(Vec::len));
    let go = move |by: isize| {
        let target = place.get_untracked().and_then(|at| at.checked_add_signed(by));
        let id = target.and_then(|at| members.with_untracked(|members| members.get(at).cloned()));
        if id.is_some() {
            choose.run(id);
        }
    };
    let near = Memo::new(move |_| {
        let first = place.get().unwrap_or(0).saturating_sub(MOST / 2).min(count.get().saturating_sub(MOST));
        members.with(|members| members.iter().skip(first).take(MOST).cloned().collect::<Vec<_>>())
    });
    move || {
        (count.get() > 1).then(|| view! {
            <section class="steps">
                <div class="steps-head">
                    <h2>{words::session::EVENTS_OF_ROW}</h2>
                    <span class="muted">{move || words::session::step(place.get().map_or(0, |at| at + 1), count.get())}</span>
                    <button type="button" class="button" disabled=move || place.get().is_none_or(|at| at == 0)
                        on:click=move |_| go(-1)>{words::session::PREVIOUS_EVENT}</button>
                    <button type="button" class="button" disabled=move || place.get().is_none_or(|at| at + 1 >= count.get())
                        on:click=move |_| go(1)>{words::session::NEXT_EVENT}</button>
                </div>
                <ul class="members">
                    <For each=move || near.get() key=Clone::clone children=move |id| member(state, event, choose, id)/>
                </ul>
            </section>
        })
    }
}

fn member(
    state: LiveSession,
    event: Memo<Option<String>>,
    choose: Callback<Option<String>>,
    id: String,
) -> impl IntoView {
    let kind = state.kind_of(&id);
    let own = id.clone();
    let is_chosen = move || event.with(|event| event.as_deref() == Some(own.as_str()));
    view! {
        <li>
            <button type="button" class="member" aria-pressed=move || is_chosen().to_string()
                on:click=move |_| choose.run(Some(id.clone()))>
                <code>{kind}</code>
            </button>
        </li>
    }
}
