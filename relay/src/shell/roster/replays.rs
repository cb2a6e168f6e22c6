//! Which webhooks were taken. Kept in storage: the object may leave memory between two of them.

use std::cell::Cell;

use worker::{Result, SqlStorage, State};

/// How long one is remembered, in milliseconds: from five minutes ahead of our clock to five behind it.
const REMEMBERED: i64 = 10 * 60_000;

/// The most that are remembered.
const MAX: i64 = 10_000;

/// How often old ones are forgotten, in milliseconds.
const TIDY: i64 = 60_000;

pub(super) struct Replays {
    sql: SqlStorage,
    tidied_at: Cell<i64>,
}

impl Replays {
    pub(super) fn new(state: &State) -> Self {
        let sql = state.storage().sql();
        // Should it fail, so does the first webhook, which is then delivered again.
        let _ = sql.exec("CREATE TABLE IF NOT EXISTS deliveries (id TEXT PRIMARY KEY, at INTEGER) WITHOUT ROWID", None);
        Self { sql, tidied_at: Cell::new(0) }
    }

    /// Remembers a delivery; whether it came for the first time. Nothing comes between the two.
    pub(super) fn is_new(&self, id: &str, now: i64) -> Result<bool> {
        if now - self.tidied_at.get() >= TIDY {
            self.tidied_at.set(now);
            self.sql.exec("DELETE FROM deliveries WHERE at < ?", vec![(now - REMEMBERED).into()])?;
            let surplus = "SELECT id FROM deliveries ORDER BY at DESC LIMIT -1 OFFSET ?";
            self.sql.exec(&format!("DELETE FROM deliveries WHERE id IN ({surplus})"), vec![MAX.into()])?;
        }
        let add = "INSERT OR IGNORE INTO deliveries (id, at) VALUES (?, ?) RETURNING id";
        Ok(self.sql.exec(add, vec![id.into(), now.into()])?.raw().next().is_some())
    }
}
