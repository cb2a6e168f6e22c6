//! What is left of something deleted.

use serde::{Deserialize, Serialize};

use super::tolerant::Maybe;

/// The answer to a delete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted {
    /// What was deleted.
    pub id: String,
    /// `session_deleted`, `file_deleted`, …; files can leave it out.
    #[serde(rename = "type", default, skip_serializing_if = "Maybe::is_absent")]
    pub kind: Maybe<String>,
}
