//! A call of a tool: what it did, and what came out where that helps.

mod result;

use leptos::prelude::*;
use model::code::language;
use model::timeline::diff;
use model::timeline::{Action, Answer, Detail, ToolRow, Waits};
use model::visible;

use super::diff::difference;
use super::fold::disclosure;
use super::pages::{Output, opened, output};
use crate::state::live_session::Draft;
use crate::ui::live::live_option;
use crate::words;
use crate::words::session::detail as say;
use result::{has_output, result};

/// The first line of a call: verb and object.
#[component]
pub fn ToolLine(
    /// The call.
    tool: ToolRow,
) -> impl IntoView {
    let runs =
        tool.result.is_none() && tool.answer.as_ref().is_none_or(|answer| matches!(answer, Answer::Allowed { .. }));
    let verb = if tool.tool.is_empty() {
        words::session::row::RESULT
    } else if is_denied(&tool) {
        words::session::row::DENIED
    } else {
        words::session::verb(&tool.phrase.action, runs)
    };
    let whole = visible::text(&tool.phrase.object).into_owned();
    let object = whole.lines().next().unwrap_or_default().to_owned();
    let more = more(&tool);
    let state = state(&tool);
    view! {
        <p class="line">
            <strong>{verb}</strong> " "
            <code title=whole>{object}</code>
            {more.map(|more| view! { " " <span class="muted">{more}</span> })}
            {state.map(|(class, word)| view! { " " <span class=class>{word}</span> })}
        </p>
    }
}

/// How much it was about.
fn more(tool: &ToolRow) -> Option<String> {
    match &tool.detail {
        Detail::Diff(lines) => {
            let (added, removed) = diff::counts(lines);
            Some(words::session::diff(added, removed))
        }
        Detail::File(content) => Some(words::session::lines(content.lines().count())),
        Detail::Range(first, last) => Some(say::range(*first, *last)),
        Detail::None if tool.result.as_ref().is_some_and(|blocks| !has_output(blocks)) && prints(tool) => {
            Some(say::NO_OUTPUT.to_owned())
        }
        Detail::None => None,
    }
}

/// Whether it says something that a call of this kind printed nothing.
fn prints(tool: &ToolRow) -> bool {
    matches!(tool.phrase.action, Action::Ran | Action::FoundFiles | Action::SearchedFiles | Action::SearchedWeb)
}

/// Whether it never ran, because somebody said so.
pub(super) fn is_denied(tool: &ToolRow) -> bool {
    tool.denied_by_policy || matches!(tool.answer, Some(Answer::Denied { .. }))
}

fn state(tool: &ToolRow) -> Option<(&'static str, String)> {
    Some(match (&tool.answer, &tool.waits) {
        (Some(Answer::Denied { reason, .. }), _) => ("bad", reason.clone().filter(|reason| !reason.is_empty())?),
        _ if tool.denied_by_policy => ("bad", words::session::BY_POLICY.to_owned()),
        _ if tool.failed => ("bad", words::session::FAILED.to_owned()),
        (_, Some(Waits::ForProgram)) => ("waits", words::session::WAITS_FOR_PROGRAM.to_owned()),
        _ => return None,
    })
}

/// What a call was given, changed or said, where the line alone does not tell.
#[component]
pub fn ToolDetail(
    /// The call.
    tool: ToolRow,
    /// How much of it is shown.
    draft: Draft,
) -> impl IntoView {
    if matches!(tool.answer, Some(Answer::Denied { .. })) {
        // The line says it all; the result only repeats it to the agent.
        return ().into_any();
    }
    let input = input(&tool, &draft);
    let title = tool.phrase.object.clone();
    let change = match &tool.detail {
        _ if tool.failed => None,
        Detail::Diff(lines) => Some(difference(title, lines.clone(), draft.result())),
        Detail::File(content) => Some(output(Output::file(title, content.clone(), Some(1)), draft.result())),
        _ => None,
    };
    let rest = change.or_else(|| result(tool, &draft));
    view! { {input}{rest} }.into_any()
}

/// What a call was given, when the line does not say it all.
fn input(tool: &ToolRow, draft: &Draft) -> Option<AnyView> {
    match tool.phrase.action {
        Action::Ran if tool.phrase.object.lines().nth(1).is_some() => {
            let command = Output::file(say::COMMAND.to_owned(), tool.phrase.object.clone(), None);
            let language = language("sh");
            Some(output(Output { folded: 6, language, ..command }, draft.input()))
        }
        Action::Called if !tool.input.is_empty() && tool.input != "{}" => {
            let input =
                Output { language: language("json"), ..Output::file(say::INPUT.to_owned(), tool.input.clone(), None) };
            let (fold, is_open) = (draft.input(), draft.input());
            let body = live_option(move || is_open.is_open().then(|| opened(input.clone(), is_open.clone())));
            let button = disclosure(fold, say::SHOW_INPUT.to_owned(), say::HIDE_INPUT.to_owned());
            Some(view! { <div class="disclosed">{button}{body}</div> }.into_any())
        }
        _ => None,
    }
}
