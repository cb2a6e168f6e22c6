//! Facts of a session.

/// Who works.
pub const AGENT: &str = "Agent";
/// On which model.
pub const MODEL: &str = "Model";
/// Where.
pub const ENVIRONMENT: &str = "Environment";
/// Since when.
pub const STARTED: &str = "Started";
/// How long it worked.
pub const ACTIVE: &str = "Active";
/// What it used.
pub const TOKENS: &str = "Tokens";
/// At list price.
pub const COST: &str = "Cost";
/// Its id.
pub const ID: &str = "Session";
/// Child threads.
pub const THREADS: &str = "Threads";
/// Reads a child thread's own log.
pub const FOLLOW: &str = "Follow";
/// The primary thread.
pub const MAIN: &str = "main";
/// Tools that were called.
pub const TOOLS: &str = "Tools";
/// Columns.
pub const TOOL: &str = "Tool";
/// Columns.
pub const CALLS: &str = "Calls";
/// Columns.
pub const FAILED: &str = "Failed";
/// Columns.
pub const MEDIAN: &str = "Median";
