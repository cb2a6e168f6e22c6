//! Reading types from JSON with little code a type.
//!
//! serde's derive makes a state machine of every struct, which a page would have to load. Here any object is cut into
//! its fields by the same code, and a type only says what to read from which.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use serde_json::{Error, Result};

use super::Source;

/// What can be read from JSON.
pub(crate) trait FromJson: Sized {
    /// Reads a value.
    fn from_json(json: Source<'_>) -> Result<Self>;

    /// What it means that an object has no such key.
    fn missing(key: &'static str) -> Result<Self> {
        Err(Error::missing_field(key))
    }
}

/// Reads a `T` for serde.
pub(crate) fn deserialize<'de, T: FromJson, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    T::from_json(Source::new(&raw)).map_err(D::Error::custom)
}

macro_rules! scalars {
    ($($scalar:ty),*) => {
        $(
            impl FromJson for $scalar {
                fn from_json(json: Source<'_>) -> Result<Self> {
                    json.scalar()
                }
            }
        )*
    };
}
scalars!(bool, u16, u64, f64);

impl FromJson for String {
    fn from_json(json: Source<'_>) -> Result<Self> {
        json.text().map(Cow::into_owned)
    }
}

impl FromJson for Box<str> {
    fn from_json(json: Source<'_>) -> Result<Self> {
        json.text().map(Self::from)
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Source<'_>) -> Result<Self> {
        if json.json() == "null" { Ok(None) } else { T::from_json(json).map(Some) }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Source<'_>) -> Result<Self> {
        json.items()?.map(T::from_json).collect()
    }
}

/// Of a key that is there twice, the last counts.
impl<T: FromJson> FromJson for BTreeMap<String, T> {
    fn from_json(json: Source<'_>) -> Result<Self> {
        let mut map = Self::new();
        for (key, json) in json.fields()? {
            map.insert(key.into_owned(), T::from_json(json)?);
        }
        Ok(map)
    }
}
