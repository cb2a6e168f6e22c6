//! What time it is, as something that can be handed in.

use leptos::prelude::{provide_context, use_context};

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

/// Reads an RFC 3339 time.
pub fn parse(text: &str) -> Option<Millis> {
    Some(js_sys::Date::parse(text)).filter(|millis| millis.is_finite())
}

/// Writes a time as RFC 3339 in UTC.
pub fn print(millis: Millis) -> String {
    let date = js_sys::Date::new(&millis.into());
    if date.get_time().is_nan() { String::new() } else { date.to_iso_string().into() }
}
