//! A call of a tool: what it did, and what came out where that helps.

use leptos::prelude::*;
use model::timeline::diff::{self, Line};
use model::timeline::{Answer, Block, Detail, Family, ToolRow, Waits};

use super::fold::fold;
use super::text::Output;
use crate::state::live_session::Draft;
use crate::words;

/// Diffs of more lines are folded.
const FOLD_LINES: usize = 24;

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
    } else {
        words::session::verb(&tool.phrase.action, runs)
    };
    let object = tool.phrase.object.lines().next().unwrap_or_default().to_owned();
    let counts = match &tool.detail {
        Detail::Diff(lines) => {
            let (added, removed) = diff::counts(lines);
            Some(words::session::diff(added, removed))
        }
        Detail::None => None,
    };
    let state = state(&tool);
    view! {
        <p class="line">
            <strong>{verb}</strong> " "
            <code title=tool.phrase.object>{object}</code>
            {counts.map(|counts| view! { " " <span class="muted">{counts}</span> })}
            {state.map(|(class, word)| view! { " " <span class=class>{word}</span> })}
        </p>
    }
}

fn state(tool: &ToolRow) -> Option<(&'static str, String)> {
    Some(match (&tool.answer, &tool.waits) {
        (Some(Answer::Denied { reason, .. }), _) => {
            let reason = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            ("bad", format!("{}{reason}", words::session::DENIED))
        }
        _ if tool.denied_by_policy => ("bad", words::session::DENIED_BY_POLICY.to_owned()),
        _ if tool.failed => ("bad", words::session::FAILED.to_owned()),
        (_, Some(Waits::ForProgram)) => ("waits", words::session::WAITS_FOR_PROGRAM.to_owned()),
        _ => return None,
    })
}

/// What a call changed or said, where the line alone does not tell.
#[component]
pub fn ToolDetail(
    /// The call.
    tool: ToolRow,
    /// Whether all of a long output is shown.
    draft: Draft,
) -> impl IntoView {
    if matches!(tool.answer, Some(Answer::Denied { .. })) {
        // The line says it all; the result only repeats it to the agent.
        return ().into_any();
    }
    match (tool.detail, tool.result) {
        (Detail::Diff(lines), _) if !tool.failed => view! { <Diff title=tool.phrase.object lines draft/> }.into_any(),
        (_, Some(blocks)) if says_something(tool.family, tool.failed, &blocks) => {
            let name = if tool.tool.is_empty() { words::session::OUTPUT.to_owned() } else { tool.tool };
            let title = if tool.failed { format!("{name} · {}", words::session::FAILED) } else { name };
            view! { <Output title blocks draft/> }.into_any()
        }
        _ => ().into_any(),
    }
}

/// The content of files that were only read is a click away; failures and commands speak for themselves.
fn says_something(family: Family, failed: bool, blocks: &[Block]) -> bool {
    let is_empty = blocks.iter().all(|block| matches!(block, Block::Text(text) if text.trim().is_empty()));
    !is_empty && (failed || family != Family::File)
}

#[component]
fn Diff(title: String, lines: Vec<Line>, draft: Draft) -> impl IntoView {
    let count = lines.len();
    let lines = StoredValue::new(lines);
    let button = (count > FOLD_LINES).then(|| fold(count, draft.clone()));
    let body = move || {
        let most = if draft.is_unfolded() { count } else { FOLD_LINES };
        lines.with_value(|lines| lines.iter().take(most).map(line).collect_view())
    };
    view! {
        <div class="frame">
            <div class="frame-head"><span class="mono">{title}</span>{button}</div>
            <pre class="frame-body diff" tabindex="0">{body}</pre>
        </div>
    }
}

fn line(line: &Line) -> impl IntoView + use<> {
    let (class, sign) = match line.change {
        diff::Change::Kept => ("kept", " "),
        diff::Change::Removed => ("removed", "−"),
        diff::Change::Added => ("added", "+"),
    };
    view! { <span class=class>{sign}" "{line.text.clone()}"\n"</span> }
}
