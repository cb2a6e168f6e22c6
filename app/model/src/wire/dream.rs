//! Dreams: memories put in order by going over sessions again.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::agent::ModelConfig;
use super::tolerant::{Maybe, open_enum, tagged};
use super::usage::ModelUsage;
use crate::ids::{DreamId, MemoryStoreId, SessionId};

/// A dream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dream {
    /// Its id.
    pub id: DreamId,
    /// `dream`.
    #[serde(rename = "type")]
    pub kind: String,
    /// How it stands.
    pub status: DreamStatus,
    /// What it goes over.
    pub inputs: Vec<DreamSource>,
    /// What came out.
    pub outputs: Vec<DreamSource>,
    /// The model it runs on.
    pub model: ModelConfig,
    /// What it was told.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub instructions: Maybe<String>,
    /// Where its results go.
    pub output_behavior: OutputBehavior,
    /// The session that does the work.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub session_id: Maybe<SessionId>,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub error: Maybe<DreamError>,
    /// What it used.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub usage: Maybe<ModelUsage>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub ended_at: Maybe<Timestamp>,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
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

/// A memory store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreRef {
    /// Which.
    pub memory_store_id: MemoryStoreId,
}

/// Some sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRefs {
    /// Which.
    pub session_ids: Vec<SessionId>,
}

tagged! {
    /// Where the results of a dream go.
    pub enum OutputBehavior {
        /// To a new store.
        CreateNew = "create_new",
        UpdateExisting(StoreRef) = "update_existing",
    }
}

/// Why a dream failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DreamError {
    /// The kind of fault.
    #[serde(rename = "type")]
    pub kind: String,
    /// For people.
    pub message: String,
}
