//! The rows that a person wants to see, kept in step with the timeline one change at a time.

use std::borrow::Cow;

use super::filter::Filter;
use super::picked::Picked;
use super::row::RowId;
use super::story::Level;
use super::traits::{Sort, Traits};
use super::{Change, Timeline};

/// The rows of a timeline that a filter lets through, with ranks of their own; in a story, runs of calls as one.
///
/// Where everything is shown it is the timeline itself, and costs nothing.
#[derive(Debug, Default)]
pub struct View {
    filter: Filter,
    level: Level,
    picked: Picked,
    /// In a story, the picked rows with which runs begin, and those that stand for themselves.
    leads: Picked,
    /// Whether anything could still wait when the rows were picked.
    over: bool,
}

impl View {
    /// The rows of `timeline` that `filter` lets through.
    pub fn new(filter: Filter, level: Level, timeline: &Timeline) -> Self {
        let over = timeline.is_over();
        let mut view = Self { filter, level, picked: Picked::default(), leads: Picked::default(), over };
        if !view.is_whole() {
            let mut changes = Vec::new();
            for row in timeline.rows() {
                view.sync(timeline, row, &mut changes);
                changes.clear();
            }
        }
        view
    }

    /// What is let through.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How much is told.
    pub fn level(&self) -> Level {
        self.level
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
        if self.is_whole() { timeline.len() } else { self.rows().len() }
    }

    /// How many rows the filter lets through, those within runs too.
    pub fn picked_len(&self, timeline: &Timeline) -> usize {
        if self.is_whole() { timeline.len() } else { self.picked.len() }
    }

    /// The row at a rank among those that the filter lets through, those within runs too.
    pub fn picked_at(&self, timeline: &Timeline, rank: usize) -> Option<RowId> {
        if self.is_whole() { timeline.row_at(rank) } else { self.picked.get(rank) }
    }

    /// The rank of a row among those that the filter lets through, those within runs too.
    pub fn picked_rank(&self, timeline: &Timeline, row: RowId) -> Option<usize> {
        if self.is_whole() { timeline.rank(row) } else { self.picked.rank(row) }
    }

    /// The row at `rank`.
    pub fn row_at(&self, timeline: &Timeline, rank: usize) -> Option<RowId> {
        if self.is_whole() { timeline.row_at(rank) } else { self.rows().get(rank) }
    }

    /// The rank of a row or of its run, if it is let through.
    pub fn rank(&self, timeline: &Timeline, row: RowId) -> Option<usize> {
        if self.is_whole() { timeline.rank(row) } else { self.rows().rank(self.lead(timeline, row)?) }
    }

    /// The rank of the first row that stands where `row` does, or behind it.
    pub fn rank_near(&self, timeline: &Timeline, row: RowId) -> Option<usize> {
        let position = timeline.position(row)?;
        Some(if self.is_whole() { timeline.shown.rank(&position) } else { self.rows().before(position) })
    }

    /// The row with which the run of a row begins, if it is let through: itself, unless this is a story.
    pub fn lead(&self, timeline: &Timeline, row: RowId) -> Option<RowId> {
        if self.is_whole() {
            return timeline.rank(row).map(|_| row);
        }
        self.rows().at_or_before(self.picked.at(row)?)
    }

    /// The rows of the run that begins with `lead`; only itself, unless this is a story.
    pub fn run(&self, lead: RowId) -> Vec<RowId> {
        let (Some(first), Some(rank)) = (self.picked.rank(lead), self.leads.rank(lead)) else { return vec![lead] };
        let next = self.leads.get(rank + 1).and_then(|next| self.picked.rank(next)).unwrap_or(self.picked.len());
        (first..next).filter_map(|rank| self.picked.get(rank)).collect()
    }

    /// Whether every row is let through as it is.
    pub fn is_whole(&self) -> bool {
        self.filter.is_empty() && self.level == Level::Full
    }

    fn rows(&self) -> &Picked {
        match self.level {
            Level::Full => &self.picked,
            Level::Story => &self.leads,
        }
    }

    fn sync(&mut self, timeline: &Timeline, row: RowId, changes: &mut Vec<Change>) {
        let wanted = timeline.position(row).filter(|_| timeline.traits(row).is_some_and(|row| self.wants(&row)));
        if self.level == Level::Full {
            return self.picked.put(row, wanted, changes);
        }
        let old = self.picked.at(row);
        self.picked.put(row, wanted, &mut Vec::new());
        self.sync_lead(timeline, row, changes);
        for position in [old, wanted].into_iter().flatten() {
            // Whether the next row begins a run depends on this one.
            if let Some(next) = self.picked.next(position) {
                self.sync_lead(timeline, next, changes);
            }
            changes.extend(self.leads.at_or_before(position).map(Change::Changed));
        }
    }

    fn sync_lead(&mut self, timeline: &Timeline, row: RowId, changes: &mut Vec<Change>) {
        let joins = |rank: usize| {
            let before = rank.checked_sub(1).and_then(|rank| self.picked.get(rank));
            let run = before.and_then(|before| timeline.run_of(before));
            run.is_some() && run == timeline.run_of(row)
        };
        let wanted = self.picked.at(row).filter(|_| !self.picked.rank(row).is_some_and(joins));
        if wanted.is_some() || self.leads.contains(row) {
            self.leads.put(row, wanted, changes);
        }
    }

    fn wants(&self, row: &Traits<'_>) -> bool {
        self.filter.matches(row) && (self.level == Level::Full || row.sort != Sort::Thinking)
    }
}

#[cfg(test)]
mod tests;
