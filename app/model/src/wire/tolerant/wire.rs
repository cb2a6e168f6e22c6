//! An object and its bytes.

use std::ops::Deref;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What arrived, and what was understood of it.
///
/// It is written back exactly as it came.
#[derive(Debug, Clone)]
pub struct Wire<T> {
    raw: Box<RawValue>,
    value: T,
}

impl<T> Wire<T> {
    /// `value` is what `raw` was understood as.
    pub(crate) fn new(raw: Box<RawValue>, value: T) -> Self {
        Self { raw, value }
    }

    /// The JSON text as it came.
    pub fn raw(&self) -> &str {
        self.raw.get()
    }

    /// What was understood.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Takes what was understood.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Takes both apart.
    pub fn into_parts(self) -> (Box<RawValue>, T) {
        (self.raw, self.value)
    }
}

impl<T: for<'a> Deserialize<'a>> Wire<T> {
    /// Reads JSON text.
    pub fn parse(text: &str) -> serde_json::Result<Self> {
        Self::from_raw(serde_json::from_str(text)?)
    }

    /// Reads a piece of JSON that was cut out before.
    pub fn from_raw(raw: Box<RawValue>) -> serde_json::Result<Self> {
        let value = T::deserialize(&*raw)?;
        Ok(Self::new(raw, value))
    }
}

impl<T> Deref for Wire<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// Two objects are equal when their bytes are.
impl<T> PartialEq for Wire<T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw() == other.raw()
    }
}

impl<'de, T: for<'a> Deserialize<'a>> Deserialize<'de> for Wire<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_raw(Box::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl<T> Serialize for Wire<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}
