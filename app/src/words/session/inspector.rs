//! The words of the panel beside the transcript.

use model::cost::Money;

use super::{money, small_money};
use crate::routes::PanelTab;
use crate::ui::copy::CopyWords;
use crate::ui::tree::TreeWords;
use crate::words::format;

/// The edge that makes the panel wider.
pub const WIDTH: &str = "Width of the details";
/// Goes to a row of the transcript.
pub const SHOW: &str = "Show";
/// Goes to the row of an event.
pub const SHOW_ROW: &str = "Show row";
/// Opens the events at one.
pub const SHOW_EVENT: &str = "Event";
/// Nothing is there.
pub const NONE: &str = "None.";

/// The tabs.
pub fn tab(tab: PanelTab) -> &'static str {
    match tab {
        PanelTab::Session => "Session",
        PanelTab::Events => "Events",
        PanelTab::Tools => "Tools",
        PanelTab::Resources => "Resources",
        PanelTab::Threads => "Threads",
    }
}

/// The tree of an event.
pub const TREE: TreeWords = TreeWords {
    label: "JSON from the API",
    value: CopyWords { copy: "Copy value", copied: "Copied", refused: "Not allowed" },
    path: CopyWords { copy: "Copy path", copied: "Copied", refused: "Not allowed" },
    all: CopyWords { copy: "Copy all", copied: "Copied", refused: "Not allowed" },
    characters,
    entries,
    more: "Show more",
};

/// How long a text is.
pub fn characters(count: usize) -> String {
    plural(count, "character", "characters")
}

/// How much is in an object or a list.
pub fn entries(count: usize) -> String {
    plural(count, "entry", "entries")
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{}\u{202f}{}", format::count(count as u64), if count == 1 { one } else { many })
}

/// Facts of a session.
pub mod fact {
    /// What it was told before everything else.
    pub const SYSTEM: &str = "System prompt";
    /// What the agent may use, beside what it used.
    pub const TOOLS: &str = "Tools of the agent";
    /// Its owner's notes.
    pub const METADATA: &str = "Metadata";
}

/// How fast money is spent.
pub fn burn(per_minute: Money, window_millis: u64) -> String {
    let speed = small_money(per_minute).unwrap_or_else(|| money(per_minute));
    let minutes = match window_millis.div_ceil(60_000) {
        0 | 1 => "minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    format!("{speed} a minute over the last {minutes}")
}

/// When the budget is spent, if nothing changes.
pub fn until_budget(millis: u64) -> String {
    format!("At this rate the budget is spent in {}", duration_short(millis))
}

/// A budget that the drawing leaves out.
pub fn beyond(budget: Money) -> String {
    format!("Budget {}, beyond this drawing", money(budget))
}

/// The line of money, in words: points in time with what was spent by then.
pub fn spending(points: &[(u64, Money)], budget: Option<Money>) -> String {
    let point = |(millis, amount): &(u64, Money)| format!("{} after {}", money(*amount), super::offset(*millis));
    let points: Vec<String> = points.iter().map(point).collect();
    let budget = budget.map(|cap| format!(". Budget {}", money(cap))).unwrap_or_default();
    format!("Cost over time: {}{budget}", points.join(", "))
}

/// Calls that were the same.
pub fn repeat(tool: &str, count: usize) -> String {
    format!("{tool} was called {count} times in a row with the same input")
}

/// The tab with events.
pub mod events {
    use super::{format, plural};

    /// The list.
    pub const LIST: &str = "Events in the server's order";
    /// The filter.
    pub const TYPE: &str = "Type of event";
    /// Whose events.
    pub const THREAD: &str = "Thread";
    /// No filter.
    pub const ALL: &str = "All types";
    /// No events.
    pub const EMPTY: &str = "No events yet.";
    /// None of the chosen type.
    pub const NONE_OF_TYPE: &str = "No event of this type any more.";
    /// An event that waits.
    pub const QUEUED: &str = "queued";
    /// How a message was written.
    pub const DELTAS: &str = "As it was written";

    /// A type, and how often it occurs.
    pub fn kind(kind: &str, count: usize) -> String {
        format!("{kind} ({})", format::count(count as u64))
    }

    /// How many there are.
    pub fn count(count: usize) -> String {
        plural(count, "event", "events")
    }

    /// The end of an id, which tells it apart.
    pub fn short_id(id: &str) -> String {
        let count = id.chars().count();
        if count <= 12 { id.to_owned() } else { format!("…{}", id.chars().skip(count - 6).collect::<String>()) }
    }

    /// How many pieces came, and when the first text.
    pub fn written(count: usize, first_text_millis: Option<u64>) -> String {
        let pieces = plural(count, "delta", "deltas");
        match first_text_millis {
            Some(millis) => format!("{pieces} · first text after {}", super::duration(millis)),
            None => pieces,
        }
    }

    /// How far a message was, after how long.
    pub fn step(millis: u64, characters: u64) -> (String, String) {
        (super::duration(millis), super::characters(usize::try_from(characters).unwrap_or(usize::MAX)))
    }
}

/// The tab with tools.
pub mod tools {
    /// No tool was called.
    pub const EMPTY: &str = "No tool was called yet.";
    /// Columns.
    pub const SLOW: &str = "95th";
    /// What it means.
    pub const SLOW_LONG: &str = "95 of 100 calls took no longer";
    /// Columns.
    pub const TOTAL: &str = "Total";
    /// Sorts the calls.
    pub const FAILED_FIRST: &str = "Failed first";
    /// The list of calls of the chosen tool.
    pub const CALLS: &str = "Calls of the tool";
    /// A call whose own event is not here.
    pub const UNKNOWN: &str = "not loaded";

    /// Opens the list of calls.
    pub fn open(tool: &str) -> String {
        format!("Calls of {tool}")
    }
}

/// The tab with resources.
pub mod resources {
    use super::format;

    /// What came out.
    pub const OUTPUTS: &str = "Outputs";
    /// What was put in.
    pub const FILES: &str = "Files";
    /// Code.
    pub const REPOSITORIES: &str = "Repositories";
    /// Memory.
    pub const MEMORY: &str = "Memory stores";
    /// What is of another kind.
    pub const OTHERS: &str = "Others";
    /// No outputs.
    pub const NO_OUTPUTS: &str = "No file was written to /mnt/session/outputs yet. \
        Files appear here a few seconds after the session rests.";
    /// Reads the list again.
    pub const RELOAD: &str = "Check again";
    /// Shows the text of a file.
    pub const PREVIEW: &str = "Preview";
    /// Hides it.
    pub const HIDE: &str = "Hide";
    /// Saves a file.
    pub const DOWNLOAD: &str = "Download";
    /// While the text of a file is read.
    pub const READING: &str = "Reading the file…";
    /// A file of another kind.
    pub const NO_TEXT: &str = "This is no text. Download it to look at it.";
    /// A large file.
    pub const TOO_LARGE: &str = "too large to show";
    /// An empty file.
    pub const EMPTY_FILE: &str = "The file is empty.";
    /// What the agent may do with a memory store.
    pub const READ_ONLY: &str = "read only";
    /// What the agent may do with a memory store.
    pub const READ_WRITE: &str = "read and write";

    /// What exactly is shown or saved, for those who can not see which.
    pub fn of(action: &str, name: &str) -> String {
        format!("{action} {name}")
    }

    /// The size of a file.
    pub fn size(bytes: u64) -> String {
        match bytes {
            0..1_000 => format!("{bytes}\u{202f}B"),
            1_000..1_000_000 => format!("{}\u{202f}kB", tenths(bytes, 1_000)),
            1_000_000..1_000_000_000 => format!("{}\u{202f}MB", tenths(bytes, 1_000_000)),
            _ => format!("{}\u{202f}GB", tenths(bytes, 1_000_000_000)),
        }
    }

    fn tenths(bytes: u64, unit: u64) -> String {
        let tenths = bytes / (unit / 10);
        if tenths < 100 { format!("{}.{}", tenths / 10, tenths % 10) } else { format::count(tenths / 10) }
    }
}

/// The tab with threads.
pub mod threads {
    use super::format;

    /// There is one line of work only.
    pub const EMPTY: &str = "This session has no other threads.";
    /// While the API is asked for more about them.
    pub const LOADING: &str = "Reading the threads…";
    /// Goes to the first row of a thread.
    pub const FIRST_ROW: &str = "First row";
    /// It belongs to a workflow run.
    pub const RUN: &str = "workflow run";

    /// How much the last request of a thread read.
    pub fn context(tokens: u64) -> String {
        format!("context {}", format::count_short(tokens))
    }

    /// Goes to the first row of a thread, for those who can not see which.
    pub fn first_row(name: &str) -> String {
        format!("First row of {name}")
    }
}

/// How long something took.
#[expect(clippy::cast_precision_loss, reason = "milliseconds fit")]
pub fn duration(millis: u64) -> String {
    format::duration(millis as f64 / 1000.0)
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds fit")]
fn duration_short(millis: u64) -> String {
    format::duration_short(millis as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(found: &str, expected: &str) {
        assert_eq!(found.replace('\u{202f}', " "), expected);
    }

    #[test]
    fn money_and_time() {
        check(&burn(Money::from_cents(12), 300_000), "$0.12 a minute over the last 5 minutes");
        check(&burn(Money::from_cents(0), 45_000), "$0.00 a minute over the last minute");
        check(&until_budget(780_000), "At this rate the budget is spent in 13 min");
        let points = [(0, Money::ZERO), (724_000, Money::from_cents(41))];
        check(
            &spending(&points, Some(Money::from_cents(200))),
            "Cost over time: $0.00 after 0:00, $0.41 after 12:04. Budget $2.00",
        );
    }

    #[test]
    fn sizes_and_ids() {
        for (bytes, expected) in
            [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (48_200, "48 kB"), (2_000_000, "2.0 MB")]
        {
            check(&resources::size(bytes), expected);
        }
        check(&events::short_id("sevt_01HqAbCdEfGhJk"), "…EfGhJk");
        check(&events::short_id("sevt_1"), "sevt_1");
        check(&characters(1), "1 character");
        check(&entries(1_204), "1,204 entries");
    }
}
