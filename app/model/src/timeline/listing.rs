//! The events themselves, in the server's order: what lies under the rows.

use std::collections::BTreeMap;

use super::key::{Key, Name, Slot};
use super::stored::LogIndex;
use super::{Log, RowId, Timeline};
use crate::time::Time;

/// The events of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The types that occur, in alphabetical order, and how often.
    pub kinds: Vec<(String, usize)>,
    /// The numbers of the events, in order: of all, or of one type.
    pub events: Vec<u32>,
}

/// What a line of a list says of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Its id; its bytes when it has none.
    pub id: String,
    /// Its type, in the API's word.
    pub kind: String,
    /// When it took effect; none while it is queued.
    pub at: Option<Time>,
}

impl Timeline {
    /// Grows whenever a stored event comes, changes or moves; previews do not count.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The events of a log in order, only those of the type `kind` if there is one.
    pub fn listing(&self, log: &Log, kind: Option<&str>) -> Listing {
        let index = self.logs.iter().position(|known| known == log).and_then(|index| LogIndex::try_from(index).ok());
        let Some(log) = index else { return Listing::default() };
        // A type that was never seen finds nothing, unlike no type.
        let wanted = kind.map(|kind| self.names.find(kind));
        let mut counts: BTreeMap<Name, usize> = BTreeMap::new();
        let mut events = Vec::new();
        for slot in self.order.range((log, Key::MIN)..=(log, Key::MAX)).map(|(_, slot)| *slot) {
            let Some(stored) = self.event(slot) else { continue };
            *counts.entry(stored.kind).or_default() += 1;
            if wanted.is_none_or(|wanted| wanted == Some(stored.kind)) {
                events.push(slot);
            }
        }
        let mut kinds: Vec<_> =
            counts.into_iter().map(|(kind, count)| (self.names.text(kind).to_owned(), count)).collect();
        kinds.sort_unstable();
        Listing { kinds, events }
    }

    /// What a line says of the event with this number.
    pub fn glance(&self, number: u32) -> Option<Glance> {
        let stored = self.event(number)?;
        let text = |name| self.names.text(name).to_owned();
        Some(Glance { id: text(stored.id), kind: text(stored.kind), at: stored.at })
    }

    /// The number of an event.
    pub fn number_of(&self, event: &str) -> Option<u32> {
        self.slot_of(event)
    }

    /// The log that an event is listed in; the session's own when it is in several.
    pub fn log_of(&self, event: &str) -> Option<&Log> {
        self.logs.get(usize::from(self.event(self.slot_of(event)?)?.log))
    }

    /// The child threads whose own logs are here: their ids, and what their agents are called.
    pub fn threads_here(&self) -> Vec<(String, String)> {
        let thread = |log: &Log| match log {
            Log::Session => None,
            Log::Thread(thread) => Some((thread.to_string(), self.agent_of(thread))),
        };
        self.logs.iter().filter_map(thread).collect()
    }

    /// The rows of the calls of a tool, by number, in order; those that failed first, if that is wanted.
    pub fn calls(&self, tool: &str, failed_first: bool) -> Vec<u32> {
        let tool = if tool.is_empty() { None } else { self.names.find(tool) };
        let counted = |row: RowId| Some((row, self.entry(row)?.counted?));
        let calls = self.rows().filter_map(counted).filter(|(_, counted)| counted.tool == tool);
        let (failed, others): (Vec<_>, Vec<_>) = calls.partition(|(_, counted)| failed_first && counted.failed);
        failed.into_iter().chain(others).map(|(row, _)| row.0).collect()
    }

    /// The row with this number.
    pub fn row_numbered(&self, number: u32) -> Option<RowId> {
        let row = RowId(number);
        self.rank(row).map(|_| row)
    }

    /// How many tokens the last model request of a log read.
    pub fn context(&self, log: &Log) -> Option<u64> {
        let index = LogIndex::try_from(self.logs.iter().position(|known| known == log)?).ok()?;
        let slots = self.order.range((index, Key::MIN)..=(index, Key::MAX)).rev().map(|(_, slot)| *slot);
        let prompt = |slot: Slot| Some(self.charge_of(slot)?.tokens.prompt());
        slots.filter_map(prompt).find(|tokens| *tokens > 0)
    }
}
