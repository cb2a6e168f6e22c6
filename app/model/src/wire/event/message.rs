//! Messages, and events that say no more than that they happened.

use super::body;
use crate::ids::{EventId, ThreadId};
use crate::wire::Timestamp;
use crate::wire::content::Block;
use crate::wire::tolerant::{Maybe, object};

body! { Moment; Message; ThreadMessageSent; ThreadMessageReceived; }

object! {
    /// An event that says no more than that it happened.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Moment {
        /// Its id.
        pub id: EventId,
        /// When it took effect.
        pub processed_at: Maybe<Timestamp>,
    }
}

object! {
    /// What somebody said.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Message {
        /// Its id.
        pub id: EventId,
        /// When it took effect; none while it is queued.
        pub processed_at: Maybe<Timestamp>,
        /// What was said.
        pub content: Vec<Block>,
    }
}

object! {
    /// This thread told another thread something.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ThreadMessageSent {
        /// Its id.
        pub id: EventId,
        /// When it took effect.
        pub processed_at: Maybe<Timestamp>,
        /// Whom.
        pub to_session_thread_id: ThreadId,
        /// What they are called.
        pub to_agent_name: Maybe<String>,
        /// What was said.
        pub content: Vec<Block>,
    }
}

object! {
    /// Another thread told this thread something.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ThreadMessageReceived {
        /// Its id.
        pub id: EventId,
        /// When it took effect.
        pub processed_at: Maybe<Timestamp>,
        /// Who.
        pub from_session_thread_id: ThreadId,
        /// What they are called.
        pub from_agent_name: Maybe<String>,
        /// What was said.
        pub content: Vec<Block>,
    }
}
