//! Looking for something in a session.

use model::search::Progress;
use model::timeline::Sort;

use crate::words::format;

/// The field.
pub const SEARCH: &str = "Search this session";
/// How the field is reached.
pub const SEARCH_HINT: &str = "Search everything that is loaded ( / )";
/// Goes to the next hit.
pub const NEXT: &str = "Next hit";
/// Goes to the hit before.
pub const PREVIOUS: &str = "Previous hit";
/// How the next hit is reached by keys.
pub const NEXT_HINT: &str = "Next hit (Enter)";
/// How the hit before is reached by keys.
pub const PREVIOUS_HINT: &str = "Previous hit (Shift Enter)";
/// Unfolds the choices.
pub const FILTER: &str = "Filter";
/// Calls and errors that failed.
pub const FAILED: &str = "Failed";
/// How failures are reached by keys.
pub const FAILED_HINT: &str = "Only what failed. n and p go to the next and the previous failure.";
/// What waits for an answer.
pub const WAITING: &str = "Waiting";
/// How it is reached by keys.
pub const WAITING_HINT: &str = "Only what waits for an answer. q goes to the next that waits.";
/// The kinds of rows.
pub const KINDS: &str = "Kinds";
/// The tools.
pub const TOOL: &str = "Tool";
/// No tool is chosen.
pub const ANY_TOOL: &str = "Any tool";
/// The threads.
pub const THREAD: &str = "Thread";
/// No thread is chosen.
pub const ANY_THREAD: &str = "Any thread";
/// The primary thread.
pub const MAIN: &str = "Main thread";
/// Ends every filter.
pub const SHOW_ALL: &str = "Show all";
/// The filter lets nothing through.
pub const NOTHING: &str = "Nothing in this session is of this kind so far.";
/// A row that holds the text.
pub const HIT: &str = "Holds the text that is looked for; it may stand in what is folded or only in the event.";

/// Goes to what is new since the last look.
pub const SINCE_HINT: &str = "Go there ( l )";

/// Goes there.
pub const GO: &str = "Go there";

/// Where a person left off, and when that was.
pub fn since(time: &str) -> String {
    format!("New since you last looked, {time}")
}

/// How much is new.
pub fn since_count(rows: usize, time: &str) -> String {
    format!("{} since you last looked, {time}", plural(rows, "new row"))
}

/// A kind of rows.
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Message => "Messages",
        Sort::Tool => "Tools",
        Sort::File => "Files",
        Sort::Web => "Web",
        Sort::Mcp => "MCP",
        Sort::Thinking => "Thinking",
        Sort::Status => "Status",
        Sort::Unknown => "Unknown",
    }
}

/// How many wishes are folded behind the button.
pub fn filter(wishes: usize) -> String {
    if wishes == 0 { FILTER.to_owned() } else { format!("{FILTER} · {wishes}") }
}

/// What the filter leaves.
pub fn shown(shown: usize, all: usize) -> String {
    let hidden = all.saturating_sub(shown);
    format!("{} of {} · {} hidden by the filter", count(shown), plural(all, "row"), count(hidden))
}

/// Which hit is selected, how many there are and what was searched for them.
///
/// `place` is the number of the selected hit, from 0; `hidden` how many the filter hides.
pub fn hits(place: Option<usize>, progress: Progress, hidden: usize, is_complete: bool) -> String {
    let said = match (place, progress.found) {
        (_, 0) if progress.is_done => "No hits".to_owned(),
        (Some(place), found) => format!("Hit {} of {}", count(place + 1), count(found)),
        (None, found) => plural(found, "hit"),
    };
    let beside = if hidden > 0 { format!(", {} hidden by the filter", count(hidden)) } else { String::new() };
    let searched = if progress.searched < progress.total {
        format!("searched {} of {}", count(progress.searched), plural(progress.total, "event"))
    } else {
        format!("searched {}", plural(progress.total, "event"))
    };
    let loaded = if is_complete { "" } else { " of what is loaded so far" };
    format!("{said}{beside} · {searched}{loaded}")
}

fn count(number: usize) -> String {
    format::count(number as u64)
}

fn plural(number: usize, word: &str) -> String {
    format!("{} {word}{}", count(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(place: Option<usize>, (found, searched, total): (usize, usize, usize), complete: bool, expected: &str) {
        let progress = Progress { found, searched, total, is_done: searched == total };
        assert_eq!(hits(place, progress, 0, complete), expected);
    }

    #[test]
    fn hits_say_what_was_searched() {
        check(None, (12, 80_000, 100_000), true, "12 hits · searched 80,000 of 100,000 events");
        check(Some(2), (12, 900, 900), true, "Hit 3 of 12 · searched 900 events");
        check(None, (1, 1, 1), false, "1 hit · searched 1 event of what is loaded so far");
        check(None, (0, 5, 9), true, "0 hits · searched 5 of 9 events");
        check(None, (0, 9, 9), true, "No hits · searched 9 events");
        let progress = Progress { found: 5, searched: 9, total: 9, is_done: true };
        assert_eq!(hits(None, progress, 4, true), "5 hits, 4 hidden by the filter · searched 9 events");
    }

    #[test]
    fn a_filter_counts_what_it_hides() {
        assert_eq!(shown(112, 1_204), "112 of 1,204 rows · 1,092 hidden by the filter");
        assert_eq!(shown(1, 1), "1 of 1 row · 0 hidden by the filter");
    }
}
