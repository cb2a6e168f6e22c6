//! What a follower remembers of the events it gave out.

use std::collections::{BTreeSet, HashSet};

use crate::time::Time;

/// How far back a gap is listed, beyond the newest event.
const OVERLAP_MILLIS: i64 = 5_000;
/// And at least from this many events back: clocks of parallel writers differ.
const OVERLAP_EVENTS: usize = 50;

/// The newest events and those that still wait.
#[derive(Debug, Default)]
pub(super) struct Recent {
    newest: BTreeSet<(Time, String)>,
    queued: HashSet<String>,
}

impl Recent {
    /// Takes what [`Self::keep`] gave.
    pub(super) fn restore(newest: Vec<(Time, String)>, queued: Vec<String>) -> Self {
        Self { newest: newest.into_iter().collect(), queued: queued.into_iter().collect() }
    }

    /// The newest events and those that wait, sorted.
    pub(super) fn keep(&self) -> (Vec<(Time, String)>, Vec<String>) {
        let mut queued: Vec<String> = self.queued.iter().cloned().collect();
        queued.sort_unstable();
        (self.newest.iter().cloned().collect(), queued)
    }

    /// Whether this event came lately.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.queued.contains(id) || self.newest.iter().any(|(_, known)| known == id)
    }

    pub(super) fn note(&mut self, id: &str, at: Option<Time>) {
        let Some(at) = at else {
            if !self.newest.iter().any(|(_, known)| known == id) {
                self.queued.insert(id.to_owned());
            }
            return;
        };
        self.queued.remove(id);
        let older = self.newest.first().is_some_and(|(first, _)| at < *first);
        if older && self.newest.len() >= OVERLAP_EVENTS {
            return;
        }
        self.newest.insert((at, id.to_owned()));
        if self.newest.len() > OVERLAP_EVENTS {
            self.newest.pop_first();
        }
    }

    pub(super) fn forget(&mut self, id: &str) {
        self.queued.remove(id);
    }

    /// Where to list from; `None` when there is nothing to overlap with.
    pub(super) fn overlap(&self) -> Option<Time> {
        let (newest, _) = self.newest.last()?;
        let (first, _) = self.newest.first()?;
        Some(newest.minus_millis(OVERLAP_MILLIS).min(*first))
    }

    /// The ids of events that were last seen waiting.
    pub(super) fn queued(&self) -> HashSet<String> {
        self.queued.clone()
    }
}
