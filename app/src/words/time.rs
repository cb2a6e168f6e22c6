//! Times in words.

use super::format;
use crate::dom::clock::Millis;
use crate::dom::intl;

/// A moment as a list shows it: relative up to a week, then the day.
pub fn short(moment: Millis, now: Millis) -> String {
    match format::ago((now - moment) / 1000.0) {
        Some(ago) => ago,
        None if now - moment > 300.0 * 86_400_000.0 => intl::date(moment),
        None => intl::day(moment),
    }
}

/// A moment in full.
pub fn full(moment: Millis) -> String {
    intl::date_and_time(moment)
}

/// The time of day of a moment.
pub fn of_day(moment: Millis) -> String {
    intl::hours_and_minutes(moment)
}

/// The time of day of a moment, with the day when that is not today's.
pub fn of_day_or_before(moment: Millis, now: Millis) -> String {
    let time = of_day(moment);
    if intl::date(moment) == intl::date(now) { time } else { format!("{} {time}", intl::day(moment)) }
}
