//! What is looked for in a session: the rows that are wanted, and the text that is searched for, a little in each frame.

use leptos::prelude::*;
use model::search::{Progress, Search, marks};
use model::timeline::{Filter, Level, RowId, Told, Traits, View};

use super::intake::Slice;
use super::{Inner, LiveSession, Since};
use crate::dom::frame::FrameScheduler;
use crate::dom::highlight;
use crate::timeline::extents::Extents;

/// How many events are searched before the clock is looked at.
const STEP: usize = 64;

/// What is looked for, as far as the timeline is concerned.
#[derive(Debug, Default)]
pub(super) struct Finding {
    pub(super) view: View,
    text: String,
    pub(super) search: Option<Search>,
    frame: Option<FrameScheduler>,
    /// The next hit was asked for before there was one: forwards or backwards.
    awaited: Option<bool>,
    pub(super) is_since_placed: bool,
}

/// What is said of a search and of a filter.
#[derive(Debug, Clone, Copy)]
pub struct FindState {
    progress: RwSignal<Option<Progress>>,
    /// How many hits the filter hides.
    hidden: RwSignal<usize>,
    since: RwSignal<Option<Since>>,
}

impl FindState {
    pub(super) fn new() -> Self {
        Self { progress: RwSignal::new(None), hidden: RwSignal::new(0), since: RwSignal::new(None) }
    }

    /// How far the search is; none while nothing is searched for; tracked.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// How many hits the filter hides; tracked.
    pub fn hidden(self) -> usize {
        self.hidden.get()
    }

    pub(super) fn since(self) -> Option<Since> {
        self.since.get()
    }

    pub(super) fn since_now(self) -> Option<Since> {
        self.since.get_untracked()
    }

    pub(super) fn set_since(self, since: Option<Since>) {
        self.since.set(since);
    }
}

impl LiveSession {
    /// What is said of a search and of a filter.
    pub fn find(self) -> FindState {
        self.find
    }

    /// Shows only the rows that `filter` lets through, and tells so much of them; what is at the top stays there if it can.
    pub fn show_only(self, filter: &Filter, level: Level) {
        let is_new = self.with_inner(|inner| {
            let view = &inner.finding.view;
            let is_new = (view.filter(), view.level()) != (filter, level);
            if is_new {
                inner.show_only(filter.clone(), level);
            }
            is_new
        });
        if is_new == Some(true) {
            let shown = self.list.shown_rows();
            self.with_inner(|inner| inner.changed.extend(shown));
            self.refresh();
            if self.list.is_following_now() {
                self.follow();
            }
        }
    }

    /// Searches for `text`; for nothing when it is empty.
    pub fn search_for(self, text: &str) {
        let is_new = self.with_inner(|inner| {
            let is_new = inner.finding.text != text;
            if is_new {
                text.clone_into(&mut inner.finding.text);
                inner.finding.awaited = None;
                inner.search_anew();
            }
            is_new
        });
        if is_new == Some(true) {
            highlight::clear();
            self.find.progress.set(None);
            self.refresh();
        }
    }

    /// Selects the next hit, or the one before, and shows it.
    pub fn go_to_hit(self, forward: bool) {
        let target = self.with_inner(|inner| {
            let hit = inner.hit_beside(self.list().selected_now(), forward);
            inner.finding.awaited = (hit.is_none() && inner.finding.search.is_some()).then_some(forward);
            hit
        });
        if let Some(Some(row)) = target {
            self.reveal(row);
        }
    }

    /// Selects the next row of this kind, or the one before, and shows it.
    pub fn go_to_next(self, is_wanted: fn(&Traits<'_>) -> bool, forward: bool) {
        let target = self.inner.with_value(|inner| {
            let view = &inner.finding.view;
            let count = view.picked_len(&inner.timeline);
            let current = self.list().selected_now().and_then(|row| view.picked_rank(&inner.timeline, row));
            let from = current.unwrap_or(if forward { count.checked_sub(1)? } else { 0 });
            let step = |by: usize| if forward { from + by } else { from + count - by };
            let mut rows = (1..=count).filter_map(|by| view.picked_at(&inner.timeline, step(by) % count));
            rows.find(|row| inner.timeline.traits(*row).is_some_and(|traits| is_wanted(&traits)))
        });
        if let Some(row) = target {
            self.reveal(row);
        }
    }

    /// The number of the selected row among the hits, from 0; tracked.
    pub fn hit_place(self) -> Option<usize> {
        self.find.progress.track();
        let row = self.list().selected()?;
        self.inner.with_value(|inner| inner.finding.search.as_ref()?.rank(row))
    }

    /// Goes on with the search before the next paint.
    pub(super) fn schedule_search(self) {
        self.with_inner(|inner| {
            if inner.finding.search.is_none() {
                return;
            }
            let frame = inner.finding.frame.get_or_insert_with(|| FrameScheduler::new(move || self.on_search_frame()));
            frame.schedule();
        });
    }

    fn on_search_frame(self) {
        let slice = Slice::begin(self.clock);
        let Some(Some((progress, hidden, awaited))) = self.with_inner(|inner| {
            let search = inner.finding.search.as_mut()?;
            let mut progress = search.step(&inner.timeline, STEP);
            while !progress.is_done && !slice.is_over() {
                progress = search.step(&inner.timeline, STEP);
            }
            let awaited = inner.finding.awaited.filter(|_| progress.found > 0 || progress.is_done);
            Some((progress, inner.hidden_hits(), awaited))
        }) else {
            return;
        };
        let before = self.find.progress.get_untracked();
        if before != Some(progress) {
            self.find.progress.set(Some(progress));
        }
        if self.find.hidden.get_untracked() != hidden {
            self.find.hidden.set(hidden);
        }
        self.mark_text();
        if before.is_none_or(|before| before.found != progress.found) {
            self.refresh();
        } else if !progress.is_done {
            self.schedule_search();
        }
        if let Some(forward) = awaited {
            self.go_to_hit(forward);
        }
    }

    fn mark_text(self) {
        let text = self.inner.with_value(|inner| inner.finding.text.clone());
        if let Some(element) = self.element() {
            highlight::mark(&element, |shown| marks(shown, &text));
        }
    }

    /// The sentence of the run that begins with a row, as it reads now.
    pub(super) fn told(self, row: RowId) -> Option<Told> {
        self.inner.with_value(|inner| inner.timeline.told(&inner.finding.view, row))
    }

    /// The rows of the run that begins with `lead`.
    pub fn run(self, lead: RowId) -> Vec<RowId> {
        self.inner.with_value(|inner| inner.finding.view.run(lead))
    }

    pub(super) fn reveal(self, row: RowId) {
        let lead = self.inner.with_value(|inner| inner.finding.view.lead(&inner.timeline, row));
        if let Some(lead) = lead.filter(|lead| *lead != row) {
            self.draft(lead).open_run();
        }
        self.select(row);
        self.bring_into_view(row, true);
    }
}

impl Inner {
    /// How many rows are wanted.
    pub(super) fn row_count(&self) -> usize {
        self.finding.view.len(&self.timeline)
    }

    /// How many rows the filter lets through, and how many there are.
    pub(super) fn shown(&self) -> (usize, usize) {
        (self.finding.view.picked_len(&self.timeline), self.timeline.len())
    }

    /// The wanted row at a rank.
    pub(super) fn row_at(&self, rank: usize) -> Option<RowId> {
        self.finding.view.row_at(&self.timeline, rank)
    }

    /// The rank of a row among those that are wanted.
    pub(super) fn rank(&self, row: RowId) -> Option<usize> {
        self.finding.view.rank(&self.timeline, row)
    }

    /// Whether a row, or one of its run, holds the text that is searched for.
    pub(super) fn is_hit(&self, row: RowId) -> bool {
        let Some(search) = &self.finding.search else { return false };
        self.finding.view.run(row).into_iter().any(|row| search.is_hit(row))
    }

    /// Picks the wanted rows anew and measures the list again.
    pub(super) fn show_only(&mut self, filter: Filter, level: Level) {
        self.finding.view = View::new(filter, level, &self.timeline);
        self.extents = Extents::default();
        for rank in 0..self.row_count() {
            if let Some(row) = self.row_at(rank) {
                self.extents.insert(rank, self.window.height_of(row));
            }
        }
        // A row that is wanted no longer leaves its place to the one behind it.
        if let Some((row, delta)) = self.window.anchor
            && self.rank(row).is_none()
        {
            let last = self.row_count().saturating_sub(1);
            let rank = self.finding.view.rank_near(&self.timeline, row).map(|rank| rank.min(last));
            self.window.anchor = rank.and_then(|rank| self.row_at(rank)).map(|row| (row, delta.min(0.0)));
        }
    }

    /// Searches from the beginning.
    pub(super) fn search_anew(&mut self) {
        self.finding.search = Search::new(&self.finding.text);
    }

    fn hidden_hits(&self) -> usize {
        match &self.finding.search {
            Some(search) if !self.finding.view.is_whole() => {
                search.hits().filter(|row| self.rank(*row).is_none()).count()
            }
            _ => 0,
        }
    }

    /// The wanted hit behind `current` or before it, around the ends.
    fn hit_beside(&self, current: Option<RowId>, forward: bool) -> Option<RowId> {
        let search = self.finding.search.as_ref()?;
        let count = search.progress(&self.timeline).found;
        let near = current.map_or(0, |row| search.rank_near(&self.timeline, row));
        let skip = usize::from(current.is_some_and(|row| search.is_hit(row)));
        let rank = |by: usize| if forward { near + skip + by } else { near + count - 1 - by };
        (0..count).filter_map(|by| search.hit(rank(by) % count)).find(|row| self.rank(*row).is_some())
    }
}
