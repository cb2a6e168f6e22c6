//! Memory stores, memories and their versions.

use super::tolerant::{Maybe, object, open_enum, tagged};
use super::{Metadata, Timestamp};
use crate::ids::{MemoryId, MemoryStoreId, MemoryVersionId, SessionId};

object! {
    /// A set of memories that sessions can mount.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MemoryStore {
        /// Its id.
        pub id: MemoryStoreId,
        /// `memory_store`.
        pub kind: String = "type",
        /// What it is called.
        pub name: String,
        /// What it is for; empty when unset.
        pub description: Maybe<String>,
        /// Its owner's notes.
        pub metadata: Metadata,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
}

tagged! {
    /// What a list of memories holds.
    pub enum MemoryEntry {
        Memory(Box<Memory>) = "memory",
        /// A folder that was not opened.
        Prefix(MemoryPrefix) = "memory_prefix",
    }
}

object! {
    /// A text that agents read and write.
    #[derive(Debug, Clone, PartialEq)]
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
}

object! {
    /// A folder of memories.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MemoryPrefix {
        /// Where it is in the store.
        pub path: String,
    }
}

object! {
    /// What a memory was after a change.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MemoryVersion {
        /// Its id.
        pub id: MemoryVersionId,
        /// `memory_version`.
        pub kind: String = "type",
        /// Of which memory.
        pub memory_id: MemoryId,
        /// In which store.
        pub memory_store_id: MemoryStoreId,
        /// What was done.
        pub operation: MemoryOperation,
        /// Where the memory was; none once redacted.
        pub path: Maybe<String>,
        /// The text; none once redacted.
        pub content: Maybe<String>,
        /// The hash of the text.
        pub content_sha256: Maybe<String>,
        /// The size of the text.
        pub content_size_bytes: Maybe<u64>,
        /// When it was done.
        pub created_at: Timestamp,
        /// Who did it.
        pub created_by: Maybe<Actor>,
        /// When its content was taken away.
        pub redacted_at: Maybe<Timestamp>,
        /// Who took it away.
        pub redacted_by: Maybe<Actor>,
    }
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

object! {
    /// A session did it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SessionActor {
        /// Which.
        pub session_id: SessionId,
    }
}

object! {
    /// Somebody with a key did it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ApiActor {
        /// Which key; not the key itself.
        pub api_key_id: String,
    }
}

object! {
    /// A person did it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct UserActor {
        /// Who.
        pub user_id: String,
    }
}

object! {
    /// A service did it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ServiceAccountActor {
        /// Which.
        pub service_account_id: String,
    }
}
