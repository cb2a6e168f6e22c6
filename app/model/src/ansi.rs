//! What programs print for a terminal: lines of text with a look, a page at a time.
//!
//! Colours and faces are understood, and what moves within a line: a line that a progress bar wrote over
//! is shown as a terminal would leave it. Everything else that a program tells a terminal is left out,
//! and never acted on. What is no whole sequence is shown, with its controls named.

mod escape;
mod line;
mod pen;

use line::Line;
use pen::Pen;

pub use pen::{Colour, Face, Style};

/// Characters of a line that are shown; the rest is counted.
pub const LONGEST: usize = 2_000;

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// As a terminal would.
    Terminal,
    /// Character by character, as a file.
    Literal,
}

/// A place between lines, with the look that holds there; the default is the beginning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark {
    at: usize,
    pen: Pen,
}

/// Some lines of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What they say; each line but the last of the page ends with its `\n`.
    pub pieces: Vec<Piece>,
    /// How many lines there are.
    pub lines: usize,
    /// Where the next page begins; none at the end.
    pub next: Option<Mark>,
}

/// Characters of one look, or those that are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Characters.
    Text {
        /// Which.
        text: String,
        /// How they look.
        style: Style,
    },
    /// So many more characters of this line are not shown.
    Cut(usize),
}

/// At most `most` lines of `text` from `from` on.
pub fn page(text: &str, reading: Reading, from: &Mark, most: usize) -> Page {
    let mut page = Page { pieces: Vec::new(), lines: 0, next: None };
    let Mark { mut at, mut pen } = from.clone();
    let mut rest = text.get(at..).unwrap_or_default();
    while page.lines < most && !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if page.lines > 0 {
            push(&mut page.pieces, "\n", Style::default());
        }
        read(line, reading, &mut pen, LONGEST, &mut page.pieces);
        at += rest.len() - after.len();
        rest = after;
        page.lines += 1;
    }
    if !rest.is_empty() {
        page.next = Some(Mark { at, pen });
    }
    page
}

/// The whole text without its looks: what is good to copy.
pub fn plain(text: &str, reading: Reading) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pen = Pen::default();
    for line in text.split_inclusive('\n') {
        let mut pieces = Vec::new();
        read(line.strip_suffix('\n').unwrap_or(line), reading, &mut pen, usize::MAX, &mut pieces);
        for piece in pieces {
            if let Piece::Text { text, .. } = piece {
                out.push_str(&text);
            }
        }
        if line.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

fn read(line: &str, reading: Reading, pen: &mut Pen, longest: usize, pieces: &mut Vec<Piece>) {
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.chars().all(is_simple) {
        // Most lines: nothing moves in them, so that they can be taken as they are.
        let end = line.char_indices().nth(longest).map_or(line.len(), |(end, _)| end);
        let (shown, rest) = line.split_at(end);
        push(pieces, shown, pen.style());
        cut(pieces, rest.chars().count());
        return;
    }
    let mut cells = Line::new(longest);
    match reading {
        Reading::Terminal => escape::write(line, pen, &mut cells),
        Reading::Literal => cells.write(line, pen.style()),
    }
    let over = cells.over();
    for (text, style) in cells.runs() {
        push(pieces, &text, style);
    }
    cut(pieces, over);
}

fn is_simple(c: char) -> bool {
    c == '\t' || !crate::visible::is_hidden(c)
}

fn push(pieces: &mut Vec<Piece>, text: &str, style: Style) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text { text: last, style: same }) if *same == style => last.push_str(text),
        // A line end looks like nothing, and so keeps pieces few.
        Some(Piece::Text { text: last, style: other }) if text == "\n" && !other.is_filled() => last.push('\n'),
        _ => pieces.push(Piece::Text { text: text.to_owned(), style }),
    }
}

fn cut(pieces: &mut Vec<Piece>, count: usize) {
    if count > 0 {
        pieces.push(Piece::Cut(count));
    }
}

#[cfg(test)]
mod tests;
