//! Rate limits: buckets that fill evenly, one for each class of calls (§1.8).

use super::options::Limits;
use super::time::{MINUTE, Micros};

/// The limiter of one organization.
#[derive(Debug, Clone)]
pub(crate) struct Limiter {
    create: Bucket,
    read: Bucket,
}

/// A bucket of requests; one is taken for each.
#[derive(Debug, Clone)]
struct Bucket {
    limit: u32,
    /// Time's worth of requests: a full bucket holds a minute.
    filled: Micros,
    at: Micros,
}

/// What the rate-limit headers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// Whether this request may pass.
    pub(crate) is_granted: bool,
    /// Requests per minute.
    pub(crate) limit: u32,
    /// How many more would pass right now.
    pub(crate) remaining: u32,
    /// When the bucket is full again.
    pub(crate) reset: Micros,
    /// Seconds until the next one would pass.
    pub(crate) retry_after: u32,
}

impl Limiter {
    /// A limiter with full buckets.
    pub(crate) fn new(limits: Limits, now: Micros) -> Self {
        let bucket = |limit| Bucket { limit, filled: MINUTE, at: now };
        Self { create: bucket(limits.create), read: bucket(limits.read) }
    }

    /// Takes one call of a class.
    pub(crate) fn take(&mut self, is_create: bool, now: Micros) -> Allowance {
        if is_create { self.create.take(now) } else { self.read.take(now) }
    }
}

impl Bucket {
    fn take(&mut self, now: Micros) -> Allowance {
        self.filled = MINUTE.min(self.filled + (now - self.at).max(0));
        self.at = now;
        let price = MINUTE / Micros::from(self.limit.max(1));
        let is_granted = self.limit > 0 && self.filled >= price;
        if is_granted {
            self.filled -= price;
        }
        let missing = (price - self.filled).max(0);
        Allowance {
            is_granted,
            limit: self.limit,
            remaining: u32::try_from(self.filled / price).unwrap_or(0).min(self.limit),
            reset: now + MINUTE - self.filled,
            retry_after: u32::try_from(missing / 1_000_000 + 1).unwrap_or(60),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_a_minute_of_requests_pass_and_refills_evenly() {
        let mut limiter = Limiter::new(Limits { create: 3, read: 1 }, 0);
        let mut take = |is_create, now| {
            let allowance = limiter.take(is_create, now);
            (allowance.is_granted, allowance.remaining)
        };
        assert_eq!(take(true, 0), (true, 2));
        assert_eq!(take(true, 0), (true, 1));
        assert_eq!(take(true, 0), (true, 0));
        assert_eq!(take(true, 0), (false, 0));
        assert_eq!(take(false, 0), (true, 0), "reads have a bucket of their own");
        assert_eq!(take(true, MINUTE / 3), (true, 0));
        assert_eq!(take(true, MINUTE / 3), (false, 0));
        assert_eq!(take(true, 10 * MINUTE), (true, 2), "never more than full");
    }
}
