//! The relay's side: a real feed in a make-believe object, which may be restarted at any time.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use model::follow::List;
use relay::feed::store::{Batch, Broken, ChunkInfo, Kept, Limits, Meta, PART_BYTES, Store};
use relay::feed::viewer::{Audience, Refusal, ViewerId};
use relay::feed::{self, Feed};

/// Small, so that a few events fill them.
pub const LIMITS: Limits = Limits { chunk_bytes: 900, queue_bytes: 700, all_queues_bytes: 1_800 };

/// What survives a restart.
#[derive(Debug, Default)]
pub struct Disk {
    meta: Option<Meta>,
    chunks: BTreeMap<i64, (ChunkInfo, Vec<u8>, Vec<u8>)>,
}

/// What waits for a viewer.
#[derive(Debug, Default)]
pub struct Queue {
    pub pieces: VecDeque<Arc<[u8]>>,
    pub bytes: usize,
    pub wants_pull: bool,
    pub is_ended: bool,
}

#[derive(Debug, Default)]
pub struct Object {
    pub disk: Disk,
    pub queues: BTreeMap<ViewerId, Queue>,
    pub refused: BTreeMap<ViewerId, Refusal>,
    pub opens: VecDeque<u32>,
    pub is_closed: bool,
    pub lists: VecDeque<(u32, List)>,
    pub verifies: bool,
    pub alarm: Option<i64>,
}

/// A feed and its object.
#[derive(Debug)]
pub struct Relay {
    pub feed: Feed,
    pub object: Object,
}

impl Relay {
    pub fn new(scope: model::follow::Scope, seed: u64, now: i64) -> Self {
        let mut object = Object::default();
        let feed = Feed::load(scope, seed, now, None, LIMITS, &mut object).expect("the store works");
        Self { feed, object }
    }

    /// The object is moved: what was in memory is gone, and every connection with it.
    pub fn restart(&mut self, scope: model::follow::Scope, seed: u64, now: i64) {
        let disk = std::mem::take(&mut self.object.disk);
        let alarm = self.object.alarm;
        self.object = Object { disk, alarm, ..Object::default() };
        self.feed = Feed::load(scope, seed, now, alarm, LIMITS, &mut self.object).expect("the store works");
    }

    pub fn tell(&mut self, input: feed::Input, now: i64) {
        self.feed.handle(input, now, &mut self.object).expect("the store works");
    }
}

impl Store for Object {
    fn load(&mut self) -> Result<Option<Kept>, Broken> {
        let Some(meta) = self.disk.meta.clone() else { return Ok(None) };
        // Written down and read again, as a database does.
        let json = serde_json::to_string(&meta).map_err(|_| Broken)?;
        let meta = serde_json::from_str(&json).map_err(|_| Broken)?;
        let chunks = self.disk.chunks.values().map(|(info, digests, _)| (*info, digests.clone())).collect();
        Ok(Some(Kept { meta, chunks }))
    }

    fn keep(&mut self, batch: Batch) -> Result<(), Broken> {
        self.disk.meta = Some(batch.meta);
        for write in batch.chunks {
            let (info, digests, bytes) =
                self.disk.chunks.entry(write.info.number).or_insert((write.info, Vec::new(), Vec::new()));
            (*info, *digests) = (write.info, write.digests);
            for (part, new) in write.parts {
                bytes.truncate(usize::try_from(part).expect("small") * PART_BYTES);
                bytes.extend(new);
            }
        }
        Ok(())
    }

    fn chunk(&mut self, number: i64) -> Result<Option<Vec<u8>>, Broken> {
        Ok(self.disk.chunks.get(&number).map(|(_, _, bytes)| bytes.clone()))
    }

    fn erase(&mut self) -> Result<(), Broken> {
        self.disk = Disk::default();
        Ok(())
    }
}

impl Audience for Object {
    fn accept(&mut self, viewer: ViewerId) {
        self.queues.insert(viewer, Queue::default());
    }

    fn refuse(&mut self, viewer: ViewerId, why: Refusal) {
        self.refused.insert(viewer, why);
    }

    fn send(&mut self, viewer: ViewerId, bytes: &Arc<[u8]>) {
        if let Some(queue) = self.queues.get_mut(&viewer) {
            assert!(!queue.is_ended, "bytes behind the end");
            queue.bytes += bytes.len();
            queue.pieces.push_back(Arc::clone(bytes));
        }
    }

    fn queued(&self, viewer: ViewerId) -> usize {
        self.queues.get(&viewer).map_or(0, |queue| queue.bytes)
    }

    fn want_pull(&mut self, viewer: ViewerId) {
        if let Some(queue) = self.queues.get_mut(&viewer) {
            queue.wants_pull = true;
        }
    }

    fn end(&mut self, viewer: ViewerId) {
        if let Some(queue) = self.queues.get_mut(&viewer) {
            queue.is_ended = true;
        }
    }
}

impl feed::Host for Object {
    fn open(&mut self, stream: u32) {
        self.is_closed = true;
        self.opens.clear();
        self.opens.push_back(stream);
    }

    fn close(&mut self) {
        self.is_closed = true;
        self.opens.clear();
    }

    fn list(&mut self, number: u32, list: List) {
        self.lists.push_back((number, list));
    }

    fn verify(&mut self) {
        self.verifies = true;
    }

    fn remember(&mut self, at: Option<i64>) {
        self.alarm = at;
    }
}
