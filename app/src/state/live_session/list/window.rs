//! Which rows are in the page, and where they begin.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::time::Duration;

use leptos::prelude::*;
use model::timeline::RowId;
use model::timeline::strip::Span;
use web_sys::HtmlElement;

use super::Cell;
use super::moves::NEAR;
use crate::dom;
use crate::dom::frame::FrameScheduler;
use crate::dom::resize::HeightWatch;
use crate::dom::timer::Timeout;
use crate::state::live_session::{Inner, LiveSession};
use crate::timeline::scroll::{Length, Scroll};

/// A row that was never measured is taken to be this tall.
const GUESS: f64 = 40.0;
/// How much is kept ready above and below what can be seen, in pixels.
const AHEAD: f64 = 600.0;
/// The most rows that are in the page at once.
const MOST: usize = 80;

/// So many rows that cannot be seen yet are made in a frame: after a leap what can be seen comes first.
const MADE_AHEAD: usize = 8;

/// What the list knows that no view needs to.
#[derive(Debug, Default)]
pub(in crate::state::live_session) struct Window {
    pub(super) element: Option<HtmlElement>,
    pub(in crate::state::live_session) heights: HashMap<RowId, f64>,
    /// The row at the top of what can be seen, and how far it is scrolled.
    pub(in crate::state::live_session) anchor: Option<(RowId, f64)>,
    /// Where the list is, and its element.
    pub(super) last_top: f64,
    pub(super) last_place: f64,
    pub(super) scroll: Scroll,
    /// How tall all that scrolls was, when it scrolled last.
    pub(super) last_height: i32,
    pub(super) fresh: usize,
    /// Which rows were made last.
    made: Range<usize>,
    refocus: Option<Timeout>,
    /// Whether the end can be seen.
    pub(in crate::state::live_session) sees_end: bool,
    pub(super) watch: Option<HeightWatch>,
}

impl Window {
    pub(in crate::state::live_session) fn height_of(&self, row: RowId) -> f64 {
        self.heights.get(&row).copied().unwrap_or(GUESS)
    }

    /// Counts what comes at the end.
    pub(in crate::state::live_session) fn inserted(&mut self, rank: usize, len: usize) {
        if rank + 8 >= len {
            self.fresh += 1;
        }
    }
}

impl LiveSession {
    /// Brings what is on screen in step with the timeline.
    pub(in crate::state::live_session) fn refresh(self) {
        let Some(element) = self.element() else { return };
        let following = self.list.following.get_untracked();
        let room = f64::from(element.client_height());
        let Some(view) = self.with_inner(|inner| {
            let length = inner.length(room);
            let top = if following { length.end() } else { inner.anchored().unwrap_or(inner.window.last_top) };
            inner.window.sees_end = top + room + NEAR >= length.total;
            let before = inner.window.scroll;
            inner.window.scroll.stand(top, length);
            let is_off = inner.window.scroll != before;
            let ready = inner.range(top - AHEAD, top + room + AHEAD);
            let known: HashSet<RowId> = self.list.shown_rows().into_iter().collect();
            let is_known = |rank| inner.row_at(rank).is_some_and(|row| known.contains(&row));
            let made = grow(inner.range(top, top + room), &ready, is_known);
            let Range { start: first, end: last } = made;
            if made != ready && made != inner.window.made {
                // The rest comes with the next frame.
                inner.frame.iter().for_each(FrameScheduler::schedule);
            }
            inner.window.made = made;
            let rows: Vec<(usize, RowId, bool)> =
                (first..last).filter_map(|rank| inner.row_at(rank).map(|row| (rank, row, inner.is_hit(row)))).collect();
            let scroll = inner.window.scroll;
            let above = scroll.on_element(inner.extents.offset(first)).max(0.0);
            let below = (length.height() - scroll.on_element(inner.extents.offset(last))).max(0.0);
            let changed = std::mem::take(&mut inner.changed);
            let fresh = std::mem::take(&mut inner.window.fresh);
            let seen = inner.seen_between(top, top + room);
            (rows, above, below, changed, fresh, (inner.row_count(), inner.shown(), seen, is_off))
        }) else {
            return;
        };
        let (rows, above, below, changed, fresh, (len, shown, seen, is_off)) = view;
        let old = self.list.cells.get_untracked();
        let mut known: HashMap<RowId, Cell> = old.iter().map(|cell| (cell.id, cell.clone())).collect();
        let mut cells = Vec::with_capacity(rows.len());
        for (rank, id, is_hit) in rows {
            let cell = if let Some(cell) = known.remove(&id) {
                if changed.contains(&id) {
                    if let Some(row) = self.row(id).filter(|row| cell.row.with_untracked(|old| old != row)) {
                        cell.row.set(row);
                    }
                    let told = self.told(id);
                    if cell.told.with_untracked(|old| *old != told) {
                        cell.told.set(told);
                    }
                }
                if cell.position.get_untracked() != rank + 1 {
                    cell.position.set(rank + 1);
                }
                cell
            } else {
                let Some(row) = self.row(id) else { continue };
                Cell {
                    id,
                    row: ArcRwSignal::new(row),
                    position: ArcRwSignal::new(rank + 1),
                    hit: ArcRwSignal::new(is_hit),
                    told: ArcRwSignal::new(self.told(id)),
                }
            };
            if cell.hit.get_untracked() != is_hit {
                cell.hit.set(is_hit);
            }
            cells.push(cell);
        }
        if old != cells {
            self.list.cells.set(cells);
            self.keep_focus(&element);
        }
        set_if_new(self.list.above, above);
        set_if_new(self.list.below, below);
        set_if_new(self.list.len, len);
        set_if_new(self.list.seen, seen);
        set_if_new(self.list.shown, shown);
        if is_off {
            self.keep_place();
        }
        self.schedule_search();
        if !following && fresh > 0 {
            self.list.fresh.update(|count| *count += fresh);
        }
    }

    /// A row that is moved in the page loses the focus, though it is still there.
    fn keep_focus(self, list: &HtmlElement) {
        let Some(focused) = dom::focused_in(list) else { return };
        let timer = Timeout::new(Duration::ZERO, move || dom::refocus(&focused));
        self.with_inner(|inner| inner.window.refocus = timer);
    }

    /// The page is as tall as the list says: scrolls to where the list should be.
    pub(super) fn keep_place(self) {
        let Some(element) = self.element() else { return };
        if self.list.following.get_untracked() {
            return self.stick();
        }
        let top = self.inner.with_value(|inner| {
            let top = inner.anchored()?;
            let is_there = (inner.window.scroll.on_element(top) - f64::from(element.scroll_top())).abs() <= 1.0;
            (!is_there).then_some(top)
        });
        if let Some(top) = top {
            self.scroll_to(top);
        }
    }

    /// Rows turned out to be taller or lower than thought; told before the next paint.
    pub(super) fn measured(self, heights: &[(HtmlElement, f64)]) {
        self.with_inner(|inner| {
            for (element, height) in heights {
                let number = element.id().strip_prefix("row-").and_then(|number| number.parse().ok());
                let row = number.and_then(|number: u32| {
                    self.list
                        .cells
                        .with_untracked(|cells| cells.iter().map(|cell| cell.id).find(|id| id.number() == number))
                });
                if let Some(row) = row
                    && *height > 0.0
                {
                    inner.window.heights.insert(row, *height);
                    if let Some(rank) = inner.rank(row) {
                        inner.extents.set(rank, *height);
                    }
                }
            }
        });
        self.refresh();
        self.keep_place();
    }
}

impl Inner {
    /// How long the list is, when `room` of it can be seen.
    pub(super) fn length(&self, room: f64) -> Length {
        Length { total: self.extents.total(), room }
    }

    /// Remembers which row is at `top`, so that it stays there when rows come in above.
    pub(super) fn anchor_at(&mut self, top: f64) {
        let rank = self.extents.index_at(top);
        self.window.anchor = self.row_at(rank).map(|row| (row, top - self.extents.offset(rank)));
        self.window.last_top = top;
    }

    /// The rows that lie between two heights, at most as many as are in the page.
    fn range(&self, top: f64, bottom: f64) -> Range<usize> {
        let first = self.extents.index_at(top.max(0.0));
        first..(self.extents.index_at(bottom) + 1).min(first + MOST).min(self.row_count())
    }

    /// When the rows between two heights happened; those that wait have no time.
    fn seen_between(&self, top: f64, bottom: f64) -> Option<Span> {
        let (first, last) = (self.extents.index_at(top), self.extents.index_at(bottom));
        let times = (first..=last).filter_map(|rank| self.timeline.time_of(self.row_at(rank)?));
        let (from, to) = times.fold((None, None), |(from, _), time| (from.or(Some(time)), Some(time)));
        Some(Span::new(from?, to?))
    }

    /// Where the remembered row is now.
    fn anchored(&self) -> Option<f64> {
        let (row, delta) = self.window.anchor?;
        Some((self.extents.offset(self.rank(row)?) + delta).max(0.0))
    }
}

/// Widens `seen` to both sides within `ready`, by rows that are in the page already and a few that are not.
fn grow(seen: Range<usize>, ready: &Range<usize>, is_known: impl Fn(usize) -> bool) -> Range<usize> {
    let (mut start, mut end) = (seen.start.clamp(ready.start, ready.end), seen.end.clamp(ready.start, ready.end));
    let mut left = MADE_AHEAD;
    let mut may_have = |rank| {
        let is_known = is_known(rank);
        let is_free = is_known || left > 0;
        left -= usize::from(!is_known && is_free);
        is_free
    };
    let (mut goes_down, mut goes_up) = (true, true);
    while goes_down || goes_up {
        goes_down = goes_down && end < ready.end && may_have(end);
        end += usize::from(goes_down);
        goes_up = goes_up && start > ready.start && may_have(start - 1);
        start -= usize::from(goes_up);
    }
    start..end
}

fn set_if_new<T: PartialEq + Copy + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_leap_what_is_seen_comes_first_and_the_rest_in_steps() {
        let ready = 100..180;
        let mut made = grow(130..150, &ready, |_| false);
        assert_eq!(made, 126..154);
        let mut frames = 1;
        while made != ready {
            let known = made.clone();
            made = grow(130..150, &ready, |rank| known.contains(&rank));
            frames += 1;
        }
        assert_eq!(frames, 8);
    }

    #[test]
    fn a_small_step_makes_everything_at_once() {
        assert_eq!(grow(131..151, &(101..181), |rank| (100..180).contains(&rank)), 101..181);
        assert_eq!(grow(0..0, &(0..0), |_| false), 0..0);
        assert_eq!(grow(5..90, &(10..20), |_| false), 10..20);
    }
}
