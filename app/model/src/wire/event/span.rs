//! Model requests and outcomes.

use super::body;
use crate::ids::{EventId, OutcomeId};
use crate::wire::Timestamp;
use crate::wire::content::FileSource;
use crate::wire::session::OutcomeResult;
use crate::wire::tolerant::{Maybe, object, tagged};
use crate::wire::usage::ModelUsage;

body! { ModelRequestEnd; DefineOutcome; OutcomeEvaluating; OutcomeEvaluated; }

object! {
    /// A model request ended, well or not.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ModelRequestEnd {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// The event that began it.
        pub model_request_start_id: EventId,
        /// Whether it failed.
        pub is_error: Maybe<bool>,
        /// What it used.
        pub model_usage: ModelUsage,
    }
}

object! {
    /// A person asked for an outcome.
    #[derive(Debug, Clone, PartialEq)]
    pub struct DefineOutcome {
        /// Its id.
        pub id: EventId,
        /// When it took effect.
        pub processed_at: Maybe<Timestamp>,
        /// The outcome's id.
        pub outcome_id: OutcomeId,
        /// What is wanted.
        pub description: String,
        /// How it is judged.
        pub rubric: Rubric,
        /// How many rounds at most.
        pub max_iterations: Maybe<u64>,
    }
}

tagged! {
    /// How an outcome is judged.
    pub enum Rubric {
        Text(RubricText) = "text",
        File(FileSource) = "file",
    }
}

object! {
    /// How an outcome is judged, in words.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RubricText {
        /// The words.
        pub content: String,
    }
}

object! {
    /// The grader began, or is still at it.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OutcomeEvaluating {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which outcome.
        pub outcome_id: OutcomeId,
        /// Which round, from 0.
        pub iteration: u64,
    }
}

object! {
    /// The grader has judged.
    #[derive(Debug, Clone, PartialEq)]
    pub struct OutcomeEvaluated {
        /// Its id.
        pub id: EventId,
        /// When it happened.
        pub processed_at: Maybe<Timestamp>,
        /// Which outcome.
        pub outcome_id: OutcomeId,
        /// Which round, from 0.
        pub iteration: u64,
        /// The event that began it; empty when it was interrupted before.
        pub outcome_evaluation_start_id: EventId,
        /// The verdict.
        pub result: OutcomeResult,
        /// Why.
        pub explanation: String,
        /// What the grader used.
        pub usage: ModelUsage,
    }
}
