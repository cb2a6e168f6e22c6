//! Enters events into the indexes, and puts rows where their members say.

use std::collections::BTreeSet;

use super::digest::{Asks, Digest, SessionStep};
use super::key::{Key, Slot};
use super::{Change, Entry, Group, LogIndex, Position, RowId, SESSION, Timeline, group_of};

impl Timeline {
    pub(super) fn index(&mut self, slot: Slot, changes: &mut Vec<Change>) {
        let Some(stored) = self.event(slot) else { return };
        let key = match stored.at {
            Some(at) => Key::timed(at, stored.place, slot),
            None if stored.digest.can_queue() => Key::queued(stored.place, slot),
            None => Key::timeless(stored.place, slot),
        };
        let (log, id, digest, group) = (stored.log, stored.id, stored.digest.clone(), group_of(stored));
        let place = stored.place;
        if let Some(stored) = self.event_mut(slot) {
            stored.key = key;
        }
        self.order.insert((log, key), slot);
        if let Some(group) = group {
            let row = self.row_for(group);
            if let Some(entry) = self.entry_mut(row) {
                entry.members.insert((key, slot));
            }
            self.settle(row, changes);
        }
        match digest {
            Digest::RequestStart => {
                self.requests.insert((log, id), slot);
            }
            Digest::Thread { thread, agent, .. } => {
                self.agents.insert(thread, agent);
            }
            _ => {}
        }
        self.note(log, key, slot, &digest, true, changes);
        if matches!(digest, Digest::RequestEnd { .. } | Digest::Status(SessionStep::Idle(..))) {
            self.close_previews(log, place, changes);
        }
    }

    pub(super) fn unindex(&mut self, slot: Slot, changes: &mut Vec<Change>) {
        let Some(stored) = self.event(slot) else { return };
        let (log, key, digest, group) = (stored.log, stored.key, stored.digest.clone(), group_of(stored));
        self.order.remove(&(log, key));
        if let Some(row) = group.and_then(|group| self.by_group.get(&group)).copied() {
            if let Some(entry) = self.entry_mut(row) {
                entry.members.remove(&(key, slot));
            }
            // A row that only moves keeps its place until its event is back.
            if self.entry(row).is_some_and(|entry| !entry.members.is_empty()) {
                self.settle(row, changes);
            }
        }
        self.note(log, key, slot, &digest, false, changes);
    }

    /// Enters an event into the indexes of its log, or strikes it out.
    pub(super) fn note(
        &mut self,
        log: LogIndex,
        key: Key,
        slot: Slot,
        digest: &Digest,
        enter: bool,
        changes: &mut Vec<Change>,
    ) {
        if let Digest::RequestEnd { start, .. } = digest {
            let carrier = self.requests.get(&(log, *start)).and_then(|start| self.carrier(log, *start));
            changes.extend(carrier.map(Change::Changed));
        }
        if log != SESSION {
            return;
        }
        let index = match digest {
            Digest::Status(_) => Some(&mut self.statuses),
            Digest::RequestEnd { .. } | Digest::Evaluation { graded: Some(_), .. } => Some(&mut self.charges),
            Digest::Usage(_) => Some(&mut self.counts),
            Digest::Updated { .. } => Some(&mut self.budgets),
            Digest::Interrupt if enter => {
                self.interrupts.insert(key);
                None
            }
            Digest::Interrupt => {
                self.interrupts.remove(&key);
                None
            }
            _ => None,
        };
        if let Some(index) = index {
            if enter {
                index.insert(key, slot);
            } else {
                index.remove(&key);
            }
        }
        match digest {
            Digest::Status(_) => self.turns_changed(key, changes),
            Digest::RequestEnd { .. } | Digest::Evaluation { .. } => self.touch_turn(key, changes),
            _ => {}
        }
    }

    pub(super) fn row_for(&mut self, group: Group) -> RowId {
        if let Some(row) = self.by_group.get(&group) {
            return *row;
        }
        let row = RowId(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        self.rows.push(Entry {
            group: group.clone(),
            members: BTreeSet::new(),
            position: None,
            preview: None,
            failed: false,
            waits: None,
        });
        self.by_group.insert(group, row);
        row
    }

    /// Puts a row where its members say, after they changed.
    pub(super) fn settle(&mut self, row: RowId, changes: &mut Vec<Change>) {
        let Some(entry) = self.entry(row) else { return };
        let digest = |slot: &Slot| self.event(*slot).map(|stored| &stored.digest);
        let head = entry.members.iter().find(|(_, slot)| digest(slot).is_some_and(Digest::is_head));
        let first = entry.members.first();
        let position = match &entry.group {
            // The primary thread is never created, and its steps are those of the session.
            Group::Thread(_) => head.map(|(key, _)| (*key, 1)),
            Group::Turn(_) => first.filter(|(key, _)| self.opens_turn(*key)).map(|(key, _)| (*key, 0)),
            _ => match (&entry.preview, head.or(first)) {
                (_, Some((key, _))) => Some((*key, 1)),
                (Some(preview), None) => Some((Key::preview(preview.place, row.0), 1)),
                (None, None) => None,
            },
        };
        let position = position.map(|(key, layer)| Position { key, layer, row });
        let mut failed = false;
        let mut asks = Asks::Nobody;
        let mut answered = false;
        let is_tool = matches!(entry.group, Group::Tool(_));
        for (_, slot) in &entry.members {
            match digest(slot) {
                Some(Digest::Result { failed: it_failed, .. }) => {
                    failed |= it_failed;
                    answered = true;
                }
                Some(Digest::Confirmation { .. }) => answered = true,
                Some(Digest::Call { asks: who, .. }) => asks = *who,
                _ => {}
            }
        }
        let waits = position.filter(|_| asks != Asks::Nobody && !answered).map(|position| position.key);
        let is_final = !entry.members.is_empty();
        let (old, old_waits, old_failed) = (entry.position, entry.waits, entry.failed);
        if let Some(entry) = self.entry_mut(row) {
            (entry.position, entry.waits, entry.failed) = (position, waits, failed);
            if is_final {
                entry.preview = None;
            }
        }
        if is_final {
            self.previews.remove(&row);
        }
        if is_tool && position.is_some() {
            self.tool_rows.insert(row);
        } else if is_tool {
            self.tool_rows.remove(&row);
        }
        self.failed_calls = self.failed_calls + usize::from(failed) - usize::from(old_failed);
        if waits != old_waits {
            old_waits.map(|key| self.waiting.remove(&(key, row)));
            waits.map(|key| self.waiting.insert((key, row)));
        }
        self.show(row, old, position, changes);
    }

    pub(super) fn show(&mut self, row: RowId, old: Option<Position>, new: Option<Position>, changes: &mut Vec<Change>) {
        if old == new {
            changes.extend(new.map(|_| Change::Changed(row)));
            return;
        }
        let is_turn = self.entry(row).is_some_and(|entry| matches!(entry.group, Group::Turn(_)));
        if let Some(old) = old {
            changes.extend(self.shown.remove(&old).map(|rank| Change::Removed(rank, row)));
            if is_turn {
                self.turns.remove(&(old.key, row));
            }
        }
        if let Some(new) = new {
            changes.extend(self.shown.insert(new).map(|rank| Change::Inserted(rank, row)));
            if is_turn {
                self.turns.insert((new.key, row));
            }
        }
    }
}
