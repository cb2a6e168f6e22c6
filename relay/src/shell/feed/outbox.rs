//! What is on its way to the viewers' streams.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use js_sys::Uint8Array;

use crate::feed::viewer::ViewerId;

/// Bytes for viewers, held until everything that happened at once is through, and until a viewer has taken what was
/// sent before: giving bytes to a stream costs much more than the bytes do, so they go in as few pieces as they can.
#[derive(Default)]
pub(super) struct Outbox {
    pieces: HashMap<ViewerId, Pieces>,
    /// For whom something was put since the last [`Outbox::news`].
    news: Vec<ViewerId>,
    /// What was joined last, as the runtime has it: most viewers get the same as many others.
    joined: VecDeque<(Pieces, Uint8Array)>,
}

type Pieces = Vec<Arc<[u8]>>;

/// How many joined pieces are at hand.
const JOINED: usize = 8;

impl Outbox {
    pub(super) fn put(&mut self, viewer: ViewerId, bytes: &Arc<[u8]>) {
        let pieces = self.pieces.entry(viewer).or_default();
        if pieces.is_empty() {
            self.news.push(viewer);
        }
        pieces.push(Arc::clone(bytes));
    }

    /// How many bytes wait for a viewer.
    pub(super) fn waiting(&self, viewer: ViewerId) -> usize {
        self.pieces.get(&viewer).map_or(0, |pieces| pieces.iter().map(|piece| piece.len()).sum())
    }

    /// Whether there is somebody for the next [`Outbox::news`].
    pub(super) fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    /// For whom nothing waited before the last call, and now something does.
    pub(super) fn news(&mut self) -> Vec<ViewerId> {
        std::mem::take(&mut self.news)
    }

    /// Takes what waits for a viewer.
    pub(super) fn take(&mut self, viewer: ViewerId) -> Option<Uint8Array> {
        let pieces = self.pieces.remove(&viewer)?;
        if let Some((_, array)) = self.joined.iter().find(|(joined, _)| is_same(joined, &pieces)) {
            return Some(array.clone());
        }
        let array = Uint8Array::from(pieces.concat().as_slice());
        self.joined.truncate(JOINED - 1);
        self.joined.push_front((pieces, array.clone()));
        Some(array)
    }
}

/// Whether these are the same bytes, at the same place.
fn is_same(one: &[Arc<[u8]>], other: &[Arc<[u8]>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
}
