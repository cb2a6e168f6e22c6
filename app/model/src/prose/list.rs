//! Lists, with what stands inside their items.

use super::{Item, Part, closes, fence, heading, is_rule, parts, quoted, without_indent};

/// The mark of an item.
struct Mark<'a> {
    /// White space before it.
    indent: usize,
    /// Where what it says begins.
    inside: usize,
    number: Option<u64>,
    said: &'a str,
}

/// The list that begins with the first line, and how many lines it has.
pub(super) fn read(lines: &[&str], depth: usize) -> Option<(Part, usize)> {
    let first = mark(lines.first()?)?;
    let start = first.number;
    let mut items = Vec::new();
    let mut at = 0;
    while let Some(mark) = lines.get(at).and_then(|line| mark(line)) {
        if mark.number.is_some() != start.is_some() || mark.indent < first.indent {
            break;
        }
        let rest = lines.get(at + 1..).unwrap_or_default();
        let length = inside(rest, &mark);
        let (done, said) = task(mark.said);
        let more = rest.iter().take(length).map(|line| without_indent(line, mark.inside));
        let own: Vec<&str> = std::iter::once(said).chain(more).collect();
        items.push(Item { done, parts: parts(&own, depth + 1) });
        at += 1 + length;
        // Items of one list may stand apart.
        let gap = lines.iter().skip(at).take_while(|line| line.trim().is_empty()).count();
        if lines.get(at + gap).is_some_and(|line| self::mark(line).is_some()) {
            at += gap;
        }
    }
    Some((Part::List { start, items }, at))
}

/// How many of the lines below an item belong to it.
fn inside(lines: &[&str], mark: &Mark<'_>) -> usize {
    let mut end = 0;
    let mut open = None;
    let mut is_apart = false;
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let is_deeper = line.len() - trimmed.len() > mark.indent;
        if let Some(opened) = open {
            if closes(line, opened) {
                open = None;
            }
        } else if trimmed.is_empty() {
            is_apart = true;
            continue;
        } else if is_deeper {
            open = fence(trimmed).map(|(fence, _)| fence);
        } else if is_apart || begins_anew(trimmed) {
            break;
        }
        is_apart = false;
        end = at + 1;
    }
    end
}

/// Whether a line without indentation ends the item before it.
fn begins_anew(line: &str) -> bool {
    mark(line).is_some()
        || heading(line).is_some()
        || is_rule(line)
        || fence(line).is_some()
        || quoted(&line).is_some()
        || line.starts_with('|')
}

fn mark(line: &str) -> Option<Mark<'_>> {
    let trimmed = line.trim_start();
    if is_rule(trimmed) {
        return None;
    }
    let indent = line.len() - trimmed.len();
    let (number, said) = bullet(trimmed).map(|said| (None, said)).or_else(|| numbered(trimmed))?;
    Some(Mark { indent, inside: line.len() - said.len(), number, said })
}

fn bullet(line: &str) -> Option<&str> {
    ["- ", "* ", "+ ", "• "].iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim_start)
}

fn numbered(line: &str) -> Option<(Option<u64>, &str)> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.get(..line.len() - rest.len()).filter(|digits| (1..=9).contains(&digits.len()))?;
    let said = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    Some((Some(digits.parse().ok()?), said.trim_start()))
}

/// Whether the thing is done, if it is something to do.
fn task(said: &str) -> (Option<bool>, &str) {
    let boxes = [("[ ] ", false), ("[x] ", true), ("[X] ", true)];
    boxes
        .iter()
        .find_map(|(mark, done)| Some((Some(*done), said.strip_prefix(mark)?.trim_start())))
        .unwrap_or((None, said))
}
