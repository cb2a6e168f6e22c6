//! Older history, fetched chunk by chunk, newest first.

use crate::feed::{ChunkId, Cursor, Notice};

/// Which chunks are here, and which are next.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The newest chunk that is not here; `None` before the stream said where it begins.
    next: Option<i64>,
    /// The oldest chunk there is so far.
    oldest: Option<i64>,
    /// Whether no older one will come.
    is_whole: bool,
    /// The number under which `next` was asked for.
    asked: Option<u32>,
    number: u32,
    failures: u32,
    not_before: Option<i64>,
}

impl History {
    pub(super) fn note(&mut self, notice: &Notice) {
        if let (None, Some(begins)) = (self.next, notice.begins) {
            self.next = Some(begins.saturating_sub(1));
        }
        if notice.oldest.is_some() {
            self.oldest = notice.oldest;
        }
        // It may be taken back: a log that had nothing yet is listed from its beginning once more.
        self.is_whole = notice.complete;
    }

    /// Forgets where the stream began. Answers that are still on their way are not mistaken for new ones.
    pub(super) fn start_over(&mut self) {
        *self = Self { number: self.number, ..Self::default() };
    }

    /// Whether every chunk is here.
    pub(super) fn is_complete(&self) -> bool {
        self.is_whole && self.next.is_some_and(|next| self.oldest.is_none_or(|oldest| next < oldest))
    }

    /// The chunk to ask for now, if none is under way.
    pub(super) fn next(&mut self, cursor: Option<Cursor>, now: i64) -> Option<(u32, ChunkId)> {
        let epoch = cursor?.epoch;
        if now < self.wake_at()? {
            return None;
        }
        self.number += 1;
        self.asked = Some(self.number);
        Some((self.number, ChunkId { epoch, number: self.next? }))
    }

    /// A chunk came; says whether it was awaited.
    pub(super) fn answered(&mut self, number: u32) -> bool {
        if self.asked != Some(number) {
            return false;
        }
        self.asked = None;
        self.next = self.next.map(|next| next.saturating_sub(1));
        (self.failures, self.not_before) = (0, None);
        true
    }

    /// A chunk did not come; says whether it was awaited.
    pub(super) fn failed(&mut self, number: u32, not_before: i64) -> bool {
        if self.asked != Some(number) {
            return false;
        }
        self.asked = None;
        self.failures += 1;
        self.not_before = Some(not_before);
        true
    }

    /// How often the next chunk did not come.
    pub(super) fn failures(&self) -> u32 {
        self.failures
    }

    /// When the next chunk may be asked for, if there is one and it is not under way.
    pub(super) fn wake_at(&self) -> Option<i64> {
        let is_there = self.asked.is_none() && self.next? >= self.oldest?;
        is_there.then(|| self.not_before.unwrap_or(i64::MIN))
    }

    pub(super) fn hurry(&mut self) {
        self.not_before = None;
    }
}
