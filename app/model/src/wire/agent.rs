//! Agents and their versions.

mod team;

use serde::{Deserialize, Serialize};

pub use team::{
    Advisor, AdvisorSwitch, Coordinator, Definition, Multiagent, Participant, Pool, PoolMembers, Switch, Team,
};

use super::tolerant::{Maybe, WordOr, open_enum, tagged};
use super::tool::Tool;
use super::usage::Speed;
use super::{Metadata, Timestamp};
use crate::ids::{AgentId, ModelId, SkillId};

/// An agent, in one of its versions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agent {
    /// Its id, the same for all versions.
    pub id: AgentId,
    /// `agent`.
    #[serde(rename = "type")]
    pub kind: String,
    /// From 1; every update that changes something adds 1.
    pub version: u64,
    /// 1–256 characters.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// The model it runs on.
    pub model: ModelConfig,
    /// Its system prompt.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub system: Maybe<String>,
    /// What it may use.
    pub tools: Vec<Tool>,
    /// MCP servers that its tools name.
    pub mcp_servers: Vec<McpServer>,
    /// What it knows how to do.
    pub skills: Vec<SkillRef>,
    /// Whom it may call on.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub multiagent: Maybe<Multiagent>,
    /// As whom it acts.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub execution_identity: Maybe<ExecutionIdentity>,
    /// Its owner's notes.
    pub metadata: Metadata,
    /// When the first version was made.
    pub created_at: Timestamp,
    /// When this version was made.
    pub updated_at: Timestamp,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
}

/// A model and how it runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelConfig {
    /// Which model.
    pub id: ModelId,
    /// How hard it thinks. Answers use the long form.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub effort: Maybe<WordOr<EffortLevel, Effort>>,
    /// How fast it runs.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub speed: Maybe<Speed>,
    /// Where it runs; unset follows the workspace.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub inference_geo: Maybe<InferenceGeo>,
}

impl ModelConfig {
    /// How hard it thinks, in whichever form it was said.
    pub fn effort_level(&self) -> Option<&EffortLevel> {
        match self.effort.as_ref()? {
            WordOr::Word(level) | WordOr::Object(Effort { level }) => Some(level),
        }
    }
}

/// How hard a model thinks, in the long form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// The level.
    #[serde(rename = "type")]
    pub level: EffortLevel,
}

open_enum! {
    /// How hard a model thinks.
    pub enum EffortLevel {
        Low = "low",
        Medium = "medium",
        High = "high",
        XHigh = "xhigh",
        Max = "max",
    }
}

open_enum! {
    /// Where a model runs.
    pub enum InferenceGeo {
        /// At a higher price.
        Us = "us",
        Global = "global",
    }
}

tagged! {
    /// A server of tools.
    pub enum McpServer {
        Url(McpUrl) = "url",
    }
}

/// A server of tools, by address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct McpUrl {
    /// What toolsets call it; unique in an agent.
    pub name: String,
    /// Where it is.
    pub url: String,
}

/// A skill of an agent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SkillRef {
    /// Whose skill.
    #[serde(rename = "type")]
    pub kind: SkillKind,
    /// Which.
    pub skill_id: SkillId,
    /// Which version; unset in requests means the newest.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub version: Maybe<String>,
}

open_enum! {
    /// Whose skill it is.
    pub enum SkillKind {
        Anthropic = "anthropic",
        Custom = "custom",
    }
}

tagged! {
    /// As whom an agent acts.
    pub enum ExecutionIdentity {
        ServiceAccount = "service_account",
        AwsRole(AwsRole) = "aws_role",
    }
}

/// A role in AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwsRole {
    /// Its ARN.
    pub role_arn: String,
}

/// A reference to an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentRef {
    /// `agent`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Which.
    pub id: AgentId,
    /// Which version; unset in requests means the newest.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub version: Maybe<u64>,
}
