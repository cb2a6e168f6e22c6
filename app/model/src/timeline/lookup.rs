//! What is there: rows by rank, by event and in order, and the bytes of events.

use super::key::{Key, Slot};
use super::stored::{Group, Position, group_of};
use super::{RowId, Status, Timeline};
use crate::time::Time;

impl Timeline {
    /// How many events there are in the session's own log.
    pub fn event_count(&self) -> usize {
        self.own_events
    }

    /// How many tools were called, and how many of those calls failed.
    pub fn call_counts(&self) -> (usize, usize) {
        (self.tallies.calls(), self.tallies.failed())
    }

    /// Whether the session works now, as far as its own log says.
    pub fn is_at_work(&self) -> bool {
        matches!(self.status(), Status::Running | Status::Retrying)
    }

    /// How many rows are shown.
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether no row is shown.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at `rank`.
    pub fn row_at(&self, rank: usize) -> Option<RowId> {
        self.shown.get(rank).map(|position| position.row)
    }

    /// The rank of a row, if it is shown.
    pub fn rank(&self, row: RowId) -> Option<usize> {
        self.entry(row)?.position.map(|position| self.shown.rank(&position))
    }

    /// When a row happened; none while it waits or is being written.
    pub fn time_of(&self, row: RowId) -> Option<Time> {
        self.entry(row)?.position?.key.time()
    }

    /// The rows in order.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = RowId> + '_ {
        self.shown.iter().map(|position| position.row)
    }

    /// The row that an event is part of, or the last one before it.
    pub fn row_of(&self, event: &str) -> Option<RowId> {
        let slot = self.slot_of(event)?;
        let stored = self.event(slot)?;
        let own = group_of(stored).and_then(|group| self.by_group.get(&group)).copied();
        own.filter(|row| self.rank(*row).is_some()).or_else(|| {
            let here = Position { key: stored.key, layer: u8::MAX, row: RowId(u32::MAX) };
            let before = self.shown.at_or_before(&here).or_else(|| self.shown.get(0));
            before.map(|position| position.row)
        })
    }

    /// The bytes of an event, as they came.
    pub fn raw(&self, event: &str) -> Option<&str> {
        Some(self.event(self.slot_of(event)?)?.raw.get())
    }

    /// The ids of the events that a row is made of, in order.
    pub fn members(&self, row: RowId) -> Vec<&str> {
        let Some(entry) = self.entry(row) else { return Vec::new() };
        let mut slots: Vec<Slot> = entry.members.iter().map(|(_, slot)| *slot).collect();
        if let (Group::Turn(_), Some(position)) = (&entry.group, entry.position) {
            // What came before the first turn is told with it.
            let is_first = self.turn_number(position.key) <= 1;
            let start = if is_first { Key::MIN } else { position.key };
            slots.extend(self.unshown_between(start, self.turn_end(position.key)));
        } else if let Some(request) = self.request_of(row) {
            slots.extend([Some(request.start), request.end].into_iter().flatten());
        }
        if self.turns.len() == 0 && self.row_at(0) == Some(row) {
            slots.extend(self.unshown_between(Key::MIN, Key::MAX));
        }
        let mut ordered: Vec<_> = slots.into_iter().filter_map(|slot| Some((self.event(slot)?.key, slot))).collect();
        ordered.sort_unstable();
        ordered.dedup();
        ordered.into_iter().filter_map(|(_, slot)| Some(self.names.text(self.event(slot)?.id))).collect()
    }
}
