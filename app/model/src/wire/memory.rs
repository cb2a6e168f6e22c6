//! Memory stores, memories and their versions.

use serde::{Deserialize, Serialize};

use super::tolerant::{Maybe, open_enum, tagged};
use super::{Metadata, Timestamp};
use crate::ids::{MemoryId, MemoryStoreId, MemoryVersionId, SessionId};

/// A set of memories that sessions can mount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemoryStore {
    /// Its id.
    pub id: MemoryStoreId,
    /// `memory_store`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What it is for; empty when unset.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// Its owner's notes.
    pub metadata: Metadata,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
}

tagged! {
    /// What a list of memories holds.
    pub enum MemoryEntry {
        Memory(Box<Memory>) = "memory",
        /// A folder that was not opened.
        Prefix(MemoryPrefix) = "memory_prefix",
    }
}

/// A text that agents read and write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Its id.
    pub id: MemoryId,
    /// In which store.
    pub memory_store_id: MemoryStoreId,
    /// Its newest version.
    pub memory_version_id: MemoryVersionId,
    /// Where it is in the store.
    pub path: String,
    /// The text; not in lists.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content: Maybe<String>,
    /// The hash of the text.
    pub content_sha256: String,
    /// The size of the text.
    pub content_size_bytes: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
}

/// A folder of memories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryPrefix {
    /// Where it is in the store.
    pub path: String,
}

/// What a memory was after a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemoryVersion {
    /// Its id.
    pub id: MemoryVersionId,
    /// `memory_version`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Of which memory.
    pub memory_id: MemoryId,
    /// In which store.
    pub memory_store_id: MemoryStoreId,
    /// What was done.
    pub operation: MemoryOperation,
    /// Where the memory was; none once redacted.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub path: Maybe<String>,
    /// The text; none once redacted.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content: Maybe<String>,
    /// The hash of the text.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content_sha256: Maybe<String>,
    /// The size of the text.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content_size_bytes: Maybe<u64>,
    /// When it was done.
    pub created_at: Timestamp,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub created_by: Maybe<Actor>,
    /// When its content was taken away.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub redacted_at: Maybe<Timestamp>,
    /// Who took it away.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub redacted_by: Maybe<Actor>,
}

open_enum! {
    /// What was done to a memory.
    pub enum MemoryOperation {
        Created = "created",
        Modified = "modified",
        Deleted = "deleted",
    }
}

tagged! {
    /// Who did something.
    pub enum Actor {
        Session(SessionActor) = "session_actor",
        Api(ApiActor) = "api_actor",
        User(UserActor) = "user_actor",
        ServiceAccount(ServiceAccountActor) = "service_account_actor",
    }
}

/// A session did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionActor {
    /// Which.
    pub session_id: SessionId,
}

/// Somebody with a key did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiActor {
    /// Which key; not the key itself.
    pub api_key_id: String,
}

/// A person did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserActor {
    /// Who.
    pub user_id: String,
}

/// A service did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAccountActor {
    /// Which.
    pub service_account_id: String,
}
