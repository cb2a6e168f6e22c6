//! Files.

use super::Timestamp;
use super::tolerant::{Maybe, object, tagged};
use crate::ids::{FileId, SessionId};

object! {
    /// A file: uploaded, or written by a session.
    #[derive(Debug, Clone, PartialEq)]
    pub struct File {
        /// Its id.
        pub id: FileId,
        /// `file`.
        pub kind: String = "type",
        /// Its name, without folders.
        pub filename: String,
        /// Its media type, as its maker said.
        pub mime_type: String,
        /// Its size.
        pub size_bytes: u64,
        /// When it was made.
        pub created_at: Timestamp,
        /// Whether its content can be had; only of files that a session or a tool made.
        pub downloadable: Maybe<bool>,
        /// When it will be gone.
        pub expires_at: Maybe<Timestamp>,
        /// What it belongs to.
        pub scope: Maybe<FileScope>,
    }
}

tagged! {
    /// What a file belongs to.
    pub enum FileScope {
        Session(SessionScope) = "session",
    }
}

object! {
    /// A session that a file belongs to.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SessionScope {
        /// Which.
        pub id: SessionId,
    }
}
