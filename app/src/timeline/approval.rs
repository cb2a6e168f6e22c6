//! A call that asks a person: the whole input, and the two answers.

use leptos::prelude::*;
use model::ids::EventId;
use model::timeline::{Row, ToolRow};
use model::wire::request::SendEvent;

use crate::api::Error;
use crate::dom::clock::Millis;
use crate::dom::keep;
use crate::dom::task::Task;
use crate::pages::failure::Failure;
use crate::state::session::SessionState;
use crate::words;
use crate::words::error::Attempt;
use crate::words::session::approval;

/// Asks the person.
#[component]
pub fn Approval(
    /// The session.
    state: SessionState,
    /// Who asks.
    #[prop(into)]
    agent: Signal<String>,
    /// The row of the call.
    row: Row,
    /// The call.
    tool: ToolRow,
    /// The time now.
    #[prop(into)]
    now: Signal<Millis>,
) -> impl IntoView {
    let denying = RwSignal::new(false);
    let reason = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<Error>);
    let running = StoredValue::new_local(None::<Task>);
    let call = tool.call.clone();
    let answer = move |event: SendEvent| {
        busy.set(true);
        failure.set(None);
        let task = Task::spawn(async move {
            if let Err(error) = state.send(vec![event]).await {
                failure.try_set(Some(error));
            }
            busy.try_set(false);
        });
        running.set_value(Some(task));
    };
    let allowed = call.clone();
    let allow = move |_| answer(SendEvent::allow(EventId::from(allowed.as_str())));
    let deny = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        answer(SendEvent::deny(EventId::from(call.as_str()), reason.get_untracked().trim()));
    };
    let thread = row.thread.clone();
    let who = move || thread.clone().unwrap_or_else(|| agent.get());
    let action = tool.phrase.action.clone();
    let name = tool.tool.clone();
    let title = move || words::session::wants(&who(), &action, &name);
    let since = row.at.map(|at| words::session::millis(at.millis()));
    let waiting = move || since.map(|since| words::session::waiting(now.get() - since));
    keep(running);
    view! {
        <div class="approval" on:click=|event| event.stop_propagation()>
            <p><strong>{title}</strong></p>
            <pre class="approval-input" tabindex="0" aria-label=approval::INPUT>{tool.input}</pre>
            <form on:submit=deny>
                <Show when=move || denying.get()>
                    <label class="field">
                        {approval::REASON}
                        <textarea class="control" maxlength="10000" autofocus prop:value=reason
                            on:input=move |event| reason.set(event_target_value(&event))></textarea>
                    </label>
                </Show>
                <div class="approval-actions">
                    {move || if busy.get() {
                        view! { <span role="status">{approval::SENDING}</span> }.into_any()
                    } else if denying.get() {
                        view! {
                            <button type="submit" class="button danger">{approval::DENY}</button>
                            <button type="button" class="button" on:click=move |_| denying.set(false)>{approval::CANCEL}</button>
                        }.into_any()
                    } else {
                        let allow = allow.clone();
                        view! {
                            <button type="button" class="button primary" on:click=allow>{approval::ALLOW}</button>
                            <button type="button" class="button" on:click=move |_| denying.set(true)>{approval::DENY_MORE}</button>
                        }.into_any()
                    }}
                    <span class="muted waiting">{waiting}</span>
                </div>
            </form>
            {move || failure.get().map(|error| view! { <Failure error attempt=Attempt::Write/> })}
        </div>
    }
}
