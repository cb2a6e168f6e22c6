//! The log of a feed: entries with numbers that are never used twice, in chunks that never change once they are full.

mod chunk;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use model::feed::{After, Cursor, Notice, Standing};
use model::follow::Tail;

use super::entry::{self, Entry, Version};
use chunk::Open;

pub use chunk::Piece;

use super::frame;
use super::store::{Batch, Broken, ChunkInfo, ChunkWrite, Kept, Meta, Store};

/// How many numbers are reserved at a time, so that a restart can not use one again.
const BLOCK: i64 = 4_096;

/// The log.
#[derive(Debug)]
pub struct Log {
    epoch: u64,
    chunk_bytes: usize,
    /// The number of the next entry at the end, and the last one that is reserved.
    next: i64,
    reserved: i64,
    /// Full chunks, oldest first.
    full: VecDeque<ChunkInfo>,
    open: Open,
    /// Full chunks that are not kept yet.
    unkept: Vec<ChunkWrite>,
    /// The newest copy of each event.
    versions: HashMap<u64, u64>,
    entries: u64,
    /// The last piece that was read: viewers who come back together want the same.
    piece: Option<(i64, Piece)>,
}

/// An entry that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// Its number.
    pub seq: i64,
    /// Its frame.
    pub frame: Arc<[u8]>,
}

/// Where a stream begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begin {
    /// Behind this entry.
    pub after: i64,
    /// With this chunk.
    pub chunk: i64,
}

impl Log {
    /// An empty log.
    pub fn new(epoch: u64, chunk_bytes: usize) -> Self {
        Self {
            epoch,
            chunk_bytes,
            next: 1,
            reserved: 0,
            full: VecDeque::new(),
            open: Open::new(0),
            unkept: Vec::new(),
            versions: HashMap::new(),
            entries: 0,
            piece: None,
        }
    }

    /// The log that was kept. Its last chunk counts as full, and numbers that may have been used are left out.
    pub fn restore(kept: &Kept, chunk_bytes: usize) -> Self {
        let mut log = Self::new(kept.meta.epoch, chunk_bytes);
        log.reserved = kept.meta.reserved;
        log.next = log.reserved + 1;
        for (info, digests) in &kept.chunks {
            log.full.push_back(*info);
            log.entries += u64::from(info.entries);
            for pair in digests.chunks_exact(16) {
                let (key, content) = pair.split_at(8);
                log.versions.insert(number(key), number(content));
            }
        }
        let last = log.full.back().map_or(-1, |info| info.number);
        log.open = Open::new(last.max(-1) + 1);
        log
    }

    /// Which log this is.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// How many entries it has.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// The end of the log.
    pub fn end(&self) -> Cursor {
        Cursor { epoch: self.epoch, seq: self.next - 1 }
    }

    /// The oldest chunk, if there is any entry.
    pub fn oldest(&self) -> Option<i64> {
        let open = (self.open.info.entries > 0).then_some(self.open.info.number);
        self.full.front().map(|info| info.number).or(open)
    }

    /// Whether the chunk is there and will not change.
    pub fn is_full(&self, number: i64) -> bool {
        self.full.binary_search_by_key(&number, |info| info.number).is_ok()
    }

    /// Whether the next entry needs numbers to be reserved, which has to be kept before anybody sees it.
    pub fn reserve(&mut self) -> bool {
        let is_due = self.next >= self.reserved;
        if is_due {
            self.reserved = self.next + BLOCK;
        }
        is_due
    }

    /// Whether the log has this copy of an event, or a newer one.
    pub fn has(&self, entry: &Entry) -> bool {
        let version = entry.version();
        self.versions.get(&version.key).is_some_and(|known| !version.replaces(*known))
    }

    /// Puts an event at the end, unless this copy of it is known.
    pub fn append(&mut self, entry: &Entry) -> Option<Appended> {
        let version = entry.version();
        if self.versions.get(&version.key).is_some_and(|known| !version.replaces(*known)) {
            return None;
        }
        let cursor = Cursor { epoch: self.epoch, seq: self.next };
        Some(self.push(version, frame::event(cursor, entry)))
    }

    /// Writes down that the API threw a queued event away.
    pub fn discard(&mut self, id: &str, standing: Standing) -> Appended {
        let notice = Notice { kind: "ping".into(), standing, discarded: Some(id.to_owned()), ..Notice::default() };
        let cursor = Cursor { epoch: self.epoch, seq: self.next };
        // Should it come again after all, that is news.
        let version = Version { key: entry::key_of(id), content: 0 };
        self.push(version, frame::notice(Some(cursor), &notice))
    }

    /// Puts older events before the beginning, in chunks of their own. What comes as a better copy of a known event
    /// goes to the end, where everybody will see it, and is given back.
    pub fn prepend(&mut self, events: &[Entry]) -> Vec<Appended> {
        let mut appended = Vec::new();
        let mut older = Vec::new();
        for entry in events {
            if self.versions.contains_key(&entry.version().key) {
                appended.extend(self.append(entry));
            } else {
                older.push(entry);
            }
        }
        // Newest first, so that numbers and chunks count down.
        let (mut end, mut size) = (older.len(), 0);
        for at in (0..older.len()).rev() {
            size += older.get(at).map_or(0, |entry| entry.json().len());
            if size >= self.chunk_bytes || at == 0 {
                self.push_older(older.get(at..end).unwrap_or_default());
                (end, size) = (at, 0);
            }
        }
        appended
    }

    /// What has to be kept since the last batch.
    pub fn batch(&mut self, tail: Tail, sealed_at: Option<i64>) -> Batch {
        let mut chunks = std::mem::take(&mut self.unkept);
        chunks.extend(self.open.write());
        Batch { meta: Meta { epoch: self.epoch, reserved: self.reserved, tail, sealed_at }, chunks }
    }

    /// Whether a full chunk is not kept yet, so that it can not be read.
    pub fn has_unkept_chunks(&self) -> bool {
        !self.unkept.is_empty()
    }

    /// How many bytes are not kept yet.
    pub fn unkept_bytes(&self) -> usize {
        self.open.bytes.len() - self.open.kept
    }

    /// Where a stream begins; `None` when its cursor is of another log.
    pub fn begin(&self, after: After) -> Option<Begin> {
        match after {
            After::Cursor(cursor) if cursor.epoch != self.epoch || cursor.seq >= self.next => None,
            After::Cursor(cursor) => Some(Begin { after: cursor.seq, chunk: self.oldest().unwrap_or(0) }),
            After::Start => Some(Begin { after: i64::MIN, chunk: self.oldest().unwrap_or(0) }),
            After::Newest(count) => {
                let mut begin = Begin { after: self.open.info.first - 1, chunk: self.open.info.number };
                let mut entries = u64::from(self.open.info.entries);
                for info in self.full.iter().rev() {
                    if entries >= u64::from(count) {
                        break;
                    }
                    begin = Begin { after: info.first - 1, chunk: info.number };
                    entries += u64::from(info.entries);
                }
                if self.entries == 0 {
                    begin.after = self.next - 1;
                }
                Some(begin)
            }
        }
    }

    /// The next piece behind `after`; `None` at the end.
    pub fn piece(&mut self, after: i64, store: &mut impl Store) -> Result<Option<Piece>, Broken> {
        if let Some((known, piece)) = &self.piece
            && *known == after
        {
            return Ok(Some(piece.clone()));
        }
        let at = self.full.partition_point(|info| info.last <= after);
        let piece = match self.full.get(at) {
            Some(info) => Piece::behind(after, &store.chunk(info.number)?.ok_or(Broken)?),
            None => return Ok(Piece::behind(after, &self.open.bytes)),
        };
        if let Some(piece) = &piece {
            self.piece = Some((after, piece.clone()));
        }
        Ok(piece)
    }

    fn push(&mut self, version: Version, frame: Vec<u8>) -> Appended {
        let seq = self.next;
        self.next += 1;
        self.entries += 1;
        self.versions.insert(version.key, version.content);
        self.open.push(seq, version, &frame);
        if self.open.bytes.len() >= self.chunk_bytes {
            let number = self.open.info.number + 1;
            self.unkept.extend(self.open.write());
            self.full.push_back(self.open.info);
            self.open = Open::new(number);
        }
        Appended { seq, frame: frame.into() }
    }

    fn push_older(&mut self, entries: &[&Entry]) {
        let before = self.full.front().map_or((1, 0), |info| (info.first.min(1), info.number.min(0)));
        let first_number = before.0 - i64::try_from(entries.len()).unwrap_or(i64::MAX);
        let mut chunk = Open::new(before.1 - 1);
        for (seq, entry) in (first_number..).zip(entries) {
            let version = entry.version();
            self.versions.insert(version.key, version.content);
            chunk.push(seq, version, &frame::event(Cursor { epoch: self.epoch, seq }, entry));
        }
        self.entries += u64::from(chunk.info.entries);
        self.unkept.extend(chunk.write());
        self.full.push_front(chunk.info);
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests;
