//! What a session used and cost: the server's last count, and what came after it.

use std::collections::BTreeMap;

use super::Timeline;
use super::digest::{BudgetChange, Count, Digest, SessionStep};
use super::key::{Key, Slot};
use super::stored::Group;
use crate::cost::{self, Money, Tokens};
use crate::time::Time;

/// What a session cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// The server's last count, and what came after it at list price.
    pub money: Money,
    /// Something came after it that has no known price: the figure is a lower bound.
    pub at_least: bool,
}

impl Timeline {
    pub(super) fn count_at(&self, slot: Slot) -> Option<&Count> {
        match &self.event(slot)?.digest {
            Digest::Usage(count) => Some(count),
            _ => None,
        }
    }

    /// The server's count, and the requests after it.
    pub(super) fn tokens(&self, base: Option<&Count>, since: Key) -> Tokens {
        let after = self.charges.range(since..).filter_map(|(_, slot)| self.charge_of(*slot));
        after.fold(base.map_or(Tokens::default(), |count| count.tokens), |sum, charge| sum + charge.tokens)
    }

    /// The server's last figure, and what came after it.
    pub(super) fn figure(&self, now: Time) -> Figure {
        let last = self.counts.iter().rev().find_map(|(key, slot)| Some((*key, self.count_at(*slot)?.list_cost?)));
        let since = last.map_or(Key::MIN, |(key, _)| key);
        let mut figure = Figure { money: last.map_or(Money::ZERO, |(_, money)| money), at_least: false };
        for (_, slot) in self.charges.range(since..) {
            match self.cost_of(*slot) {
                Some(cost) => figure.money += cost.money,
                None => figure.at_least = true,
            }
        }
        figure.money += cost::runtime(self.running_millis(since, now));
        let (counted, searched_since) = match (last, self.counts.last_key_value()) {
            (None, Some((key, slot))) => (self.count_at(*slot).map_or(0, |count| count.searches), *key),
            _ => (0, since),
        };
        figure.money += cost::web_searches(counted + self.uncounted_searches(searched_since));
        if last.is_none() {
            // Before the history is here the session's own figure is the better one.
            let base = self.base.count.as_ref().and_then(|count| count.list_cost).unwrap_or_default();
            figure.money = figure.money.max(base);
        }
        figure
    }

    /// Searches since the server's last count that came back; those that failed are not charged.
    fn uncounted_searches(&self, since: Key) -> u64 {
        let came_back = |slot: &Slot| {
            let Some(Digest::Call { tool, .. }) = self.event(*slot).map(|stored| &stored.digest) else { return false };
            let row = self.by_group.get(&Group::Tool(*tool)).and_then(|row| self.entry(*row));
            row.is_some_and(|entry| {
                let mut digests = entry.members.iter().filter_map(|(_, slot)| Some(&self.event(*slot)?.digest));
                digests.any(|digest| matches!(digest, Digest::Result { failed: false, .. }))
            })
        };
        let searches = self.searches.range(since..).filter(|(_, slot)| came_back(slot)).count();
        u64::try_from(searches).unwrap_or(u64::MAX)
    }

    pub(super) fn budget(&self) -> Option<Money> {
        let last = |index: &BTreeMap<Key, Slot>| {
            index.iter().rev().find_map(|(key, slot)| {
                let change = match &self.event(*slot)?.digest {
                    Digest::Usage(count) => count.budget,
                    Digest::Updated { budget } => *budget,
                    _ => BudgetChange::Silent,
                };
                (change != BudgetChange::Silent).then_some((*key, change))
            })
        };
        let changes = [last(&self.counts), last(&self.budgets)].into_iter().flatten();
        let base = self.base.count.as_ref().map_or(BudgetChange::Silent, |count| count.budget);
        match changes.max_by_key(|(key, _)| *key).map_or(base, |(_, change)| change) {
            BudgetChange::Cap(cap) => Some(cap),
            BudgetChange::Removed | BudgetChange::Silent => None,
        }
    }

    /// Milliseconds for which the session ran after `since`, up to `now`.
    pub(super) fn running_millis(&self, since: Key, now: Time) -> u64 {
        let is_running = |slot: &Slot| {
            matches!(self.event(*slot).map(|stored| &stored.digest), Some(Digest::Status(SessionStep::Running)))
        };
        let was_running = self.statuses.range(..since).next_back().is_some_and(|(_, slot)| is_running(slot));
        let mut from = since.time().filter(|_| was_running);
        let mut micros = 0i64;
        for (key, slot) in self.statuses.range(since..) {
            let at = key.time();
            if let (Some(from), Some(at)) = (from, at) {
                micros = micros.saturating_add((at.micros() - from.micros()).max(0));
            }
            from = at.filter(|_| is_running(slot));
        }
        if let Some(from) = from {
            micros = micros.saturating_add((now.micros() - from.micros()).max(0));
        }
        u64::try_from(micros / 1_000).unwrap_or(0)
    }
}
