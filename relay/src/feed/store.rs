//! What a feed keeps, and where: the shape of it, without a database.

use model::follow::Tail;
use serde::{Deserialize, Serialize};

/// The largest row of a chunk, in bytes. A batch rewrites at most one row that was there before.
pub const PART_BYTES: usize = 64 << 10;

/// How much goes where. Tests take less, to meet every edge.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// A chunk is full at this size; its last event may be larger.
    pub chunk_bytes: usize,
    /// How much may wait for one viewer, beside one event of any size.
    pub queue_bytes: usize,
    /// How much may wait for all viewers of a feed.
    pub all_queues_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { chunk_bytes: 256 << 10, queue_bytes: 256 << 10, all_queues_bytes: 16 << 20 }
    }
}

/// Where a feed keeps its log.
pub trait Store {
    /// What was kept, if anything.
    fn load(&mut self) -> Result<Option<Kept>, Broken>;
    /// Keeps a batch, all of it or nothing.
    fn keep(&mut self, batch: Batch) -> Result<(), Broken>;
    /// The bytes of a chunk.
    fn chunk(&mut self, number: i64) -> Result<Option<Vec<u8>>, Broken>;
    /// Forgets everything.
    fn erase(&mut self) -> Result<(), Broken>;
}

/// The store does not do its work. Whatever is in memory alone is dropped; the API still has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

/// What is known of a whole log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// Which log.
    pub epoch: u64,
    /// Numbers up to this one may have been used.
    pub reserved: i64,
    /// Where the follower stands.
    pub tail: Tail,
    /// When the log was found to be at its end (milliseconds since 1970).
    pub sealed_at: Option<i64>,
}

/// What is known of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChunkInfo {
    /// Its number. None is left out between the oldest and the newest.
    pub number: i64,
    /// The number of its first entry.
    pub first: i64,
    /// The number of its last entry.
    pub last: i64,
    /// How many entries it has.
    pub entries: u32,
}

/// What was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Of the whole log.
    pub meta: Meta,
    /// The chunks, oldest first, each with the digests of its entries ([`super::entry::Version`], 16 bytes an entry).
    pub chunks: Vec<(ChunkInfo, Vec<u8>)>,
}

/// A batch to keep in one step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Of the whole log.
    pub meta: Meta,
    /// What is new of chunks.
    pub chunks: Vec<ChunkWrite>,
}

/// What is new of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkWrite {
    /// Of the chunk.
    pub info: ChunkInfo,
    /// The digests of its entries, all of them.
    pub digests: Vec<u8>,
    /// Rows of [`PART_BYTES`] that are new or have grown, by their number in the chunk.
    pub parts: Vec<(u32, Vec<u8>)>,
}

impl ChunkWrite {
    /// The rows of a chunk from byte `kept` on, before which nothing has changed.
    pub fn new(info: ChunkInfo, digests: Vec<u8>, bytes: &[u8], kept: usize) -> Self {
        let first = kept / PART_BYTES;
        let parts = bytes.chunks(PART_BYTES).enumerate().skip(first);
        let parts = parts.map(|(at, part)| (u32::try_from(at).unwrap_or(u32::MAX), part.to_vec())).collect();
        Self { info, digests, parts }
    }
}
