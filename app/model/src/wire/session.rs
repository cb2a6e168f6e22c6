//! Sessions.

use super::agent::Participant;
use super::resource::Resource;
use super::tolerant::{Maybe, object, open_enum};
use super::usage::{Budget, Usage};
use super::{Metadata, Timestamp};
use crate::ids::{DeploymentId, EnvironmentId, OutcomeId, SessionId, VaultId};

object! {
    /// A run of an agent.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Session {
        /// Its id.
        pub id: SessionId,
        /// `session`.
        pub kind: String = "type",
        /// What it is doing. It lags behind the stream.
        pub status: SessionStatus,
        /// What it is called.
        pub title: Maybe<String>,
        /// The agent as it runs here; `id` and `version` name the one it came from.
        pub agent: Participant,
        /// Where it runs.
        pub environment_id: EnvironmentId,
        /// What started it, if a deployment did.
        pub deployment_id: Maybe<DeploymentId>,
        /// What is mounted in its sandbox.
        pub resources: Vec<Resource>,
        /// Whose credentials it may use.
        pub vault_ids: Vec<VaultId>,
        /// Its owner's notes.
        pub metadata: Metadata,
        /// What it may spend.
        pub budget: Maybe<Budget>,
        /// The outcomes asked for, and how they stand.
        pub outcome_evaluations: Maybe<Vec<OutcomeEvaluation>>,
        /// How long it worked; threads are added up.
        pub stats: Stats,
        /// What it used.
        pub usage: Usage,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

open_enum! {
    /// What a session is doing.
    pub enum SessionStatus {
        /// Waiting, with or without a question. Finished work is idle, too.
        Idle = "idle",
        Running = "running",
        /// A fault passed; a retry is planned.
        Rescheduling = "rescheduling",
        /// Over for good.
        Terminated = "terminated",
    }
}

object! {
    /// How long something worked.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Stats {
        /// Seconds at work.
        pub active_seconds: Maybe<f64>,
        /// Seconds since the start.
        pub duration_seconds: Maybe<f64>,
        /// Seconds until the start; only of threads.
        pub startup_seconds: Maybe<f64>,
    }
}

object! {
    /// How an outcome stands.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OutcomeEvaluation {
        /// `outcome_evaluation`.
        pub kind: String = "type",
        /// Which outcome.
        pub outcome_id: OutcomeId,
        /// What was asked for.
        pub description: String,
        /// Which round, from 0.
        pub iteration: u64,
        /// How it stands.
        pub result: OutcomeResult,
        /// Why.
        pub explanation: Maybe<String>,
        /// When it was settled.
        pub completed_at: Maybe<Timestamp>,
    }
}

open_enum! {
    /// How an outcome stands.
    pub enum OutcomeResult {
        Pending = "pending",
        Running = "running",
        Evaluating = "evaluating",
        /// Another round follows.
        NeedsRevision = "needs_revision",
        Satisfied = "satisfied",
        /// One last turn follows.
        MaxIterationsReached = "max_iterations_reached",
        Failed = "failed",
        Interrupted = "interrupted",
    }
}
