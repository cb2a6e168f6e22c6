//! What is kept of each kind of event.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Asks, BudgetChange, Charge, Count, Digest, RunStep, SessionStep, Stop, ThreadStep};
use crate::cost::{Money, Speed, Tokens};
use crate::ids::ThreadId;
use crate::timeline::Family;
use crate::timeline::key::Names;
use crate::timeline::phrase::ASK_PERSON;
use crate::wire::event::{ModelRequestEnd, Permission, StopReason, ToolUse};
use crate::wire::usage::{Budget, ModelUsage, Money as WireMoney, Speed as WireSpeed, Usage};
use crate::wire::{Event, Maybe};

impl Digest {
    pub(in crate::timeline) fn of(event: &Event, names: &mut Names) -> Self {
        match event {
            Event::UserMessage(_) | Event::SystemMessage(_) => Self::Queueable,
            Event::UserInterrupt(_) => Self::Interrupt,
            Event::UserToolConfirmation(answer) => {
                Self::Confirmation { tool: names.intern(answer.tool_use_id.as_str()) }
            }
            Event::AgentMessage(_) => Self::Output { message: true },
            Event::AgentThinking(_) => Self::Output { message: false },
            Event::SessionStatusRunning(_) => Self::Status(SessionStep::Running),
            Event::SessionStatusRescheduled(_) => Self::Status(SessionStep::Rescheduled),
            Event::SessionStatusTerminated(_) => Self::Status(SessionStep::Terminated),
            Event::SessionDeleted(_) => Self::Status(SessionStep::Deleted),
            Event::SessionStatusIdle(idle) => {
                let waiting = match &idle.stop_reason {
                    StopReason::RequiresAction(action) => {
                        action.event_ids.iter().map(|id| names.intern(id.as_str())).collect()
                    }
                    _ => Box::default(),
                };
                Self::Status(SessionStep::Idle(stop(&idle.stop_reason, names), waiting))
            }
            Event::SessionUsage(usage) => Self::Usage(Box::new(count(&usage.usage, budget(&usage.budget)))),
            Event::SessionUpdated(updated) => Self::Updated { budget: budget(&updated.budget) },
            Event::SpanModelRequestStart(_) => Self::RequestStart,
            Event::SpanModelRequestEnd(end) => request_end(end, names),
            Event::SpanOutcomeEvaluationStart(e) | Event::SpanOutcomeEvaluationOngoing(e) => {
                Self::Evaluation { outcome: names.intern(e.outcome_id.as_str()), iteration: e.iteration, graded: None }
            }
            Event::SessionError(_) | Event::WorkflowRunError(_) if run(event, names).is_none() => Self::Fault,
            Event::SpanOutcomeEvaluationEnd(e) => Self::Evaluation {
                outcome: names.intern(e.outcome_id.as_str()),
                iteration: e.iteration,
                graded: Some(Box::new(charge(&e.usage, false))),
            },
            other => {
                thread(other, names).or_else(|| run(other, names)).or_else(|| tool(other, names)).unwrap_or(Self::Plain)
            }
        }
    }
}

fn tool(event: &Event, names: &mut Names) -> Option<Digest> {
    if let Some(call) = event.tool_use() {
        let asks = match (event, call.evaluated_permission.as_ref()) {
            (Event::AgentCustomToolUse(_), _) if call.name == ASK_PERSON => Asks::Answer,
            (Event::AgentCustomToolUse(_), _) => Asks::Program,
            (_, Some(Permission::Ask)) => Asks::Permission,
            _ => Asks::Nobody,
        };
        return Some(Digest::Call {
            tool: names.intern(call.id.as_str()),
            name: names.intern(&call.name),
            asks,
            family: Family::of(event, &call.name),
            thread: event.thread_id().map(|thread| names.intern(thread.as_str())),
            sameness: sameness(event, call),
        });
    }
    let result = event.tool_result()?;
    Some(Digest::Result { tool: names.intern(result.call_id()?.as_str()), failed: result.is_error.get() == Some(true) })
}

fn sameness(event: &Event, call: &ToolUse) -> u64 {
    let mut hasher = DefaultHasher::new();
    let thread = event.thread_id().map(ThreadId::as_str);
    (thread, call.mcp_server_name.as_str(), &call.name, call.input.as_str()).hash(&mut hasher);
    hasher.finish()
}

fn thread(event: &Event, names: &mut Names) -> Option<Digest> {
    let (thread, agent, step) = match event {
        Event::SessionThreadCreated(e) => (&e.session_thread_id, &e.agent_name, ThreadStep::Created),
        Event::SessionThreadStatusRunning(e) => (&e.session_thread_id, &e.agent_name, ThreadStep::Running),
        Event::SessionThreadStatusRescheduled(e) => (&e.session_thread_id, &e.agent_name, ThreadStep::Rescheduled),
        Event::SessionThreadStatusTerminated(e) => (&e.session_thread_id, &e.agent_name, ThreadStep::Terminated),
        Event::SessionThreadStatusIdle(e) => {
            (&e.session_thread_id, &e.agent_name, ThreadStep::Idle(stop(&e.stop_reason, names)))
        }
        _ => return None,
    };
    Some(Digest::Thread { thread: names.intern(thread.as_str()), agent: names.intern(agent), step })
}

fn run(event: &Event, names: &mut Names) -> Option<Digest> {
    let (run, step) = match event {
        Event::WorkflowRunCreated(e) => (&e.workflow_run_id, RunStep::Created),
        Event::WorkflowRunStatusRunning(e) => (&e.workflow_run_id, RunStep::Running),
        Event::WorkflowRunStatusIdle(e) => (&e.workflow_run_id, RunStep::Paused),
        Event::WorkflowRunPhaseStarted(e) => (&e.workflow_run_id, RunStep::Other),
        Event::WorkflowRunPhaseEnded(e) => (&e.workflow_run_id, RunStep::Other),
        Event::WorkflowRunError(e) => (e.workflow_run_id.as_ref()?, RunStep::Other),
        Event::WorkflowRunStatusEnded(e) => (&e.workflow_run_id, RunStep::Ended),
        _ => return None,
    };
    Some(Digest::Run { run: names.intern(run.as_str()), step })
}

fn request_end(end: &ModelRequestEnd, names: &mut Names) -> Digest {
    Digest::RequestEnd {
        start: names.intern(end.model_request_start_id.as_str()),
        charge: Box::new(charge(&end.model_usage, end.is_error.get() == Some(true))),
    }
}

fn stop(reason: &StopReason, names: &mut Names) -> Stop {
    match reason {
        StopReason::EndTurn => Stop::EndTurn,
        StopReason::RequiresAction(_) => Stop::RequiresAction,
        StopReason::RetriesExhausted => Stop::RetriesExhausted,
        StopReason::BudgetReached => Stop::BudgetReached,
        StopReason::Refusal => Stop::Refusal,
        StopReason::Unknown(unknown) => Stop::Other(names.intern(unknown.kind())),
    }
}

fn charge(usage: &ModelUsage, failed: bool) -> Charge {
    Charge {
        tokens: Tokens {
            input: usage.input_tokens,
            output: usage.output_tokens,
            cache_write_5m: usage.cache_creation_input_tokens,
            cache_write_1h: 0,
            cache_read: usage.cache_read_input_tokens,
        },
        speed: match usage.speed.as_ref() {
            None | Some(WireSpeed::Standard) => Speed::Standard,
            Some(WireSpeed::Fast) => Speed::Fast,
            Some(WireSpeed::Unknown(_)) => Speed::Unknown,
        },
        failed,
    }
}

/// The server's count, from an event or from the session itself.
pub(in crate::timeline) fn count(usage: &Usage, budget: BudgetChange) -> Count {
    let cache = usage.cache_creation.as_ref();
    let tokens = |field: &Maybe<u64>| field.get().unwrap_or(0);
    Count {
        tokens: Tokens {
            input: tokens(&usage.input_tokens),
            output: tokens(&usage.output_tokens),
            cache_write_5m: cache.map_or(0, |cache| tokens(&cache.ephemeral_5m_input_tokens)),
            cache_write_1h: cache.map_or(0, |cache| tokens(&cache.ephemeral_1h_input_tokens)),
            cache_read: tokens(&usage.cache_read_input_tokens),
        },
        list_cost: usage.list_cost.as_ref().and_then(WireMoney::cents).map(Money::from_cents),
        active_millis: usage.active_seconds.get().map(millis),
        searches: usage.server_tool_use.as_ref().map_or(0, |used| tokens(&used.web_search_requests)),
        budget,
    }
}

/// What a field says of the budget.
pub(in crate::timeline) fn budget(field: &Maybe<Budget>) -> BudgetChange {
    match field {
        Maybe::Absent => BudgetChange::Silent,
        Maybe::Null => BudgetChange::Removed,
        Maybe::Set(budget) => {
            let cap = budget.max().and_then(WireMoney::cents);
            cap.map_or(BudgetChange::Silent, |cents| BudgetChange::Cap(Money::from_cents(cents)))
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped; a float cast saturates")]
fn millis(seconds: f64) -> u64 {
    (seconds.max(0.0) * 1_000.0).round() as u64
}
