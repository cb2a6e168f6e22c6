//! Finds text in everything of a session that is loaded, a few events at a time.

mod marks;
mod needle;
mod strings;

use std::collections::{HashSet, VecDeque};

use crate::timeline::{Change, Picked, RowId, Timeline};
use needle::Needle;
use strings::any_string;

pub use marks::marks;

/// A search through a timeline. It goes on where it stopped, and again over rows that change.
#[derive(Debug)]
pub struct Search {
    needle: Needle,
    /// How many events were read, in the order of their arrival.
    read: usize,
    /// Rows that were read before they became what they are.
    again: VecDeque<RowId>,
    is_again: HashSet<RowId>,
    /// The row of an event that no row shows, and whose whole id is looked for.
    named: Option<RowId>,
    hits: Picked,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many rows hold the text, as far as is known.
    pub found: usize,
    /// How many events were read.
    pub searched: usize,
    /// How many there are.
    pub total: usize,
    /// Nothing is left to read.
    pub is_done: bool,
}

impl Search {
    /// Looks for `text` without regard to case; nothing is to be looked for in a text without a character.
    pub fn new(text: &str) -> Option<Self> {
        Some(Self {
            needle: Needle::new(text)?,
            read: 0,
            again: VecDeque::new(),
            is_again: HashSet::new(),
            named: None,
            hits: Picked::default(),
        })
    }

    /// Takes what `timeline` said it changed.
    pub fn note(&mut self, timeline: &Timeline, changes: &[Change]) {
        for change in changes {
            let (Change::Inserted(_, row) | Change::Removed(_, row) | Change::Changed(row)) = change;
            if self.hits.contains(*row) {
                // It may stand elsewhere now.
                timeline.pick(&mut self.hits, *row, true);
            }
            if self.is_again.insert(*row) {
                self.again.push_back(*row);
            }
        }
    }

    /// Reads at most about `budget` events.
    pub fn step(&mut self, timeline: &Timeline, budget: usize) -> Progress {
        let mut left = budget;
        while left > 0 {
            if let Some(row) = self.again.pop_front() {
                self.is_again.remove(&row);
                left = left.saturating_sub(self.read_row(timeline, row));
            } else if self.read < timeline.text_count() {
                self.read_event(timeline, self.read);
                self.read += 1;
                left -= 1;
            } else {
                break;
            }
        }
        self.progress(timeline)
    }

    /// How far it is.
    pub fn progress(&self, timeline: &Timeline) -> Progress {
        let total = timeline.text_count();
        Progress {
            found: self.hits.len(),
            searched: self.read.min(total),
            total,
            is_done: self.again.is_empty() && self.read >= total,
        }
    }

    /// The rows that hold the text, in the order of the timeline.
    pub fn hits(&self) -> impl Iterator<Item = RowId> + '_ {
        self.hits.rows()
    }

    /// Whether a row is known to hold the text.
    pub fn is_hit(&self, row: RowId) -> bool {
        self.hits.contains(row)
    }

    /// The number of a row among the hits, from 0.
    pub fn rank(&self, row: RowId) -> Option<usize> {
        self.hits.rank(row)
    }

    /// The hit at a number, from 0.
    pub fn hit(&self, rank: usize) -> Option<RowId> {
        self.hits.get(rank)
    }

    /// The number of the first hit where `row` stands, or behind it; the number of all hits when there is none.
    pub fn rank_near(&self, timeline: &Timeline, row: RowId) -> usize {
        timeline.rank_among(&self.hits, row).unwrap_or(0)
    }

    fn read_event(&mut self, timeline: &Timeline, index: usize) {
        let Some(text) = timeline.text(index) else { return };
        match text.row {
            Some(row) if self.hits.contains(row) => {}
            Some(row) if self.is_in(timeline, index) || self.is_in_lane(timeline, row) => {
                timeline.pick(&mut self.hits, row, true);
            }
            None if self.needle.is(text.id) => {
                self.named = timeline.row_of(text.id);
                if let Some(row) = self.named {
                    timeline.pick(&mut self.hits, row, true);
                }
            }
            _ => {}
        }
    }

    /// Reads a row again, and says how many events that took. Events whose turn is still to come are left to it.
    fn read_row(&mut self, timeline: &Timeline, row: RowId) -> usize {
        let known: Vec<usize> = timeline.texts_of(row).filter(|index| *index < self.read).collect();
        let written = timeline.written_in(row);
        let is_hit = self.named == Some(row)
            || known.iter().any(|index| self.is_in(timeline, *index))
            || written.iter().any(|text| self.needle.is_in(text))
            || (!known.is_empty() && self.is_in_lane(timeline, row));
        timeline.pick(&mut self.hits, row, is_hit);
        known.len().max(1)
    }

    fn is_in(&self, timeline: &Timeline, index: usize) -> bool {
        timeline.text(index).is_some_and(|text| {
            self.needle.may_be_in(text.raw) && any_string(text.raw, text.is_unknown, |string| self.needle.is_in(string))
        })
    }

    fn is_in_lane(&self, timeline: &Timeline, row: RowId) -> bool {
        timeline.lane_of(row).is_some_and(|name| self.needle.is_in(name))
    }
}

#[cfg(test)]
mod tests;
