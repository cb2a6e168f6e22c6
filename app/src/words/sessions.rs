//! The words of the session list.

use model::wire::session::SessionStatus;

use super::format;
use crate::routes::{Created, Order, StatusFilter};
use crate::state::roster::Pace;

/// The page.
pub const TITLE: &str = "Sessions";
/// Opens the form.
pub const NEW: &str = "New session";
/// No filter by status.
pub const ALL: &str = "All";
/// The label of the filters by status.
pub const FILTER_STATUS: &str = "Status";
/// The label of the filter by agent.
pub const FILTER_AGENT: &str = "Agent";
/// The label of the filter by time.
pub const FILTER_CREATED: &str = "Created";
/// The label of the order.
pub const ORDER: &str = "Order";
/// The first day of a range.
pub const FROM: &str = "From";
/// The last day of a range.
pub const TO: &str = "To";
/// Goes back in time.
pub const OLDER: &str = "Older";
/// Goes forward in time.
pub const NEWER: &str = "Newer";
/// Nothing narrows the list, and it is empty.
pub const EMPTY: &str = "No session has been started yet.";
/// The filters find nothing.
pub const EMPTY_FILTERED: &str = "No session matches these filters.";
/// Takes all filters away.
pub const CLEAR: &str = "Show all sessions";
/// A session without a title.
pub const UNTITLED: &str = "Untitled session";
/// A row that the filters no longer ask for.
pub const NO_MATCH: &str = "no longer matches";
/// Any agent.
pub const ANY_AGENT: &str = "Agent: any";

/// The columns.
pub mod column {
    /// What it is doing.
    pub const STATUS: &str = "Status";
    /// What it is called.
    pub const TITLE: &str = "Title";
    /// Who works.
    pub const AGENT: &str = "Agent";
    /// Where.
    pub const ENVIRONMENT: &str = "Environment";
    /// How long it worked.
    pub const ACTIVE: &str = "Active";
    /// What it read and wrote.
    pub const TOKENS: &str = "Tokens";
    /// At list price.
    pub const COST: &str = "Cost";
    /// When it was made.
    pub const STARTED: &str = "Started";
}

/// A status; one that is not known is the API's own word.
pub fn status(status: &SessionStatus) -> &str {
    match status {
        SessionStatus::Running => "Running",
        SessionStatus::Rescheduling => "Retrying",
        SessionStatus::Idle => "Idle",
        SessionStatus::Terminated => "Ended",
        SessionStatus::Unknown(word) => word,
    }
}

/// A filter by status.
pub fn status_filter(filter: StatusFilter) -> &'static str {
    match filter {
        StatusFilter::Running => "Running",
        StatusFilter::Rescheduling => "Retrying",
        StatusFilter::Idle => "Idle",
        StatusFilter::Terminated => "Ended",
    }
}

/// The times that the filter offers, and their words in the address.
pub const CREATED: [(&str, &str); 4] =
    [("", "Created: any time"), ("1d", "Last 24 hours"), ("7d", "Last 7 days"), ("30d", "Last 30 days")];

/// A choice of times that the filter does not offer by itself.
pub fn created(created: &Created) -> String {
    match created {
        Created::Any => "Created: any time".to_owned(),
        Created::LastDays(days) => format!("Last {days} days"),
        Created::Between { .. } => BETWEEN.to_owned(),
    }
}

/// Opens two fields for days.
pub const BETWEEN: &str = "Between…";

/// The orders.
pub fn order(order: Order) -> &'static str {
    match order {
        Order::Newest => "Newest first",
        Order::Oldest => "Oldest first",
    }
}

/// How many sessions on this page run.
pub fn running(count: usize) -> String {
    format!("{} running on this page", format::count(count as u64))
}

/// How many sessions on this page wait for a person.
pub fn waiting(count: usize) -> String {
    format!("{} {} for you", format::count(count as u64), if count == 1 { "waits" } else { "wait" })
}

/// How the list is kept up to date, and how fresh it is.
///
/// `is_whole`: the relay sees every change of this page; `rest` is when the page itself was read.
pub fn freshness(pace: Pace, is_whole: bool, checked: &str, rest: &str) -> String {
    match pace {
        Pace::Pausing => checked.to_owned(),
        Pace::Live { by_webhook: true } => format!("live by webhook, {checked}"),
        Pace::Live { .. } if is_whole => format!("live, {checked}"),
        Pace::Live { .. } => format!("what runs is live, {checked}; the rest as of {rest}"),
        Pace::Polling => format!("not live, {checked}"),
    }
}

/// An agent and its version.
pub fn agent_version(name: &str, version: u64) -> String {
    format!("{name}\u{a0}@{version}")
}

/// Tokens by kind, for the hover.
pub fn tokens(input: u64, output: u64, cached: u64) -> String {
    format!("{} in · {} out · {} cached", format::count(input), format::count(output), format::count(cached))
}

/// A figure that may have grown since the API last wrote it down.
pub fn at_least(figure: &str) -> String {
    format!("≥\u{2009}{figure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_fresh_the_list_is_and_no_more() {
        let check = |pace, is_whole, expected: &str| {
            assert_eq!(freshness(pace, is_whole, "checked 8 s ago", "14:02"), expected);
        };
        check(Pace::Pausing, true, "checked 8 s ago");
        check(Pace::Polling, true, "not live, checked 8 s ago");
        check(Pace::Live { by_webhook: false }, true, "live, checked 8 s ago");
        check(Pace::Live { by_webhook: false }, false, "what runs is live, checked 8 s ago; the rest as of 14:02");
        check(Pace::Live { by_webhook: true }, false, "live by webhook, checked 8 s ago");
    }

    #[test]
    fn counts_those_that_wait() {
        assert_eq!(waiting(1), "1 waits for you");
        assert_eq!(waiting(1_204), "1,204 wait for you");
    }
}
