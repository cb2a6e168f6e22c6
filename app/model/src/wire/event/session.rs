//! What happens to a session and its threads.

use super::body;
use crate::ids::{CredentialId, EventId, ThreadId, VaultId, WorkflowRunId};
use crate::wire::agent::Participant;
use crate::wire::tolerant::{Maybe, object, open_enum, tagged};
use crate::wire::usage::{Budget, Usage};
use crate::wire::{Metadata, Timestamp};

body! {
    Interrupt, maybe; Idle; Updated; SessionUsage; SessionError;
    ThreadCreated, always; ThreadChanged, always; ThreadIdle, always;
}

object! {
    /// A person stopped the work.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Interrupt {
        /// Its id.
        pub id: EventId,
        /// When it took effect; none while it is queued.
        pub processed_at: Maybe<Timestamp>,
        /// The thread to stop; none means all.
        pub session_thread_id: Maybe<ThreadId>,
    }
}

object! {
    /// The session works no more, for now.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Idle {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Why.
        pub stop_reason: StopReason,
        /// More about why.
        pub stop_details: Maybe<StopDetails>,
    }
}

object! {
    /// Settings of the session changed; only what changed is there.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Updated {
        /// Its id.
        pub id: EventId,
        /// When it took effect.
        pub processed_at: Maybe<Timestamp>,
        /// The new title.
        pub title: Maybe<String>,
        /// All of the metadata.
        pub metadata: Maybe<Metadata>,
        /// All of the agent.
        pub agent: Maybe<Participant>,
        /// The new budget; `null` when it was removed.
        pub budget: Maybe<Budget>,
    }
}

object! {
    /// What the session used so far; sent before every idle.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SessionUsage {
        /// Its id.
        pub id: EventId,
        /// When it was counted.
        pub processed_at: Maybe<Timestamp>,
        /// The count.
        pub usage: Usage,
        /// What may be spent.
        pub budget: Maybe<Budget>,
    }
}

object! {
    /// Something went wrong; not by itself the end of anything.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SessionError {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// What went wrong.
        pub error: Fault,
    }
}

object! {
    /// What went wrong, and what follows.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Fault {
        /// The kind of fault.
        pub kind: FaultKind = "type",
        /// For people.
        pub message: String,
        /// What follows.
        pub retry_status: RetryStatus,
        /// The MCP server that it is about.
        pub mcp_server_name: Maybe<String>,
        /// The credential that it is about.
        pub credential_id: Maybe<CredentialId>,
        /// The vault of that credential.
        pub vault_id: Maybe<VaultId>,
        /// The repository that it is about.
        pub repository_url: Maybe<String>,
    }
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

object! {
    /// A child thread exists.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ThreadCreated {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// The child.
        pub session_thread_id: ThreadId,
        /// What its agent is called.
        pub agent_name: String,
        /// The workflow run that it belongs to.
        pub workflow_run_id: Maybe<WorkflowRunId>,
    }
}

object! {
    /// A thread runs, is rescheduled, or ended.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ThreadChanged {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which thread.
        pub session_thread_id: ThreadId,
        /// What its agent is called.
        pub agent_name: String,
    }
}

object! {
    /// A thread works no more, for now.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ThreadIdle {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which thread.
        pub session_thread_id: ThreadId,
        /// What its agent is called.
        pub agent_name: String,
        /// Why.
        pub stop_reason: StopReason,
        /// More about why.
        pub stop_details: Maybe<StopDetails>,
    }
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

object! {
    /// What waits for an answer.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RequiresAction {
        /// The calls that wait.
        pub event_ids: Vec<EventId>,
    }
}

tagged! {
    /// More about why work stopped.
    pub enum StopDetails {
        Refusal(Refusal) = "refusal",
    }
}

object! {
    /// Why the model refused.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Refusal {
        /// On what ground.
        pub category: Maybe<RefusalCategory>,
        /// For people.
        pub explanation: Maybe<String>,
    }
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
