//! Who works in a session: snapshots of agents, and whom they may call on.

use super::{ExecutionIdentity, McpServer, ModelConfig, SkillRef};
use crate::ids::{AgentId, ModelId};
use crate::wire::tolerant::{Maybe, WordOr, object, tagged};
use crate::wire::tool::Tool;

tagged! {
    /// Who can take part in the work of a session.
    ///
    /// Agent objects name agents by id and version only; sessions and threads hold the whole definition.
    pub enum Participant {
        Agent(Box<Definition>) = "agent",
        /// Made up on the spot, so without an id.
        Inline(Box<Definition>) = "inline",
        /// A model that gives advice.
        Advisor(Advisor) = "advisor",
        /// The agent itself, once more.
        Itself = "self",
    }
}

impl Participant {
    /// What is known of it, unless it is an advisor.
    pub fn definition(&self) -> Option<&Definition> {
        match self {
            Self::Agent(definition) | Self::Inline(definition) => Some(definition),
            Self::Advisor(_) | Self::Itself | Self::Unknown(_) => None,
        }
    }

    /// What it is called.
    pub fn name(&self) -> Option<&str> {
        self.definition()?.name.as_str()
    }

    /// The model it runs on.
    pub fn model(&self) -> Option<&ModelId> {
        match self {
            Self::Advisor(advisor) => Some(&advisor.model),
            other => other.definition()?.model.as_ref().map(|model| &model.id),
        }
    }
}

object! {
    /// An agent as it was when a session or a thread began.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Definition {
        /// Which agent; none when it was made up on the spot.
        pub id: Maybe<AgentId>,
        /// Which version of it.
        pub version: Maybe<u64>,
        /// What it is called.
        pub name: Maybe<String>,
        /// What it is for.
        pub description: Maybe<String>,
        /// The model it runs on.
        pub model: Maybe<ModelConfig>,
        /// Its system prompt.
        pub system: Maybe<String>,
        /// What it may use.
        pub tools: Maybe<Vec<Tool>>,
        /// MCP servers that its tools name.
        pub mcp_servers: Maybe<Vec<McpServer>>,
        /// What it knows how to do.
        pub skills: Maybe<Vec<SkillRef>>,
        /// As whom it acts.
        pub execution_identity: Maybe<ExecutionIdentity>,
        /// Whom it may call on; only in sessions.
        pub multiagent: Maybe<Multiagent>,
    }
}

object! {
    /// A model that gives advice.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Advisor {
        /// Which model.
        pub model: ModelId,
    }
}

tagged! {
    /// Whom an agent may call on.
    pub enum Multiagent {
        /// The older form.
        Coordinator(Coordinator) = "coordinator",
        V20261001(Team) = "multiagent_20261001",
    }
}

object! {
    /// Whom an agent may call on, in the older form.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Coordinator {
        /// 1–20 agents, and at most one advisor.
        pub agents: Vec<WordOr<AgentId, Participant>>,
    }
}

object! {
    /// Whom an agent may call on.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Team {
        /// For threads of their own.
        pub subagents: Maybe<Pool>,
        /// For workflow runs.
        pub workflows: Maybe<Pool>,
        /// For advice.
        pub advisor: Maybe<AdvisorSwitch>,
    }
}

tagged! {
    /// A set of agents to call on.
    pub enum Pool {
        Enabled(PoolMembers) = "enabled",
        Disabled = "disabled",
    }
}

object! {
    /// The members of a [`Pool`].
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct PoolMembers {
        /// Whether agents may be made up on the spot.
        pub inline_agents: Maybe<Switch>,
        /// Agents that exist.
        pub predefined_agents: Maybe<Vec<WordOr<AgentId, Participant>>>,
    }
}

tagged! {
    /// Whether there is an advisor.
    pub enum AdvisorSwitch {
        Enabled(Advisor) = "enabled",
        Disabled = "disabled",
    }
}

tagged! {
    /// On or off.
    pub enum Switch {
        Enabled = "enabled",
        Disabled = "disabled",
    }
}
