//! Points in time, as text and as microseconds.

use std::fmt;

use super::tolerant::{FromJson, Source, ToJson, serde_by_json};

const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// An RFC 3339 time, kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(Box<str>);

impl Timestamp {
    /// Takes `text` as it is.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// Prints microseconds since the epoch the way the API does: six digits and `Z`.
    pub fn from_micros(micros: i64) -> Self {
        let seconds = micros.div_euclid(MICROS_PER_SECOND);
        let (year, month, day) = civil(seconds.div_euclid(SECONDS_PER_DAY));
        let second = seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let fraction = micros.rem_euclid(MICROS_PER_SECOND);
        Self::new(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}Z"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Microseconds since the epoch, in UTC; `None` when the text is no time.
    ///
    /// Digits beyond the sixth are cut off. A time without an offset is taken as UTC.
    pub fn micros(&self) -> Option<i64> {
        let mut rest = Reader(self.0.as_bytes());
        let year = rest.number(4)?;
        rest.one_of(b"-")?;
        let month = rest.within(1, 12)?;
        rest.one_of(b"-")?;
        let day = rest.within(1, days_in_month(year, month))?;
        rest.one_of(b"Tt ")?;
        let hour = rest.within(0, 23)?;
        rest.one_of(b":")?;
        let minute = rest.within(0, 59)?;
        rest.one_of(b":")?;
        let second = rest.within(0, 60)?; // 60 is a leap second
        let fraction = if rest.one_of(b".,").is_some() { rest.fraction()? } else { 0 };
        let offset = rest.offset()?;
        let days = days_from_civil(year, month, day);
        let seconds = days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second - offset;
        Some(seconds * MICROS_PER_SECOND + fraction)
    }
}

impl AsRef<str> for Timestamp {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromJson for Timestamp {
    fn from_json(json: Source<'_>) -> serde_json::Result<Self> {
        FromJson::from_json(json).map(Self)
    }
}

impl ToJson for Timestamp {
    fn to_json(&self, out: &mut String) {
        self.0.to_json(out);
    }
}

serde_by_json!(Timestamp);

/// Takes pieces off the front of a text.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    /// One of `bytes`.
    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first().filter(|(first, _)| bytes.contains(first))?;
        self.0 = rest;
        Some(*first)
    }

    fn digit(&mut self) -> Option<i64> {
        self.one_of(b"0123456789").map(|digit| i64::from(digit - b'0'))
    }

    /// A number of exactly `digits` digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + self.digit()?))
    }

    /// A number of two digits between `low` and `high`.
    fn within(&mut self, low: i64, high: i64) -> Option<i64> {
        self.number(2).filter(|number| (low..=high).contains(number))
    }

    /// One or more digits of a second, as microseconds.
    fn fraction(&mut self) -> Option<i64> {
        let mut unit = MICROS_PER_SECOND / 10;
        let mut micros = self.digit()? * unit;
        while let Some(digit) = self.digit() {
            unit /= 10;
            micros += digit * unit;
        }
        Some(micros)
    }

    /// The offset from UTC in seconds, up to the end of the text.
    fn offset(&mut self) -> Option<i64> {
        let seconds = match self.one_of(b"Zz+-") {
            Some(sign @ (b'+' | b'-')) => {
                let hours = self.within(0, 23)?;
                let _ = self.one_of(b":");
                let minutes = self.within(0, 59)?;
                let seconds = hours * 3600 + minutes * 60;
                if sign == b'-' { -seconds } else { seconds }
            }
            _ => 0,
        };
        self.0.is_empty().then_some(seconds)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days_from_civil(next_year, next_month, 1) - days_from_civil(year, month, 1)
}

/// Days since 1970-01-01. Years are counted from March, so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The year, month and day of a day since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era;
    (if month <= 2 { year + 1 } else { year }, month, day)
}

#[cfg(test)]
mod tests;
