//! One row of a transcript: time, mark, what happened, how long it took.

use leptos::prelude::*;
use model::timeline::{Delivery, Family, Follows, Kind, Row, StopReason, ThreadState, Waits};

use super::approval::Approval;
use super::text::Blocks;
use super::tool::{ToolDetail, ToolLine};
use crate::dom::clock::Millis;
use crate::state::session::SessionState;
use crate::words;
use crate::words::session::row as say;

/// What rows need to know of the session around them.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// The session.
    pub state: SessionState,
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
        return view! { <div class="turn"><span>{title}{time}{cost}</span></div> }.into_any();
    }
    let at = row.at.map(model::time::Time::millis);
    let offset = move || {
        let started = around.started.get()?;
        Some(words::session::offset(u64::try_from(at? - started).unwrap_or(0)))
    };
    let exact = at.map(|at| words::time::full(words::session::millis(at)));
    let mark = mark(&row.kind);
    let figures = figures(&row);
    let thread = row.thread.clone().map(|thread| view! { <span class="lane">{thread}</span> });
    view! {
        <time class="row-time" title=exact>{offset}</time>
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
            let failed = if tool.failed { format!(", {}", words::session::FAILED) } else { String::new() };
            let runs = tool.result.is_none();
            format!("{} {}{failed}", words::session::verb(&tool.phrase.action, runs), tool.phrase.object)
        }
        Kind::AgentMessage { blocks, .. } => first_text(blocks),
        Kind::Unknown { kind } => kind.clone(),
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

fn mark(kind: &Kind) -> &'static str {
    match kind {
        Kind::Tool(tool) => match (tool.waits, tool.failed, tool.family) {
            (Some(Waits::ForPerson), ..) => "wait",
            (Some(Waits::ForProgram), ..) => "program",
            (_, true, _) => "bad",
            (.., Family::Shell) => "tool",
            (.., Family::File) => "file",
            (.., Family::Web) => "web",
            (.., Family::Mcp | Family::Custom) => "mcp",
        },
        Kind::Error { follows: Follows::Retry, .. } => "retry",
        Kind::Error { .. }
        | Kind::Stopped(StopReason::RetriesExhausted | StopReason::Refusal { .. })
        | Kind::Thread { state: ThreadState::Ended { failed: true }, .. } => "bad",
        Kind::Thread { .. } | Kind::MessageSent { .. } | Kind::MessageReceived { .. } | Kind::Run { .. } => "thread",
        Kind::AgentMessage { .. } | Kind::UserMessage { .. } => "none",
        _ => "quiet",
    }
}

fn body(row: Row, around: Around) -> AnyView {
    match row.kind.clone() {
        Kind::UserMessage { blocks, delivery } => {
            view! { <div class="bubble"><Blocks blocks/></div>{delivered(delivery)} }.into_any()
        }
        Kind::SystemMessage { blocks, delivery } => {
            view! { {line(say::SYSTEM, None)}<div class="bubble quiet"><Blocks blocks/></div>{delivered(delivery)} }.into_any()
        }
        Kind::AgentMessage { blocks, writing } => {
            view! { <div class="prose-text" class:writing=writing><Blocks blocks/></div> }.into_any()
        }
        Kind::Tool(tool) if tool.waits == Some(Waits::ForPerson) => {
            let tool = *tool;
            view! { <Approval state=around.state agent=around.agent row tool now=around.now/> }.into_any()
        }
        Kind::Tool(tool) => view! { <ToolLine tool=(*tool).clone()/><ToolDetail tool=*tool/> }.into_any(),
        Kind::Thinking { writing } => line(if writing { say::THINKING } else { say::THOUGHT }, None),
        Kind::Interrupt { delivery, thread } => {
            let verb = if delivery == Delivery::Queued { say::INTERRUPTING } else { say::INTERRUPTED };
            line(verb, thread)
        }
        Kind::Outcome { description, rubric, .. } => {
            let rubric = rubric.map(|rubric| view! { <pre class="frame rubric" tabindex="0">{rubric}</pre> });
            view! { {line(say::OUTCOME, None)}<p>{description}</p>{rubric} }.into_any()
        }
        Kind::MessageSent { peer, blocks } => {
            view! { {line(say::TOLD, Some(peer))}<div class="quote"><Blocks blocks/></div> }.into_any()
        }
        Kind::MessageReceived { peer, blocks } => {
            view! { {line(say::HEARD, Some(peer))}<div class="quote"><Blocks blocks/></div> }.into_any()
        }
        Kind::Thread { name, state, retries } => {
            let more = [Some(words::session::thread(&state)), words::session::retries(retries)];
            let more = more.into_iter().flatten().collect::<Vec<_>>().join(", ");
            view! { <p class="line"><strong>{say::STARTED}</strong>" "{name}" "<span class="muted">{more}</span></p> }.into_any()
        }
        Kind::Run { name, description, phases, state, errors } => {
            let phase = |phase: model::timeline::Phase| {
                view! { <li>{phase.name}" "<span class="muted">{words::session::phase(phase.state)}</span></li> }
            };
            view! {
                <p class="line"><strong>{say::RUN}</strong>" "{name}" "<span class="muted">{words::session::run(&state).to_owned()}</span></p>
                {description.map(|text| view! { <p class="muted">{text}</p> })}
                <ol class="phases">{phases.into_iter().map(phase).collect_view()}</ol>
                {errors.into_iter().map(|error| view! { <p class="bad">{error}</p> }).collect_view()}
            }
            .into_any()
        }
        Kind::Evaluation { iteration, result, explanation } => {
            let verb = if result.is_some() { say::EVALUATED } else { say::EVALUATING };
            let round = words::session::round(iteration);
            let verdict = result.map(|result| words::session::verdict(&result).to_owned());
            view! {
                <p class="line"><strong>{verb}</strong>" "{round}" "<span class="muted">{verdict}</span></p>
                {(!explanation.is_empty()).then(|| view! { <p>{explanation}</p> })}
            }
            .into_any()
        }
        Kind::Error { message, follows, subject, .. } => view! {
            <p class="line"><strong class:bad=follows != Follows::Retry>{message}</strong></p>
            <p class="muted">{subject.map(|subject| format!("{subject} · "))}{words::session::follows(&follows).to_owned()}</p>
        }
        .into_any(),
        Kind::Stopped(reason) => {
            let explanation = match &reason {
                StopReason::Refusal { explanation, .. } => explanation.clone(),
                _ => None,
            };
            view! { <p class="line"><strong>{words::session::stop(&reason)}</strong></p>{explanation.map(|text| view! { <p>{text}</p> })} }.into_any()
        }
        Kind::Updated { title, budget, agent, metadata } => {
            line(say::UPDATED, Some(words::session::updated(title.as_deref(), budget, agent, metadata)))
        }
        Kind::Compacted => line(say::COMPACTED, None),
        Kind::Ended => line(say::ENDED, None),
        Kind::Deleted => line(say::DELETED, None),
        Kind::Unknown { kind } => view! { <p class="line"><code>{kind}</code></p> }.into_any(),
        Kind::Turn(_) => ().into_any(),
    }
}

fn line(verb: &'static str, object: Option<String>) -> AnyView {
    view! { <p class="line"><strong>{verb}</strong>" "{object}</p> }.into_any()
}

fn delivered(delivery: Delivery) -> Option<AnyView> {
    let word = match delivery {
        Delivery::Applied => return None,
        Delivery::Queued => words::session::QUEUED,
        Delivery::Discarded => words::session::DISCARDED,
    };
    Some(view! { <p class="muted">{word}</p> }.into_any())
}
