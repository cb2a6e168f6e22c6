//! What a follower has to remember over a restart.

use serde::{Deserialize, Serialize};

use crate::time::Time;

/// What a follower has to remember over a restart, to be stored in one step with the log it speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tail {
    /// Times (microseconds) and ids of the newest events.
    pub(super) newest: Vec<(Time, String)>,
    /// Ids of events that were last seen waiting.
    pub(super) queued: Vec<String>,
    /// How far the history is listed.
    pub(super) history: History,
    /// The beginning of a gap that was not listed to its end.
    pub(super) missed: Option<Time>,
    /// The last pages of a thread's list, each with its cursor and the time it begins at: what comes next is there.
    pub(super) thread_pages: Pages,
    /// When to look a last time (milliseconds), once the session has ended.
    pub(super) settle: Option<i64>,
    /// Whether that was done.
    pub(super) settled: bool,
}

/// Pages of a list, each with its cursor and the time of its first event.
pub(super) type Pages = Vec<(Option<String>, Time)>;

/// How far a history is listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum History {
    /// Not at all.
    #[default]
    Unlisted,
    /// Up to the page with this cursor, which is the next.
    Before(String),
    /// To its end.
    Complete,
}
