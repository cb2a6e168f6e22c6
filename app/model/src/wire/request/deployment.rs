//! Making and changing deployments; making dreams.

use serde::{Deserialize, Serialize};

use super::{AgentParam, MetadataPatch, ResourceParam, SendEvent};
use crate::ids::{AgentId, EnvironmentId, ModelId, VaultId};
use crate::wire::Metadata;
use crate::wire::agent::ModelConfig;
use crate::wire::deployment::Schedule;
use crate::wire::dream::{DreamSource, OutputBehavior};
use crate::wire::tolerant::{Maybe, WordOr};
use crate::wire::usage::Budget;

/// A deployment to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// What is mounted in the sandbox of each session.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub resources: Maybe<Vec<ResourceParam>>,
    /// Whose credentials each session may use; at most 50.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub vault_ids: Maybe<Vec<VaultId>>,
    /// When it starts sessions by itself.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub schedule: Maybe<Schedule>,
    /// What each session may spend.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub budget: Maybe<Budget>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
}

/// Changes to a deployment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DeploymentUpdate {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub name: Maybe<String>,
    /// Which agent.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub agent: Maybe<WordOr<AgentId, AgentParam>>,
    /// Where it works.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub environment_id: Maybe<EnvironmentId>,
    /// What each session begins with.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub initial_events: Maybe<Vec<SendEvent>>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// What is mounted in the sandbox of each session.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub resources: Maybe<Vec<ResourceParam>>,
    /// Whose credentials each session may use.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub vault_ids: Maybe<Vec<VaultId>>,
    /// When it starts sessions by itself.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub schedule: Maybe<Schedule>,
    /// What each session may spend.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub budget: Maybe<Budget>,
    /// Changes to the notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<MetadataPatch>,
}

/// A dream to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DreamCreate {
    /// One memory store, and some sessions.
    pub inputs: Vec<DreamSource>,
    /// The model it runs on.
    pub model: WordOr<ModelId, ModelConfig>,
    /// What it is told; up to 4,096 characters.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub instructions: Maybe<String>,
    /// Where its results go.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub output_behavior: Maybe<OutputBehavior>,
}
