//! What is left of something deleted.

use super::tolerant::{Maybe, object};

object! {
    /// The answer to a delete.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Deleted {
        /// What was deleted.
        pub id: String,
        /// `session_deleted`, `file_deleted`, …; files can leave it out.
        pub kind: Maybe<String> = "type",
    }
}
