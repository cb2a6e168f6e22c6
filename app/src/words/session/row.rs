//! What happened, for rows without an object.

/// A person stopped the work.
pub const INTERRUPTED: &str = "Interrupted";
/// A person is stopping the work.
pub const INTERRUPTING: &str = "Interrupting…";
/// The agent thought.
pub const THOUGHT: &str = "Thought";
/// The agent thinks.
pub const THINKING: &str = "Thinking…";
/// Instructions were added.
pub const SYSTEM: &str = "Instructions added";
/// An outcome was asked for.
pub const OUTCOME: &str = "Outcome asked for";
/// The grader looked.
pub const EVALUATED: &str = "Evaluated";
/// The grader looks.
pub const EVALUATING: &str = "Evaluating…";
/// To another thread.
pub const TOLD: &str = "Told";
/// From another thread.
pub const HEARD: &str = "Heard from";
/// A child thread.
pub const STARTED: &str = "Started";
/// A workflow run.
pub const RUN: &str = "Workflow";
/// The context was summarised.
pub const COMPACTED: &str = "Context summarised to fit";
/// Settings changed.
pub const UPDATED: &str = "Settings changed";
/// It is over.
pub const ENDED: &str = "The session ended";
/// It is gone.
pub const DELETED: &str = "The session was deleted";
/// The call is not here.
pub const RESULT: &str = "Result of a call that is not loaded";
/// Somebody, or the policy of the agent, did not let it run.
pub const DENIED: &str = "Denied";
