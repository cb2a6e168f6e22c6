//! Events: everything that a session does, and everything that is sent to it.
//!
//! An event may arrive twice, first without `processed_at`: keep the later one.

mod message;
mod preview;
mod session;
mod span;
mod tool;
mod workflow;

pub use message::{Message, Moment, ThreadMessageReceived, ThreadMessageSent};
pub use preview::{ContentDelta, Delta, EventDelta, EventStart, Preview, PreviewKind};
pub use session::{
    Fault, FaultKind, Idle, Interrupt, Refusal, RefusalCategory, RequiresAction, RetryStatus, SessionError,
    SessionUsage, StopDetails, StopReason, ThreadChanged, ThreadCreated, ThreadIdle, Updated,
};
pub use span::{DefineOutcome, ModelRequestEnd, OutcomeEvaluated, OutcomeEvaluating, Rubric, RubricText};
pub use tool::{
    AutoEvaluation, Evaluation, Permission, Reason, ReasonCode, ToolConfirmation, ToolResult, ToolUse, Verdict,
};
pub use workflow::{
    Phase, PhaseEnded, PhaseStarted, RunChanged, RunCreated, RunEnded, RunError, RunFailed, RunFault, RunFaultKind,
    RunResult,
};

use super::Timestamp;
use super::tolerant::tagged;
use crate::ids::ThreadId;

tagged! {
    /// Something that happened in a session, or is happening (a preview).
    pub enum Event {
        // Sent by clients.
        UserMessage(Message) = "user.message",
        UserInterrupt(Interrupt) = "user.interrupt",
        UserToolConfirmation(ToolConfirmation) = "user.tool_confirmation",
        UserCustomToolResult(ToolResult) = "user.custom_tool_result",
        UserToolResult(ToolResult) = "user.tool_result",
        UserDefineOutcome(DefineOutcome) = "user.define_outcome",
        SystemMessage(Message) = "system.message",

        // Done by an agent.
        AgentMessage(Message) = "agent.message",
        /// Some thinking was done; its text is never shown.
        AgentThinking(Moment) = "agent.thinking",
        AgentToolUse(ToolUse) = "agent.tool_use",
        AgentToolResult(ToolResult) = "agent.tool_result",
        AgentMcpToolUse(ToolUse) = "agent.mcp_tool_use",
        AgentMcpToolResult(ToolResult) = "agent.mcp_tool_result",
        /// The client must answer.
        AgentCustomToolUse(ToolUse) = "agent.custom_tool_use",
        AgentThreadMessageSent(ThreadMessageSent) = "agent.thread_message_sent",
        AgentThreadMessageReceived(ThreadMessageReceived) = "agent.thread_message_received",
        /// The thread's context was summarised to fit.
        AgentThreadContextCompacted(Moment) = "agent.thread_context_compacted",

        // About the session.
        SessionStatusRunning(Moment) = "session.status_running",
        SessionStatusIdle(Idle) = "session.status_idle",
        SessionStatusRescheduled(Moment) = "session.status_rescheduled",
        SessionStatusTerminated(Moment) = "session.status_terminated",
        /// The last event of its stream.
        SessionDeleted(Moment) = "session.deleted",
        SessionUpdated(Box<Updated>) = "session.updated",
        SessionUsage(Box<SessionUsage>) = "session.usage",
        SessionError(SessionError) = "session.error",
        SessionThreadCreated(ThreadCreated) = "session.thread_created",
        SessionThreadStatusRunning(ThreadChanged) = "session.thread_status_running",
        SessionThreadStatusIdle(ThreadIdle) = "session.thread_status_idle",
        SessionThreadStatusRescheduled(ThreadChanged) = "session.thread_status_rescheduled",
        SessionThreadStatusTerminated(ThreadChanged) = "session.thread_status_terminated",

        // What took time.
        SpanModelRequestStart(Moment) = "span.model_request_start",
        SpanModelRequestEnd(ModelRequestEnd) = "span.model_request_end",
        SpanOutcomeEvaluationStart(OutcomeEvaluating) = "span.outcome_evaluation_start",
        SpanOutcomeEvaluationOngoing(OutcomeEvaluating) = "span.outcome_evaluation_ongoing",
        SpanOutcomeEvaluationEnd(OutcomeEvaluated) = "span.outcome_evaluation_end",

        // Workflow runs.
        WorkflowRunCreated(RunCreated) = "workflow_run.created",
        WorkflowRunStatusRunning(RunChanged) = "workflow_run.status_running",
        WorkflowRunStatusIdle(RunChanged) = "workflow_run.status_idle",
        WorkflowRunPhaseStarted(PhaseStarted) = "workflow_run.phase_started",
        WorkflowRunPhaseEnded(PhaseEnded) = "workflow_run.phase_ended",
        WorkflowRunError(RunError) = "workflow_run.error",
        WorkflowRunStatusEnded(RunEnded) = "workflow_run.status_ended",

        // Previews: on streams only, and only when asked for.
        EventStart(EventStart) = "event_start",
        EventDelta(EventDelta) = "event_delta",
    }
}

impl Event {
    /// Its id; previews have none.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Unknown(unknown) => unknown.id(),
            known => known.body().map(Body::id),
        }
    }

    /// When it took effect; none while it is queued, and for previews.
    pub fn processed_at(&self) -> Option<&Timestamp> {
        match self {
            Self::Unknown(unknown) => unknown.processed_at(),
            known => known.body()?.processed_at(),
        }
    }

    /// The thread that it names: the child that a copy came from, or the thread that it is about.
    pub fn thread_id(&self) -> Option<&ThreadId> {
        match self {
            Self::Unknown(unknown) => unknown.session_thread_id(),
            known => known.body()?.thread_id(),
        }
    }

    /// Whether it is a preview, which the event with the same id will replace.
    pub fn is_preview(&self) -> bool {
        matches!(self, Self::EventStart(_) | Self::EventDelta(_))
    }

    /// The call of a tool, of any kind.
    pub fn tool_use(&self) -> Option<&ToolUse> {
        match self {
            Self::AgentToolUse(call) | Self::AgentMcpToolUse(call) | Self::AgentCustomToolUse(call) => Some(call),
            _ => None,
        }
    }

    /// The result of a tool, of any kind.
    pub fn tool_result(&self) -> Option<&ToolResult> {
        match self {
            Self::AgentToolResult(result)
            | Self::AgentMcpToolResult(result)
            | Self::UserToolResult(result)
            | Self::UserCustomToolResult(result) => Some(result),
            _ => None,
        }
    }

    fn body(&self) -> Option<&dyn Body> {
        Some(match self {
            Self::UserMessage(body) | Self::SystemMessage(body) | Self::AgentMessage(body) => body,
            Self::UserInterrupt(body) => body,
            Self::UserToolConfirmation(body) => body,
            Self::UserCustomToolResult(body)
            | Self::UserToolResult(body)
            | Self::AgentToolResult(body)
            | Self::AgentMcpToolResult(body) => body,
            Self::UserDefineOutcome(body) => body,
            Self::AgentThinking(body)
            | Self::AgentThreadContextCompacted(body)
            | Self::SessionStatusRunning(body)
            | Self::SessionStatusRescheduled(body)
            | Self::SessionStatusTerminated(body)
            | Self::SessionDeleted(body)
            | Self::SpanModelRequestStart(body) => body,
            Self::AgentToolUse(body) | Self::AgentMcpToolUse(body) | Self::AgentCustomToolUse(body) => body,
            Self::AgentThreadMessageSent(body) => body,
            Self::AgentThreadMessageReceived(body) => body,
            Self::SessionStatusIdle(body) => body,
            Self::SessionUpdated(body) => &**body,
            Self::SessionUsage(body) => &**body,
            Self::SessionError(body) => body,
            Self::SessionThreadCreated(body) => body,
            Self::SessionThreadStatusRunning(body)
            | Self::SessionThreadStatusRescheduled(body)
            | Self::SessionThreadStatusTerminated(body) => body,
            Self::SessionThreadStatusIdle(body) => body,
            Self::SpanModelRequestEnd(body) => body,
            Self::SpanOutcomeEvaluationStart(body) | Self::SpanOutcomeEvaluationOngoing(body) => body,
            Self::SpanOutcomeEvaluationEnd(body) => body,
            Self::WorkflowRunCreated(body) => body,
            Self::WorkflowRunStatusRunning(body) | Self::WorkflowRunStatusIdle(body) => body,
            Self::WorkflowRunPhaseStarted(body) => body,
            Self::WorkflowRunPhaseEnded(body) => body,
            Self::WorkflowRunError(body) => body,
            Self::WorkflowRunStatusEnded(body) => body,
            Self::EventStart(_) | Self::EventDelta(_) | Self::Unknown(_) => return None,
        })
    }
}

/// What every stored event has.
trait Body {
    fn id(&self) -> &str;
    fn processed_at(&self) -> Option<&Timestamp>;
    fn thread_id(&self) -> Option<&ThreadId>;
}

/// Makes bodies [`Body`]s; the word after a comma says how the thread is held.
macro_rules! body {
    ($($name:ty $(, $thread:ident)?;)*) => {
        $(
            impl $crate::wire::event::Body for $name {
                fn id(&self) -> &str {
                    self.id.as_str()
                }
                fn processed_at(&self) -> Option<&$crate::wire::Timestamp> {
                    self.processed_at.as_ref()
                }
                fn thread_id(&self) -> Option<&$crate::ids::ThreadId> {
                    $crate::wire::event::body!(@thread self $($thread)?)
                }
            }
        )*
    };
    (@thread $this:ident) => { None };
    (@thread $this:ident always) => { Some(&$this.session_thread_id) };
    (@thread $this:ident maybe) => { $this.session_thread_id.as_ref() };
}
use body;
