//! The words of agents.

use model::wire::tool::PermissionPolicy;

/// The list.
pub const TITLE: &str = "Agents";
/// One agent, until its name is known.
pub const AGENT: &str = "Agent";
/// Opens the form.
pub const NEW: &str = "New agent";
/// The list is empty.
pub const EMPTY: &str = "No agent has been made yet.";
/// Leads to the sessions of an agent.
pub const SESSIONS: &str = "Sessions of this agent";
/// Opens the form for a session with this agent.
pub const NEW_SESSION: &str = "New session";
/// The label of the choice of version.
pub const VERSION: &str = "Version";

/// The columns.
pub mod column {
    /// What it is called.
    pub const NAME: &str = "Name";
    /// What it runs on.
    pub const MODEL: &str = "Model";
    /// What it is for.
    pub const DESCRIPTION: &str = "Description";
    /// Its newest version.
    pub const VERSION: &str = "Version";
    /// When it was changed.
    pub const UPDATED: &str = "Updated";
}

/// The sections of an agent's page.
pub mod section {
    /// Facts.
    pub const ABOUT: &str = "About";
    /// The system prompt.
    pub const SYSTEM: &str = "System prompt";
    /// Tools.
    pub const TOOLS: &str = "Tools";
    /// MCP servers.
    pub const MCP_SERVERS: &str = "MCP servers";
    /// Skills.
    pub const SKILLS: &str = "Skills";
    /// Whom it may call on.
    pub const TEAM: &str = "Other agents";
    /// Notes.
    pub const METADATA: &str = "Metadata";
    /// Everything.
    pub const RAW: &str = "As sent";
}

/// No system prompt.
pub const NO_SYSTEM: &str = "No system prompt.";
/// No tools.
pub const NO_TOOLS: &str = "No tools.";
/// The tools of the sandbox.
pub const TOOLSET: &str = "Built-in tools";
/// What holds for all other tools of a set.
pub const ALL_OTHERS: &str = "all others";
/// What holds for every tool of a set.
pub const ALL: &str = "all tools";
/// A tool that is off.
pub const OFF: &str = "off";
/// A tool that the client carries out.
pub const CUSTOM: &str = "answered by a program";
/// An agent that may call on itself.
pub const ITSELF: &str = "itself";
/// Inline agents: those that an agent defines while it works.
pub const INLINE: &str = "Agents that it defines itself";

/// The effort of a model.
pub fn effort(level: &str) -> String {
    format!("effort {level}")
}

/// The tools of an MCP server.
pub fn mcp_tools(server: &str) -> String {
    format!("Tools of {server}")
}

/// A model that gives advice.
pub fn advisor(model: &str) -> String {
    format!("{model}, for advice")
}

/// Agents for one kind of work.
pub fn pool(kind: Pool) -> &'static str {
    match kind {
        Pool::Subagents => "In threads of their own",
        Pool::Workflows => "In workflow runs",
    }
}

/// What agents are called on for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pool {
    /// Threads.
    Subagents,
    /// Workflow runs.
    Workflows,
}

/// Who allows a call; a policy that is not known is the API's own word.
pub fn policy(policy: &PermissionPolicy) -> String {
    match policy {
        PermissionPolicy::AlwaysAllow => "always allowed".to_owned(),
        PermissionPolicy::AlwaysAsk => "asks first".to_owned(),
        PermissionPolicy::Auto => "judged by the platform".to_owned(),
        PermissionPolicy::Unknown(unknown) => unknown.kind().to_owned(),
    }
}

/// A version.
pub fn version(version: u64) -> String {
    format!("version {version}")
}
