//! How far threads, runs and the session are.

/// What a child thread is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreadState {
    /// It was made.
    Created,
    /// It works.
    Running,
    /// A fault passed; a retry is planned.
    Retrying,
    /// It stopped; the reason is as for sessions.
    Idle(StopReason),
    /// It is over; it had failed when the flag is set.
    Ended {
        /// Its retries were exhausted.
        failed: bool,
    },
}

/// Why work stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StopReason {
    /// The turn is finished.
    EndTurn,
    /// Calls wait for an answer.
    RequiresAction,
    /// Errors ate the retries.
    RetriesExhausted,
    /// The cost reached the cap.
    BudgetReached,
    /// The model refused.
    Refusal {
        /// On what ground.
        category: Option<String>,
        /// Why.
        explanation: Option<String>,
    },
    /// A reason that is not known, by the API's word.
    Other(String),
}

/// What a workflow run is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunState {
    /// It was planned.
    Created,
    /// It works.
    Running,
    /// It pauses.
    Paused,
    /// It is done.
    Completed,
    /// It was stopped.
    Stopped,
    /// It failed.
    Failed,
    /// It ended in a way that is not known, by the API's word.
    Other(String),
}

/// A phase of a workflow run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// What it is called.
    pub name: String,
    /// How far it is.
    pub state: PhaseState,
}

/// How far a phase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseState {
    /// It has not begun.
    Ahead,
    /// It is being worked on.
    Running,
    /// It ended.
    Done,
}

/// What follows a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Follows {
    /// The server goes on by itself.
    Retry,
    /// The turn is over, and what was queued is thrown away.
    TurnOver,
    /// The session will end.
    SessionOver,
    /// Something that is not known, by the API's word.
    Other(String),
}
