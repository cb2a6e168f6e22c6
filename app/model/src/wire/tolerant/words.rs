//! Words from lists that may grow.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{FromJson, Source, ToJson, deserialize, serialize};

/// Makes an enum of known words that keeps any other word in `Unknown`.
macro_rules! open_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $( $(#[$about:meta])* $variant:ident = $word:literal ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $(
                #[doc = concat!("`", $word, "`")]
                $(#[$about])*
                $variant,
            )*
            /// A word that is not known; show it as it is.
            Unknown(Box<str>),
        }

        impl $name {
            /// Every known word.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $word, )*
                    Self::Unknown(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$variant, )*
                    _ => Self::Unknown(word.into()),
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::wire::tolerant::FromJson for $name {
            fn from_json(json: $crate::wire::tolerant::Source<'_>) -> serde_json::Result<Self> {
                json.text().map(|word| Self::from(&*word))
            }
        }

        impl $crate::wire::tolerant::ToJson for $name {
            fn to_json(&self, out: &mut String) {
                $crate::wire::tolerant::ToJson::to_json(&self.as_str(), out);
            }
        }

        $crate::wire::tolerant::serde_by_json!($name);
    };
}
pub(crate) use open_enum;

/// A bare word, or an object that says more.
#[derive(Debug, Clone, PartialEq)]
pub enum WordOr<W, T> {
    /// The short form.
    Word(W),
    /// The long form.
    Object(T),
}

impl<W: FromJson, T: FromJson> FromJson for WordOr<W, T> {
    fn from_json(json: Source<'_>) -> serde_json::Result<Self> {
        if json.json().starts_with('"') {
            W::from_json(json).map(Self::Word)
        } else {
            T::from_json(json).map(Self::Object)
        }
    }
}

impl<W: ToJson, T: ToJson> ToJson for WordOr<W, T> {
    fn to_json(&self, out: &mut String) {
        match self {
            Self::Word(word) => word.to_json(out),
            Self::Object(object) => object.to_json(out),
        }
    }
}

impl<'de, W: FromJson, T: FromJson> Deserialize<'de> for WordOr<W, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl<W: ToJson, T: ToJson> Serialize for WordOr<W, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}
