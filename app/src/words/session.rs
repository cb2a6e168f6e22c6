//! The words of the session page.

pub mod approval;
pub mod composer;
pub mod coverage;
pub mod detail;
pub mod fact;
pub mod find;
pub mod inspector;
pub mod memory;
pub mod row;
pub mod story;
pub mod strip;

use model::cost::Money;
use model::timeline::{Action, Figure, Follows, PhaseState, RunState, Status, StopReason, ThreadState};

use super::format;
use crate::dom::clock::Millis;
use crate::ui::status::{Look, Shape, Tone};

/// The page's name until the session's title is known.
pub const SESSION: &str = "Session";
/// The list of what happened.
pub const TRANSCRIPT: &str = "What happened";
/// The list is empty, and complete.
pub const EMPTY: &str = "Nothing has happened yet. Send a message to begin.";
/// Nothing is here yet.
pub const LOADING: &str = "Reading the session…";
/// Why nothing is read yet: a browser opens few connections.
pub const OTHER_TABS: &str = "Four other tabs are live, as many as a browser can hold. \
    This one goes on when one of them is closed or out of sight.";
/// Opens the panel on a small screen.
pub const DETAILS: &str = "Details";
/// Closes the panel.
pub const CLOSE: &str = "Close";
/// A picture that is not shown.
pub const IMAGE: &str = "Picture";
/// A document.
pub const DOCUMENT: &str = "Document";
/// What an output is called in its frame.
pub const OUTPUT: &str = "output";
/// A call that failed.
pub const FAILED: &str = "failed";
/// A call that a person refused.
pub const DENIED: &str = "denied";
/// A call that the policy refused.
pub const BY_POLICY: &str = "by the agent’s policy";
/// A call that a program must answer.
pub const WAITS_FOR_PROGRAM: &str = "waits for a program";
/// A call that goes on.
pub const RUNNING: &str = "running";
/// A message that was never read.
pub const DISCARDED: &str = "not delivered: the session stopped before it was read";
/// The tabs of the panel.
pub const TABS: &str = "Details of the session";
/// Nothing is chosen.
pub const NO_EVENT: &str = "Choose a row to see its events as the API sent them.";
/// An event that is named by the address but not here.
pub const EVENT_UNKNOWN: &str = "This event is not in the session, or not loaded yet.";
/// The events of a row.
pub const EVENTS_OF_ROW: &str = "Events of this row";
/// Goes to the event before.
pub const PREVIOUS_EVENT: &str = "Previous";
/// Goes to the event after.
pub const NEXT_EVENT: &str = "Next";

/// Which of the events of a row is shown.
pub fn step(number: usize, count: usize) -> String {
    format!("{} of {}", format::count(number as u64), format::count(count as u64))
}

/// A version of the agent.
pub fn version(number: u64) -> String {
    format!("version {number}")
}

/// The host of a link, which nobody can follow from here.
pub fn host(host: &str) -> String {
    format!("({host})")
}

/// Who asks a question.
pub fn asks(agent: &str) -> String {
    format!("{agent} asks")
}

/// Who asks for what.
pub fn wants(agent: &str, action: &Action, tool: &str) -> String {
    let what = match action {
        Action::Ran | Action::RestartedShell => "run a command",
        Action::Read => "read a file",
        Action::Wrote => "write a file",
        Action::Edited => "edit a file",
        Action::FoundFiles | Action::SearchedFiles => "search files",
        Action::SearchedWeb => "search the web",
        Action::Fetched => "fetch a page",
        Action::Asked | Action::Called => return format!("{agent} wants to use {tool}"),
    };
    format!("{agent} wants to {what}")
}

/// What a person said, for screen readers.
pub fn said(text: &str) -> String {
    format!("You: {text}")
}

/// For how long a call has waited.
pub fn waiting(millis: f64) -> String {
    format!("waiting {}", format::duration_short(millis / 1000.0))
}

/// What a call did, or does while it runs.
pub fn verb(action: &Action, runs: bool) -> &'static str {
    match (action, runs) {
        (Action::Read, false) => "Read",
        (Action::Read, true) => "Reading",
        (Action::Wrote, false) => "Wrote",
        (Action::Wrote, true) => "Writing",
        (Action::Edited, false) => "Edited",
        (Action::Edited, true) => "Editing",
        (Action::Ran, false) => "Ran",
        (Action::Ran, true) => "Running",
        (Action::RestartedShell, false) => "Restarted the shell",
        (Action::RestartedShell, true) => "Restarting the shell",
        (Action::FoundFiles, false) => "Looked for files",
        (Action::FoundFiles, true) => "Looking for files",
        (Action::SearchedFiles, false) => "Searched files for",
        (Action::SearchedFiles, true) => "Searching files for",
        (Action::SearchedWeb, false) => "Searched the web for",
        (Action::SearchedWeb, true) => "Searching the web for",
        (Action::Fetched, false) => "Fetched",
        (Action::Fetched, true) => "Fetching",
        (Action::Asked, false) => "Asked",
        (Action::Asked, true) => "Asking",
        (Action::Called, false) => "Used",
        (Action::Called, true) => "Using",
    }
}

/// How a status looks.
pub fn status(status: &Status) -> Look {
    let (shape, tone, word) = match status {
        Status::NotStarted => (Shape::Ring, Tone::Idle, "Not started"),
        Status::Running => (Shape::Halo, Tone::Run, "Running"),
        Status::WaitsForYou => (Shape::Diamond, Tone::Wait, "Waits for you"),
        Status::WaitsForProgram => (Shape::OpenDiamond, Tone::Wait, "Waits for a program"),
        Status::Idle => (Shape::Ring, Tone::Idle, "Idle"),
        Status::Stopped => (Shape::Ring, Tone::Idle, "Stopped"),
        Status::Retrying => (Shape::OpenRing, Tone::Retry, "Retrying"),
        Status::Failed => (Shape::Triangle, Tone::Bad, "Failed"),
        Status::AtBudget => (Shape::Triangle, Tone::Wait, "At its budget"),
        Status::Declined => (Shape::Triangle, Tone::Bad, "Declined"),
        Status::Ended => (Shape::Square, Tone::Idle, "Ended"),
        Status::Deleted => (Shape::Square, Tone::Idle, "Deleted"),
        Status::Other(word) => (Shape::Ring, Tone::Idle, word.as_str()),
    };
    Look::new(shape, tone, word)
}

/// Dollars of an exact amount.
pub fn money(money: Money) -> String {
    format::money_cents(u64::try_from(money.cents()).unwrap_or(u64::MAX))
}

/// What it cost, and of what.
pub fn cost(figure: Figure, budget: Option<Money>) -> String {
    let sign = if figure.at_least { "at least " } else { "" };
    let spent = small_money(figure.money).unwrap_or_else(|| money(figure.money));
    match budget {
        Some(cap) => format!("{sign}{spent} of {}", money(cap)),
        None => format!("{sign}{spent}"),
    }
}

/// What a small thing cost: beyond cents where that is all there is.
pub fn small_money(amount: Money) -> Option<String> {
    match amount.picodollars() {
        0 => None,
        1..5_000_000_000 => Some(format::LESS_THAN_A_CENT.to_owned()),
        _ => Some(money(amount)),
    }
}

/// A turn; its number only when the history is here from its beginning.
pub fn turn(number: Option<usize>) -> String {
    number.map_or("Turn".to_owned(), |number| format!("Turn {number}"))
}

/// The offset of a row from the beginning: `9:44`, `1:02:07`.
pub fn offset(millis: u64) -> String {
    let seconds = millis / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// How many lines something has.
pub fn lines(count: usize) -> String {
    format!("{} line{}", format::count(count as u64), if count == 1 { "" } else { "s" })
}

/// Lines that came and went.
pub fn diff(added: usize, removed: usize) -> String {
    format!("+{added} −{removed}")
}

/// New rows below.
pub fn fresh(count: usize) -> String {
    if count == 0 { "To the end".to_owned() } else { format!("{} new", format::count(count as u64)) }
}

/// The field for messages.
pub fn placeholder(agent: &str) -> String {
    format!("Message {agent}…")
}

/// Tokens in and out.
pub fn tokens(input: u64, output: u64) -> String {
    format!("{} in · {} out", format::count(input), format::count(output))
}

/// Tokens in a header.
pub fn tokens_short(count: u64) -> String {
    format!("{} tokens", format::count_short(count))
}

/// Which part came from the cache.
pub fn from_cache(cached: u64, all: u64) -> Option<String> {
    let percent = cached.saturating_mul(100).checked_div(all)?;
    (percent > 0).then(|| format!("{percent}\u{202f}% from cache"))
}

/// Reads a child thread's own log, for those who can not see which.
pub fn follow_thread(name: &str) -> String {
    format!("Follow the thread of {name}")
}

/// What a child thread is doing.
pub fn thread(state: &ThreadState) -> String {
    match state {
        ThreadState::Created => "not started".to_owned(),
        ThreadState::Running => "running".to_owned(),
        ThreadState::Retrying => "retrying".to_owned(),
        ThreadState::Idle(reason) => stop(reason).to_lowercase(),
        ThreadState::Ended { failed: true } => "failed".to_owned(),
        ThreadState::Ended { failed: false } => "ended".to_owned(),
    }
}

/// Why work stopped.
pub fn stop(reason: &StopReason) -> String {
    match reason {
        StopReason::EndTurn => "Finished".to_owned(),
        StopReason::RequiresAction => "Waits for you".to_owned(),
        StopReason::RetriesExhausted => "Gave up after several tries".to_owned(),
        StopReason::BudgetReached => "Reached its budget".to_owned(),
        StopReason::Refusal { category: Some(category), .. } => format!("The model declined ({category})"),
        StopReason::Refusal { category: None, .. } => "The model declined".to_owned(),
        StopReason::Other(word) => word.clone(),
    }
}

/// What follows a fault.
pub fn follows(follows: &Follows) -> &str {
    match follows {
        Follows::Retry => "It goes on by itself.",
        Follows::TurnOver => "This turn is over. What was queued was thrown away; send it again.",
        Follows::SessionOver => "The session will end.",
        Follows::Other(word) => word,
    }
}

/// What a run is doing.
pub fn run(state: &RunState) -> &str {
    match state {
        RunState::Created => "planned",
        RunState::Running => "running",
        RunState::Paused => "paused",
        RunState::Completed => "completed",
        RunState::Stopped => "stopped",
        RunState::Failed => "failed",
        RunState::Other(word) => word,
    }
}

/// How far a phase is.
pub fn phase(state: PhaseState) -> &'static str {
    match state {
        PhaseState::Ahead => "ahead",
        PhaseState::Running => "running",
        PhaseState::Done => "done",
    }
}

/// A round of the grader, counted from 0 by the API.
pub fn round(iteration: u64) -> String {
    format!("round {}", iteration + 1)
}

/// A verdict of the grader; one that is not known is the API's own word.
pub fn verdict(result: &str) -> &str {
    match result {
        "satisfied" => "satisfied",
        "needs_revision" => "needs another round",
        "max_iterations_reached" => "no rounds left",
        "failed" => "failed",
        "interrupted" => "interrupted",
        word => word,
    }
}

/// Retries of a thread.
pub fn retries(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 retry".to_owned()),
        _ => Some(format!("{count} retries")),
    }
}

/// What changed in the settings.
pub fn updated(title: Option<&str>, budget: Option<Option<u64>>, agent: bool, metadata: bool) -> String {
    let mut parts = Vec::new();
    parts.extend(title.map(|title| format!("title “{title}”")));
    parts.extend(
        budget.map(|cap| cap.map_or("no budget".to_owned(), |cents| format!("budget {}", format::money_cents(cents)))),
    );
    parts.extend(agent.then(|| "agent".to_owned()));
    parts.extend(metadata.then(|| "metadata".to_owned()));
    parts.join(", ")
}

/// What the screen reader hears when a turn is over.
pub fn spoken(status: &str, last: &str) -> String {
    format!("{status}. {last}")
}

/// A moment as milliseconds, for the badge.
#[expect(clippy::cast_precision_loss, reason = "milliseconds of today need 41 bits")]
pub fn millis(millis: i64) -> Millis {
    millis as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_small_sums() {
        assert_eq!(offset(584_000), "9:44");
        assert_eq!(offset(3_727_000), "1:02:07");
        assert_eq!(small_money(Money::ZERO), None);
        assert_eq!(small_money(Money::from_cents(5)).as_deref(), Some("$0.05"));
    }
}
