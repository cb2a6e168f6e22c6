//! What a row says, by what happened.

use leptos::prelude::*;
use model::timeline::{Delivery, Follows, Kind, Phase, QueuePlace, Row, RowId, RunState, StopReason, ToolRow, Waits};

use super::approval::Approval;
use super::question::{Asked, ForProgram};
use super::row::Around;
use super::text::{Blocks, unknown};
use super::tool::{ToolDetail, ToolLine};
use crate::reactive::memo;
use crate::ui::live::live;
use crate::words;
use crate::words::session::detail as say_detail;
use crate::words::session::row as say;

/// Everything of a row but its time, mark and figures.
pub(super) fn body(row: Row, around: Around) -> AnyView {
    match row.kind.clone() {
        Kind::UserMessage { blocks, delivery } => {
            view! { <div class="bubble"><Blocks blocks/></div>{delivered(delivery, row.id, around)} }.into_any()
        }
        Kind::SystemMessage { blocks, delivery } => {
            view! { {line(say::SYSTEM, None)}<div class="bubble quiet"><Blocks blocks/></div>{delivered(delivery, row.id, around)} }.into_any()
        }
        Kind::AgentMessage { blocks, writing } => {
            view! { <div class="prose-text" class:writing=writing><Blocks blocks/></div> }.into_any()
        }
        Kind::Tool(tool) => called(row, *tool, around),
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
            view! { <Run name description phases state errors/> }.into_any()
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
        Kind::Unknown { kind, json } => unknown(kind, json),
        Kind::Turn(_) => ().into_any(),
    }
}

fn line(verb: &'static str, object: Option<String>) -> AnyView {
    view! { <p class="line"><strong>{verb}</strong>" "{object}</p> }.into_any()
}

fn delivered(delivery: Delivery, row: RowId, around: Around) -> Option<AnyView> {
    let word = match delivery {
        Delivery::Applied => return None,
        Delivery::Discarded => words::session::DISCARDED.into_any(),
        Delivery::Queued => {
            let word = memo(move || {
                let place = around.state.queue_place(row).unwrap_or(QueuePlace { number: 1, of: 1 });
                say_detail::queued(place, &around.state.facts(around.now.get_untracked()).status)
            });
            live(move || word.get().into_any())
        }
    };
    Some(view! { <p class="muted">{word}</p> }.into_any())
}

fn called(row: Row, tool: ToolRow, around: Around) -> AnyView {
    let draft = around.state.draft(row.id);
    match tool.waits.clone() {
        Some(Waits::ForPermission) => view! { <Approval around row tool draft/> }.into_any(),
        Some(Waits::ForAnswer(question)) => view! { <Asked around row tool question draft/> }.into_any(),
        Some(Waits::ForProgram) => {
            let line = view! { <ToolLine tool=tool.clone()/> };
            view! { {line}<ForProgram around row tool draft/> }.into_any()
        }
        None => view! { <ToolLine tool=tool.clone()/><ToolDetail tool draft/> }.into_any(),
    }
}

/// A workflow run with its phases.
#[component]
fn Run(
    name: String,
    description: Option<String>,
    phases: Vec<Phase>,
    state: RunState,
    errors: Vec<String>,
) -> impl IntoView {
    let phase = |phase: Phase| {
        view! { <li>{phase.name}" "<span class="muted">{words::session::phase(phase.state)}</span></li> }
    };
    view! {
        <p class="line"><strong>{say::RUN}</strong>" "{name}" "<span class="muted">{words::session::run(&state).to_owned()}</span></p>
        {description.map(|text| view! { <p class="muted">{text}</p> })}
        <ol class="phases">{phases.into_iter().map(phase).collect_view()}</ol>
        {errors.into_iter().map(|error| view! { <p class="bad">{error}</p> }).collect_view()}
    }
}
