//! Making and changing agents.

use serde::{Deserialize, Serialize};

use super::MetadataPatch;
use crate::ids::ModelId;
use crate::wire::Metadata;
use crate::wire::agent::{ExecutionIdentity, McpServer, ModelConfig, Multiagent, SkillRef};
use crate::wire::tolerant::{Maybe, WordOr};
use crate::wire::tool::Tool;

/// An agent to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgentCreate {
    /// 1–256 characters.
    pub name: String,
    /// The model it runs on.
    pub model: WordOr<ModelId, ModelConfig>,
    /// What it is for; up to 2,048 characters.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// Its system prompt; up to 100,000 characters.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub system: Maybe<String>,
    /// What it may use; at most 256 tools.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub tools: Maybe<Vec<Tool>>,
    /// At most 20, each named by a toolset.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_servers: Maybe<Vec<McpServer>>,
    /// At most 20; they need the tool `read`.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub skills: Maybe<Vec<SkillRef>>,
    /// Whom it may call on.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub multiagent: Maybe<Multiagent>,
    /// As whom it acts.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub execution_identity: Maybe<ExecutionIdentity>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
}

/// Changes to an agent; they make a new version.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AgentUpdate {
    /// The version that was read: if it is no longer the newest, nothing is changed (409).
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub version: Maybe<u64>,
    /// Cannot be cleared.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub name: Maybe<String>,
    /// Replaced as a whole, but for `effort`, which is kept when left out.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub model: Maybe<WordOr<ModelId, ModelConfig>>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// Its system prompt.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub system: Maybe<String>,
    /// All of what it may use.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub tools: Maybe<Vec<Tool>>,
    /// All of its MCP servers.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_servers: Maybe<Vec<McpServer>>,
    /// All of its skills.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub skills: Maybe<Vec<SkillRef>>,
    /// Whom it may call on; merged level by level.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub multiagent: Maybe<Multiagent>,
    /// As whom it acts.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub execution_identity: Maybe<ExecutionIdentity>,
    /// Changes to the notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<MetadataPatch>,
}
