//! What a caller gets to see of the quota.

use serde::Serialize;

use super::pool::{Pool, whole};

/// The answer to `GET /api/limits`. It names no caller.
#[derive(Debug, Serialize)]
pub struct Limits {
    #[serde(rename = "type")]
    kind: &'static str,
    /// Callers within the last minute, with the one who asks.
    active_callers: i64,
    create: View,
    read: View,
}

/// One class.
#[derive(Debug, Serialize)]
pub(super) struct View {
    per_minute: u32,
    left: u32,
    /// How many of those left are for interrupts only.
    reserve: u32,
    source: &'static str,
    share: Share,
}

#[derive(Debug, Serialize)]
struct Share {
    per_minute: u32,
    left: u32,
}

impl Limits {
    pub(super) fn new(active_callers: i64, create: View, read: View) -> Self {
        Self { kind: "limits", active_callers, create, read }
    }

    /// As JSON.
    pub fn print(&self) -> String {
        // These types always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl View {
    /// `share` and `share_left` are in drops.
    pub(super) fn new(pool: &Pool, share: i64, share_left: i64) -> Self {
        Self {
            per_minute: pool.per_minute(),
            left: whole(pool.left()),
            reserve: whole(pool.rate().minute() / 10),
            source: if pool.is_reported() { "reported" } else { "configured" },
            share: Share { per_minute: whole(share), left: whole(share_left) },
        }
    }
}
