//! Some of the rows, in the order of the timeline, with their ranks among each other.

use std::collections::HashMap;

use super::Change;
use super::row::RowId;
use super::sequence::Sequence;
use super::stored::Position;

/// Some of the rows. Remembers where each stood, because the timeline no longer knows once a row has moved.
#[derive(Debug, Default)]
pub(crate) struct Picked {
    at: HashMap<RowId, Position>,
    order: Sequence<Position>,
}

impl Picked {
    pub(crate) fn len(&self) -> usize {
        self.order.len()
    }

    pub(crate) fn get(&self, rank: usize) -> Option<RowId> {
        self.order.get(rank).map(|position| position.row)
    }

    pub(crate) fn rank(&self, row: RowId) -> Option<usize> {
        self.at.get(&row).map(|position| self.order.rank(position))
    }

    pub(crate) fn contains(&self, row: RowId) -> bool {
        self.at.contains_key(&row)
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = RowId> + '_ {
        self.order.iter().map(|position| position.row)
    }

    pub(super) fn at(&self, row: RowId) -> Option<Position> {
        self.at.get(&row).copied()
    }

    /// How many of them stand before `position`.
    pub(super) fn before(&self, position: Position) -> usize {
        self.order.rank(&position)
    }

    /// The first of them that stands behind `position`.
    pub(super) fn next(&self, position: Position) -> Option<RowId> {
        let rank = self.order.rank(&position);
        let own = usize::from(self.order.get(rank) == Some(position));
        self.get(rank + own)
    }

    /// The last of them that stands at `position` or before it.
    pub(super) fn at_or_before(&self, position: Position) -> Option<RowId> {
        self.order.at_or_before(&position).map(|position| position.row)
    }

    /// Puts a row where it is wanted, or takes it out, and says what that changed.
    pub(super) fn put(&mut self, row: RowId, wanted: Option<Position>, changes: &mut Vec<Change>) {
        let old = self.at(row);
        if old == wanted {
            changes.extend(wanted.map(|_| Change::Changed(row)));
            return;
        }
        if let Some(old) = old {
            self.at.remove(&row);
            changes.extend(self.order.remove(&old).map(|rank| Change::Removed(rank, row)));
        }
        if let Some(wanted) = wanted {
            self.at.insert(row, wanted);
            changes.extend(self.order.insert(wanted).map(|rank| Change::Inserted(rank, row)));
        }
    }
}
