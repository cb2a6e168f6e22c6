//! Workflow runs.

use super::body;
use crate::ids::{EventId, PhaseId, WorkflowRunId};
use crate::wire::Timestamp;
use crate::wire::tolerant::{Maybe, object, open_enum, tagged};

body! { RunCreated; RunChanged; PhaseStarted; PhaseEnded; RunError; RunEnded; }

object! {
    /// A run was planned.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RunCreated {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// The run's id.
        pub workflow_run_id: WorkflowRunId,
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: Maybe<String>,
        /// Its phases; there may be none.
        pub phases: Vec<Phase>,
    }
}

object! {
    /// A phase of a run.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Phase {
        /// Its id.
        pub id: PhaseId,
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: Maybe<String>,
    }
}

object! {
    /// A run works, or pauses.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RunChanged {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which run.
        pub workflow_run_id: WorkflowRunId,
    }
}

object! {
    /// A phase began.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PhaseStarted {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which run.
        pub workflow_run_id: WorkflowRunId,
        /// Which phase.
        pub workflow_run_phase_id: PhaseId,
    }
}

object! {
    /// A phase ended.
    #[derive(Debug, Clone, PartialEq)]
    pub struct PhaseEnded {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which run.
        pub workflow_run_id: WorkflowRunId,
        /// Which phase.
        pub workflow_run_phase_id: PhaseId,
        /// The event that began it.
        pub phase_started_id: EventId,
    }
}

object! {
    /// Something went wrong in a run.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RunError {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which run; none when it could not be created.
        pub workflow_run_id: Maybe<WorkflowRunId>,
        /// What went wrong.
        pub error: RunFault,
    }
}

object! {
    /// A run is over: its last event.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RunEnded {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which run.
        pub workflow_run_id: WorkflowRunId,
        /// How it ended.
        pub result: RunResult,
    }
}

tagged! {
    /// How a run ended.
    pub enum RunResult {
        Completed = "completed",
        Stopped = "stopped",
        Error(RunFailed) = "error",
    }
}

object! {
    /// A run failed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RunFailed {
        /// What went wrong.
        pub error: RunFault,
    }
}

object! {
    /// What went wrong in a run.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RunFault {
        /// The kind of fault.
        pub kind: RunFaultKind = "type",
        /// For people.
        pub message: String,
    }
}

open_enum! {
    /// The kinds of faults of a run.
    pub enum RunFaultKind {
        Timeout = "timeout_error",
        Program = "program_error",
        Unclassified = "unknown_error",
        ThreadLimit = "thread_limit_error",
        MaxWorkflowRuns = "max_workflow_runs_error",
    }
}
