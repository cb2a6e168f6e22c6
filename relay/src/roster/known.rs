//! What is known of sessions, within bounds.
//!
//! Plain lists that are searched from end to end: there are few enough, and a map for each would double the code.

use std::collections::VecDeque;

use super::ask::{Found, Status};

/// The most sessions that are kept.
pub const MAX_SESSIONS: usize = 2_000;

/// The most text that is kept of them, in bytes: a session holds its agent's prompt and tools.
pub const MAX_BYTES: usize = 8 << 20;

/// After so many refusals it is not asked again why a session rests.
const MAX_TRIES: u8 = 3;

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// As the API told it last.
    pub(super) found: Found,
    /// The number of the question that this answered: later ones know better.
    pub(super) asked: u64,
    /// Why it rests, as JSON; nothing while that is not known.
    stop: Option<String>,
    tries: u8,
    /// Asked for before all others: a webhook told of it.
    is_urgent: bool,
}

impl Entry {
    /// Why it rests, as JSON, or `null`.
    pub(super) fn waits(&self) -> &str {
        self.stop.as_deref().unwrap_or("null")
    }

    pub(super) fn is_at_work(&self) -> bool {
        self.found.status == Status::AtWork
    }

    fn rests(&self) -> bool {
        self.found.status == Status::Idle
    }
}

/// All that is known.
#[derive(Debug, Default)]
pub(super) struct Known {
    entries: Vec<Entry>,
    bytes: usize,
    /// Why sessions rested, by id and `updated_at`, the latest last. Kept longer than the sessions: it has to be learnt
    /// once only.
    stops: VecDeque<[String; 3]>,
}

impl Known {
    pub(super) fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.found.id == id)
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Entry> {
        self.entries.iter_mut().find(|entry| entry.found.id == id)
    }

    /// All of them, the newest first.
    pub(super) fn newest_first(&self) -> Vec<&Entry> {
        let mut all: Vec<&Entry> = self.entries.iter().collect();
        all.sort_unstable_by(|a, b| (b.found.created, &b.found.id).cmp(&(a.found.created, &a.found.id)));
        all
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Takes what question number `asked` was answered with; an answer to an earlier one is overtaken. Gives the
    /// session if that is news.
    pub(super) fn learn(&mut self, found: Found, asked: u64) -> Option<&Entry> {
        let remembered = self.stops.iter().find(|[id, at, _]| *id == found.id && *at == found.updated_at);
        let remembered = remembered.filter(|_| found.status == Status::Idle).map(|[.., stop]| stop.clone());
        let at = self.entries.iter().position(|entry| entry.found.id == found.id);
        let before = at.and_then(|at| self.entries.get(at));
        if before.is_some_and(|entry| entry.asked > asked) {
            return None;
        }
        let is_news = before.is_none_or(|entry| entry.found != found);
        let mut entry = Entry { found, asked, stop: remembered, tries: 0, is_urgent: false };
        if let Some(before) = before {
            self.bytes -= before.found.raw.len();
            if before.rests() && entry.rests() && before.found.updated_at == entry.found.updated_at {
                (entry.stop, entry.tries, entry.is_urgent) = (before.stop.clone(), before.tries, before.is_urgent);
            }
        }
        self.bytes += entry.found.raw.len();
        if let Some(at) = at {
            self.entries.remove(at);
        }
        // The one that was heard of last stands last.
        self.entries.push(entry);
        self.keep_bounds();
        self.entries.last().filter(|_| is_news)
    }

    /// Forgets a session.
    pub(super) fn remove(&mut self, id: &str) {
        if let Some(at) = self.entries.iter().position(|entry| entry.found.id == id) {
            self.bytes -= self.entries.remove(at).found.raw.len();
        }
    }

    /// Forgets the sessions, not why they rested.
    pub(super) fn clear(&mut self) {
        self.entries.clear();
        self.bytes = 0;
    }

    /// The next session of which it is not known why it rests; the one that changed last first.
    pub(super) fn lacking(&self, urgent: bool, is_asked: impl Fn(&str) -> bool) -> Option<&Found> {
        let lacks = |entry: &&Entry| {
            let is_unknown = entry.rests() && entry.stop.is_none() && entry.tries < MAX_TRIES;
            is_unknown && (!urgent || entry.is_urgent) && !is_asked(&entry.found.id)
        };
        let entries = self.entries.iter().filter(lacks);
        entries.max_by(|a, b| a.found.updated_at.cmp(&b.found.updated_at)).map(|entry| &entry.found)
    }

    /// A webhook says that it came to rest: what was known of that is of an earlier rest.
    pub(super) fn ask_again(&mut self, id: &str) {
        self.stops.retain(|[other, ..]| other != id);
        if let Some(entry) = self.get_mut(id).filter(|entry| entry.rests()) {
            (entry.stop, entry.tries, entry.is_urgent) = (None, 0, true);
        }
    }

    /// Takes why a session rests. Gives the session if that is news.
    pub(super) fn rests(&mut self, id: &str, updated_at: &str, stop: String) -> Option<&Entry> {
        self.stops.retain(|[other, ..]| other != id);
        if self.stops.len() >= MAX_SESSIONS {
            self.stops.pop_front();
        }
        self.stops.push_back([id.to_owned(), updated_at.to_owned(), stop.clone()]);
        let entry = self.get_mut(id).filter(|entry| entry.rests() && entry.found.updated_at == updated_at)?;
        entry.is_urgent = false;
        let is_news = entry.waits() != stop;
        entry.stop = Some(stop);
        is_news.then_some(entry)
    }

    /// It could not be learnt why a session rests.
    pub(super) fn refused(&mut self, id: &str) {
        if let Some(entry) = self.get_mut(id) {
            entry.tries = entry.tries.saturating_add(1);
            entry.is_urgent = false;
        }
    }

    /// Lets those go of which nothing was heard for longest; those at work last.
    fn keep_bounds(&mut self) {
        while self.entries.len() > MAX_SESSIONS || self.bytes > MAX_BYTES && self.entries.len() > 1 {
            let at = self.entries.iter().position(|entry| !entry.is_at_work()).unwrap_or(0);
            // The newest stays, whatever it does.
            let at = if at + 1 == self.entries.len() { 0 } else { at };
            self.bytes -= self.entries.remove(at).found.raw.len();
        }
    }
}
