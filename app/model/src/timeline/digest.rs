//! The little that is kept of an event beside its bytes: what decides rows, turns, waits and sums.

use super::key::{Name, Names};
use crate::cost::{Money, Speed, Tokens};
use crate::wire::event::{ModelRequestEnd, Permission, StopReason};
use crate::wire::usage::{Budget, ModelUsage, Money as WireMoney, Speed as WireSpeed, Usage};
use crate::wire::{Event, Maybe};

/// What an event is to the timeline.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Digest {
    /// A row and nothing else.
    Plain,
    /// Waits in the queue until it has a time; a row and nothing else.
    Queueable,
    Interrupt,
    /// Output of a model request: its first message, or else its thinking, carries the request's figures.
    Output {
        message: bool,
    },
    Call {
        tool: Name,
        name: Name,
        asks: Asks,
    },
    Confirmation {
        tool: Name,
    },
    Result {
        tool: Name,
        failed: bool,
    },
    Thread {
        thread: Name,
        agent: Name,
        step: ThreadStep,
    },
    Run {
        run: Name,
        step: RunStep,
    },
    Evaluation {
        outcome: Name,
        iteration: u64,
        graded: Option<Box<Charge>>,
    },
    Status(SessionStep),
    Usage(Box<Count>),
    RequestStart,
    RequestEnd {
        start: Name,
        charge: Box<Charge>,
    },
    Updated {
        budget: BudgetChange,
    },
}

/// Whose answer a call needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Nobody,
    Person,
    Program,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ThreadStep {
    Created,
    Running,
    Idle(Stop),
    Rescheduled,
    Terminated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunStep {
    Created,
    Running,
    Paused,
    Other,
    Ended,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SessionStep {
    Running,
    /// With the calls that wait.
    Idle(Stop, Box<[Name]>),
    Rescheduled,
    Terminated,
    Deleted,
}

/// Why work stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    EndTurn,
    RequiresAction,
    RetriesExhausted,
    BudgetReached,
    Refusal,
    /// A reason that is not known, by its word.
    Other(Name),
}

impl Stop {
    /// Whether people must be told: the end of a turn, and a call that waits, show by themselves.
    pub(super) fn needs_saying(self) -> bool {
        !matches!(self, Self::EndTurn | Self::RequiresAction)
    }
}

/// What a model request used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Charge {
    pub(super) tokens: Tokens,
    pub(super) speed: Speed,
}

/// What the server has counted up to a moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    pub(super) tokens: Tokens,
    pub(super) list_cost: Option<Money>,
    pub(super) active_millis: Option<u64>,
    pub(super) searches: u64,
    pub(super) budget: BudgetChange,
}

/// What an event says of the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BudgetChange {
    Silent,
    Removed,
    Cap(Money),
}

impl Digest {
    pub(super) fn of(event: &Event, names: &mut Names) -> Self {
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
            Event::SpanOutcomeEvaluationEnd(e) => Self::Evaluation {
                outcome: names.intern(e.outcome_id.as_str()),
                iteration: e.iteration,
                graded: Some(Box::new(charge(&e.usage))),
            },
            other => {
                thread(other, names).or_else(|| run(other, names)).or_else(|| tool(other, names)).unwrap_or(Self::Plain)
            }
        }
    }

    /// Whether an event of this kind without a time waits in the queue.
    pub(super) fn can_queue(&self) -> bool {
        matches!(self, Self::Queueable | Self::Interrupt | Self::Confirmation { .. } | Self::Result { .. })
    }

    /// Whether it is the one that its row stands at.
    pub(super) fn is_head(&self) -> bool {
        matches!(
            self,
            Self::Call { .. }
                | Self::Thread { step: ThreadStep::Created, .. }
                | Self::Run { step: RunStep::Created, .. }
        )
    }
}

fn tool(event: &Event, names: &mut Names) -> Option<Digest> {
    if let Some(call) = event.tool_use() {
        let asks = match (event, call.evaluated_permission.as_ref()) {
            (Event::AgentCustomToolUse(_), _) => Asks::Program,
            (_, Some(Permission::Ask)) => Asks::Person,
            _ => Asks::Nobody,
        };
        return Some(Digest::Call { tool: names.intern(call.id.as_str()), name: names.intern(&call.name), asks });
    }
    let result = event.tool_result()?;
    Some(Digest::Result { tool: names.intern(result.call_id()?.as_str()), failed: result.is_error.get() == Some(true) })
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
        charge: Box::new(charge(&end.model_usage)),
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

fn charge(usage: &ModelUsage) -> Charge {
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
    }
}

/// The server's count, from an event or from the session itself.
pub(super) fn count(usage: &Usage, budget: BudgetChange) -> Count {
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
pub(super) fn budget(field: &Maybe<Budget>) -> BudgetChange {
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
