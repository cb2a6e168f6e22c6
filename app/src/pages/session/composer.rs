//! Steers the session: messages, and an interrupt while it works.

use leptos::prelude::*;
use model::timeline::{Facts, Status};
use model::wire::request::SendEvent;
use web_sys::{Event, KeyboardEvent, SubmitEvent};

use crate::api::Error;
use crate::dom::task::Task;
use crate::pages::failure::Failure;
use crate::reactive::memo;
use crate::state::draft::Draft;
use crate::state::live_session::LiveSession;
use crate::ui::live::{act, flag, live_option};
use crate::words;
use crate::words::error::Attempt;
use crate::words::session::composer;

/// The field for messages and its buttons.
#[component]
pub fn Composer(
    /// The session.
    state: LiveSession,
    /// What the agent is called.
    #[prop(into)]
    agent: Signal<String>,
    /// What is known of the session.
    facts: Memo<Facts>,
) -> impl IntoView {
    // A reload, or a sign-in on the way, loses nothing that was typed.
    let draft = Draft::new(format!("message.{}", state.id()));
    let text = draft.field("text", "");
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Error>);
    let running = StoredValue::new_local(None::<Task>);
    let refusal = memo(move || facts.with(|facts| refusal(&facts.status)));
    let works = memo(move || {
        facts.with(|facts| {
            matches!(facts.status, Status::Running | Status::Retrying | Status::WaitsForYou | Status::WaitsForProgram)
        })
    });
    let interrupting = memo(move || facts.with(|facts| facts.interrupting));
    let send = move |event: SendEvent, is_message: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failure.set(None);
        running.set_value(Some(Task::spawn(async move {
            let sent = state.send(vec![event]).await;
            busy.try_set(false);
            match sent {
                // What was typed goes only when the server has it.
                Ok(()) if is_message => {
                    text.try_set(String::new());
                    draft.forget();
                    state.follow();
                }
                Ok(()) => {}
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        })));
    };
    let send_text = move || {
        let message = text.get_untracked();
        if !message.trim().is_empty() && refusal.get_untracked().is_none() {
            send(SendEvent::message(message), true);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // While a word is being composed, Enter chooses it.
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send_text();
        }
    };
    let cannot_send = move || busy.get() || refusal.get().is_some() || text.with(|text| text.trim().is_empty());
    view! {
        <form class="composer" on:submit=act(move |event: SubmitEvent| { event.prevent_default(); send_text() })>
            {live_option(move || failure.get().map(|error| view! { <Failure error attempt=Attempt::Write/> }.into_any()))}
            {live_option(move || refusal.get().map(|why| view! { <p class="muted" id="composer-why">{why}</p> }.into_any()))}
            <div class="composer-line">
                <textarea
                    class="control" rows="1" aria-label=composer::LABEL aria-describedby="composer-why"
                    placeholder=move || words::session::placeholder(&agent.get())
                    prop:value=text on:input=act(move |event: Event| text.set(event_target_value(&event))) on:keydown=act(on_key)
                ></textarea>
                {live_option(move || works.get().then(|| view! {
                    <button type="button" class="button" disabled=move || busy.get() || interrupting.get()
                        on:click=act(move |_| send(SendEvent::interrupt(), false))>
                        {move || if interrupting.get() { composer::INTERRUPTING } else { composer::INTERRUPT }}
                    </button>
                }.into_any()))}
                <button type="submit" class="button primary" aria-disabled=flag(cannot_send)>
                    {move || if busy.get() { composer::SENDING } else { composer::SEND }}
                </button>
            </div>
        </form>
    }
}

/// Why the session takes no message now.
fn refusal(status: &Status) -> Option<&'static str> {
    match status {
        Status::WaitsForYou => Some(composer::ANSWER_FIRST),
        Status::WaitsForProgram => Some(composer::PROGRAM_FIRST),
        Status::AtBudget => Some(composer::AT_BUDGET),
        Status::Ended | Status::Deleted => Some(composer::ENDED),
        _ => None,
    }
}
