//! Dates in the reader's language and time zone, by the browser's own `Intl`.

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Object, Reflect};

use super::clock::Millis;

/// Date and time to the second, for hovers and screen readers: `23 Nov 2026, 14:03:22`.
pub fn date_and_time(millis: Millis) -> String {
    format(millis, &[("dateStyle", "medium"), ("timeStyle", "medium")])
}

/// Time of day to the second: `14:03:22`.
pub fn time(millis: Millis) -> String {
    format(millis, &[("timeStyle", "medium")])
}

/// Hours and minutes: `14:03`.
pub fn hours_and_minutes(millis: Millis) -> String {
    format(millis, &[("timeStyle", "short")])
}

/// Day and month: `12 Nov`.
pub fn day(millis: Millis) -> String {
    format(millis, &[("day", "numeric"), ("month", "short")])
}

/// Day, month and year: `12 Nov 2026`.
pub fn date(millis: Millis) -> String {
    format(millis, &[("dateStyle", "medium")])
}

fn format(millis: Millis, options: &[(&str, &str)]) -> String {
    let wanted = Object::new();
    for (name, value) in options {
        // A plain object takes every property.
        Reflect::set(&wanted, &(*name).into(), &(*value).into()).ok();
    }
    let formatter = DateTimeFormat::new(&Array::new(), &wanted);
    let date = Date::new(&millis.into());
    formatter.format().call1(&formatter, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
