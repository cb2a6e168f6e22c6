//! The part of a long list that is on screen: which rows, where they begin, and whether it sticks to the end.

mod moves;
mod window;

use leptos::prelude::*;
use model::timeline::strip::Span;
use model::timeline::{Row, RowId, Told};

pub(super) use window::Window;

/// A row on screen.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Which row.
    pub id: RowId,
    row: ArcRwSignal<Row>,
    position: ArcRwSignal<usize>,
    hit: ArcRwSignal<bool>,
    told: ArcRwSignal<Option<Told>>,
}

impl Cell {
    /// What it says.
    pub fn row(&self) -> ArcReadSignal<Row> {
        self.row.read_only()
    }

    /// Its position in the whole list, from 1.
    pub fn position(&self) -> ArcReadSignal<usize> {
        self.position.read_only()
    }

    /// The sentence of the run that begins with it; none for a row that stands for itself.
    pub fn told(&self) -> ArcReadSignal<Option<Told>> {
        self.told.read_only()
    }

    /// Whether it holds the text that is searched for.
    pub fn hit(&self) -> ArcReadSignal<bool> {
        self.hit.read_only()
    }
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
    /// How many rows the filter lets through, and how many there are.
    shown: RwSignal<(usize, usize)>,
    following: RwSignal<bool>,
    /// How many rows came at the end since it stopped following.
    fresh: RwSignal<usize>,
    selected: RwSignal<Option<RowId>>,
    /// When what can be seen happened.
    seen: RwSignal<Option<Span>>,
}

impl ListState {
    pub(super) fn new(following: bool) -> Self {
        Self {
            cells: RwSignal::new(Vec::new()),
            above: RwSignal::new(0.0),
            below: RwSignal::new(0.0),
            len: RwSignal::new(0),
            shown: RwSignal::new((0, 0)),
            following: RwSignal::new(following),
            fresh: RwSignal::new(0),
            selected: RwSignal::new(None),
            seen: RwSignal::new(None),
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

    /// How many rows the filter lets through, and how many there are; tracked.
    pub fn shown(self) -> (usize, usize) {
        self.shown.get()
    }

    /// Whether there are none; tracked.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Whether it sticks to the end; tracked.
    pub fn is_following(self) -> bool {
        self.following.get()
    }

    /// Whether it sticks to the end.
    pub(super) fn is_following_now(self) -> bool {
        self.following.get_untracked()
    }

    /// How many rows came since it stopped following; tracked.
    pub fn fresh(self) -> usize {
        self.fresh.get()
    }

    /// When what can be seen happened; tracked.
    pub fn seen(self) -> Option<Span> {
        self.seen.get()
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
