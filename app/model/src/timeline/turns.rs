//! Turns and model requests: which events lie between which.

use super::digest::{Charge, Digest, SessionStep};
use super::key::{Key, Slot};
use super::stored::{LogIndex, SESSION, group_of};
use super::{Change, RowId, Timeline};
use crate::cost::{self, Cost};

/// A model request with the row that carries its figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request {
    pub(super) start: Slot,
    pub(super) end: Option<Slot>,
    pub(super) carrier: Option<RowId>,
}

impl Timeline {
    /// Whether a running event at `key` opens a turn: the session was not at work before.
    pub(super) fn opens_turn(&self, key: Key) -> bool {
        let before = self.statuses.range(..key).next_back().and_then(|(_, slot)| self.event(*slot));
        !matches!(
            before.map(|stored| &stored.digest),
            Some(Digest::Status(SessionStep::Running | SessionStep::Rescheduled))
        )
    }

    /// A status came or went at `key`: turns may begin or end elsewhere.
    pub(super) fn turns_changed(&mut self, key: Key, changes: &mut Vec<Change>) {
        self.touch_turn(key, changes);
        let next = self.statuses.range((std::ops::Bound::Excluded(key), std::ops::Bound::Unbounded)).next();
        let next = next.and_then(|(_, slot)| self.event(*slot)).and_then(group_of);
        if let Some(row) = next.and_then(|group| self.by_group.get(&group)).copied() {
            self.settle(row, changes);
        }
    }

    /// The turn that `key` lies in reads differently now.
    pub(super) fn touch_turn(&self, key: Key, changes: &mut Vec<Change>) {
        let turn = self.turns.at_or_before(&(key, RowId(u32::MAX)));
        changes.extend(turn.map(|(_, row)| Change::Changed(row)));
    }

    /// Where the turn that begins at `start` ends: where the next one begins.
    pub(super) fn turn_end(&self, start: Key) -> Key {
        let next = self.turns.rank(&(start, RowId(u32::MAX)));
        self.turns.get(next).map_or(Key::MAX, |(key, _)| key)
    }

    /// The number of the turn that begins at `start`, from 1.
    pub(super) fn turn_number(&self, start: Key) -> usize {
        self.turns.rank(&(start, RowId(u32::MAX)))
    }

    /// When the session went idle, in the turn that begins at `start`.
    pub(super) fn turn_idle(&self, start: Key) -> Option<Key> {
        let at_work = |slot: &Slot| {
            let digest = self.event(*slot).map(|stored| &stored.digest);
            matches!(digest, Some(Digest::Status(SessionStep::Running | SessionStep::Rescheduled)))
        };
        // It may say several times that it is idle, for instance after each of several answers.
        let idle = self.statuses.range(start..self.turn_end(start)).rev().take_while(|(_, slot)| !at_work(slot));
        idle.last().map(|(key, _)| *key)
    }

    /// What the requests between two keys cost; `None` when a price is not known.
    pub(super) fn cost_between(&self, start: Key, end: Key) -> Option<Cost> {
        self.charges.range(start..end).try_fold(Cost::default(), |sum, (_, slot)| Some(sum + self.cost_of(*slot)?))
    }

    /// What one request, or one round of the grader, cost.
    pub(super) fn cost_of(&self, slot: Slot) -> Option<Cost> {
        let stored = self.event(slot)?;
        let Charge { tokens, speed, .. } = self.charge_of(slot)?;
        if tokens == cost::Tokens::default() {
            return Some(Cost::default());
        }
        cost::request(self.models.get(&stored.log)?, &tokens, speed, stored.at?)
    }

    /// What one request, or one round of the grader, used.
    pub(super) fn charge_of(&self, slot: Slot) -> Option<Charge> {
        match &self.event(slot)?.digest {
            Digest::RequestEnd { charge, .. } | Digest::Evaluation { graded: Some(charge), .. } => Some(**charge),
            _ => None,
        }
    }

    /// The request that began with `start`.
    pub(super) fn request(&self, log: LogIndex, start: Slot) -> Option<Request> {
        let from = self.event(start)?;
        let mut carrier = None;
        let mut has_message = false;
        let mut end = None;
        for (_, slot) in self.order.range((log, from.key)..=(log, Key::MAX)).skip(1) {
            let stored = self.event(*slot)?;
            match &stored.digest {
                Digest::RequestEnd { start, .. } if *start == from.id => {
                    end = Some(*slot);
                    break;
                }
                Digest::RequestStart => break,
                Digest::Output { message } if carrier.is_none() || (*message && !has_message) => {
                    has_message = *message;
                    carrier = group_of(stored).and_then(|group| self.by_group.get(&group)).copied();
                }
                _ => {}
            }
        }
        Some(Request { start, end, carrier })
    }

    /// The row that carries the figures of the request that began with `start`.
    pub(super) fn carrier(&self, log: LogIndex, start: Slot) -> Option<RowId> {
        self.request(log, start)?.carrier
    }

    /// The request whose figures `row` carries.
    pub(super) fn request_of(&self, row: RowId) -> Option<Request> {
        let (key, slot) = self.entry(row)?.members.first()?;
        let stored = self.event(*slot)?;
        if !matches!(stored.digest, Digest::Output { .. }) {
            return None;
        }
        let before = self.order.range((stored.log, Key::MIN)..(stored.log, *key)).rev();
        let start = before.map(|(_, slot)| *slot).find_map(|slot| match self.event(slot).map(|s| &s.digest) {
            Some(Digest::RequestStart) => Some(Some(slot)),
            Some(Digest::RequestEnd { .. } | Digest::Status(_)) | None => Some(None),
            Some(_) => None,
        })??;
        self.request(stored.log, start).filter(|request| request.carrier == Some(row))
    }

    /// Events of the session's log between two keys that no row shows: they are the turn's own.
    pub(super) fn unshown_between(&self, start: Key, end: Key) -> Vec<Slot> {
        let slots = self.order.range((SESSION, start)..(SESSION, end)).map(|(_, slot)| *slot);
        slots.filter(|slot| !self.is_shown(*slot)).collect()
    }

    fn is_shown(&self, slot: Slot) -> bool {
        let Some(stored) = self.event(slot) else { return false };
        if let Digest::RequestEnd { start, .. } = stored.digest {
            let start = self.requests.get(&(stored.log, start));
            return start.and_then(|start| self.carrier(stored.log, *start)).is_some();
        }
        if matches!(stored.digest, Digest::RequestStart) {
            return self.carrier(stored.log, slot).is_some();
        }
        let row = group_of(stored).and_then(|group| self.by_group.get(&group));
        row.and_then(|row| self.entry(*row)).is_some_and(|entry| entry.position.is_some())
    }
}
