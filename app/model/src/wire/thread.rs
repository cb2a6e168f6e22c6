//! The threads of a session.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::agent::Participant;
use super::session::{SessionStatus, Stats};
use super::tolerant::Maybe;
use super::usage::Usage;
use crate::ids::{SessionId, ThreadId, WorkflowRunId};

/// A line of work in a session: the primary one, or one of a child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// `session_thread`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its session.
    pub session_id: SessionId,
    /// Who made it; the primary thread has none.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub parent_thread_id: Maybe<ThreadId>,
    /// The workflow run it belongs to.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub workflow_run_id: Maybe<WorkflowRunId>,
    /// Who works on it.
    pub agent: Participant,
    /// What it is doing; the words are those of sessions.
    pub status: ThreadStatus,
    /// How long it worked; none before its first change of status.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub stats: Maybe<Stats>,
    /// What it used; none before its first idle.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub usage: Maybe<Usage>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
}

/// What a thread is doing.
pub type ThreadStatus = SessionStatus;

impl Thread {
    /// Whether it is the session's own.
    pub fn is_primary(&self) -> bool {
        !self.parent_thread_id.is_set()
    }
}
