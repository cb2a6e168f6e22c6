//! Sums over the calls of each tool, kept in step as calls come and return.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::RowId;
use super::key::{Name, Names};
use super::sequence::Sequence;

/// The calls of one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolFacts {
    /// Its name.
    pub tool: String,
    /// How often it was called.
    pub calls: usize,
    /// How often it failed.
    pub failed: usize,
    /// Half of the calls that came back took no longer.
    pub median_millis: Option<u64>,
    /// 95 of 100 calls that came back took no longer.
    pub slow_millis: Option<u64>,
    /// How long all that came back took together.
    pub total_millis: u64,
}

/// What one call adds to the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted {
    /// None while only its result is here.
    pub(super) tool: Option<Name>,
    pub(super) failed: bool,
    pub(super) millis: Option<u64>,
}

/// The sums.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    by_tool: BTreeMap<Option<Name>, Tally>,
}

#[derive(Debug, Default)]
struct Tally {
    calls: usize,
    failed: usize,
    millis: Sequence<(u64, RowId)>,
    total: u64,
}

impl Tally {
    /// The time that this many of a hundred calls did not exceed.
    fn percentile(&self, percent: usize) -> Option<u64> {
        let rank = (self.millis.len() * percent).div_ceil(100).checked_sub(1)?;
        self.millis.get(rank).map(|(millis, _)| millis)
    }
}

impl Tallies {
    /// Counts `row` as `new` where it was counted as `old`.
    pub(super) fn count(&mut self, row: RowId, old: Option<Counted>, new: Option<Counted>) {
        if old == new {
            return;
        }
        if let Some(old) = old {
            let tally = self.by_tool.entry(old.tool).or_default();
            tally.calls -= 1;
            tally.failed -= usize::from(old.failed);
            old.millis.map(|millis| tally.millis.remove(&(millis, row)));
            tally.total = tally.total.saturating_sub(old.millis.unwrap_or(0));
        }
        if let Some(new) = new {
            let tally = self.by_tool.entry(new.tool).or_default();
            tally.calls += 1;
            tally.failed += usize::from(new.failed);
            new.millis.map(|millis| tally.millis.insert((millis, row)));
            tally.total = tally.total.saturating_add(new.millis.unwrap_or(0));
        }
    }

    pub(super) fn calls(&self) -> usize {
        self.by_tool.values().map(|tally| tally.calls).sum()
    }

    pub(super) fn failed(&self) -> usize {
        self.by_tool.values().map(|tally| tally.failed).sum()
    }

    /// What is known of each tool, those called most often first.
    pub(super) fn facts(&self, names: &Names) -> Vec<ToolFacts> {
        let called = self.by_tool.iter().filter(|(_, tally)| tally.calls > 0);
        let mut facts: Vec<ToolFacts> = called
            .map(|(tool, tally)| ToolFacts {
                tool: tool.map_or("", |tool| names.text(tool)).to_owned(),
                calls: tally.calls,
                failed: tally.failed,
                median_millis: tally.percentile(50),
                slow_millis: tally.percentile(95),
                total_millis: tally.total,
            })
            .collect();
        facts.sort_unstable_by(|a, b| (Reverse(a.calls), &a.tool).cmp(&(Reverse(b.calls), &b.tool)));
        facts
    }
}
