//! Tables: a row of names, a row of dashes, rows of cells.

use super::Part;
use super::inline::{self, Span};

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// To which side the cells of each column stand.
    pub aligns: Vec<Align>,
    /// The names of the columns.
    pub head: Vec<Vec<Span>>,
    /// The cells, by row; a row may have fewer or more than there are names.
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// To which side the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Where text begins.
    Start,
    /// In the middle.
    Middle,
    /// Where text ends.
    End,
}

/// The table that begins with the first line, and how many lines it has.
pub(super) fn read(lines: &[&str]) -> Option<(Part, usize)> {
    let (head, rest) = lines.split_first()?;
    let aligns = aligns(rest.first()?)?;
    let head = head.contains('|').then(|| row(head))?;
    if head.len() != aligns.len() {
        return None;
    }
    let rows: Vec<_> = rest.iter().skip(1).take_while(|line| line.contains('|')).map(|line| row(line)).collect();
    let length = rows.len() + 2;
    Some((Part::Table(Table { aligns, head, rows }), length))
}

fn aligns(line: &str) -> Option<Vec<Align>> {
    let align = |cell: String| {
        let dashes = cell.trim_start_matches(':').trim_end_matches(':');
        let is_plain = !dashes.is_empty() && dashes.chars().all(|c| c == '-') && cell.len() - dashes.len() <= 2;
        is_plain.then(|| match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Align::Middle,
            (false, true) => Align::End,
            _ => Align::Start,
        })
    };
    if !line.contains('|') || line.contains(char::is_alphanumeric) {
        return None;
    }
    cells(line).into_iter().map(align).collect()
}

fn row(line: &str) -> Vec<Vec<Span>> {
    cells(line).iter().map(|cell| inline::read(cell)).collect()
}

/// What stands between upright lines; one behind a backslash belongs to its cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '\\' if chars.next_if_eq(&'|').is_some() => cell.push('|'),
            '|' if chars.peek().is_none() => {}
            '|' => cells.push(String::new()),
            _ => cell.push(c),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
