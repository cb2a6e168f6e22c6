//! What is on its way to the viewers' streams.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use js_sys::Uint8Array;

use crate::feed::viewer::ViewerId;

/// Bytes for viewers, held until everything that happened at once is through: giving bytes to a stream costs much more
/// than the bytes do, so what the API said in one breath goes to each viewer in one piece.
#[derive(Default)]
pub(super) struct Outbox {
    pieces: HashMap<ViewerId, Pieces>,
    /// What was joined last, as the runtime has it: most viewers get the same as many others.
    joined: VecDeque<(Pieces, Uint8Array)>,
}

type Pieces = Vec<Arc<[u8]>>;

/// How many kinds of viewers there are: each of the two previews may be wanted, or not.
const KINDS: usize = 4;

impl Outbox {
    pub(super) fn put(&mut self, viewer: ViewerId, bytes: &Arc<[u8]>) {
        self.pieces.entry(viewer).or_default().push(Arc::clone(bytes));
    }

    /// How many bytes wait for a viewer.
    pub(super) fn waiting(&self, viewer: ViewerId) -> usize {
        self.pieces.get(&viewer).map_or(0, |pieces| pieces.iter().map(|piece| piece.len()).sum())
    }

    /// For whom something waits.
    pub(super) fn viewers(&self) -> Vec<ViewerId> {
        self.pieces.keys().copied().collect()
    }

    /// Takes what waits for a viewer.
    pub(super) fn take(&mut self, viewer: ViewerId) -> Option<Uint8Array> {
        let pieces = self.pieces.remove(&viewer)?;
        if let Some((_, array)) = self.joined.iter().find(|(joined, _)| is_same(joined, &pieces)) {
            return Some(array.clone());
        }
        let array = Uint8Array::from(pieces.concat().as_slice());
        self.joined.truncate(KINDS - 1);
        self.joined.push_front((pieces, array.clone()));
        Some(array)
    }
}

/// Whether these are the same bytes, at the same place.
fn is_same(one: &[Arc<[u8]>], other: &[Arc<[u8]>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other))
}
