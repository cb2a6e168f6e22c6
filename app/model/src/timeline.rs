//! From events to rows: what happened in a session, in whatever order it arrived.
//!
//! Events are canonical and stored once, as bytes with a small [`Digest`]; rows only name their members
//! and are read when they are shown. The same set of events gives the same rows, in any order and doubled or not.
//! A change costs the logarithm of what is stored, and says which rows it touched.

pub mod diff;
mod digest;
mod facts;
mod figures;
mod filter;
mod index;
mod key;
mod listing;
mod lookup;
mod phrase;
mod picked;
mod preview;
mod queue;
mod read;
mod repeat;
mod row;
mod sequence;
mod spending;
mod status;
mod stored;
mod story;
pub mod strip;
mod tally;
mod texts;
mod threads;
mod touched;
mod traits;
mod turns;
mod view;
mod written;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cost::Model;
use crate::ids::ThreadId;
use crate::time::Time;
use crate::wire::{Event, Wire};
use digest::Digest;
use key::{Key, Name, Names, Slot};
use sequence::Sequence;
use stored::{Entry, Group, LogIndex, Position, SESSION, Stored};
use tally::Tallies;
use touched::{Spot, Touched};
use traits::Trait;

pub use facts::{Base, Facts, ThreadFacts};
pub use figures::Figure;
pub use filter::{Filter, MAIN_THREAD};
pub use key::Place;
pub use listing::{Glance, Listing};
pub use phrase::{Action, Phrase};
pub(crate) use picked::Picked;
pub use queue::QueuePlace;
pub use repeat::Repeat;
pub use row::{
    Answer, Block, Delivery, Detail, Family, Follows, Kind, Phase, PhaseState, Question, Row, RowId, RunState,
    StopReason, ThreadState, ToolRow, Turn, Waits,
};
pub use spending::Burn;
pub use status::Status;
pub use story::{Level, Outcome, Told};
pub use tally::ToolFacts;
pub use threads::nest;
pub use traits::{Sort, Traits};
pub use view::View;
pub use written::{Deltas, Written};

/// Which log an event was read from. Copies of one event in two logs may have different ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Log {
    /// The session's, which is also that of its primary thread.
    Session,
    /// That of a child thread.
    Thread(ThreadId),
}

/// One thing that changed in the list of rows. Ranks hold after all changes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A row came in at this rank.
    Inserted(usize, RowId),
    /// The row at this rank went.
    Removed(usize, RowId),
    /// The row reads differently now.
    Changed(RowId),
}

/// The events of a session, and the rows made of them.
#[derive(Debug, Default)]
pub struct Timeline {
    names: Names,
    logs: Vec<Log>,
    events: Vec<Stored>,
    /// Grows whenever a stored event comes, changes or moves.
    revision: u64,
    /// How many of them are of the session's own log.
    own_events: usize,
    by_id: HashMap<(LogIndex, Name), Slot>,
    /// Every event of every log, in order.
    order: BTreeMap<Spot, Slot>,
    touched: Touched,
    rows: Vec<Entry>,
    by_group: HashMap<Group, RowId>,
    shown: Sequence<Position>,
    previews: BTreeSet<RowId>,
    waiting: BTreeSet<(Key, RowId)>,
    /// Queued events that were thrown away, and up to which place that holds.
    discarded: HashMap<Name, Place>,
    /// What the session's own log says about the session.
    statuses: BTreeMap<Key, Slot>,
    interrupts: BTreeSet<Key>,
    counts: BTreeMap<Key, Slot>,
    budgets: BTreeMap<Key, Slot>,
    /// Calls that search the web: each has a price.
    searches: BTreeMap<Key, Slot>,
    turns: Sequence<(Key, RowId)>,
    /// Model requests by the event that began them.
    requests: HashMap<(LogIndex, Name), Slot>,
    charges: BTreeMap<Key, Slot>,
    /// Names of agents by thread.
    agents: HashMap<Name, Name>,
    /// Rows of child threads and of workflow runs.
    threads: BTreeSet<(Key, RowId)>,
    runs: BTreeSet<(Key, RowId)>,
    tallies: Tallies,
    models: HashMap<LogIndex, Model>,
    base: Base,
}

impl Timeline {
    /// Takes an event of `log` that came at `place`, and says what that changed.
    pub fn apply(&mut self, log: &Log, place: Place, event: Wire<Event>) -> Vec<Change> {
        let log = self.log_index(log);
        let mut changes = Vec::new();
        if event.is_preview() {
            self.preview(log, place, event.value(), &mut changes);
            return changes;
        }
        let (raw, event) = event.into_parts();
        // An event without an id is of a shape that is not known; its bytes tell it apart.
        let id = self.names.intern(event.id().unwrap_or(raw.get()));
        let digest = Digest::of(&event, &mut self.names);
        let kind = self.names.intern(event.kind());
        let traits = Trait::of(&event, &mut self.names);
        let at = event.processed_at().and_then(Time::of);
        let arrived = Stored { raw, digest, traits, id, kind, log, at, place, copy: place, key: Key::MIN };
        if let Some(slot) = self.by_id.get(&(log, id)).copied() {
            self.replace(slot, arrived, &mut changes);
        } else {
            let slot = Slot::try_from(self.events.len()).unwrap_or(Slot::MAX);
            self.events.push(arrived);
            self.own_events += usize::from(log == SESSION);
            self.by_id.insert((log, id), slot);
            self.index(slot, &mut changes);
        }
        changes
    }

    /// Says that the server threw a queued event away, unless a copy of it comes from behind `place`.
    pub fn discard(&mut self, place: Place, id: &str) -> Vec<Change> {
        let id = self.names.intern(id);
        let until = self.discarded.entry(id).or_insert(place);
        *until = place.max(*until);
        let row = self.by_group.get(&Group::Event(SESSION, id));
        row.map(|row| Change::Changed(*row)).into_iter().collect()
    }

    /// Which model works on a log; without it nothing has a price.
    pub fn set_model(&mut self, log: &Log, model: Model) {
        let log = self.log_index(log);
        self.models.insert(log, model);
        self.touched = Touched::All;
    }

    /// What the session itself says; events that come later in time rule over it.
    pub fn set_base(&mut self, base: Base) {
        self.base = base;
    }

    /// Of two copies the one with a time is kept, then the later one, and so on until there is no difference,
    /// so that the order of their arrival plays no part.
    fn replace(&mut self, slot: Slot, arrived: Stored, changes: &mut Vec<Change>) {
        let Some(known) = self.event_mut(slot) else { return };
        let place = known.place.min(arrived.place);
        let is_better = arrived.rank() > known.rank();
        if place == known.place && known.at == arrived.at && known.raw.get() == arrived.raw.get() {
            known.copy = known.copy.max(arrived.copy);
            return;
        }
        if place == known.place && !is_better {
            return;
        }
        self.unindex(slot, changes);
        if let Some(known) = self.event_mut(slot) {
            if is_better {
                *known = arrived;
            }
            known.place = place;
        }
        self.index(slot, changes);
    }

    fn log_index(&mut self, log: &Log) -> LogIndex {
        if self.logs.is_empty() {
            self.logs.push(Log::Session);
        }
        let index = self.logs.iter().position(|known| known == log).unwrap_or_else(|| {
            self.logs.push(log.clone());
            self.logs.len() - 1
        });
        LogIndex::try_from(index).unwrap_or(LogIndex::MAX)
    }

    fn event(&self, slot: Slot) -> Option<&Stored> {
        self.events.get(usize::try_from(slot).ok()?)
    }

    fn event_mut(&mut self, slot: Slot) -> Option<&mut Stored> {
        self.events.get_mut(usize::try_from(slot).ok()?)
    }

    fn entry(&self, row: RowId) -> Option<&Entry> {
        self.rows.get(usize::try_from(row.0).ok()?)
    }

    fn entry_mut(&mut self, row: RowId) -> Option<&mut Entry> {
        self.rows.get_mut(usize::try_from(row.0).ok()?)
    }

    fn slot_of(&self, event: &str) -> Option<Slot> {
        let id = self.names.find(event)?;
        (0..self.logs.len()).find_map(|log| self.by_id.get(&(LogIndex::try_from(log).ok()?, id)).copied())
    }
}

#[cfg(test)]
mod tests;
