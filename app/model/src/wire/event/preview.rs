//! Previews: pieces of an event that is being produced. Never stored, never replayed.

use serde::{Deserialize, Serialize};

use crate::ids::EventId;
use crate::wire::content::Block;
use crate::wire::tolerant::{Maybe, open_enum, tagged};

/// An event is being produced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventStart {
    /// Which.
    pub event: Preview,
}

/// The event to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: PreviewKind,
    /// Its id.
    pub id: EventId,
}

open_enum! {
    /// The types that are previewed.
    pub enum PreviewKind {
        AgentMessage = "agent.message",
        /// Only that it began.
        AgentThinking = "agent.thinking",
    }
}

/// A piece of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventDelta {
    /// Which event.
    pub event_id: EventId,
    /// The piece.
    pub delta: Delta,
}

tagged! {
    /// A piece of an event.
    pub enum Delta {
        Content(ContentDelta) = "content_delta",
    }
}

/// Text to append to a block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContentDelta {
    /// Which block; none means the first.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub index: Maybe<u64>,
    /// What to append.
    pub content: Block,
}
