//! What happens to a session and its threads.

use serde::{Deserialize, Serialize};

use super::body;
use crate::ids::{CredentialId, EventId, ThreadId, VaultId, WorkflowRunId};
use crate::wire::agent::Participant;
use crate::wire::tolerant::{Maybe, open_enum, tagged};
use crate::wire::usage::{Budget, Usage};
use crate::wire::{Metadata, Timestamp};

body! {
    Interrupt, maybe; Idle; Updated; SessionUsage; SessionError;
    ThreadCreated, always; ThreadChanged, always; ThreadIdle, always;
}

/// A person stopped the work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interrupt {
    /// Its id.
    pub id: EventId,
    /// When it took effect; none while it is queued.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// The thread to stop; none means all.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub session_thread_id: Maybe<ThreadId>,
}

/// The session works no more, for now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Idle {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// Why.
    pub stop_reason: StopReason,
    /// More about why.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub stop_details: Maybe<StopDetails>,
}

/// Settings of the session changed; only what changed is there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Updated {
    /// Its id.
    pub id: EventId,
    /// When it took effect.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// The new title.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub title: Maybe<String>,
    /// All of the metadata.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
    /// All of the agent.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub agent: Maybe<Participant>,
    /// The new budget; `null` when it was removed.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub budget: Maybe<Budget>,
}

/// What the session used so far; sent before every idle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionUsage {
    /// Its id.
    pub id: EventId,
    /// When it was counted.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// The count.
    pub usage: Usage,
    /// What may be spent.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub budget: Maybe<Budget>,
}

/// Something went wrong; not by itself the end of anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SessionError {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// What went wrong.
    pub error: Fault,
}

/// What went wrong, and what follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// The kind of fault.
    #[serde(rename = "type")]
    pub kind: FaultKind,
    /// For people.
    pub message: String,
    /// What follows.
    pub retry_status: RetryStatus,
    /// The MCP server that it is about.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_server_name: Maybe<String>,
    /// The credential that it is about.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub credential_id: Maybe<CredentialId>,
    /// The vault of that credential.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub vault_id: Maybe<VaultId>,
    /// The repository that it is about.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub repository_url: Maybe<String>,
}

open_enum! {
    /// The kinds of faults.
    pub enum FaultKind {
        Unclassified = "unknown_error",
        ModelOverloaded = "model_overloaded_error",
        ModelRateLimited = "model_rate_limited_error",
        ModelRequestFailed = "model_request_failed_error",
        McpConnectionFailed = "mcp_connection_failed_error",
        McpAuthenticationFailed = "mcp_authentication_failed_error",
        Billing = "billing_error",
        CredentialHostUnreachable = "credential_host_unreachable_error",
        ToolUseLimitReached = "tool_use_limit_reached_error",
        CompactionLimitReached = "compaction_limit_reached_error",
        RepositoryAuthentication = "repository_authentication_error",
        RepositoryForbidden = "repository_forbidden_error",
        RepositoryNotFound = "repository_not_found_error",
        RepositoryCheckout = "repository_checkout_error",
        RepositoryClone = "repository_clone_error",
    }
}

tagged! {
    /// What follows a fault.
    pub enum RetryStatus {
        /// The server goes on by itself.
        Retrying = "retrying",
        /// The turn is over and queued inputs are thrown away.
        Exhausted = "exhausted",
        /// The session will end.
        Terminal = "terminal",
    }
}

/// A child thread exists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadCreated {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// The child.
    pub session_thread_id: ThreadId,
    /// What its agent is called.
    pub agent_name: String,
    /// The workflow run that it belongs to.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub workflow_run_id: Maybe<WorkflowRunId>,
}

/// A thread runs, is rescheduled, or ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadChanged {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// Which thread.
    pub session_thread_id: ThreadId,
    /// What its agent is called.
    pub agent_name: String,
}

/// A thread works no more, for now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadIdle {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// Which thread.
    pub session_thread_id: ThreadId,
    /// What its agent is called.
    pub agent_name: String,
    /// Why.
    pub stop_reason: StopReason,
    /// More about why.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub stop_details: Maybe<StopDetails>,
}

tagged! {
    /// Why work stopped.
    pub enum StopReason {
        /// The turn is finished, or was interrupted.
        EndTurn = "end_turn",
        /// Calls wait for an answer, without a time limit.
        RequiresAction(RequiresAction) = "requires_action",
        RetriesExhausted = "retries_exhausted",
        BudgetReached = "budget_reached",
        /// The model refused.
        Refusal = "refusal",
    }
}

/// What waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiresAction {
    /// The calls that wait.
    pub event_ids: Vec<EventId>,
}

tagged! {
    /// More about why work stopped.
    pub enum StopDetails {
        Refusal(Refusal) = "refusal",
    }
}

/// Why the model refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// On what ground.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub category: Maybe<RefusalCategory>,
    /// For people.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub explanation: Maybe<String>,
}

open_enum! {
    /// On what ground a model refused.
    pub enum RefusalCategory {
        Cyber = "cyber",
        Bio = "bio",
        FrontierLlm = "frontier_llm",
        ReasoningExtraction = "reasoning_extraction",
        GeneralHarms = "general_harms",
    }
}
