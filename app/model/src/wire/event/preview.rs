//! Previews: pieces of an event that is being produced. Never stored, never replayed.

use crate::ids::EventId;
use crate::wire::content::Block;
use crate::wire::tolerant::{Maybe, object, open_enum, tagged};

object! {
    /// An event is being produced.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EventStart {
        /// Which.
        pub event: Preview,
    }
}

object! {
    /// The event to come.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Preview {
        /// Its type.
        pub kind: PreviewKind = "type",
        /// Its id.
        pub id: EventId,
    }
}

open_enum! {
    /// The types that are previewed.
    pub enum PreviewKind {
        AgentMessage = "agent.message",
        /// Only that it began.
        AgentThinking = "agent.thinking",
    }
}

object! {
    /// A piece of an event.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EventDelta {
        /// Which event.
        pub event_id: EventId,
        /// The piece.
        pub delta: Delta,
    }
}

tagged! {
    /// A piece of an event.
    pub enum Delta {
        Content(ContentDelta) = "content_delta",
    }
}

object! {
    /// Text to append to a block.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ContentDelta {
        /// Which block; none means the first.
        pub index: Maybe<u64>,
        /// What to append.
        pub content: Block,
    }
}
