//! The threads of a session.

use super::Timestamp;
use super::agent::Participant;
use super::session::{SessionStatus, Stats};
use super::tolerant::{Maybe, object};
use super::usage::Usage;
use crate::ids::{SessionId, ThreadId, WorkflowRunId};

object! {
    /// A line of work in a session: the primary one, or one of a child.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Thread {
        /// Its id.
        pub id: ThreadId,
        /// `session_thread`.
        pub kind: String = "type",
        /// Its session.
        pub session_id: SessionId,
        /// Who made it; the primary thread has none.
        pub parent_thread_id: Maybe<ThreadId>,
        /// The workflow run it belongs to.
        pub workflow_run_id: Maybe<WorkflowRunId>,
        /// Who works on it.
        pub agent: Participant,
        /// What it is doing; the words are those of sessions.
        pub status: ThreadStatus,
        /// How long it worked; none before its first change of status.
        pub stats: Maybe<Stats>,
        /// What it used; none before its first idle.
        pub usage: Maybe<Usage>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

/// What a thread is doing.
pub type ThreadStatus = SessionStatus;

impl Thread {
    /// Whether it is the session's own.
    pub fn is_primary(&self) -> bool {
        !self.parent_thread_id.is_set()
    }
}
