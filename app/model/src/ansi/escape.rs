//! Sequences that begin with an escape.

use super::line::Line;
use super::pen::Pen;

const ESCAPE: char = '\u{1b}';

/// Writes a line as a terminal would.
pub(super) fn write(line: &str, pen: &mut Pen, cells: &mut Line) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\r' => cells.go_to(0),
            '\u{8}' => cells.back(1),
            // A bell is heard, not seen.
            '\u{7}' => {}
            ESCAPE => {
                if let Some(tail) = sequence(after, pen, cells) {
                    rest = tail;
                    continue;
                }
                cells.put(c, pen.style());
            }
            _ => cells.put(c, pen.style()),
        }
        rest = after;
    }
}

/// What follows a sequence whose escape was taken; none when there is no whole one.
fn sequence<'a>(text: &'a str, pen: &mut Pen, cells: &mut Line) -> Option<&'a str> {
    let Some(first) = text.chars().next() else {
        return Some(text); // Cut off at the end of what was kept.
    };
    let after = text.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '[' => control(after, pen, cells),
        // Titles, links, the clipboard, device strings: of interest to terminals only.
        ']' | 'P' | 'X' | '^' | '_' => {
            let end = after.find(['\u{7}', ESCAPE])?;
            let tail = after.get(end..).unwrap_or_default();
            tail.strip_prefix('\u{7}').or_else(|| tail.strip_prefix("\u{1b}\\"))
        }
        // Character sets.
        ' '..='/' => {
            let last = after.trim_start_matches(|c| matches!(c, ' '..='/'));
            last.strip_prefix(|c| matches!(c, '0'..='~'))
        }
        '0'..='~' => Some(after),
        _ => None,
    }
}

/// A control sequence: numbers, and a letter that says what to do.
fn control<'a>(text: &'a str, pen: &mut Pen, cells: &mut Line) -> Option<&'a str> {
    let rest = text.trim_start_matches(|c| matches!(c, '0'..='?'));
    let parameters = text.get(..text.len() - rest.len()).unwrap_or_default();
    let rest = rest.trim_start_matches(|c| matches!(c, ' '..='/'));
    let Some(last) = rest.chars().next() else {
        return Some(rest); // Cut off at the end of what was kept.
    };
    let first: Option<usize> = parameters.split(';').next().and_then(|number| number.parse().ok());
    let count = first.unwrap_or(1).max(1);
    match last {
        'm' => pen.set(parameters),
        'C' => cells.ahead(count),
        'D' => cells.back(count),
        'G' => cells.go_to(count - 1),
        'K' => match first.unwrap_or(0) {
            0 => cells.erase_after(),
            1 => cells.erase_before(),
            _ => {
                cells.erase_before();
                cells.erase_after();
            }
        },
        '@'..='~' => {}
        _ => return None,
    }
    rest.get(1..)
}
