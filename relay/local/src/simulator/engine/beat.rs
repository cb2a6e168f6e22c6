//! The small steps of an act.

use crate::simulator::script::{Call, Tokens};

/// One small step of a thread.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Beat {
    /// A model request starts.
    SpanStart,
    /// A preview of this event starts.
    Preview {
        /// The event's type.
        kind: &'static str,
        /// The id it will have.
        id: String,
    },
    /// A piece of a message's preview.
    Delta {
        /// The message's id.
        id: String,
        /// The piece.
        text: String,
    },
    /// The agent has thought.
    Thinking(String),
    /// The agent has said something.
    Message {
        /// The event's id.
        id: String,
        /// The whole text.
        text: String,
    },
    /// The agent makes calls, in parallel.
    Calls(Vec<Call>),
    /// The model request ends.
    SpanEnd(Tokens),
    /// A call has its result.
    Result(String),
    /// All calls that run by themselves have theirs.
    Settle,
    /// A model request fails; this many retries are left.
    Fail {
        /// The error's type.
        error: String,
        /// Its message.
        message: String,
        /// No retry follows.
        last: bool,
    },
    /// A server beside the model fails, and the turn goes on.
    Complain {
        /// The error's type.
        error: String,
        /// Its message.
        message: String,
    },
    /// The retry starts.
    Retry,
    /// The grader starts.
    GradeStart,
    /// The grader is still at it.
    GradeOngoing,
    /// The grader has its verdict.
    GradeEnd {
        /// The word on the wire.
        result: String,
        /// What it says.
        explanation: String,
    },
    /// Time has passed.
    Rest,
}
