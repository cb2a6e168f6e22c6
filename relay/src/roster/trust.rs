//! Whether webhooks arrive, so that the list need not be read all the time.
//!
//! One that arrives proves little: an endpoint may be subscribed to a few kinds, or be switched off again.
//! Webhooks count as proven when one told of a start and one of a rest, until a list shows that a session went to
//! work, or came from it, and none told of that.

use std::collections::VecDeque;

use crate::webhook::{Happened, News};

/// How many are remembered.
const REMEMBERED: usize = 2_000;

/// How long one may take to arrive, in milliseconds.
const PATIENCE: i64 = 20_000;

/// For how long one explains what a list shows, in milliseconds before the list before: answers lag behind.
const SLACK: i64 = 60_000;

/// What was heard.
#[derive(Debug, Default)]
pub(super) struct Trust {
    heard: VecDeque<(String, i64)>,
    /// What lists showed: which session, since when it may have been told, and when to judge.
    seen: Vec<(String, i64, i64)>,
    started: bool,
    rested: bool,
}

impl Trust {
    /// A webhook arrived.
    pub(super) fn hear(&mut self, news: &News, now: i64) {
        match news.kind {
            Happened::Started => self.started = true,
            Happened::Rested => self.rested = true,
            Happened::Ended | Happened::Deleted | Happened::Changed => {}
        }
        if self.heard.len() >= REMEMBERED {
            self.heard.pop_front();
        }
        self.heard.push_back((news.session_id.clone(), now));
    }

    /// A list shows at `now` that a session went to work, or came from it, since the list at `since`.
    pub(super) fn see(&mut self, id: &str, since: i64, now: i64) {
        if self.seen.len() < REMEMBERED {
            self.seen.push((id.to_owned(), since.saturating_sub(SLACK), now + PATIENCE));
        }
    }

    /// Looks whether webhooks told what lists showed.
    pub(super) fn judge(&mut self, now: i64) {
        let heard = &self.heard;
        let was_told = |id: &str, since: i64| heard.iter().any(|(told, at)| told == id && *at >= since);
        let missed = self.seen.iter().any(|(id, since, until)| *until <= now && !was_told(id, *since));
        self.seen.retain(|(_, _, until)| *until > now);
        if missed {
            (self.started, self.rested) = (false, false);
        }
    }

    pub(super) fn is_proven(&self) -> bool {
        self.started && self.rested
    }
}
