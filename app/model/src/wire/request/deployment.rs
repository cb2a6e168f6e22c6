//! Making and changing deployments; making dreams.

use super::{AgentParam, MetadataPatch, ResourceParam, SendEvent};
use crate::ids::{AgentId, EnvironmentId, ModelId, VaultId};
use crate::wire::Metadata;
use crate::wire::agent::ModelConfig;
use crate::wire::deployment::Schedule;
use crate::wire::dream::{DreamSource, OutputBehavior};
use crate::wire::tolerant::{Maybe, WordOr, object};
use crate::wire::usage::Budget;

object! {
    /// A deployment to make.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DeploymentCreate {
        /// What it is called.
        pub name: String,
        /// Which agent; an id alone is pinned to its newest version.
        pub agent: WordOr<AgentId, AgentParam>,
        /// Where it works.
        pub environment_id: EnvironmentId,
        /// What each session begins with: 1–50 events.
        pub initial_events: Vec<SendEvent>,
        /// What it is for.
        pub description: Maybe<String>,
        /// What is mounted in the sandbox of each session.
        pub resources: Maybe<Vec<ResourceParam>>,
        /// Whose credentials each session may use; at most 50.
        pub vault_ids: Maybe<Vec<VaultId>>,
        /// When it starts sessions by itself.
        pub schedule: Maybe<Schedule>,
        /// What each session may spend.
        pub budget: Maybe<Budget>,
        /// Notes.
        pub metadata: Maybe<Metadata>,
    }
}

object! {
    /// Changes to a deployment.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct DeploymentUpdate {
        /// What it is called.
        pub name: Maybe<String>,
        /// Which agent.
        pub agent: Maybe<WordOr<AgentId, AgentParam>>,
        /// Where it works.
        pub environment_id: Maybe<EnvironmentId>,
        /// What each session begins with.
        pub initial_events: Maybe<Vec<SendEvent>>,
        /// What it is for.
        pub description: Maybe<String>,
        /// What is mounted in the sandbox of each session.
        pub resources: Maybe<Vec<ResourceParam>>,
        /// Whose credentials each session may use.
        pub vault_ids: Maybe<Vec<VaultId>>,
        /// When it starts sessions by itself.
        pub schedule: Maybe<Schedule>,
        /// What each session may spend.
        pub budget: Maybe<Budget>,
        /// Changes to the notes.
        pub metadata: Maybe<MetadataPatch>,
    }
}

object! {
    /// A dream to make.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DreamCreate {
        /// One memory store, and some sessions.
        pub inputs: Vec<DreamSource>,
        /// The model it runs on.
        pub model: WordOr<ModelId, ModelConfig>,
        /// What it is told; up to 4,096 characters.
        pub instructions: Maybe<String>,
        /// Where its results go.
        pub output_behavior: Maybe<OutputBehavior>,
    }
}
