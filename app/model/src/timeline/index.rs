//! Enters events into the indexes, and puts rows where their members say.

use std::collections::BTreeSet;

use super::digest::{Asks, Digest, SessionStep};
use super::key::{Key, Slot};
use super::stored::{Entry, Group, LogIndex, Position, SESSION, group_of};
use super::tally::Counted;
use super::{Change, RowId, Timeline};

/// The built-in tool whose calls have a price of their own.
const WEB_SEARCH: &str = "web_search";

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
        self.touched.note((log, key));
        self.revision += 1;
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
        self.touched.note((log, key));
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
            Digest::Call { name, thread: None, .. } if self.names.text(*name) == WEB_SEARCH => Some(&mut self.searches),
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
            counted: None,
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
        let counted = self.counted(entry).filter(|_| position.is_some());
        let waits = position.filter(|_| self.waits(entry)).map(|position| position.key);
        let is_final = !entry.members.is_empty();
        let (old, old_waits, old_counted) = (entry.position, entry.waits, entry.counted);
        if let Some(entry) = self.entry_mut(row) {
            (entry.position, entry.waits, entry.counted) = (position, waits, counted);
            if is_final {
                entry.preview = None;
            }
        }
        if is_final {
            self.previews.remove(&row);
        }
        self.tallies.count(row, old_counted, counted);
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
        if let Some(old) = old {
            changes.extend(self.shown.remove(&old).map(|rank| Change::Removed(rank, row)));
            self.list_group(row, old.key, false);
        }
        if let Some(new) = new {
            changes.extend(self.shown.insert(new).map(|rank| Change::Inserted(rank, row)));
            self.list_group(row, new.key, true);
        }
    }

    /// Enters a shown row into the list of its kind, or strikes it out.
    fn list_group(&mut self, row: RowId, key: Key, enter: bool) {
        let group = self.entry(row).map(|entry| entry.group.clone());
        let rows = match group {
            Some(Group::Thread(_)) => &mut self.threads,
            Some(Group::Run(_)) => &mut self.runs,
            Some(Group::Turn(_)) => {
                if enter {
                    self.turns.insert((key, row));
                } else {
                    self.turns.remove(&(key, row));
                }
                return;
            }
            _ => return,
        };
        if enter {
            rows.insert((key, row));
        } else {
            rows.remove(&(key, row));
        }
    }

    /// What a call adds to the sums of its tool.
    fn counted(&self, entry: &Entry) -> Option<Counted> {
        let Group::Tool(_) = entry.group else { return None };
        let mut counted = Counted { tool: None, failed: false, millis: None };
        let (mut start, mut end) = (None, None);
        for (key, slot) in &entry.members {
            match self.event(*slot).map(|stored| &stored.digest) {
                Some(Digest::Call { name, .. }) => (counted.tool, start) = (Some(*name), key.time()),
                // It ran from when it was allowed to.
                Some(Digest::Confirmation { .. }) => start = key.time().or(start),
                Some(Digest::Result { failed, .. }) => {
                    counted.failed |= failed;
                    end = key.time();
                }
                _ => {}
            }
        }
        counted.millis = start.zip(end).map(|(start, end)| end.millis_since(start));
        Some(counted)
    }

    /// Whether a call asks somebody and has no answer yet.
    fn waits(&self, entry: &Entry) -> bool {
        let mut asks = false;
        for (_, slot) in &entry.members {
            match self.event(*slot).map(|stored| &stored.digest) {
                Some(Digest::Result { .. } | Digest::Confirmation { .. }) => return false,
                Some(Digest::Call { asks: who, .. }) => asks = *who != Asks::Nobody,
                _ => {}
            }
        }
        asks
    }
}
