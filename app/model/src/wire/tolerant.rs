//! How the wire is read: what is unknown is kept, what is absent is not invented.
//!
//! * [`Wire`] keeps the bytes of an object beside what was understood of it, so that nothing unknown is lost.
//! * [`Maybe`] tells a missing key from `null`.
//! * [`open_enum!`] makes an enum of words that keeps a word it does not know.
//! * [`tagged!`] makes an enum over `type` that keeps an object of a type it does not know.

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
}

impl<T: for<'a> Deserialize<'a>> Wire<T> {
    /// Reads JSON text.
    pub fn parse(text: &str) -> serde_json::Result<Self> {
        Self::from_raw(serde_json::from_str(text)?)
    }

    /// Reads a piece of JSON that was cut out before.
    pub fn from_raw(raw: Box<RawValue>) -> serde_json::Result<Self> {
        Ok(Self { value: serde_json::from_str(raw.get())?, raw })
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

/// A field that may be missing, `null` or set.
///
/// Use with `#[serde(default, skip_serializing_if = "Maybe::is_absent")]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Maybe<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there and `null`.
    Null,
    /// The key has a value.
    Set(T),
}

impl<T> Maybe<T> {
    /// Whether the key is missing.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl Maybe<String> {
    /// The text, if there is one.
    pub fn as_str(&self) -> Option<&str> {
        self.as_ref().map(String::as_str)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Set))
    }
}

impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}
