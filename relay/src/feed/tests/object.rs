//! A make-believe object for a feed: rows in memory, viewers that remember what they got, an API that is only asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::follow::List;

use crate::feed::Host;
use crate::feed::entry::Entry;
use crate::feed::store::{Batch, Broken, ChunkInfo, Kept, Meta, PART_BYTES, Store};
use crate::feed::viewer::{Audience, Refusal, ViewerId};

/// An event with a time, in seconds.
pub(crate) fn entry(id: &str, at: i64) -> Entry {
    let at = model::time::Time::from_millis(1_000_000_000_000 + at * 1_000).to_timestamp();
    Entry::parse(&format!(r#"{{"id":"{id}","type":"agent.message","processed_at":"{}"}}"#, at.as_str())).unwrap()
}

/// Rows in memory.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(super) meta: Option<Meta>,
    chunks: BTreeMap<i64, (ChunkInfo, Vec<u8>, Vec<u8>)>,
    pub(super) batches: usize,
}

impl Store for Memory {
    fn load(&mut self) -> Result<Option<Kept>, Broken> {
        let chunks = self.chunks.values().map(|(info, digests, _)| (*info, digests.clone())).collect();
        Ok(self.meta.clone().map(|meta| Kept { meta, chunks }))
    }

    fn keep(&mut self, batch: Batch) -> Result<(), Broken> {
        self.batches += 1;
        self.meta = Some(batch.meta);
        for write in batch.chunks {
            let (info, digests, bytes) =
                self.chunks.entry(write.info.number).or_insert((write.info, Vec::new(), Vec::new()));
            (*info, *digests) = (write.info, write.digests);
            for (part, new) in write.parts {
                bytes.truncate(part as usize * PART_BYTES);
                bytes.extend(new);
            }
        }
        Ok(())
    }

    fn chunk(&mut self, number: i64) -> Result<Option<Vec<u8>>, Broken> {
        Ok(self.chunks.get(&number).map(|(_, _, bytes)| bytes.clone()))
    }

    fn erase(&mut self) -> Result<(), Broken> {
        *self = Self::default();
        Ok(())
    }
}

#[derive(Debug, Default)]
pub(super) struct Object {
    pub(super) memory: Memory,
    pub(super) sent: BTreeMap<ViewerId, String>,
    pub(super) refused: BTreeMap<ViewerId, Refusal>,
    pub(super) ended: Vec<ViewerId>,
    /// Bytes that wait, for those who do not read.
    pub(super) queued: BTreeMap<ViewerId, usize>,
    pub(super) pulls: Vec<ViewerId>,
    pub(super) asked: Vec<String>,
    pub(super) alarm: Option<i64>,
}

impl Store for Object {
    fn load(&mut self) -> Result<Option<Kept>, Broken> {
        self.memory.load()
    }
    fn keep(&mut self, batch: Batch) -> Result<(), Broken> {
        self.memory.keep(batch)
    }
    fn chunk(&mut self, number: i64) -> Result<Option<Vec<u8>>, Broken> {
        self.memory.chunk(number)
    }
    fn erase(&mut self) -> Result<(), Broken> {
        self.memory.erase()
    }
}

impl Audience for Object {
    fn accept(&mut self, viewer: ViewerId) {
        self.sent.insert(viewer, String::new());
    }
    fn refuse(&mut self, viewer: ViewerId, why: Refusal) {
        self.refused.insert(viewer, why);
    }
    fn send(&mut self, viewer: ViewerId, bytes: &Arc<[u8]>) {
        self.sent.get_mut(&viewer).unwrap().push_str(std::str::from_utf8(bytes).unwrap());
        if let Some(queued) = self.queued.get_mut(&viewer) {
            *queued += bytes.len();
        }
    }
    fn queued(&self, viewer: ViewerId) -> usize {
        self.queued.get(&viewer).copied().unwrap_or(0)
    }
    fn want_pull(&mut self, viewer: ViewerId) {
        self.pulls.push(viewer);
    }
    fn end(&mut self, viewer: ViewerId) {
        self.ended.push(viewer);
    }
}

impl Host for Object {
    fn open(&mut self, stream: u32) {
        self.asked.push(format!("open {stream}"));
    }
    fn close(&mut self) {
        self.asked.push("close".into());
    }
    fn list(&mut self, number: u32, list: List) {
        let what = if list.from.is_some() {
            "missed"
        } else if list.types.is_empty() {
            "history"
        } else {
            "queued"
        };
        self.asked.push(format!("list {number} {what}"));
    }
    fn verify(&mut self) {
        self.asked.push("verify".into());
    }
    fn remember(&mut self, at: Option<i64>) {
        self.alarm = at;
    }
}
