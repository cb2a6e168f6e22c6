//! What time it is, as something that can be handed in.

use leptos::prelude::{provide_context, use_context};
use model::wire::Timestamp;

/// Milliseconds since 1970 in UTC.
pub type Millis = f64;

/// Where the time comes from; tests provide their own.
#[derive(Debug, Clone, Copy)]
pub struct Clock(fn() -> Millis);

impl Clock {
    /// A clock that asks `now`.
    pub fn new(now: fn() -> Millis) -> Self {
        Self(now)
    }

    /// The browser's clock.
    pub fn of_browser() -> Self {
        Self(js_sys::Date::now)
    }

    /// The clock that a view above provided, else the browser's.
    pub fn current() -> Self {
        use_context().unwrap_or_else(Self::of_browser)
    }

    /// Makes this the clock of the views below.
    pub fn provide(self) {
        provide_context(self);
    }

    /// What time it is.
    pub fn now(self) -> Millis {
        (self.0)()
    }
}

/// A time on the wire.
#[expect(clippy::cast_precision_loss, reason = "microseconds of today need 51 bits")]
pub fn millis(time: &Timestamp) -> Option<Millis> {
    time.micros().map(|micros| micros as f64 / 1000.0)
}

/// Writes a time as RFC 3339 in UTC.
pub fn print(millis: Millis) -> String {
    let date = js_sys::Date::new(&millis.into());
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}

/// The first moment of a day (`YYYY-MM-DD`) of the reader's calendar, `plus` days later, as RFC 3339.
pub fn day_start(day: &str, plus: u32) -> Option<String> {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let month = i32::try_from(month.checked_sub(1)?).ok()?;
    let date = js_sys::Date::new_with_year_month_day(year, month, i32::try_from(day.checked_add(plus)?).ok()?);
    Some(print(date.get_time())).filter(|text| !text.is_empty())
}
