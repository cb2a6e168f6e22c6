//! A call that waits for words: a question to a person, or a tool that a program would carry out.

use leptos::prelude::*;
use model::timeline::{Question, Row, ToolRow};

use super::approval::{Field, NotTaken, Since};
use super::prose::prose;
use super::row::{Around, own_click};
use crate::state::live_session::{Draft, Reply};
use crate::ui::live::{act, flag, live};
use crate::words;
use crate::words::session::approval;

/// Asks the person.
#[component]
pub fn Asked(
    /// The session.
    around: Around,
    /// The row of the call.
    row: Row,
    /// The call.
    tool: ToolRow,
    /// What it asks.
    question: Question,
    /// What was typed so far.
    draft: Draft,
) -> impl IntoView {
    let thread = row.thread.clone();
    let title = move || words::session::asks(&thread.clone().unwrap_or_else(|| around.agent.get()));
    let call = StoredValue::new(tool.call.clone());
    let id = row.id;
    let choose = move |choice: String| call.with_value(|call| around.state.answer(id, call, Reply::Say(choice)));
    let choices = question.choices.into_iter().map(|choice| {
        let said = choice.clone();
        let busy = draft.clone();
        view! {
            <button type="button" class="button" disabled=move || busy.is_busy() on:click=act(move |_| choose(said.clone()))>
                {choice}
            </button>
        }
    });
    let choices = choices.collect::<Vec<_>>();
    let choices = (!choices.is_empty())
        .then(|| view! { <div class="approval-actions" role="group" aria-label=approval::CHOICES>{choices}</div> });
    view! {
        <div class="approval" on:click=own_click()>
            <p class="muted">{move || title()}</p>
            <div class="question">{prose(&question.text)}</div>
            {question.why.map(|why| view! { <div class="muted">{prose(&why)}</div> })}
            {choices}
            <AnswerForm around row tool draft/>
        </div>
    }
}

/// Lets a person answer in a program's stead.
#[component]
pub fn ForProgram(
    /// The session.
    around: Around,
    /// The row of the call.
    row: Row,
    /// The call.
    tool: ToolRow,
    /// What was typed so far.
    draft: Draft,
) -> impl IntoView {
    live(move || {
        let (opens, closes) = (draft.clone(), draft.clone());
        if !draft.is_replying() {
            return view! {
                <div on:click=own_click()>
                    <button type="button" class="button" on:click=act(move |_| opens.set_replying(true))>{approval::ANSWER_MORE}</button>
                </div>
            }
            .into_any();
        }
        view! {
            <div class="approval" on:click=own_click()>
                <pre class="approval-input" tabindex="0" aria-label=approval::INPUT>{tool.input.clone()}</pre>
                <AnswerForm around row=row.clone() tool=tool.clone() draft=draft.clone()>
                    <button type="button" class="button" on:click=act(move |_| closes.set_replying(false))>{approval::CANCEL}</button>
                </AnswerForm>
            </div>
        }
        .into_any()
    })
}

/// A field and the button that sends what is in it.
#[component]
fn AnswerForm(
    around: Around,
    row: Row,
    tool: ToolRow,
    draft: Draft,
    /// More buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (id, text, busy, state_of) = (row.id, draft.text(), draft.clone(), draft.clone());
    let is_empty = draft.text();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let said = text.get_untracked().trim().to_owned();
        if !said.is_empty() {
            around.state.answer(id, &tool.call, Reply::Say(said));
        }
    };
    let cannot = move || busy.is_busy() || is_empty.with(|text| text.trim().is_empty());
    let label = move || if state_of.is_busy() { approval::SENDING } else { approval::ANSWER };
    view! {
        <form on:submit=act(submit)>
            <Field draft=draft.clone() label=approval::YOUR_ANSWER/>
            <div class="approval-actions">
                <button type="submit" class="button primary" aria-disabled=flag(cannot)>{move || label()}</button>
                {children.map(|children| children())}
                <Since row around/>
            </div>
            <NotTaken draft/>
        </form>
    }
}
