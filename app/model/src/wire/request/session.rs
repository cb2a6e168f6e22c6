//! Making and changing sessions.

use super::{MetadataPatch, SendEvent};
use crate::ids::{AgentId, EnvironmentId, FileId, MemoryStoreId, ModelId, VaultId};
use crate::wire::Metadata;
use crate::wire::agent::{McpServer, ModelConfig, SkillRef};
use crate::wire::resource::{Checkout, MemoryAccess};
use crate::wire::secret::Secret;
use crate::wire::tolerant::{Maybe, WordOr, object, tagged};
use crate::wire::tool::Tool;
use crate::wire::usage::Budget;

object! {
    /// A session to make.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SessionCreate {
        /// Which agent; an id alone means its newest version.
        pub agent: WordOr<AgentId, AgentParam>,
        /// Where it works.
        pub environment_id: EnvironmentId,
        /// What it is called.
        pub title: Maybe<String>,
        /// What it begins with: at most 50 messages, and at most one outcome.
        pub initial_events: Maybe<Vec<SendEvent>>,
        /// What is mounted in its sandbox.
        pub resources: Maybe<Vec<ResourceParam>>,
        /// Whose credentials it may use; the first that fits wins.
        pub vault_ids: Maybe<Vec<VaultId>>,
        /// What it may spend; cannot be added later.
        pub budget: Maybe<Budget>,
        /// Notes.
        pub metadata: Maybe<Metadata>,
    }
}

tagged! {
    /// Which agent.
    pub enum AgentParam {
        Agent(PinnedAgent) = "agent",
        AgentWithOverrides(Box<AgentOverrides>) = "agent_with_overrides",
    }
}

object! {
    /// An agent in one of its versions.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PinnedAgent {
        /// Which agent.
        pub id: AgentId,
        /// Which version; unset means the newest.
        pub version: Maybe<u64>,
    }
}

object! {
    /// An agent, changed for one session. What is absent is inherited, `null` clears it.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AgentOverrides {
        /// Which agent.
        pub id: AgentId,
        /// Which version; unset means the newest.
        pub version: Maybe<u64>,
        /// The model it runs on; cannot be cleared, and its effort is ignored.
        pub model: Maybe<WordOr<ModelId, ModelConfig>>,
        /// Its system prompt.
        pub system: Maybe<String>,
        /// All of what it may use.
        pub tools: Maybe<Vec<Tool>>,
        /// All of its MCP servers.
        pub mcp_servers: Maybe<Vec<McpServer>>,
        /// All of its skills.
        pub skills: Maybe<Vec<SkillRef>>,
    }
}

object! {
    /// Changes to a session; they hold from the next turn on.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct SessionUpdate {
        /// What it is called.
        pub title: Maybe<String>,
        /// Changes to the notes.
        pub metadata: Maybe<MetadataPatch>,
        /// Changes to the agent; only while idle.
        pub agent: Maybe<AgentPatch>,
        /// What it may spend: above what it spent. `null` removes the cap for good.
        pub budget: Maybe<Budget>,
    }
}

object! {
    /// Changes to the agent of a session.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct AgentPatch {
        /// All of what it may use.
        pub tools: Maybe<Vec<Tool>>,
        /// All of its MCP servers.
        pub mcp_servers: Maybe<Vec<McpServer>>,
    }
}

tagged! {
    /// Something to mount. Only files can be added once the session is made.
    pub enum ResourceParam {
        File(FileParam) = "file",
        GithubRepository(RepositoryParam) = "github_repository",
        MemoryStore(MemoryParam) = "memory_store",
    }
}

object! {
    /// A file to mount.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FileParam {
        /// Which file.
        pub file_id: FileId,
        /// Where, below the session's uploads.
        pub mount_path: Maybe<String>,
    }
}

object! {
    /// A repository to mount.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RepositoryParam {
        /// Where it comes from.
        pub url: String,
        /// What to sign in with; public ones need none.
        pub authorization_token: Maybe<Secret>,
        /// What of it to check out.
        pub checkout: Maybe<Checkout>,
        /// Where.
        pub mount_path: Maybe<String>,
    }
}

object! {
    /// A memory store to mount.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MemoryParam {
        /// Which store.
        pub memory_store_id: MemoryStoreId,
        /// What the agent may do with it.
        pub access: Maybe<MemoryAccess>,
        /// What the agent is told about it; up to 4,096 characters.
        pub instructions: Maybe<String>,
    }
}

object! {
    /// A new token for a repository that is mounted.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RotateToken {
        /// The token.
        pub authorization_token: Secret,
    }
}
