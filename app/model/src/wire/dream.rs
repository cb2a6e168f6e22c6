//! Dreams: memories put in order by going over sessions again.

use super::Timestamp;
use super::agent::ModelConfig;
use super::tolerant::{Maybe, object, open_enum, tagged};
use super::usage::ModelUsage;
use crate::ids::{DreamId, MemoryStoreId, SessionId};

object! {
    /// A dream.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Dream {
        /// Its id.
        pub id: DreamId,
        /// `dream`.
        pub kind: String = "type",
        /// How it stands.
        pub status: DreamStatus,
        /// What it goes over.
        pub inputs: Vec<DreamSource>,
        /// What came out.
        pub outputs: Vec<DreamSource>,
        /// The model it runs on.
        pub model: ModelConfig,
        /// What it was told.
        pub instructions: Maybe<String>,
        /// Where its results go.
        pub output_behavior: OutputBehavior,
        /// The session that does the work.
        pub session_id: Maybe<SessionId>,
        /// Why it failed.
        pub error: Maybe<DreamError>,
        /// What it used.
        pub usage: Maybe<ModelUsage>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it ended.
        pub ended_at: Maybe<Timestamp>,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

open_enum! {
    /// How a dream stands.
    pub enum DreamStatus {
        Pending = "pending",
        Running = "running",
        Completed = "completed",
        Failed = "failed",
        Canceled = "canceled",
    }
}

tagged! {
    /// What a dream goes over, or leaves behind.
    pub enum DreamSource {
        MemoryStore(StoreRef) = "memory_store",
        Sessions(SessionRefs) = "sessions",
    }
}

object! {
    /// A memory store.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StoreRef {
        /// Which.
        pub memory_store_id: MemoryStoreId,
    }
}

object! {
    /// Some sessions.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SessionRefs {
        /// Which.
        pub session_ids: Vec<SessionId>,
    }
}

tagged! {
    /// Where the results of a dream go.
    pub enum OutputBehavior {
        /// To a new store.
        CreateNew = "create_new",
        UpdateExisting(StoreRef) = "update_existing",
    }
}

object! {
    /// Why a dream failed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DreamError {
        /// The kind of fault.
        pub kind: String = "type",
        /// For people.
        pub message: String,
    }
}
