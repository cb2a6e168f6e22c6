//! Messages that are being written: decoration that the whole event replaces.

use super::key::Place;
use super::stored::{Group, LogIndex};
use super::{Change, RowId, Timeline};
use crate::wire::Event;
use crate::wire::event::{Delta, PreviewKind};

/// A message that is being written, or a thought.
#[derive(Debug)]
pub(super) struct Preview {
    pub(super) log: LogIndex,
    pub(super) place: Place,
    pub(super) thinking: bool,
    /// The text of each block so far.
    pub(super) texts: Vec<String>,
}

impl Timeline {
    /// Drops what was being written: the connection that it came on is gone.
    pub fn drop_previews(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        for row in std::mem::take(&mut self.previews) {
            if let Some(entry) = self.entry_mut(row) {
                entry.preview = None;
            }
            self.settle(row, &mut changes);
        }
        changes
    }

    pub(super) fn preview(&mut self, log: LogIndex, place: Place, event: &Event, changes: &mut Vec<Change>) {
        let id = match event {
            Event::EventStart(start) => start.event.id.as_str(),
            Event::EventDelta(delta) => delta.event_id.as_str(),
            _ => return,
        };
        let id = self.names.intern(id);
        if self.by_id.contains_key(&(log, id)) {
            return; // The whole event is here already.
        }
        let row = self.row_for(Group::Event(log, id));
        let Some(entry) = self.entry_mut(row) else { return };
        match event {
            Event::EventStart(start) => {
                let thinking = matches!(start.event.kind, PreviewKind::AgentThinking);
                entry.preview.get_or_insert_with(|| Preview { log, place, thinking, texts: Vec::new() });
            }
            Event::EventDelta(delta) => {
                // Without its start the piece may be any part of the text.
                let Some(preview) = &mut entry.preview else { return };
                let Delta::Content(piece) = &delta.delta else { return };
                let index = usize::try_from(piece.index.get().unwrap_or(0)).unwrap_or(usize::MAX);
                if index > preview.texts.len() {
                    return;
                }
                if index == preview.texts.len() {
                    preview.texts.push(String::new());
                }
                if let Some(text) = preview.texts.get_mut(index) {
                    text.push_str(piece.content.as_text().unwrap_or_default());
                }
            }
            _ => return,
        }
        self.previews.insert(row);
        self.settle(row, changes);
    }

    /// A request that ended, or a turn that is over, leaves nothing half written.
    pub(super) fn close_previews(&mut self, log: LogIndex, place: Place, changes: &mut Vec<Change>) {
        let closed = |row: &RowId| {
            self.entry(*row).and_then(|entry| entry.preview.as_ref()).is_some_and(|p| p.log == log && p.place <= place)
        };
        let rows: Vec<RowId> = self.previews.iter().copied().filter(closed).collect();
        for row in rows {
            self.previews.remove(&row);
            if let Some(entry) = self.entry_mut(row) {
                entry.preview = None;
            }
            self.settle(row, changes);
        }
    }
}
