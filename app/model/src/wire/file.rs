//! Files.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::tolerant::{Maybe, tagged};
use crate::ids::{FileId, SessionId};

/// A file: uploaded, or written by a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// `file`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name, without folders.
    pub filename: String,
    /// Its media type, as its maker said.
    pub mime_type: String,
    /// Its size.
    pub size_bytes: u64,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether its content can be had; only of files that a session or a tool made.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub downloadable: Maybe<bool>,
    /// When it will be gone.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub expires_at: Maybe<Timestamp>,
    /// What it belongs to.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub scope: Maybe<FileScope>,
}

tagged! {
    /// What a file belongs to.
    pub enum FileScope {
        Session(SessionScope) = "session",
    }
}

/// A session that a file belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionScope {
    /// Which.
    pub id: SessionId,
}
