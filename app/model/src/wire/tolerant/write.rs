//! Writing types as JSON with little code a type.

use std::collections::BTreeMap;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// What can be written as JSON.
pub(crate) trait ToJson {
    /// Appends it to `out`.
    fn to_json(&self, out: &mut String);

    /// Whether a field with this value is left out.
    fn is_missing(&self) -> bool {
        false
    }
}

/// Appends a field to the object at the end of `out`.
pub(crate) fn field(out: &mut String, key: &str, value: &dyn ToJson) {
    if value.is_missing() {
        return;
    }
    if !out.ends_with('{') {
        out.push(',');
    }
    text(key, out);
    out.push(':');
    value.to_json(out);
}

/// Writes a value for serde.
pub(crate) fn serialize<S: Serializer>(value: &dyn ToJson, serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = String::new();
    value.to_json(&mut text);
    RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
}

fn text(text: &str, out: &mut String) {
    scalar(text, out);
}

fn scalar<T: Serialize + ?Sized>(value: &T, out: &mut String) {
    // This cannot fail. If it did, the whole would be no JSON, which is an error at the end.
    out.push_str(&serde_json::to_string(value).unwrap_or_default());
}

macro_rules! scalars {
    ($($type:ty),*) => {
        $(
            impl ToJson for $type {
                fn to_json(&self, out: &mut String) {
                    scalar(self, out);
                }
            }
        )*
    };
}
scalars!(bool, u16, u64, f64);

macro_rules! texts {
    ($($type:ty),*) => {
        $(
            impl ToJson for $type {
                fn to_json(&self, out: &mut String) {
                    text(self, out);
                }
            }
        )*
    };
}
texts!(&str, String, Box<str>);

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(&self, out: &mut String) {
        match self {
            Some(value) => value.to_json(out),
            None => out.push_str("null"),
        }
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn to_json(&self, out: &mut String) {
        out.push('[');
        for item in self {
            if !out.ends_with('[') {
                out.push(',');
            }
            item.to_json(out);
        }
        out.push(']');
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn to_json(&self, out: &mut String) {
        out.push('{');
        for (key, value) in self {
            field(out, key, value);
        }
        out.push('}');
    }
}
