//! Messages, and events that say no more than that they happened.

use serde::{Deserialize, Serialize};

use super::body;
use crate::ids::{EventId, ThreadId};
use crate::wire::Timestamp;
use crate::wire::content::Block;
use crate::wire::tolerant::Maybe;

body! { Moment; Message; ThreadMessageSent; ThreadMessageReceived; }

/// An event that says no more than that it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Its id.
    pub id: EventId,
    /// When it took effect.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Its id.
    pub id: EventId,
    /// When it took effect; none while it is queued.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// What was said.
    pub content: Vec<Block>,
}

/// This thread told another thread something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadMessageSent {
    /// Its id.
    pub id: EventId,
    /// When it took effect.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// Whom.
    pub to_session_thread_id: ThreadId,
    /// What they are called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub to_agent_name: Maybe<String>,
    /// What was said.
    pub content: Vec<Block>,
}

/// Another thread told this thread something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ThreadMessageReceived {
    /// Its id.
    pub id: EventId,
    /// When it took effect.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// Who.
    pub from_session_thread_id: ThreadId,
    /// What they are called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub from_agent_name: Maybe<String>,
    /// What was said.
    pub content: Vec<Block>,
}
