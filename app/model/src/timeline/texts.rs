//! What a search reads: the bytes of events in the order of their arrival, and the rows that they are part of.

use super::row::RowId;
use super::stored::group_of;
use super::traits::Sort;
use super::{Change, Picked, Timeline};

/// An event as a search sees it.
pub(crate) struct Text<'a> {
    pub(crate) raw: &'a str,
    pub(crate) id: &'a str,
    /// Of a type that is not known, so that its type is all that is shown of it.
    pub(crate) is_unknown: bool,
    /// The row that it is part of, if that is shown.
    pub(crate) row: Option<RowId>,
}

impl Timeline {
    /// How many events there are, of all logs.
    pub(crate) fn text_count(&self) -> usize {
        self.events.len()
    }

    /// The event that arrived as number `index`; it may be replaced by a better copy of itself.
    pub(crate) fn text(&self, index: usize) -> Option<Text<'_>> {
        let stored = self.events.get(index)?;
        let row = group_of(stored).and_then(|group| self.by_group.get(&group)).copied();
        Some(Text {
            raw: stored.raw.get(),
            id: self.names.text(stored.id),
            is_unknown: stored.traits.sort == Sort::Unknown,
            row: row.filter(|row| self.position(*row).is_some()),
        })
    }

    /// The numbers of the events that a row is made of.
    pub(crate) fn texts_of(&self, row: RowId) -> impl Iterator<Item = usize> + '_ {
        let members = self.entry(row).into_iter().flat_map(|entry| entry.members.iter());
        members.filter_map(|(_, slot)| usize::try_from(*slot).ok())
    }

    /// What is being written in a row.
    pub(crate) fn written_in(&self, row: RowId) -> &[String] {
        self.entry(row).and_then(|entry| entry.preview.as_ref()).map_or(&[], |preview| &preview.texts)
    }

    /// The name of the agent in whose child thread a row happened.
    pub(crate) fn lane_of(&self, row: RowId) -> Option<&str> {
        let thread = self.names.find(self.traits(row)?.thread?)?;
        Some(self.names.text(*self.agents.get(&thread)?))
    }

    /// Keeps `row` among `picked`, or not.
    pub(crate) fn pick(&self, picked: &mut Picked, row: RowId, is_wanted: bool) {
        let mut changes: Vec<Change> = Vec::new();
        picked.put(row, self.position(row).filter(|_| is_wanted), &mut changes);
    }

    /// The rank among `picked` of the first row that stands where `row` does, or behind it.
    pub(crate) fn rank_among(&self, picked: &Picked, row: RowId) -> Option<usize> {
        Some(picked.before(self.position(row)?))
    }
}
