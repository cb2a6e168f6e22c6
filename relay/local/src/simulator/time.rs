//! Times on the wire: RFC 3339 in UTC with microseconds; inside, microseconds since the epoch.

use jiff::Timestamp;

/// Microseconds since 1970-01-01T00:00:00Z.
pub(crate) type Micros = i64;

/// One millisecond.
pub(crate) const MILLI: Micros = 1000;
/// One second.
pub(crate) const SECOND: Micros = 1000 * MILLI;
/// One minute.
pub(crate) const MINUTE: Micros = 60 * SECOND;

/// Prints a time as the API does: `2026-11-20T14:03:05.412729Z`.
pub(crate) fn print(at: Micros) -> String {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX).strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

/// Reads any RFC 3339 time.
pub(crate) fn parse(text: &str) -> Option<Micros> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_microsecond)
}

/// Milliseconds as microseconds.
pub(crate) fn millis(ms: u64) -> Micros {
    Micros::try_from(ms).unwrap_or(Micros::MAX / MILLI).saturating_mul(MILLI)
}

/// `ms` milliseconds at `speed` times the normal speed.
pub(crate) fn scaled(ms: u64, speed: f64) -> Micros {
    let shortened = std::time::Duration::from_millis(ms).div_f64(speed.clamp(0.001, 1000.0));
    Micros::try_from(shortened.as_micros()).unwrap_or(Micros::MAX / 4)
}
