//! Webhooks: what the API tells us of its own accord. They say that something changed, not what it is now.

use super::Timestamp;
use super::tolerant::{Maybe, object, open_enum};
use crate::ids::{ThreadId, VaultId, WebhookEndpointId, WebhookEventId};

object! {
    /// A delivery. It can come twice, with the same id, and in any order.
    #[derive(Debug, Clone, PartialEq)]
    pub struct WebhookEvent {
        /// Its id.
        pub id: WebhookEventId,
        /// `event`.
        pub kind: String = "type",
        /// When it happened.
        pub created_at: Timestamp,
        /// What happened to what.
        pub data: WebhookData,
    }
}

object! {
    /// What happened to what.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct WebhookData {
        /// What happened.
        pub kind: WebhookKind = "type",
        /// The id of the object; the word before the dot in `kind` says what object.
        pub id: String,
        /// In which organization.
        pub organization_id: Maybe<String>,
        /// In which workspace.
        pub workspace_id: Maybe<String>,
        /// On which thread.
        pub session_thread_id: Maybe<ThreadId>,
        /// In which vault.
        pub vault_id: Maybe<VaultId>,
    }
}

open_enum! {
    /// What happened. Some words are nearly those of stream events, and not quite.
    pub enum WebhookKind {
        SessionCreated = "session.created",
        SessionPending = "session.pending",
        SessionRunning = "session.running",
        SessionIdled = "session.idled",
        SessionRequiresAction = "session.requires_action",
        SessionArchived = "session.archived",
        SessionDeleted = "session.deleted",
        SessionUpdated = "session.updated",
        SessionBudgetReached = "session.budget_reached",
        SessionStatusRunStarted = "session.status_run_started",
        SessionStatusIdled = "session.status_idled",
        SessionStatusRescheduled = "session.status_rescheduled",
        SessionStatusTerminated = "session.status_terminated",
        SessionThreadCreated = "session.thread_created",
        SessionThreadIdled = "session.thread_idled",
        SessionThreadTerminated = "session.thread_terminated",
        SessionOutcomeEvaluationEnded = "session.outcome_evaluation_ended",
        VaultCreated = "vault.created",
        VaultArchived = "vault.archived",
        VaultDeleted = "vault.deleted",
        VaultCredentialCreated = "vault_credential.created",
        VaultCredentialArchived = "vault_credential.archived",
        VaultCredentialDeleted = "vault_credential.deleted",
        VaultCredentialRefreshFailed = "vault_credential.refresh_failed",
        AgentCreated = "agent.created",
        AgentUpdated = "agent.updated",
        AgentArchived = "agent.archived",
        AgentDeleted = "agent.deleted",
        DeploymentCreated = "deployment.created",
        DeploymentUpdated = "deployment.updated",
        DeploymentPaused = "deployment.paused",
        DeploymentUnpaused = "deployment.unpaused",
        DeploymentArchived = "deployment.archived",
        DeploymentDeleted = "deployment.deleted",
        DeploymentRunStarted = "deployment_run.started",
        DeploymentRunSucceeded = "deployment_run.succeeded",
        DeploymentRunFailed = "deployment_run.failed",
        EnvironmentCreated = "environment.created",
        EnvironmentUpdated = "environment.updated",
        EnvironmentArchived = "environment.archived",
        EnvironmentDeleted = "environment.deleted",
        MemoryStoreCreated = "memory_store.created",
        MemoryStoreArchived = "memory_store.archived",
        MemoryStoreDeleted = "memory_store.deleted",
        ExternalKeyFailed = "external_key.failed",
        ExternalKeyRecovered = "external_key.recovered",
        UserProfileProgramStatusUpdated = "user_profile.program_status_updated",
        UserProfileEnforcementActionOpened = "user_profile.enforcement_action_opened",
        UserProfileEnforcementActionResolved = "user_profile.enforcement_action_resolved",
    }
}

object! {
    /// Where an organization has its own webhooks sent.
    #[derive(Debug, Clone, PartialEq)]
    pub struct WebhookEndpoint {
        /// Its id.
        pub id: WebhookEndpointId,
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: String,
        /// Where.
        pub url: String,
        /// What is sent.
        pub enabled_events: Vec<WebhookKind>,
        /// `enabled`, or why not.
        pub state: String,
        /// Why it was switched off; empty when it was not.
        pub disabled_reason: String,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
    }
}
