//! Making and changing memory stores and memories.

use super::MetadataPatch;
use crate::wire::Metadata;
use crate::wire::tolerant::{Maybe, object, tagged};

object! {
    /// A memory store to make.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MemoryStoreCreate {
        /// 1–255 characters.
        pub name: String,
        /// What it is for; up to 1,024 characters.
        pub description: Maybe<String>,
        /// Notes.
        pub metadata: Maybe<Metadata>,
    }
}

object! {
    /// Changes to a memory store.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct MemoryStoreUpdate {
        /// What it is called.
        pub name: Maybe<String>,
        /// What it is for.
        pub description: Maybe<String>,
        /// Changes to the notes.
        pub metadata: Maybe<MetadataPatch>,
    }
}

object! {
    /// A memory to make.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MemoryCreate {
        /// Where: begins with `/`.
        pub path: String,
        /// The text; up to 102,400 bytes.
        pub content: String,
    }
}

object! {
    /// Changes to a memory.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct MemoryUpdate {
        /// The new text.
        pub content: Maybe<String>,
        /// The new place.
        pub path: Maybe<String>,
        /// What must still hold, else nothing is changed (409).
        pub precondition: Maybe<Precondition>,
    }
}

tagged! {
    /// What must still hold of a memory.
    pub enum Precondition {
        ContentSha256(Sha256) = "content_sha256",
    }
}

object! {
    /// The hash of a text.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Sha256 {
        /// In hex.
        pub content_sha256: String,
    }
}
