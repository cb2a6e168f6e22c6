//! Making and changing agents.

use super::MetadataPatch;
use crate::ids::ModelId;
use crate::wire::Metadata;
use crate::wire::agent::{ExecutionIdentity, McpServer, ModelConfig, Multiagent, SkillRef};
use crate::wire::tolerant::{Maybe, WordOr, object};
use crate::wire::tool::Tool;

object! {
    /// An agent to make.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AgentCreate {
        /// 1–256 characters.
        pub name: String,
        /// The model it runs on.
        pub model: WordOr<ModelId, ModelConfig>,
        /// What it is for; up to 2,048 characters.
        pub description: Maybe<String>,
        /// Its system prompt; up to 100,000 characters.
        pub system: Maybe<String>,
        /// What it may use; at most 256 tools.
        pub tools: Maybe<Vec<Tool>>,
        /// At most 20, each named by a toolset.
        pub mcp_servers: Maybe<Vec<McpServer>>,
        /// At most 20; they need the tool `read`.
        pub skills: Maybe<Vec<SkillRef>>,
        /// Whom it may call on.
        pub multiagent: Maybe<Multiagent>,
        /// As whom it acts.
        pub execution_identity: Maybe<ExecutionIdentity>,
        /// Notes.
        pub metadata: Maybe<Metadata>,
    }
}

object! {
    /// Changes to an agent; they make a new version.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct AgentUpdate {
        /// The version that was read: if it is no longer the newest, nothing is changed (409).
        pub version: Maybe<u64>,
        /// Cannot be cleared.
        pub name: Maybe<String>,
        /// Replaced as a whole, but for `effort`, which is kept when left out.
        pub model: Maybe<WordOr<ModelId, ModelConfig>>,
        /// What it is for.
        pub description: Maybe<String>,
        /// Its system prompt.
        pub system: Maybe<String>,
        /// All of what it may use.
        pub tools: Maybe<Vec<Tool>>,
        /// All of its MCP servers.
        pub mcp_servers: Maybe<Vec<McpServer>>,
        /// All of its skills.
        pub skills: Maybe<Vec<SkillRef>>,
        /// Whom it may call on; merged level by level.
        pub multiagent: Maybe<Multiagent>,
        /// As whom it acts.
        pub execution_identity: Maybe<ExecutionIdentity>,
        /// Changes to the notes.
        pub metadata: Maybe<MetadataPatch>,
    }
}
