//! Text of agents, read for its form: paragraphs, headings, lists, quotes, tables, code, bold, links.
//!
//! Only what agents commonly write has a form here; all else stays as it was written.
//! Reading takes one pass for each level, of which there are few, and loses nothing but the marks.

mod inline;
mod list;
mod table;

pub use inline::{Face, Look, Span};
pub use table::{Align, Table};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Lines that belong together.
    Paragraph(Vec<Span>),
    /// A line that names what follows.
    Heading {
        /// How deep it is in the outline, from 1; no level is left out, whatever was written.
        level: usize,
        /// What it says.
        spans: Vec<Span>,
    },
    /// Things one below the other.
    List {
        /// The number of the first; none behind bullets.
        start: Option<u64>,
        /// The things.
        items: Vec<Item>,
    },
    /// What somebody else said.
    Quote(Vec<Part>),
    /// Rows and columns.
    Table(Table),
    /// A line between parts.
    Rule,
    /// Lines as they are: code between fences, and what only looks like a table.
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
    /// Whether it is done, when it is something to do.
    pub done: Option<bool>,
    /// What it says.
    pub parts: Vec<Part>,
}

/// What stands deeper than this in lists and quotes has no form of its own.
const DEEPEST: usize = 6;

/// The parts of `text`, in order.
pub fn read(text: &str) -> Vec<Part> {
    parts(&text.lines().collect::<Vec<_>>(), 0)
}

/// The host of a web address; nothing of any other.
pub fn host(address: &str) -> &str {
    inline::host(address)
}

fn parts(lines: &[&str], depth: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = lines;
    let mut outline = Vec::new();
    // Whether the next line may go on with the paragraph before it.
    let mut goes_on = false;
    while let Some((line, after)) = rest.split_first() {
        let taken = if line.trim().is_empty() { None } else { block(rest, depth) };
        goes_on = if let Some((mut part, length)) = taken {
            if let Part::Heading { level, .. } = &mut part {
                outline.retain(|above: &usize| *above < *level);
                outline.push(*level);
                *level = outline.len();
            }
            parts.push(part);
            rest = rest.get(length..).unwrap_or_default();
            false
        } else {
            rest = after;
            match parts.last_mut() {
                _ if line.trim().is_empty() => {}
                Some(Part::Paragraph(spans)) if goes_on => inline::go_on(spans, line),
                _ => parts.push(Part::Paragraph(inline::read(line))),
            }
            !line.trim().is_empty()
        };
    }
    parts
}

/// The part that begins with the first line, and how many lines it has; none when that is a line like any other.
fn block(lines: &[&str], depth: usize) -> Option<(Part, usize)> {
    let line = lines.first()?;
    let trimmed = line.trim_start();
    if let Some((fence, label)) = fence(trimmed) {
        return Some(code(lines, line.len() - trimmed.len(), fence, label));
    }
    if let Some((level, title)) = heading(trimmed) {
        return Some((Part::Heading { level, spans: inline::read(title) }, 1));
    }
    if is_rule(trimmed) {
        return Some((Part::Rule, 1));
    }
    if depth < DEEPEST && trimmed.starts_with('>') {
        let inside: Vec<&str> = lines.iter().map_while(|line| quoted(line)).collect();
        return Some((Part::Quote(parts(&inside, depth + 1)), inside.len()));
    }
    if depth < DEEPEST
        && let Some(list) = list::read(lines, depth)
    {
        return Some(list);
    }
    table::read(lines).or_else(|| {
        let drawn: Vec<&str> = lines.iter().copied().take_while(|line| line.trim_start().starts_with('|')).collect();
        (!drawn.is_empty()).then(|| (Part::Code { label: String::new(), text: drawn.join("\n") }, drawn.len()))
    })
}

fn code(lines: &[&str], indent: usize, fence: Fence, label: &str) -> (Part, usize) {
    let inside: Vec<&str> =
        lines.iter().skip(1).take_while(|line| !closes(line, fence)).map(|line| without_indent(line, indent)).collect();
    (Part::Code { label: label.to_owned(), text: inside.join("\n") }, (inside.len() + 2).min(lines.len()))
}

/// The mark of a fence with its length.
type Fence = (char, usize);

/// A fence, and what stands behind it.
fn fence(line: &str) -> Option<(Fence, &str)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some(((mark, length), rest.trim()))
}

fn closes(line: &str, (mark, length): Fence) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|c| c == mark)
}

/// The line without as much white space as stands before the mark that it belongs to.
fn without_indent(line: &str, indent: usize) -> &str {
    let own = line.len() - line.trim_start_matches([' ', '\t']).len();
    line.get(own.min(indent)..).unwrap_or(line)
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then(|| (level, rest.trim()))
}

/// Three or more of one mark, with nothing else.
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|mark| matches!(mark, '-' | '*' | '_')) else { return false };
    let rest = marks.by_ref().take_while(|mark| *mark == first).count();
    rest >= 2 && marks.next().is_none() && line.trim_end().ends_with(first)
}

/// The line without the mark of a quote, if it has one.
fn quoted<'a>(line: &&'a str) -> Option<&'a str> {
    let inside = line.trim_start().strip_prefix('>')?;
    Some(inside.strip_prefix(' ').unwrap_or(inside))
}

#[cfg(test)]
mod tests;
