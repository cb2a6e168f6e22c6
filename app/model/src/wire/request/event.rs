//! What is sent to a session.

use crate::ids::{EventId, ThreadId};
use crate::wire::content::Block;
use crate::wire::event::{Permission, Rubric};
use crate::wire::tolerant::{Maybe, object, tagged};

object! {
    /// The body of a send. It is all or nothing.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SendEvents {
        /// What to send, in order.
        pub events: Vec<SendEvent>,
    }
}

tagged! {
    /// Something to send to a session.
    pub enum SendEvent {
        UserMessage(SendMessage) = "user.message",
        UserInterrupt(SendInterrupt) = "user.interrupt",
        UserToolConfirmation(SendConfirmation) = "user.tool_confirmation",
        UserCustomToolResult(SendCustomToolResult) = "user.custom_tool_result",
        UserToolResult(SendToolResult) = "user.tool_result",
        UserDefineOutcome(SendOutcome) = "user.define_outcome",
        /// Adds to the system prompt; last in its request.
        SystemMessage(SendMessage) = "system.message",
    }
}

impl SendEvent {
    /// A message of text.
    pub fn message(text: impl Into<String>) -> Self {
        Self::UserMessage(SendMessage { content: vec![Block::text(text)] })
    }

    /// Stops every thread.
    pub fn interrupt() -> Self {
        Self::UserInterrupt(SendInterrupt::default())
    }

    /// Allows a call.
    pub fn allow(call: EventId) -> Self {
        Self::UserToolConfirmation(SendConfirmation {
            tool_use_id: call,
            result: Permission::Allow,
            deny_message: Maybe::Absent,
        })
    }

    /// Refuses a call, and says why.
    pub fn deny(call: EventId, why: impl Into<String>) -> Self {
        Self::UserToolConfirmation(SendConfirmation {
            tool_use_id: call,
            result: Permission::Deny,
            deny_message: Maybe::Set(why.into()),
        })
    }
}

object! {
    /// Something to say.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SendMessage {
        /// What to say.
        pub content: Vec<Block>,
    }
}

object! {
    /// Stop.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct SendInterrupt {
        /// Which thread; none means all.
        pub session_thread_id: Maybe<ThreadId>,
    }
}

object! {
    /// An answer to a call that asks.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SendConfirmation {
        /// Which call.
        pub tool_use_id: EventId,
        /// `allow` or `deny`.
        pub result: Permission,
        /// Why not; only with `deny`.
        pub deny_message: Maybe<String>,
    }
}

object! {
    /// The result of a custom tool.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SendCustomToolResult {
        /// Which call.
        pub custom_tool_use_id: EventId,
        /// What came out.
        pub content: Maybe<Vec<Block>>,
        /// Whether it failed.
        pub is_error: Maybe<bool>,
    }
}

object! {
    /// The result of a tool in a self-hosted environment.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SendToolResult {
        /// Which call.
        pub tool_use_id: EventId,
        /// What came out.
        pub content: Maybe<Vec<Block>>,
        /// Whether it failed.
        pub is_error: Maybe<bool>,
    }
}

object! {
    /// An outcome that is wanted.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SendOutcome {
        /// What is wanted.
        pub description: String,
        /// How it is judged.
        pub rubric: Rubric,
        /// How many rounds at most: 3 unless said, 20 at most.
        pub max_iterations: Maybe<u64>,
    }
}
