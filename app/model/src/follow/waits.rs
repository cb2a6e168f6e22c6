//! How long to wait before the next attempt.

use super::Failure;

const FIRST_MILLIS: i64 = 500;
const LONGEST_MILLIS: i64 = 10_000;
/// A server may ask for more patience, but not for ever.
const LONGEST_ASKED_MILLIS: i64 = 600_000;

/// Doubling waits with up to half of each taken off at random; never shorter than the server asks.
#[derive(Debug)]
pub struct Waits {
    random: u64,
}

impl Waits {
    /// `seed` spreads the waits of many pages.
    pub fn new(seed: u64) -> Self {
        Self { random: seed | 1 }
    }

    /// The wait after so many failures in a row, of which the last is `failure`.
    pub fn after(&mut self, failures: u32, failure: Failure) -> i64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let full = (FIRST_MILLIS << failures.saturating_sub(1).min(5)).min(LONGEST_MILLIS);
        let less = i64::try_from(self.random % 512).unwrap_or(0) * full / 1_024;
        let asked = failure.retry_after_millis.map_or(0, |millis| i64::try_from(millis).unwrap_or(i64::MAX));
        (full - less).max(asked.min(LONGEST_ASKED_MILLIS))
    }
}
