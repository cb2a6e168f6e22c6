//! The quota of one class, as the organisation has it.

use super::spent::{REQUEST, Rate, Spent};
use super::{Answer, Class, Quota, Report};

/// What one class of requests draws on.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    class: Class,
    quota: Quota,
    /// The limit that the API said last.
    reported: Option<u32>,
    spent: Spent,
}

impl Pool {
    pub(super) fn half_full(class: Class, quota: Quota, now: i64) -> Self {
        let half = Rate::per_minute(quota.per_minute(class)).minute() / 2;
        Self { class, quota, reported: None, spent: Spent::new(half, now) }
    }

    /// Accounts for the time up to `now`; gives the rate.
    pub(super) fn settle(&mut self, now: i64) -> Rate {
        let rate = self.rate();
        self.spent.settle(rate, now);
        rate
    }

    /// After how many milliseconds one can be taken that leaves so many tenths of a full bucket.
    pub(super) fn wait(&self, tenths: i64, now: i64) -> i64 {
        let rate = self.rate();
        self.spent.wait(rate.minute() / 10 * (10 - tenths), rate, now)
    }

    pub(super) fn take(&mut self) {
        self.spent.take();
    }

    /// The answer that goes with a permit.
    pub(super) fn pass(&self) -> Answer {
        Answer::Pass { reported: self.reported.unwrap_or(0), left: whole(self.left()) }
    }

    /// Learns. Of two counts the lower one holds: others may use the same quota, and what is on its way to the API is
    /// counted here alone.
    pub(super) fn report(&mut self, report: &Report, now: i64) {
        let before = self.settle(now);
        if let Some(standing) = report.standing {
            self.reported = Some(standing.limit);
            self.spent.scale(before, self.rate());
            self.spent.raise(self.rate().minute() - i64::from(standing.remaining) * REQUEST);
        }
        if let Some(millis) = report.closed_for {
            self.spent.raise(self.rate().minute());
            self.spent.close(now.saturating_add(millis));
        }
    }

    /// The drops that are left.
    pub(super) fn left(&self) -> i64 {
        (self.rate().minute() - self.spent.drops()).max(0)
    }

    pub(super) fn rate(&self) -> Rate {
        Rate::per_minute(self.per_minute())
    }

    pub(super) fn per_minute(&self) -> u32 {
        self.reported.filter(|_| self.is_reported()).unwrap_or_else(|| self.quota.per_minute(self.class))
    }

    /// Whether the limit is the API's. It replaces the default; of what was set on purpose it can only take away, since
    /// the rest may be meant for others.
    pub(super) fn is_reported(&self) -> bool {
        match (self.reported, self.quota.set(self.class)) {
            (Some(reported), Some(set)) => reported < set,
            (reported, None) => reported.is_some(),
            (None, Some(_)) => false,
        }
    }
}

/// Drops as whole requests.
pub(super) fn whole(drops: i64) -> u32 {
    u32::try_from(drops.max(0) / REQUEST).unwrap_or(u32::MAX)
}
