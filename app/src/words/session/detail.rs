//! What stands inside rows: outputs, files, pictures, queues.

use model::timeline::{QueuePlace, Status};

use crate::words::format;

/// Shows all of something long.
pub const SHOW_ALL: &str = "Show all";
/// Shows only the beginning again.
pub const SHOW_LESS: &str = "Show less";
/// The command of a call, when it is longer than a line.
pub const COMMAND: &str = "command";
/// A block of code without a language.
pub const CODE: &str = "code";
/// A call that printed nothing.
pub const NO_OUTPUT: &str = "no output";
/// Opens the input of a call.
pub const SHOW_INPUT: &str = "Show input";
/// Closes it.
pub const HIDE_INPUT: &str = "Hide input";
/// What an input is called in its frame.
pub const INPUT: &str = "input";
/// A table of an agent, which may be wider than the page.
pub const TABLE: &str = "Table";
/// A thing that is done.
pub const DONE: &str = "Done";
/// A thing that is not done.
pub const OPEN: &str = "Not done";
/// A picture that the browser can not show.
pub const BROKEN: &str = "can not be shown";
/// Something withheld.
pub const REDACTED: &str = "Withheld by the platform. Its content is not in the session's events.";
/// The JSON of a block.
pub const JSON: crate::ui::json::JsonWords =
    crate::ui::json::JsonWords { title: "JSON from the API", copy: crate::words::common::COPY };

/// What of a call is hidden until it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Lines of a file.
    File,
    /// Paths that were found.
    Paths,
    /// Lines that were found.
    Matches,
}

/// The button that shows it, and the one that hides it.
pub fn disclose(what: Hidden, lines: usize) -> (String, String) {
    let what = match what {
        Hidden::File => "file",
        Hidden::Paths => "paths",
        Hidden::Matches => "matches",
    };
    let lines = super::lines(lines);
    (format!("Show {what} · {lines}"), format!("Hide {what} · {lines}"))
}

/// How large an output is.
pub fn size(lines: usize, bytes: usize) -> String {
    format!("{} · {}", super::lines(lines), self::bytes(bytes))
}

/// A number of bytes: `812 B`, `12 kB`, `4.8 MB`.
pub fn bytes(count: usize) -> String {
    let short = format::count_short(count as u64);
    if count < 1_000 { format!("{short}\u{202f}B") } else { format!("{short}B") }
}

/// The button that shows the next page.
pub fn more(shown: usize, all: usize) -> String {
    format!("Show more · {} of {}", format::count(shown as u64), super::lines(all))
}

/// Characters of a line that are not shown.
pub fn cut(count: usize) -> String {
    format!(" … {} more characters of this line", format::count(count as u64))
}

/// What a copy button copies.
pub fn copy_of(title: &str) -> String {
    format!("Copy {title}")
}

/// Which lines of a file were asked for.
pub fn range(first: u64, last: Option<u64>) -> String {
    let first = format::count(first);
    last.map_or_else(|| format!("from line {first}"), |last| format!("lines {first}–{}", format::count(last)))
}

/// How many lines were left out between others.
pub fn unchanged(count: usize) -> String {
    format!("⋯ {} unchanged", super::lines(count))
}

/// How many pages a search found.
pub fn results(count: usize) -> String {
    format!("{} result{}", format::count(count as u64), if count == 1 { "" } else { "s" })
}

/// A picture, for those who do not see it.
pub fn picture(media_type: &str) -> String {
    format!("{} ({media_type})", super::IMAGE)
}

/// A message that waits, and what for.
pub fn queued(place: QueuePlace, status: &Status) -> String {
    let place = match place {
        QueuePlace { of: 1, .. } => "queued".to_owned(),
        QueuePlace { number, of } => format!("queued, {} of {}", ordinal(number), format::count(of as u64)),
    };
    let until = match status {
        Status::Running => "the agent takes it up after its current work",
        Status::Retrying => "the agent takes it up once its retry succeeds",
        Status::WaitsForYou => "the agent takes it up once its question is answered",
        Status::WaitsForProgram => "the agent takes it up once the program has answered",
        _ => return place,
    };
    format!("{place} · {until}")
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{ending}", format::count(number as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        let check = |lines, bytes, expected: &str| assert_eq!(size(lines, bytes).replace('\u{202f}', " "), expected);
        check(1, 812, "1 line · 812 B");
        check(84, 12_240, "84 lines · 12 kB");
        check(1_204, 4_810_000, "1,204 lines · 4.8 MB");
        assert_eq!(more(2_000, 61_234), "Show more · 2,000 of 61,234 lines");
        assert_eq!(range(40, Some(1_080)), "lines 40–1,080");
        assert_eq!(range(40, None), "from line 40");
    }

    #[test]
    fn places_in_the_queue() {
        let check = |number, of, status: &Status, expected: &str| {
            assert_eq!(queued(QueuePlace { number, of }, status), expected);
        };
        check(1, 1, &Status::Idle, "queued");
        check(2, 3, &Status::Running, "queued, 2nd of 3 · the agent takes it up after its current work");
        check(1, 22, &Status::Idle, "queued, 1st of 22");
        check(11, 22, &Status::Idle, "queued, 11th of 22");
        check(22, 22, &Status::Idle, "queued, 22nd of 22");
        check(3, 4, &Status::Idle, "queued, 3rd of 4");
    }
}
