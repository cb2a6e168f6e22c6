//! Where an event stands, and short names for ids.

use std::collections::HashMap;

use crate::time::Time;

/// The place of an event in its log, as a number that grows in list or arrival order.
///
/// It orders events of the same time. When an event came several times its lowest place counts.
pub type Place = i64;

/// The index of a stored event.
pub(super) type Slot = u32;

/// The index of an interned text.
pub(super) type Name = u32;

/// Where an event stands: by time, then by place. What has no time yet comes last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    micros: i64,
    place: Place,
    /// Only so that two keys are never the same.
    slot: Slot,
}

impl Key {
    pub(super) const MIN: Self = Self { micros: i64::MIN, place: i64::MIN, slot: 0 };
    pub(super) const MAX: Self = Self { micros: i64::MAX, place: i64::MAX, slot: Slot::MAX };

    pub(super) fn timed(at: Time, place: Place, slot: Slot) -> Self {
        Self { micros: at.micros().min(i64::MAX - 3), place, slot }
    }

    /// An event that the server emitted without saying when.
    pub(super) fn timeless(place: Place, slot: Slot) -> Self {
        Self { micros: i64::MAX - 2, place, slot }
    }

    /// A message that is being written.
    pub(super) fn preview(place: Place, slot: Slot) -> Self {
        Self { micros: i64::MAX - 1, place, slot }
    }

    /// Waits behind earlier work.
    pub(super) fn queued(place: Place, slot: Slot) -> Self {
        Self { micros: i64::MAX, place, slot }
    }

    /// Whether this is the key of something that waits behind earlier work.
    pub(super) fn is_queued(self) -> bool {
        self.micros == i64::MAX
    }

    /// The time, if there is one.
    pub(super) fn time(self) -> Option<Time> {
        (self.micros <= i64::MAX - 3).then(|| Time::from_micros(self.micros))
    }
}

/// Texts that occur often, as numbers.
#[derive(Debug, Default)]
pub(super) struct Names {
    numbers: HashMap<Box<str>, Name>,
    texts: Vec<Box<str>>,
}

impl Names {
    /// The number of `text`, a new one if it was not seen before.
    pub(super) fn intern(&mut self, text: &str) -> Name {
        if let Some(name) = self.numbers.get(text) {
            return *name;
        }
        let name = Name::try_from(self.texts.len()).unwrap_or(Name::MAX);
        self.texts.push(text.into());
        self.numbers.insert(text.into(), name);
        name
    }

    /// The number of `text`, if it was seen.
    pub(super) fn find(&self, text: &str) -> Option<Name> {
        self.numbers.get(text).copied()
    }

    /// The text of a number.
    pub(super) fn text(&self, name: Name) -> &str {
        usize::try_from(name).ok().and_then(|index| self.texts.get(index)).map_or("", |text| text)
    }
}
