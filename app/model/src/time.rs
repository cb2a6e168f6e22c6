//! Moments as numbers, to compare and subtract.

use serde::{Deserialize, Serialize};

use crate::wire::Timestamp;

/// A moment, in microseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Time(i64);

impl Time {
    /// From microseconds since 1970.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From milliseconds since 1970, as browsers count.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis.saturating_mul(1_000))
    }

    /// Midnight (UTC) at the start of the day this many days after 1970-01-01.
    pub const fn day(days: i64) -> Self {
        Self(days.saturating_mul(86_400_000_000))
    }

    /// The moment that the wire names, unless it is none.
    pub fn of(timestamp: &Timestamp) -> Option<Self> {
        timestamp.micros().map(Self)
    }

    /// As the wire writes it.
    pub fn to_timestamp(self) -> Timestamp {
        Timestamp::from_micros(self.0)
    }

    /// Microseconds since 1970.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Milliseconds since 1970, rounded down.
    pub const fn millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// Milliseconds from `earlier` to this moment; nothing when it lies before.
    pub fn millis_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0) / 1_000).unwrap_or(0)
    }

    /// This moment, `millis` earlier.
    #[must_use]
    pub const fn minus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_sub(millis.saturating_mul(1_000)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_like_the_wire_and_like_browsers() {
        let time = Time::of(&Timestamp::new("2026-11-20T14:03:02.900011Z")).unwrap();
        assert_eq!(time.micros(), 1_795_183_382_900_011);
        assert_eq!(time.millis(), 1_795_183_382_900);
        assert_eq!(time.to_timestamp().as_str(), "2026-11-20T14:03:02.900011Z");
        assert_eq!(Time::of(&Timestamp::new("soon")), None);
        assert_eq!(time.minus_millis(1_500).millis_since(time), 0);
        assert_eq!(time.millis_since(time.minus_millis(1_500)), 1_500);
    }
}
