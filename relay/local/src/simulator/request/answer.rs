//! What a handler answers when it agrees.

use serde_json::{Value, json};

use crate::simulator::streams::StreamId;

/// A successful answer.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// A JSON object.
    Json(Value),
    /// JSON that is already printed.
    Printed(String),
    /// A file.
    Bytes {
        /// Its media type.
        content_type: String,
        /// Its name.
        filename: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Server-sent events: whatever the world sends to this stream from now on.
    Stream(StreamId),
}

impl Answer {
    /// The answer to a deletion.
    pub(crate) fn deleted(id: &str, kind: &str) -> Self {
        Self::Json(json!({ "id": id, "type": kind }))
    }
}
