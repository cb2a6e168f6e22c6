//! In which order lanes stand below each other.

use super::Strip;
use crate::timeline::nest;

/// Where a lane stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shelf {
    /// Which lane.
    pub lane: usize,
    /// How many threads it is below; the session's own thread and what that made have none.
    pub depth: usize,
}

impl Strip {
    /// The lanes from top to bottom: pinned ones first, the others below the thread that made them.
    ///
    /// `parent` names the thread that made one, as far as that is known.
    pub fn order(
        &self,
        parent: impl Fn(&str) -> Option<String>,
        is_pinned: impl Fn(Option<&str>) -> bool,
    ) -> Vec<Shelf> {
        let threads: Vec<(String, Option<String>)> = self
            .lanes
            .iter()
            .map(|lane| (lane.thread.clone().unwrap_or_default(), lane.thread.as_deref().and_then(&parent)))
            .collect();
        let shelves = nest(&threads).into_iter().map(|(lane, depth)| Shelf { lane, depth });
        let pinned = |shelf: &Shelf| self.lanes.get(shelf.lane).is_some_and(|lane| is_pinned(lane.thread.as_deref()));
        let (first, rest): (Vec<Shelf>, Vec<Shelf>) = shelves.partition(pinned);
        // Taken out of the tree, a pinned lane is below nothing.
        first.into_iter().map(|shelf| Shelf { depth: 0, ..shelf }).chain(rest).collect()
    }
}
