//! Free-form JSON.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{FromJson, Source, ToJson};

/// JSON of any shape, kept as the text that arrived.
///
/// Cheaper than a tree, and it shows exactly what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Json(Box<str>);

impl Json {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Reads the text as a `T`.
    pub fn read<T: for<'a> Deserialize<'a>>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.as_str())
    }
}

impl From<Box<RawValue>> for Json {
    fn from(raw: Box<RawValue>) -> Self {
        Self(raw.into())
    }
}

impl From<Source<'_>> for Json {
    fn from(json: Source<'_>) -> Self {
        Self(json.json().into())
    }
}

impl FromJson for Json {
    fn from_json(json: Source<'_>) -> serde_json::Result<Self> {
        Ok(json.into())
    }
}

impl ToJson for Json {
    fn to_json(&self, out: &mut String) {
        out.push_str(self.as_str());
    }
}
