//! A call that asks for permission: the whole input, and the two answers.

use leptos::html;
use leptos::prelude::*;
use model::timeline::{Row, ToolRow};
use model::visible;
use web_sys::{Event, KeyboardEvent, MouseEvent};

use super::row::{Around, own_click};
use crate::dom;
use crate::pages::failure::Failure;
use crate::reactive::effect;
use crate::state::live_session::{Draft, Reply};
use crate::ui::live::{act, live, live_option, live_while};
use crate::words;
use crate::words::error::Attempt;
use crate::words::session::approval;

/// Asks the person for permission.
#[component]
pub fn Approval(
    /// The session.
    around: Around,
    /// The row of the call.
    row: Row,
    /// The call.
    tool: ToolRow,
    /// What was typed so far.
    draft: Draft,
) -> impl IntoView {
    let Around { state, agent, .. } = around;
    let (id, call) = (row.id, StoredValue::new(tool.call));
    let answer = move |reply: Reply| call.with_value(|call| state.answer(id, call, reply));
    let draft = StoredValue::new(draft);
    let is_replying = move || draft.with_value(Draft::is_replying);
    let set_replying = move |replying| draft.with_value(|draft| draft.set_replying(replying));
    let deny = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        answer(Reply::Deny(draft.with_value(|draft| draft.text().get_untracked().trim().to_owned())));
    };
    let leave = move |event: KeyboardEvent| {
        if event.key() == "Escape" && untrack(is_replying) {
            event.stop_propagation();
            set_replying(false);
        }
    };
    let allow = move |event: MouseEvent| {
        // The button goes; the keys of the list go on.
        if let Some(list) = event.target().and_then(|target| dom::closest(&target, ".scroller")) {
            dom::focus(&list);
        }
        answer(Reply::Allow);
    };
    let (thread, action, name) = (row.thread.clone(), tool.phrase.action, tool.tool);
    let title = move || words::session::wants(&thread.clone().unwrap_or_else(|| agent.get()), &action, &name);
    view! {
        <div class="approval" on:click=own_click()>
            <p><strong>{move || title()}</strong></p>
            <pre class="approval-input" tabindex="0" aria-label=approval::INPUT>{visible::text(&tool.input).into_owned()}</pre>
            <form on:submit=act(deny) on:keydown=act(leave)>
                {live_while(is_replying, move || view! {
                    <Field draft=draft.get_value() label=approval::REASON is_new=true/>
                }.into_any())}
                <div class="approval-actions">
                    {live(move || if draft.with_value(Draft::is_busy) {
                        view! { <span role="status">{approval::SENDING}</span> }.into_any()
                    } else if is_replying() {
                        view! {
                            <button type="submit" class="button danger">{approval::DENY}</button>
                            <button type="button" class="button" on:click=act(move |_| set_replying(false))>{approval::CANCEL}</button>
                        }.into_any()
                    } else {
                        view! {
                            <button type="button" class="button primary" on:click=act(allow)>{approval::ALLOW}</button>
                            <button type="button" class="button" on:click=act(move |_| set_replying(true))>{approval::DENY_MORE}</button>
                        }.into_any()
                    })}
                    <Since row around/>
                </div>
            </form>
            <NotTaken draft=draft.get_value()/>
        </div>
    }
}

/// The field for words.
#[component]
pub(super) fn Field(
    draft: Draft,
    label: &'static str,
    /// Whether it has just been opened, to be typed into.
    #[prop(optional)]
    is_new: bool,
) -> impl IntoView {
    let text = draft.text();
    let field = NodeRef::<html::Textarea>::new();
    effect(move || {
        if let Some(field) = field.get().filter(|_| is_new) {
            // A field that is gone already needs no focus.
            field.focus().ok();
        }
    });
    view! {
        <label class="field">
            {label}
            <textarea class="control" maxlength="10000" node_ref=field prop:value=text
                on:input=act(move |event: Event| draft.set_text(event_target_value(&event)))></textarea>
        </label>
    }
}

/// For how long the row has waited.
#[component]
pub(super) fn Since(row: Row, around: Around) -> impl IntoView {
    let since = row.at.map(|at| words::session::millis(at.millis()));
    let waiting = move || since.map(|since| words::session::waiting(around.now.get() - since));
    view! { <span class="muted waiting">{move || waiting()}</span> }
}

/// Why an answer was not taken.
#[component]
pub(super) fn NotTaken(draft: Draft) -> impl IntoView {
    live_option(move || draft.failure().map(|error| view! { <Failure error attempt=Attempt::Write/> }.into_any()))
}
