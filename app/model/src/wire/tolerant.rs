//! How the wire is read: what is unknown is kept, what is absent is not invented.
//!
//! * [`Wire`] keeps the bytes of an object beside what was understood of it, so that nothing unknown is lost.
//! * [`Maybe`] tells a missing key from `null`.
//! * [`Json`] is free-form JSON, kept as text.
//! * [`WordOr`] is a bare word or an object, where the API takes both.
//! * `open_enum!` makes an enum of words that keeps a word it does not know.
//! * `object!` makes a struct of the fields of an object.
//! * `tagged!` makes an enum over `type` that keeps an object of a type it does not know.

mod json;
mod object;
mod read;
mod source;
mod tagged;
mod wire;
mod words;
mod write;

use serde::{Deserialize, Deserializer};

pub use json::Json;
pub(crate) use object::{Object, object, serde_by_json, write_object};
pub(crate) use read::{FromJson, deserialize};
pub(crate) use source::{Fields, Source};
pub use tagged::Unknown;
pub(crate) use tagged::tagged;
pub use wire::Wire;
pub use words::WordOr;
pub(crate) use words::open_enum;
pub(crate) use write::{ToJson, field, serialize};

/// A field that may be missing, `null` or set.
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

    /// Whether there is a value.
    pub fn is_set(&self) -> bool {
        matches!(self, Self::Set(_))
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

impl<T: Copy> Maybe<T> {
    /// A copy of the value, if there is one.
    pub fn get(&self) -> Option<T> {
        self.as_ref().copied()
    }
}

impl<T: AsRef<str>> Maybe<T> {
    /// The text, if there is one.
    pub fn as_str(&self) -> Option<&str> {
        self.as_ref().map(T::as_ref)
    }
}

impl<T> Maybe<Vec<T>> {
    /// The list; none is the same as an empty one.
    pub fn as_slice(&self) -> &[T] {
        self.as_ref().map_or(&[], Vec::as_slice)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Set(value)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Null, Self::Set))
    }
}

impl<T: FromJson> FromJson for Maybe<T> {
    fn from_json(json: Source<'_>) -> serde_json::Result<Self> {
        Option::from_json(json).map(|value| value.map_or(Self::Null, Self::Set))
    }

    fn missing(_: &'static str) -> serde_json::Result<Self> {
        Ok(Self::Absent)
    }
}

impl<T: ToJson> ToJson for Maybe<T> {
    fn to_json(&self, out: &mut String) {
        match self {
            Self::Set(value) => value.to_json(out),
            Self::Absent | Self::Null => out.push_str("null"),
        }
    }

    fn is_missing(&self) -> bool {
        self.is_absent()
    }
}

#[cfg(test)]
mod tests;
