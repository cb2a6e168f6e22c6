//! One row of a transcript: time, mark, what happened, how long it took.

use leptos::prelude::*;
use model::timeline::{Kind, Row};
use web_sys::MouseEvent;

use super::body::body;
use super::mark::mark;
use crate::dom::clock::Millis;
use crate::state::live_session::LiveSession;
use crate::ui::live::act;
use crate::words;
use crate::words::session::row as say;

/// What rows need to know of the session around them.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// The session.
    pub state: LiveSession,
    /// What the agent is called.
    pub agent: Signal<String>,
    /// When the session began.
    pub started: Signal<Option<i64>>,
    /// Whether the history is here from its beginning.
    pub is_complete: Signal<bool>,
    /// The time now.
    pub now: Signal<Millis>,
}

/// What stands in a row.
#[component]
pub fn RowView(
    /// The row.
    row: Row,
    /// The session around it.
    around: Around,
) -> impl IntoView {
    if let Kind::Turn(turn) = &row.kind {
        let number = turn.number;
        let millis = row.at.zip(turn.ended).map(|(start, end)| end.millis_since(start));
        let time = millis.map(|millis| format!(" · {}", duration(millis)));
        let cost = turn.cost.and_then(|cost| words::session::small_money(cost.money)).map(|cost| format!(" · {cost}"));
        let title = move || words::session::turn(around.is_complete.get().then_some(number));
        return view! { <div class="turn"><span>{move || title()}{time}{cost}</span></div> }.into_any();
    }
    let at = row.at.map(model::time::Time::millis);
    let exact = at.map(|at| words::time::full(words::session::millis(at)));
    let mark = mark(&row.kind);
    let figures = figures(&row);
    let thread = row.thread.clone().map(|thread| view! { <span class="lane">{thread}</span> });
    view! {
        <time class="row-time" title=exact>{move || offset(at, around)}</time>
        <span class="row-mark" data-kind=mark aria-hidden="true"></span>
        <div class="row-body">{thread}{body(row, around)}</div>
        <span class="row-figures">{figures}</span>
    }
    .into_any()
}

/// What a screen reader says first.
pub fn label(row: &Row, is_complete: bool) -> String {
    match &row.kind {
        Kind::Turn(turn) => words::session::turn(is_complete.then_some(turn.number)),
        Kind::UserMessage { blocks, .. } => words::session::said(&first_text(blocks)),
        Kind::Tool(tool) => {
            if super::tool::is_denied(tool) {
                return format!("{} {}", say::DENIED, tool.phrase.object);
            }
            let failed = if tool.failed { format!(", {}", words::session::FAILED) } else { String::new() };
            let runs = tool.result.is_none();
            format!("{} {}{failed}", words::session::verb(&tool.phrase.action, runs), tool.phrase.object)
        }
        Kind::AgentMessage { blocks, .. } => first_text(blocks),
        Kind::Unknown { kind, .. } => kind.clone(),
        Kind::Error { message, .. } => message.clone(),
        Kind::Thread { name, .. } => format!("{} {name}", say::STARTED),
        Kind::Run { name, .. } => format!("{} {name}", say::RUN),
        _ => words::session::SESSION.to_owned(),
    }
}

/// The first text of a message.
pub fn first_text(blocks: &[model::timeline::Block]) -> String {
    let text = blocks.iter().find_map(|block| match block {
        model::timeline::Block::Text(text) => Some(text.chars().take(200).collect()),
        _ => None,
    });
    text.unwrap_or_default()
}

/// For what takes clicks of its own: they do not choose the row.
pub(super) fn own_click() -> Box<dyn FnMut(MouseEvent)> {
    act(|event: MouseEvent| event.stop_propagation())
}

/// How long after the session's beginning something happened.
pub(super) fn offset(at: Option<i64>, around: Around) -> Option<String> {
    let started = around.started.get()?;
    Some(words::session::offset(u64::try_from(at? - started).unwrap_or(0)))
}

fn figures(row: &Row) -> Option<String> {
    let time = row.millis.map(duration);
    let cost = row.cost.and_then(|cost| words::session::small_money(cost.money));
    let parts: Vec<String> = [time, cost].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[expect(clippy::cast_precision_loss, reason = "a duration in milliseconds fits")]
fn duration(millis: u64) -> String {
    words::format::duration(millis as f64 / 1000.0)
}
