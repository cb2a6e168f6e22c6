//! Outcomes and their grader (§4.8).

use serde_json::{Value, json};

use super::beat::Beat;
use super::stage::Stage;
use crate::simulator::script::Tokens;
use crate::simulator::sessions::{PRIMARY, of_span};
use crate::simulator::time::{self, Micros};

/// An outcome that the client defined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    id: String,
    description: String,
    iteration: u32,
    result: String,
    explanation: Option<String>,
    completed: Option<Micros>,
    /// The id of the evaluation's start event while one is going on.
    span: Option<String>,
}

/// How often the grader shows that it is alive, in milliseconds.
const ONGOING: u64 = 5000;

impl Outcome {
    /// An outcome that nobody has worked on.
    pub(crate) fn new(id: String, description: String) -> Self {
        let result = "pending".to_owned();
        Self { id, description, iteration: 0, result, explanation: None, completed: None, span: None }
    }

    /// Whether it has no final verdict.
    pub(crate) fn is_open(&self) -> bool {
        self.completed.is_none()
    }

    /// An entry of `outcome_evaluations`.
    pub(crate) fn print(&self) -> Value {
        json!({
            "type": "outcome_evaluation",
            "outcome_id": self.id,
            "description": self.description,
            "iteration": self.iteration,
            "result": self.result,
            "explanation": self.explanation,
            "completed_at": self.completed.map(time::print),
        })
    }
}

impl Stage<'_> {
    /// Starts the grader, if there is something to grade.
    pub(crate) fn start_grading(&mut self, index: usize, result: String, explanation: String, takes_ms: u64) {
        if self.session.open_outcome().is_none() {
            return;
        }
        self.beat(index, 10, Beat::GradeStart);
        for _ in 1..takes_ms.div_ceil(ONGOING) {
            self.beat(index, ONGOING, Beat::GradeOngoing);
        }
        let rest = takes_ms.saturating_sub(ONGOING * (takes_ms.div_ceil(ONGOING).saturating_sub(1)));
        self.beat(index, rest, Beat::GradeEnd { result, explanation });
    }

    /// The grader starts.
    pub(crate) fn grade_start(&mut self, index: usize) {
        let Some(outcome) = self.session.open_outcome() else { return };
        let value = json!({ "outcome_id": outcome.id, "iteration": outcome.iteration });
        "evaluating".clone_into(&mut outcome.result);
        let id = self.emit(index, "span.outcome_evaluation_start", value);
        if let Some(outcome) = self.session.open_outcome() {
            outcome.span = Some(id);
        }
    }

    /// The grader is still at it.
    pub(crate) fn grade_ongoing(&mut self, index: usize) {
        let Some(outcome) = self.session.open_outcome() else { return };
        let value = json!({ "outcome_id": outcome.id, "iteration": outcome.iteration });
        self.emit(index, "span.outcome_evaluation_ongoing", value);
    }

    /// The grader has its verdict.
    pub(crate) fn grade_end(&mut self, index: usize, result: &str, explanation: &str) {
        let tokens = Tokens { input: 5120, output: 310, cache_write: 0, cache_read: 4096 };
        self.book(index, tokens);
        self.judge(index, result, explanation, tokens);
    }

    /// An interrupt ends the work on the outcome.
    pub(crate) fn drop_outcome(&mut self) {
        if self.session.open_outcome().is_some() {
            self.judge(PRIMARY, "interrupted", "The evaluation was interrupted.", Tokens::default());
        }
    }

    fn judge(&mut self, index: usize, result: &str, explanation: &str, tokens: Tokens) {
        let now = self.now;
        let is_fast = self.thread(index).price().is_fast();
        let Some(outcome) = self.session.open_outcome() else { return };
        let value = json!({
            "outcome_evaluation_start_id": outcome.span.take().unwrap_or_default(),
            "outcome_id": outcome.id,
            "iteration": outcome.iteration,
            "result": result,
            "explanation": explanation,
            "usage": of_span(tokens, is_fast),
        });
        result.clone_into(&mut outcome.result);
        outcome.explanation = Some(explanation.to_owned());
        if result == "needs_revision" {
            outcome.iteration += 1;
        } else {
            outcome.completed = Some(now);
        }
        self.emit(index, "span.outcome_evaluation_end", value);
    }
}
