//! The arithmetic of a bucket, in whole numbers.

/// A minute, in milliseconds: what a full bucket holds is what flows in meanwhile.
pub(super) const MINUTE: i64 = 60_000;

/// One request, in drops. So fine that the share of one caller among thousands still is a whole number of drops a
/// millisecond, and nothing is lost to rounding however often it is asked for.
pub(super) const REQUEST: i64 = 60_000_000;

/// The longest that anything is closed, in milliseconds, whatever the API says: a limit per minute has passed by then,
/// and what else it may have meant is found out again by one request.
pub(super) const LONGEST: i64 = 10 * MINUTE;

/// How fast requests become free again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rate {
    drops_per_milli: i64,
}

impl Rate {
    pub(super) fn per_minute(requests: u32) -> Self {
        Self { drops_per_milli: i64::from(requests.max(1)) * (REQUEST / MINUTE) }
    }

    /// One of `parts` equal parts.
    pub(super) fn part(self, parts: i64) -> Self {
        Self { drops_per_milli: (self.drops_per_milli / parts.max(1)).max(1) }
    }

    /// The drops of a whole minute.
    pub(super) fn minute(self) -> i64 {
        self.drops_per_milli * MINUTE
    }
}

/// What was taken, as far as time has not made it good yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent {
    drops: i64,
    /// Until when time is accounted for. It lies ahead while the bucket is closed.
    at: i64,
}

impl Spent {
    pub(super) fn new(drops: i64, now: i64) -> Self {
        Self { drops, at: now }
    }

    /// Accounts for the time up to `now`. Nothing is emptier than empty, so a rate that fell (more callers came, or the
    /// API lowered a limit) makes nobody pay for what was right when it was taken.
    pub(super) fn settle(&mut self, rate: Rate, now: i64) {
        // A clock that was set back must not close the bucket for good.
        self.at = self.at.min(now.saturating_add(LONGEST));
        let passed = (now - self.at).clamp(0, LONGEST);
        let full = rate.minute().max(REQUEST);
        self.drops = (self.drops.min(full) - passed * rate.drops_per_milli).max(0);
        self.at = self.at.max(now);
    }

    /// After how many milliseconds one more fits into `room` drops; 0 is now. To be asked of what is settled.
    pub(super) fn wait(&self, room: i64, rate: Rate, now: i64) -> i64 {
        let over = (self.drops + REQUEST - room.max(REQUEST)).max(0);
        let flowing = over / rate.drops_per_milli + i64::from(over % rate.drops_per_milli > 0);
        (self.at - now).max(0) + flowing
    }

    /// The same part of another rate's minute.
    pub(super) fn scale(&mut self, from: Rate, to: Rate) {
        self.drops = self.drops / from.drops_per_milli * to.drops_per_milli;
    }

    /// Takes one.
    pub(super) fn take(&mut self) {
        self.drops += REQUEST;
    }

    /// At least this much was taken.
    pub(super) fn raise(&mut self, drops: i64) {
        self.drops = self.drops.max(drops);
    }

    /// Stays as it is until then.
    pub(super) fn close(&mut self, until: i64) {
        self.at = self.at.max(until);
    }

    pub(super) fn drops(&self) -> i64 {
        self.drops
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_quite_made_good_is_waited_for() {
        // A third of a request a minute does not come out even in milliseconds.
        let rate = Rate::per_minute(1).part(3);
        let mut spent = Spent::new(0, 0);
        spent.take();
        assert_eq!(spent.wait(REQUEST, rate, 0), 180_181);
        spent.settle(rate, 180_180);
        assert!(spent.drops() > 0);
        assert_eq!(spent.wait(REQUEST, rate, 180_180), 1);
        spent.settle(rate, 180_181);
        assert_eq!(spent.wait(REQUEST, rate, 180_181), 0);
    }
}
