//! What an agent does in a turn, as data: written by `stories`, carried out by the engine.
//!
//! A script says what happens and how long it takes; the engine gives it ids, times, usage and the
//! event order of `managed-agents-api.md` §4.12.

use serde_json::Value;

/// What one user message (or outcome, or answer) sets in motion on one thread.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Turn {
    /// Done one after another.
    pub(crate) acts: Vec<Act>,
    /// How it ends when all acts are done.
    pub(crate) end: End,
}

/// One thing that happens in a turn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Act {
    /// A model request with what it said and the calls it made.
    Request(Request),
    /// A model request fails; the session goes through `rescheduling`, `times` over, and then on.
    Fault(Fault),
    /// A child thread is made and told what to do; the parent goes on at once.
    Spawn(Child),
    /// Waits until every child that was spawned so far has reported back.
    Join,
    /// A workflow run with its phases, each with the threads that work in it.
    Workflow(Workflow),
    /// The context is summarised to fit.
    Compact,
    /// The grader looks at the outcome; `result` is `needs_revision`, `satisfied`, `failed` or `max_iterations_reached`.
    Evaluate {
        /// The word on the wire.
        result: String,
        /// What the grader says.
        explanation: String,
        /// How long it takes, in milliseconds.
        takes_ms: u64,
    },
    /// Nothing happens for a while, in milliseconds.
    Pause(u64),
}

/// A model request.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Request {
    /// Time before the first word, in milliseconds; above a second an `agent.thinking` shows.
    pub(crate) think_ms: u64,
    /// What the agent says, if anything; streamed at a human pace.
    pub(crate) says: Option<String>,
    /// The calls it makes, in parallel.
    pub(crate) calls: Vec<Call>,
    /// What it cost.
    pub(crate) tokens: Tokens,
}

/// Tokens of one model request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    /// Uncached input.
    pub(crate) input: u64,
    /// Output.
    pub(crate) output: u64,
    /// Written to the cache.
    pub(crate) cache_write: u64,
    /// Read from the cache.
    pub(crate) cache_read: u64,
}

/// A tool call with what will come of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Call {
    /// Whose tool it is.
    pub(crate) tool: Tool,
    /// The tool's name.
    pub(crate) name: String,
    /// Its input, an object.
    pub(crate) input: Value,
    /// Whether it may run.
    pub(crate) permission: Permission,
    /// How long it runs, in milliseconds.
    pub(crate) takes_ms: u64,
    /// The content blocks of its result.
    pub(crate) content: Vec<Value>,
    /// Whether the result is an error.
    pub(crate) is_error: bool,
}

/// Whose tool a call uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tool {
    /// Built in: `agent.tool_use`.
    BuiltIn,
    /// Of this MCP server: `agent.mcp_tool_use`.
    Mcp(String),
    /// Of the client, who has to answer: `agent.custom_tool_use`.
    Custom,
}

/// How a call's permission was evaluated (§4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permission {
    /// By `always_allow`.
    Allow,
    /// By `always_ask`: a person has to answer.
    Ask,
    /// By `auto`, which let it pass.
    AutoAllow,
    /// By `auto`, which asks.
    AutoAsk,
    /// By `auto`, which refuses.
    AutoDeny,
}

/// A fault of the model or a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// `session.error.error.type`.
    pub(crate) error: String,
    /// Its message.
    pub(crate) message: String,
    /// How often it is retried before it passes (or, when `exhausts`, before it gives up).
    pub(crate) times: u32,
    /// How long each retry waits, in milliseconds.
    pub(crate) wait_ms: u64,
    /// The retries are used up and the turn ends with `retries_exhausted`.
    pub(crate) exhausts: bool,
}

/// A child thread.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Child {
    /// Its agent's name.
    pub(crate) agent_name: String,
    /// Its model.
    pub(crate) model: String,
    /// What its parent tells it.
    pub(crate) task: String,
    /// What it does.
    pub(crate) turn: Turn,
    /// What it reports back.
    pub(crate) report: String,
}

/// A workflow run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Workflow {
    /// Its name.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) description: Option<String>,
    /// Its phases, one after another.
    pub(crate) phases: Vec<Phase>,
    /// Why it breaks, if it does.
    pub(crate) failure: Option<RunFailure>,
}

/// How a workflow run breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RunFailure {
    /// After how many phases.
    pub(crate) phases: usize,
    /// `error.type`.
    pub(crate) error: String,
    /// `error.message`.
    pub(crate) message: String,
}

/// A phase of a workflow run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Phase {
    /// Its name.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) description: Option<String>,
    /// The threads that work in it, side by side.
    pub(crate) threads: Vec<Child>,
}

/// How a turn ends.
#[expect(clippy::enum_variant_names, reason = "the word on the wire is end_turn")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum End {
    /// `end_turn`.
    EndTurn,
    /// `refusal`, with its category and explanation.
    Refusal {
        /// `stop_details.category`.
        category: Option<String>,
        /// `stop_details.explanation`.
        explanation: Option<String>,
    },
    /// The session ends for good.
    Terminated,
}
