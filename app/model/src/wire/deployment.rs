//! Deployments, which start sessions, and their runs.

use super::agent::AgentRef;
use super::request::{ResourceParam, SendEvent};
use super::tolerant::{Maybe, object, open_enum, tagged};
use super::usage::Budget;
use super::{Metadata, Timestamp};
use crate::ids::{DeploymentId, DeploymentRunId, EnvironmentId, SessionId, VaultId};

object! {
    /// Starts sessions, on a schedule or by hand.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Deployment {
        /// Its id.
        pub id: DeploymentId,
        /// `deployment`.
        pub kind: String = "type",
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: Maybe<String>,
        /// Which agent works.
        pub agent: AgentRef,
        /// Where it works.
        pub environment_id: EnvironmentId,
        /// What each session begins with.
        pub initial_events: Vec<SendEvent>,
        /// What is mounted in the sandbox of each session.
        pub resources: Vec<ResourceParam>,
        /// Whose credentials each session may use.
        pub vault_ids: Vec<VaultId>,
        /// When it starts sessions by itself.
        pub schedule: Maybe<Schedule>,
        /// Whether it does; also `active` once archived.
        pub status: DeploymentStatus,
        /// Why it does not.
        pub paused_reason: Maybe<PausedReason>,
        /// What each session may spend.
        pub budget: Maybe<Budget>,
        /// Its owner's notes.
        pub metadata: Metadata,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

open_enum! {
    /// Whether a deployment starts sessions by itself.
    pub enum DeploymentStatus {
        Active = "active",
        Paused = "paused",
    }
}

tagged! {
    /// When a deployment starts sessions by itself.
    pub enum Schedule {
        Cron(Box<Cron>) = "cron",
    }
}

object! {
    /// Times that come again.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Cron {
        /// Five fields.
        pub expression: String,
        /// IANA name.
        pub timezone: String,
        /// The last start.
        pub last_run_at: Maybe<Timestamp>,
        /// Up to five starts to come; each is a little later, by chance.
        pub upcoming_runs_at: Maybe<Vec<Timestamp>>,
    }
}

tagged! {
    /// Why a deployment is paused.
    pub enum PausedReason {
        Manual = "manual",
        Error(PausedByError) = "error",
    }
}

object! {
    /// A run failed for good.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PausedByError {
        /// What went wrong.
        pub error: PauseError,
    }
}

object! {
    /// What went wrong.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PauseError {
        /// The kind of fault.
        pub kind: RunErrorKind = "type",
    }
}

object! {
    /// A start of a session, or an attempt.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DeploymentRun {
        /// Its id.
        pub id: DeploymentRunId,
        /// `deployment_run`.
        pub kind: String = "type",
        /// Of which deployment.
        pub deployment_id: DeploymentId,
        /// Which agent works.
        pub agent: AgentRef,
        /// The session; none when it failed.
        pub session_id: Maybe<SessionId>,
        /// Why it failed.
        pub error: Maybe<DeploymentRunError>,
        /// What started it.
        pub trigger_context: Trigger,
        /// When it was made.
        pub created_at: Timestamp,
    }
}

object! {
    /// Why a run failed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DeploymentRunError {
        /// The kind of fault.
        pub kind: RunErrorKind = "type",
        /// For people.
        pub message: String,
    }
}

tagged! {
    /// What started a run.
    pub enum Trigger {
        Schedule(ScheduleTrigger) = "schedule",
        Manual = "manual",
    }
}

object! {
    /// The schedule started it.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ScheduleTrigger {
        /// For when.
        pub scheduled_at: Timestamp,
    }
}

open_enum! {
    /// The kinds of faults of a run.
    pub enum RunErrorKind {
        EnvironmentArchived = "environment_archived_error",
        EnvironmentNotFound = "environment_not_found_error",
        AgentArchived = "agent_archived_error",
        VaultNotFound = "vault_not_found_error",
        VaultArchived = "vault_archived_error",
        FileNotFound = "file_not_found_error",
        MemoryStoreArchived = "memory_store_archived_error",
        SkillNotFound = "skill_not_found_error",
        SessionResourceNotFound = "session_resource_not_found_error",
        WorkspaceArchived = "workspace_archived_error",
        OrganizationDisabled = "organization_disabled_error",
        SessionRateLimited = "session_rate_limited_error",
        SessionCreationRejected = "session_creation_rejected_error",
        SelfHostedResourcesUnsupported = "self_hosted_resources_unsupported_error",
        McpEgressBlocked = "mcp_egress_blocked_error",
        Unclassified = "unknown_error",
    }
}
