//! Making and changing memory stores and memories.

use serde::{Deserialize, Serialize};

use super::MetadataPatch;
use crate::wire::Metadata;
use crate::wire::tolerant::{Maybe, tagged};

/// A memory store to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryStoreCreate {
    /// 1–255 characters.
    pub name: String,
    /// What it is for; up to 1,024 characters.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
}

/// Changes to a memory store.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryStoreUpdate {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub name: Maybe<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// Changes to the notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<MetadataPatch>,
}

/// A memory to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryCreate {
    /// Where: begins with `/`.
    pub path: String,
    /// The text; up to 102,400 bytes.
    pub content: String,
}

/// Changes to a memory.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MemoryUpdate {
    /// The new text.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content: Maybe<String>,
    /// The new place.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub path: Maybe<String>,
    /// What must still hold, else nothing is changed (409).
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub precondition: Maybe<Precondition>,
}

tagged! {
    /// What must still hold of a memory.
    pub enum Precondition {
        ContentSha256(Sha256) = "content_sha256",
    }
}

/// The hash of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sha256 {
    /// In hex.
    pub content_sha256: String,
}
