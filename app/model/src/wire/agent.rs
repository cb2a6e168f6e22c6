//! Agents and their versions.

mod team;

pub use team::{
    Advisor, AdvisorSwitch, Coordinator, Definition, Multiagent, Participant, Pool, PoolMembers, Switch, Team,
};

use super::tolerant::{Maybe, WordOr, object, open_enum, tagged};
use super::tool::Tool;
use super::usage::Speed;
use super::{Metadata, Timestamp};
use crate::ids::{AgentId, ModelId, SkillId};

object! {
    /// An agent, in one of its versions.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Agent {
        /// Its id, the same for all versions.
        pub id: AgentId,
        /// `agent`.
        pub kind: String = "type",
        /// From 1; every update that changes something adds 1.
        pub version: u64,
        /// 1–256 characters.
        pub name: String,
        /// What it is for.
        pub description: Maybe<String>,
        /// The model it runs on.
        pub model: ModelConfig,
        /// Its system prompt.
        pub system: Maybe<String>,
        /// What it may use.
        pub tools: Vec<Tool>,
        /// MCP servers that its tools name.
        pub mcp_servers: Vec<McpServer>,
        /// What it knows how to do.
        pub skills: Vec<SkillRef>,
        /// Whom it may call on.
        pub multiagent: Maybe<Multiagent>,
        /// As whom it acts.
        pub execution_identity: Maybe<ExecutionIdentity>,
        /// Its owner's notes.
        pub metadata: Metadata,
        /// When the first version was made.
        pub created_at: Timestamp,
        /// When this version was made.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

object! {
    /// A model and how it runs.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ModelConfig {
        /// Which model.
        pub id: ModelId,
        /// How hard it thinks. Answers use the long form.
        pub effort: Maybe<WordOr<EffortLevel, Effort>>,
        /// How fast it runs.
        pub speed: Maybe<Speed>,
        /// Where it runs; unset follows the workspace.
        pub inference_geo: Maybe<InferenceGeo>,
    }
}

impl ModelConfig {
    /// How hard it thinks, in whichever form it was said.
    pub fn effort_level(&self) -> Option<&EffortLevel> {
        match self.effort.as_ref()? {
            WordOr::Word(level) | WordOr::Object(Effort { level }) => Some(level),
        }
    }
}

object! {
    /// How hard a model thinks, in the long form.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Effort {
        /// The level.
        pub level: EffortLevel = "type",
    }
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

object! {
    /// A server of tools, by address.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct McpUrl {
        /// What toolsets call it; unique in an agent.
        pub name: String,
        /// Where it is.
        pub url: String,
    }
}

object! {
    /// A skill of an agent.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SkillRef {
        /// Whose skill.
        pub kind: SkillKind = "type",
        /// Which.
        pub skill_id: SkillId,
        /// Which version; unset in requests means the newest.
        pub version: Maybe<String>,
    }
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

object! {
    /// A role in AWS.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AwsRole {
        /// Its ARN.
        pub role_arn: String,
    }
}

object! {
    /// A reference to an agent.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct AgentRef {
        /// `agent`.
        pub kind: String = "type",
        /// Which.
        pub id: AgentId,
        /// Which version; unset in requests means the newest.
        pub version: Maybe<u64>,
    }
}
