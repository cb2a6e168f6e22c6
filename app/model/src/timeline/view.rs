//! The rows that a person wants to see, kept in step with the timeline one change at a time.

use std::borrow::Cow;

use super::filter::Filter;
use super::picked::Picked;
use super::row::RowId;
use super::stored::Position;
use super::{Change, Timeline};

/// The rows of a timeline that a filter lets through, with ranks of their own.
///
/// Without a filter it is the timeline itself, and costs nothing.
#[derive(Debug, Default)]
pub struct View {
    filter: Filter,
    picked: Picked,
    /// Whether anything could still wait when the rows were picked.
    over: bool,
}

impl View {
    /// The rows of `timeline` that `filter` lets through.
    pub fn new(filter: Filter, timeline: &Timeline) -> Self {
        let mut view = Self { filter, picked: Picked::default(), over: timeline.is_over() };
        if !view.is_whole() {
            let mut changes = Vec::new();
            for row in timeline.rows() {
                view.sync(timeline, row, &mut changes);
            }
        }
        view
    }

    /// What is let through.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Takes what `timeline` said it changed, and says what that changed here.
    pub fn follow<'c>(&mut self, timeline: &Timeline, changes: &'c [Change]) -> Cow<'c, [Change]> {
        if self.is_whole() {
            return Cow::Borrowed(changes);
        }
        let mut own = Vec::new();
        for change in changes {
            let (Change::Inserted(_, row) | Change::Removed(_, row) | Change::Changed(row)) = change;
            self.sync(timeline, *row, &mut own);
        }
        // When a session is over nothing waits in it any more.
        if self.over != timeline.is_over() {
            self.over = timeline.is_over();
            for (_, row) in &timeline.waiting {
                self.sync(timeline, *row, &mut own);
            }
        }
        Cow::Owned(own)
    }

    /// How many rows there are.
    pub fn len(&self, timeline: &Timeline) -> usize {
        if self.is_whole() { timeline.len() } else { self.picked.len() }
    }

    /// The row at `rank`.
    pub fn row_at(&self, timeline: &Timeline, rank: usize) -> Option<RowId> {
        if self.is_whole() { timeline.row_at(rank) } else { self.picked.get(rank) }
    }

    /// The rank of a row, if it is let through.
    pub fn rank(&self, timeline: &Timeline, row: RowId) -> Option<usize> {
        if self.is_whole() { timeline.rank(row) } else { self.picked.rank(row) }
    }

    /// The rank of the first row that stands where `row` does, or behind it.
    pub fn rank_near(&self, timeline: &Timeline, row: RowId) -> Option<usize> {
        let position = timeline.position(row)?;
        Some(if self.is_whole() { timeline.shown.rank(&position) } else { self.picked.before(position) })
    }

    /// Whether every row is let through.
    pub fn is_whole(&self) -> bool {
        self.filter.is_empty()
    }

    fn sync(&mut self, timeline: &Timeline, row: RowId, changes: &mut Vec<Change>) {
        let is_wanted = |_: &Position| timeline.traits(row).is_some_and(|traits| self.filter.matches(&traits));
        let wanted = timeline.position(row).filter(is_wanted);
        self.picked.put(row, wanted, changes);
    }
}

#[cfg(test)]
mod tests;
