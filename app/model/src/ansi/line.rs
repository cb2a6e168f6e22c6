//! A line of a terminal: cells, and where the next character goes.

use super::Style;
use crate::visible;

/// A line that is being written.
#[derive(Debug)]
pub(super) struct Line {
    cells: Vec<(char, Style)>,
    cursor: usize,
    /// The most cells; what goes beyond is counted only.
    longest: usize,
    over: usize,
}

/// How far a program may move ahead of what it wrote.
const FARTHEST: usize = 1_000;

impl Line {
    pub(super) fn new(longest: usize) -> Self {
        Self { cells: Vec::new(), cursor: 0, longest, over: 0 }
    }

    /// Characters, the hidden ones by their names.
    pub(super) fn write(&mut self, text: &str, style: Style) {
        for c in text.chars() {
            self.put(c, style);
        }
    }

    /// One character; a hidden one by its name.
    pub(super) fn put(&mut self, c: char, style: Style) {
        if c != '\t' && visible::is_hidden(c) {
            let mut name = String::new();
            visible::push(c, &mut name);
            name.chars().for_each(|c| self.set(c, style));
        } else {
            self.set(c, style);
        }
    }

    fn set(&mut self, c: char, style: Style) {
        while self.cells.len() < self.cursor.min(self.longest) {
            self.cells.push((' ', Style::default()));
        }
        match self.cells.get_mut(self.cursor) {
            Some(cell) => *cell = (c, style),
            None if self.cursor < self.longest => self.cells.push((c, style)),
            None => self.over = self.over.max(self.cursor - self.longest + 1),
        }
        self.cursor += 1;
    }

    /// To a column, from 0.
    pub(super) fn go_to(&mut self, column: usize) {
        self.cursor = column.min(self.cells.len() + self.over + FARTHEST);
    }

    pub(super) fn ahead(&mut self, by: usize) {
        self.go_to(self.cursor.saturating_add(by));
    }

    pub(super) fn back(&mut self, by: usize) {
        self.cursor = self.cursor.saturating_sub(by);
    }

    /// Nothing stands from here on.
    pub(super) fn erase_after(&mut self) {
        self.cells.truncate(self.cursor);
        self.over = self.over.min(self.cursor.saturating_sub(self.longest));
    }

    /// Nothing stands up to here.
    pub(super) fn erase_before(&mut self) {
        let end = self.cursor.saturating_add(1);
        self.cells.iter_mut().take(end).for_each(|cell| *cell = (' ', Style::default()));
    }

    /// How many characters are not kept.
    pub(super) fn over(&self) -> usize {
        self.over
    }

    /// What stands there, by look.
    pub(super) fn runs(self) -> Vec<(String, Style)> {
        let mut runs: Vec<(String, Style)> = Vec::new();
        for (c, style) in self.cells {
            match runs.last_mut() {
                Some((text, same)) if *same == style => text.push(c),
                _ => runs.push((String::from(c), style)),
            }
        }
        runs
    }
}
