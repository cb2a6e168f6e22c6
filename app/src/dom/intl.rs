//! Dates in the reader's language and time zone, by the browser's own `Intl`.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Intl::DateTimeFormat;
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::JsValue;

use super::clock::Millis;

thread_local! {
    /// Formatters, which take a hundred times as long to make as to use, by their options.
    static FORMATTERS: RefCell<HashMap<Options, Function>> = RefCell::new(HashMap::new());
}

type Options = &'static [(&'static str, &'static str)];

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

fn format(millis: Millis, options: Options) -> String {
    let format = FORMATTERS.with_borrow_mut(|known| known.entry(options).or_insert_with(|| formatter(options)).clone());
    let date = Date::new(&millis.into());
    format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn formatter(options: Options) -> Function {
    let wanted = Object::new();
    for (name, value) in options {
        // A plain object takes every property.
        Reflect::set(&wanted, &(*name).into(), &(*value).into()).ok();
    }
    DateTimeFormat::new(&Array::new(), &wanted).format()
}
