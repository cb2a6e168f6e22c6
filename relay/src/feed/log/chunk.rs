//! Chunks: the one that grows, and what is read of the others.

use std::sync::Arc;

use crate::feed::entry::Version;
use crate::feed::frame;
use crate::feed::store::{ChunkInfo, ChunkWrite};

/// A part of the log, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Frames.
    pub bytes: Arc<[u8]>,
    /// The number of the last entry in it.
    pub last: i64,
}

/// The chunk at the end, which grows.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) info: ChunkInfo,
    pub(super) bytes: Vec<u8>,
    digests: Vec<u8>,
    pub(super) kept: usize,
}

impl Open {
    pub(super) fn new(number: i64) -> Self {
        let info = ChunkInfo { number, first: 0, last: 0, entries: 0 };
        Self { info, bytes: Vec::new(), digests: Vec::new(), kept: 0 }
    }

    pub(super) fn push(&mut self, seq: i64, version: Version, frame: &[u8]) {
        if self.info.entries == 0 {
            self.info.first = seq;
        }
        self.info.last = seq;
        self.info.entries += 1;
        self.bytes.extend_from_slice(frame);
        self.digests.extend(version.key.to_be_bytes());
        self.digests.extend(version.content.to_be_bytes());
    }

    pub(super) fn write(&mut self) -> Option<ChunkWrite> {
        if self.kept == self.bytes.len() {
            return None;
        }
        let write = ChunkWrite::new(self.info, self.digests.clone(), &self.bytes, self.kept);
        self.kept = self.bytes.len();
        Some(write)
    }
}

impl Piece {
    /// What stands behind `after` in a chunk.
    pub(super) fn behind(after: i64, chunk: &[u8]) -> Option<Self> {
        let mut start = 0;
        let mut last = None;
        for (seq, frame) in frame::split(chunk) {
            if seq <= after {
                start += frame.len();
            } else {
                last = Some(seq);
            }
        }
        Some(Self { bytes: chunk.get(start..)?.into(), last: last? })
    }
}
