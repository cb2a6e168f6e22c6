//! The part of a long list that is on screen: which rows, where they begin, and whether it sticks to the end.

use std::collections::HashMap;

use leptos::prelude::*;
use model::timeline::{Row, RowId};
use web_sys::{Element, HtmlElement};

use super::SessionState;
use crate::dom::resize::HeightWatch;

/// A row that was never measured is taken to be this tall.
const GUESS: f64 = 40.0;
/// How much is kept ready above and below what can be seen, in pixels.
const AHEAD: f64 = 600.0;
/// The most rows that are in the page at once.
const MOST: usize = 80;
/// This near to the end counts as the end.
const NEAR: f64 = 24.0;

/// A row on screen.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Which row.
    pub id: RowId,
    /// What it says.
    pub row: ArcRwSignal<Row>,
    /// Its position in the whole list, from 1.
    pub position: ArcRwSignal<usize>,
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// What the list shows.
#[derive(Debug, Clone, Copy)]
pub struct ListState {
    cells: RwSignal<Vec<Cell>>,
    /// How tall the rows above and below the ones on screen are.
    above: RwSignal<f64>,
    below: RwSignal<f64>,
    len: RwSignal<usize>,
    following: RwSignal<bool>,
    /// How many rows came at the end since it stopped following.
    fresh: RwSignal<usize>,
    selected: RwSignal<Option<RowId>>,
}

/// What the list knows that no view needs to.
#[derive(Debug, Default)]
pub(super) struct Window {
    element: Option<HtmlElement>,
    heights: HashMap<RowId, f64>,
    /// The row at the top of what can be seen, and how far it is scrolled.
    anchor: Option<(RowId, f64)>,
    last_top: f64,
    fresh: usize,
    watch: Option<HeightWatch>,
}

impl ListState {
    pub(super) fn new(following: bool) -> Self {
        Self {
            cells: RwSignal::new(Vec::new()),
            above: RwSignal::new(0.0),
            below: RwSignal::new(0.0),
            len: RwSignal::new(0),
            following: RwSignal::new(following),
            fresh: RwSignal::new(0),
            selected: RwSignal::new(None),
        }
    }

    /// The rows in the page; tracked.
    pub fn cells(self) -> Vec<Cell> {
        self.cells.get()
    }

    /// The rows in the page.
    pub(super) fn shown_rows(self) -> Vec<RowId> {
        self.cells.with_untracked(|cells| cells.iter().map(|cell| cell.id).collect())
    }

    /// How tall the rows above the ones in the page are; tracked.
    pub fn above(self) -> f64 {
        self.above.get()
    }

    /// How tall the rows below the ones in the page are; tracked.
    pub fn below(self) -> f64 {
        self.below.get()
    }

    /// How many rows there are; tracked.
    pub fn len(self) -> usize {
        self.len.get()
    }

    /// Whether there are none; tracked.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether it sticks to the end; tracked.
    pub fn is_following(self) -> bool {
        self.following.get()
    }

    /// How many rows came since it stopped following; tracked.
    pub fn fresh(self) -> usize {
        self.fresh.get()
    }

    /// The selected row; tracked.
    pub fn selected(self) -> Option<RowId> {
        self.selected.get()
    }

    /// The selected row.
    pub fn selected_now(self) -> Option<RowId> {
        self.selected.get_untracked()
    }
}

impl Window {
    pub(super) fn height_of(&self, row: RowId) -> f64 {
        self.heights.get(&row).copied().unwrap_or(GUESS)
    }

    /// Counts what comes at the end.
    pub(super) fn inserted(&mut self, rank: usize, len: usize) {
        if rank + 8 >= len {
            self.fresh += 1;
        }
    }
}

impl SessionState {
    /// The list is in the page: `element` scrolls, and `rows` is as tall as the whole list.
    pub fn attach(self, element: HtmlElement, rows: &Element) {
        // Told before the next paint: whenever the list grows or shrinks, its place is kept.
        let watch = HeightWatch::new(move |heights| self.measured(&heights));
        watch.watch(&element);
        watch.watch(rows);
        self.with_inner(|inner| {
            inner.window.element = Some(element);
            inner.window.watch = Some(watch);
        });
        self.schedule();
    }

    /// A row is in the page.
    pub fn shown(self, element: &Element) {
        self.inner.with_value(|inner| {
            if let Some(watch) = &inner.window.watch {
                watch.watch(element);
            }
        });
    }

    /// A row is in the page no longer.
    pub fn hidden(self, element: &Element) {
        self.inner.try_with_value(|inner| {
            if let Some(watch) = &inner.window.watch {
                watch.unwatch(element);
            }
        });
    }

    /// The person scrolled, or the list did.
    pub fn scrolled(self) {
        let Some(element) = self.element() else { return };
        let top = f64::from(element.scroll_top());
        if (top - self.inner.with_value(|inner| inner.window.last_top)).abs() < 1.0 {
            return; // The list itself scrolled.
        }
        let rest = f64::from(element.scroll_height() - element.client_height()) - top;
        let went_up = self.with_inner(|inner| {
            let went_up = top < inner.window.last_top - 1.0;
            inner.window.last_top = top;
            inner.anchor_at(top);
            went_up
        });
        if rest <= NEAR {
            self.set_following(true);
        } else if went_up == Some(true) {
            self.set_following(false);
        }
        self.refresh();
    }

    /// Sticks to the end.
    pub fn follow(self) {
        self.set_following(true);
        self.refresh();
        self.stick();
    }

    /// Selects the row `step` rows away from the selected one, or the last, and brings it into view.
    pub fn select_by(self, step: isize) {
        let target = self.inner.with_value(|inner| {
            let timeline = &inner.timeline;
            let current = self.list.selected.get_untracked().and_then(|row| timeline.rank(row));
            let last = timeline.len().checked_sub(1)?;
            let rank = current.map_or(last, |rank| rank.saturating_add_signed(step).min(last));
            timeline.row_at(rank)
        });
        if let Some(row) = target {
            self.select(row);
            self.bring_into_view(row, false);
        }
    }

    /// Selects a row.
    pub fn select(self, row: RowId) {
        self.list.selected.set(Some(row));
    }

    /// Shows the event that the address named, once it is here.
    pub(super) fn show_wanted(self) {
        let row = self.with_inner(|inner| {
            let row = inner.timeline.row_of(inner.wanted.as_deref()?)?;
            inner.wanted = None;
            Some(row)
        });
        if let Some(Some(row)) = row {
            self.select(row);
            self.bring_into_view(row, true);
        }
    }

    /// Scrolls so that the row can be seen; in the middle when it was far away.
    pub fn bring_into_view(self, row: RowId, in_middle: bool) {
        let Some(element) = self.element() else { return };
        let place = self.inner.with_value(|inner| {
            let rank = inner.timeline.rank(row)?;
            Some((inner.extents.offset(rank), inner.window.height_of(row)))
        });
        let Some((top, height)) = place else { return };
        let (seen, room) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        let target = if in_middle {
            top - room / 3.0
        } else if top < seen {
            top - 8.0
        } else if top + height > seen + room {
            top + height - room + 8.0
        } else {
            return;
        };
        if target < seen || in_middle {
            self.set_following(false);
        }
        // First the rows around the target, so that there is something to scroll to.
        self.with_inner(|inner| inner.anchor_at(target.max(0.0)));
        self.scroll_to(target.max(0.0));
        self.refresh();
    }

    /// Brings what is on screen in step with the timeline.
    pub(super) fn refresh(self) {
        let Some(element) = self.element() else { return };
        let following = self.list.following.get_untracked();
        let room = f64::from(element.client_height());
        let Some(view) = self.with_inner(|inner| {
            let total = inner.extents.total();
            let top =
                if following { (total - room).max(0.0) } else { inner.anchored().unwrap_or(inner.window.last_top) };
            let first = inner.extents.index_at((top - AHEAD).max(0.0));
            let last = (inner.extents.index_at(top + room + AHEAD) + 1).min(first + MOST).min(inner.timeline.len());
            let rows: Vec<(usize, RowId)> =
                (first..last).filter_map(|rank| Some((rank, inner.timeline.row_at(rank)?))).collect();
            let above = inner.extents.offset(first);
            let below = total - inner.extents.offset(last);
            let changed = std::mem::take(&mut inner.changed);
            let fresh = std::mem::take(&mut inner.window.fresh);
            (rows, above, below, changed, fresh, inner.timeline.len())
        }) else {
            return;
        };
        let (rows, above, below, changed, fresh, len) = view;
        let old = self.list.cells.get_untracked();
        let mut known: HashMap<RowId, Cell> = old.iter().map(|cell| (cell.id, cell.clone())).collect();
        let mut cells = Vec::with_capacity(rows.len());
        for (rank, id) in rows {
            let cell = if let Some(cell) = known.remove(&id) {
                if changed.contains(&id)
                    && let Some(row) = self.row(id)
                    && cell.row.with_untracked(|old| *old != row)
                {
                    cell.row.set(row);
                }
                if cell.position.get_untracked() != rank + 1 {
                    cell.position.set(rank + 1);
                }
                cell
            } else {
                let Some(row) = self.row(id) else { continue };
                Cell { id, row: ArcRwSignal::new(row), position: ArcRwSignal::new(rank + 1) }
            };
            cells.push(cell);
        }
        if old != cells {
            self.list.cells.set(cells);
        }
        set_if_new(self.list.above, above);
        set_if_new(self.list.below, below);
        set_if_new(self.list.len, len);
        if !following && fresh > 0 {
            self.list.fresh.update(|count| *count += fresh);
        }
    }

    /// The page is as tall as the list says: scrolls to where the list should be.
    fn keep_place(self) {
        let Some(element) = self.element() else { return };
        if self.list.following.get_untracked() {
            return self.stick();
        }
        let top = self.inner.with_value(super::Inner::anchored);
        if let Some(top) = top.filter(|top| (top - f64::from(element.scroll_top())).abs() > 1.0) {
            self.scroll_to(top);
        }
    }

    /// Rows turned out to be taller or lower than thought; told before the next paint.
    fn measured(self, heights: &[(HtmlElement, f64)]) {
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
                    if let Some(rank) = inner.timeline.rank(row) {
                        inner.extents.set(rank, *height);
                    }
                }
            }
        });
        self.refresh();
        self.keep_place();
    }

    fn set_following(self, following: bool) {
        if self.list.following.get_untracked() != following {
            self.list.following.set(following);
        }
        if following && self.list.fresh.get_untracked() > 0 {
            self.list.fresh.set(0);
        }
    }

    fn stick(self) {
        if let Some(element) = self.element() {
            self.scroll_to(f64::from(element.scroll_height()));
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a list is less than 2^31 pixels tall")]
    fn scroll_to(self, top: f64) {
        if let Some(element) = self.element() {
            element.set_scroll_top(top.round() as i32);
            let top = f64::from(element.scroll_top());
            self.with_inner(|inner| inner.window.last_top = top);
        }
    }

    fn element(self) -> Option<HtmlElement> {
        self.inner.try_with_value(|inner| inner.window.element.clone())?
    }
}

impl super::Inner {
    /// Remembers which row is at `top`, so that it stays there when rows come in above.
    fn anchor_at(&mut self, top: f64) {
        let rank = self.extents.index_at(top);
        self.window.anchor = self.timeline.row_at(rank).map(|row| (row, top - self.extents.offset(rank)));
        self.window.last_top = top;
    }

    /// Where the remembered row is now.
    fn anchored(&self) -> Option<f64> {
        let (row, delta) = self.window.anchor?;
        Some((self.extents.offset(self.timeline.rank(row)?) + delta).max(0.0))
    }
}

fn set_if_new<T: PartialEq + Copy + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}
