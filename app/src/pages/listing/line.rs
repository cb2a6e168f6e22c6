//! What stands on a page of a list, as data: so that all lists are drawn by the same code.

use model::page::Item;
use model::wire::Timestamp;
use serde::Deserialize;

use crate::api::list::RawPage;
use crate::dom::clock::Millis;
use crate::ui::status::{Look, Shape};

/// An entry as its row shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// The entry's id.
    pub id: String,
    /// When it changed, in microseconds since 1970, for lists that change by themselves.
    pub changed: i64,
    /// A cell a column.
    pub cells: Vec<Cell>,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// Text, and what it is made of.
    Sum {
        /// The text.
        text: String,
        /// For the hover.
        parts: String,
    },
    /// What the entry is called; the way to its page.
    Lead {
        /// Its name.
        name: String,
        /// Its page's address.
        path: String,
        /// What is to be said of it, if it is no longer what the list asks for.
        mark: Option<&'static str>,
    },
    /// A state.
    Status(Look),
    /// A time.
    Since(Timestamp),
    /// The environment with this id, by its name.
    Environment(String),
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// The entries, each once.
    pub lines: Vec<Line>,
    /// Entries of an unknown shape, as they came: nothing is hidden.
    pub misfits: Vec<String>,
    /// The cursors of the page before and the page after.
    pub around: (Option<String>, Option<String>),
    /// When it was read, for lists that change by themselves.
    pub read_at: Millis,
}

impl Lines {
    /// Reads the entries of a page one by one: one that cannot be read does not hide the others.
    pub fn read<T: for<'a> Deserialize<'a>>(page: &RawPage, line: fn(&T) -> Line) -> Self {
        let owned = |cursor: Option<&str>| cursor.map(str::to_owned);
        let mut read = Self {
            lines: Vec::new(),
            misfits: Vec::new(),
            around: (owned(page.previous()), owned(page.next())),
            read_at: 0.0,
        };
        for raw in page.data.iter().map(Item::raw) {
            read.add(raw, serde_json::from_str(raw).ok().map(|entry| line(&entry)));
        }
        read
    }

    /// How many entries run.
    pub fn running(&self) -> usize {
        self.count(Shape::Halo)
    }

    /// How many entries wait for a person.
    pub fn waiting(&self) -> usize {
        self.count(Shape::Diamond)
    }

    fn count(&self, shape: Shape) -> usize {
        let is_so = |cell: &Cell| matches!(cell, Cell::Status(look) if look.shape == shape);
        self.lines.iter().filter(|line| line.cells.iter().any(is_so)).count()
    }

    /// A doubled entry is one row.
    fn add(&mut self, raw: &str, line: Option<Line>) {
        match line {
            Some(line) if self.lines.iter().any(|known| known.id == line.id) => {}
            Some(line) => self.lines.push(line),
            None => self.misfits.push(raw.to_owned()),
        }
    }
}

impl Line {
    /// Whether the entry's name holds `words`, which are in lower case.
    pub fn is_called(&self, words: &str) -> bool {
        self.cells.iter().any(|cell| matches!(cell, Cell::Lead { name, .. } if name.to_lowercase().contains(words)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Thing {
        id: String,
        name: String,
    }

    fn line(thing: &Thing) -> Line {
        let lead = Cell::Lead { name: thing.name.clone(), path: String::new(), mark: None };
        Line { id: thing.id.clone(), changed: 0, cells: vec![lead] }
    }

    fn read(json: &str) -> Lines {
        Lines::read(&serde_json::from_str(json).unwrap(), line)
    }

    #[test]
    fn every_entry_is_one_row_or_shown_as_it_came() {
        let page = read(
            r#"{"data":[{"id":"a","name":"One"},{"id":"b"},{"id":"a","name":"Twice"},7],"next_page":"n","prev_page":""}"#,
        );
        assert_eq!(page.lines.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["a"]);
        assert_eq!(page.misfits, [r#"{"id":"b"}"#, "7"]);
        assert_eq!(page.around, (None, Some("n".to_owned())));
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        let page = read(r#"{"data":[{"id":"a","name":"Ärger im Büro"}]}"#);
        let check = |words: &str, expected: bool| assert_eq!(page.lines[0].is_called(words), expected, "{words}");
        check("ärger", true);
        check("im bü", true);
        check("", true);
        check("ruhe", false);
    }
}
