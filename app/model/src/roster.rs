//! The list of sessions as the relay streams it: the frames of `/api/sessions/live`.

use crate::ids::SessionId;
use crate::wire::Timestamp;
use crate::wire::event::StopReason;
use crate::wire::tolerant::{Json, Maybe, object};

object! {
    /// The data of a frame. Each kind has some of it:
    ///
    /// - `roster`: `sessions`, and `more` if another piece follows;
    /// - `change`: `session` and `waits`, or `removed`;
    /// - `checked`: nothing else.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Frame {
        /// Sessions as they are.
        pub sessions: Maybe<Vec<Entry>>,
        /// More of them follow.
        pub more: Maybe<bool>,
        /// The session that is new or has changed.
        pub session: Maybe<Json>,
        /// Why it rests.
        pub waits: Maybe<StopReason>,
        /// The session that is gone.
        pub removed: Maybe<SessionId>,
        /// When the API said so.
        pub checked_at: Timestamp,
        /// `poll`, or `webhook` when the API tells of changes by itself.
        pub source: String,
    }
}

object! {
    /// A session with what its object does not say.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Entry {
        /// The object, as the API sent it.
        pub session: Json,
        /// Why it rests, if it does and that is known.
        pub waits: Maybe<StopReason>,
    }
}

object! {
    /// What of a session says which one it is, and where in a list it stands.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Born {
        /// Its id.
        pub id: SessionId,
        /// When it was made.
        pub created_at: Timestamp,
    }
}
