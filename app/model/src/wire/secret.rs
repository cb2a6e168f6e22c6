//! Text that must not be shown.

use std::fmt;

use super::tolerant::{FromJson, Source, ToJson, serde_by_json};

/// A secret on its way to the API. It can be sent, and nothing else: it has no `Display`, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<str>);

impl Secret {
    /// Takes `text`.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl FromJson for Secret {
    fn from_json(json: Source<'_>) -> serde_json::Result<Self> {
        FromJson::from_json(json).map(Self)
    }
}

impl ToJson for Secret {
    fn to_json(&self, out: &mut String) {
        self.0.to_json(out);
    }
}

serde_by_json!(Secret);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_sent_but_not_shown() {
        let secret = Secret::new("hunter2");
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#""hunter2""#);
        assert!(!format!("{secret:?}").contains("hunter2"));
    }
}
