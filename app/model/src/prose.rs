//! Text of agents, read for its form: paragraphs, headings, lists, code, bold, links.
//!
//! Only what agents commonly write has a form here; all else stays as it was written.
//! Reading takes one pass, whatever the text, and loses nothing but the marks.

mod inline;

pub use inline::{Face, Span};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Lines that belong together.
    Paragraph(Vec<Span>),
    /// A line that names what follows.
    Heading(Vec<Span>),
    /// Things one below the other, as deep as they are indented.
    List {
        /// How many lists it stands in.
        depth: usize,
        /// The things.
        items: Vec<Item>,
    },
    /// Lines as they are: code between fences, and tables.
    Code {
        /// What stands behind the opening fence, such as a language.
        label: String,
        /// The lines.
        text: String,
    },
}

/// One thing of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its number; none behind a bullet.
    pub number: Option<u64>,
    /// What it says.
    pub spans: Vec<Span>,
}

/// Lists deeper than this are shown at this depth.
const DEEPEST: usize = 4;

/// The parts of `text`, in order.
pub fn read(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = text.lines();
    // Whether the next line may go on with the last part.
    let mut goes_on = false;
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() {
            // Items of one list may stand apart, but text after a gap begins anew.
            goes_on = false;
        } else if let Some((fence, label)) = fence(trimmed) {
            let inside = lines.by_ref().take_while(|line| !closes(line, fence));
            let text = inside.map(|line| without_indent(line, indent)).collect::<Vec<_>>().join("\n");
            parts.push(Part::Code { label: label.to_owned(), text });
            goes_on = false;
        } else if let Some(title) = heading(trimmed) {
            parts.push(Part::Heading(inline::read(title)));
            goes_on = false;
        } else if let Some((number, rest)) = item(trimmed) {
            push_item(&mut parts, (indent / 2).min(DEEPEST), Item { number, spans: inline::read(rest) });
            goes_on = true;
        } else {
            push_line(&mut parts, line, goes_on);
            goes_on = true;
        }
    }
    parts
}

/// The mark of a fence with its length, and what stands behind it.
fn fence(line: &str) -> Option<((char, usize), &str)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some(((mark, length), rest.trim()))
}

fn closes(line: &str, (mark, length): (char, usize)) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|c| c == mark)
}

/// The line without the indentation that its fence has, too.
fn without_indent(line: &str, indent: usize) -> &str {
    let own = line.len() - line.trim_start_matches(' ').len();
    line.get(own.min(indent)..).unwrap_or(line)
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| rest.trim())
}

/// The number of an item, if it has one, and what it says.
fn item(line: &str) -> Option<(Option<u64>, &str)> {
    if let Some(rest) = ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return Some((None, rest.trim_start()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.get(..line.len() - rest.len()).filter(|digits| (1..=9).contains(&digits.len()))?;
    let said = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    Some((Some(digits.parse().ok()?), said.trim_start()))
}

fn push_item(parts: &mut Vec<Part>, depth: usize, item: Item) {
    if let Some(Part::List { depth: last, items }) = parts.last_mut()
        && *last == depth
        && items.last().is_some_and(|before| before.number.is_some() == item.number.is_some())
    {
        items.push(item);
    } else {
        parts.push(Part::List { depth, items: vec![item] });
    }
}

/// A line that is no part by itself goes on with the one before it, or begins a paragraph.
fn push_line(parts: &mut Vec<Part>, line: &str, goes_on: bool) {
    let is_table = line.trim_start().starts_with('|');
    match parts.last_mut().filter(|_| goes_on) {
        Some(Part::Code { text, .. }) if is_table => {
            text.push('\n');
            text.push_str(line);
        }
        Some(Part::Paragraph(spans)) if !is_table => inline::go_on(spans, line),
        Some(Part::List { items, .. }) if !is_table => {
            if let Some(item) = items.last_mut() {
                inline::go_on(&mut item.spans, line.trim_start());
            }
        }
        _ if is_table => parts.push(Part::Code { label: String::new(), text: line.to_owned() }),
        _ => parts.push(Part::Paragraph(inline::read(line))),
    }
}

#[cfg(test)]
mod tests;
