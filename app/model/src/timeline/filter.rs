//! What a person wants to see of a timeline.

use super::traits::{Sort, Traits};

/// The primary thread, where threads are named by their ids.
pub const MAIN_THREAD: &str = "main";

/// Which rows are wanted; all of them by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only these kinds; all if empty.
    pub sorts: Vec<Sort>,
    /// Only calls of this tool.
    pub tool: Option<String>,
    /// Only this thread, by its id or [`MAIN_THREAD`].
    pub thread: Option<String>,
    /// Only what failed.
    pub failed: bool,
    /// Only what waits for somebody; together with `failed`, both.
    pub waiting: bool,
}

impl Filter {
    /// Whether every row is wanted.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a row is wanted.
    pub fn matches(&self, row: &Traits<'_>) -> bool {
        let thread = row.thread.unwrap_or(MAIN_THREAD);
        (self.sorts.is_empty() || self.sorts.contains(&row.sort))
            && self.tool.as_deref().is_none_or(|tool| row.tool == Some(tool))
            && self.thread.as_deref().is_none_or(|wanted| wanted == thread)
            && (!self.failed && !self.waiting || self.failed && row.failed || self.waiting && row.waits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Traits<'static> =
        Traits { sort: Sort::Tool, tool: Some("bash"), thread: None, failed: false, waits: false, open: false };

    fn check(filter: &Filter, row: Traits<'_>, expected: bool) {
        assert_eq!(filter.matches(&row), expected, "{filter:?} {row:?}");
    }

    #[test]
    fn every_wish_must_be_met() {
        check(&Filter::default(), CALL, true);
        let sorts = Filter { sorts: vec![Sort::Message, Sort::Tool], ..Filter::default() };
        check(&sorts, CALL, true);
        check(&sorts, Traits { sort: Sort::File, ..CALL }, false);
        let tool = Filter { tool: Some("bash".into()), ..Filter::default() };
        check(&tool, CALL, true);
        check(&tool, Traits { tool: None, ..CALL }, false);
        check(&Filter { sorts: vec![Sort::File], ..tool }, CALL, false);
        let main = Filter { thread: Some(MAIN_THREAD.into()), ..Filter::default() };
        check(&main, CALL, true);
        check(&main, Traits { thread: Some("sthr_01"), ..CALL }, false);
        let child = Filter { thread: Some("sthr_01".into()), ..Filter::default() };
        check(&child, Traits { thread: Some("sthr_01"), ..CALL }, true);
        check(&child, CALL, false);
    }

    #[test]
    fn failed_and_waiting_are_one_wish() {
        let failed = Filter { failed: true, ..Filter::default() };
        let both = Filter { waiting: true, ..failed.clone() };
        check(&failed, CALL, false);
        check(&failed, Traits { failed: true, ..CALL }, true);
        check(&failed, Traits { waits: true, ..CALL }, false);
        check(&both, Traits { waits: true, ..CALL }, true);
        check(&both, CALL, false);
    }
}
