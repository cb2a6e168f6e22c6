//! Objects that are told apart by their `type`.

use std::borrow::Cow;

use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::Json;
use crate::ids::ThreadId;
use crate::wire::time::Timestamp;

/// Makes an enum over `type`: each variant is a type, alone or with the struct of its other fields.
///
/// Reading never fails on an object: a type that is not known, or whose fields do not fit, becomes `Unknown`.
macro_rules! tagged {
    ($(#[$meta:meta])* pub enum $name:ident {
        $( $(#[$about:meta])* $variant:ident $(($body:ty))? = $kind:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $(
                #[doc = concat!("`", $kind, "`")]
                $(#[$about])*
                $variant $(($body))?,
            )*
            /// Of a type, or of a shape, that is not known.
            Unknown(Box<$crate::wire::tolerant::Unknown>),
        }

        impl $name {
            /// Every known `type`.
            pub const TYPES: &'static [&'static str] = &[$($kind),*];

            /// The word in `type`; empty when there is none.
            pub fn kind(&self) -> &str {
                match self {
                    $( Self::$variant { .. } => $kind, )*
                    Self::Unknown(unknown) => unknown.kind(),
                }
            }

            fn read(kind: &str, text: &str) -> Option<Self> {
                match kind {
                    $( $kind => $crate::wire::tolerant::tagged!(@read text $name $variant $($body)?), )*
                    _ => None,
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::tolerant::read(deserializer, Self::read, Self::Unknown)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(
                        Self::$variant { $( 0: $crate::wire::tolerant::tagged!(@bind body $body) )? } =>
                            $crate::wire::tolerant::write(
                                $kind,
                                $crate::wire::tolerant::tagged!(@body body $($body)?),
                                serializer,
                            ),
                    )*
                    Self::Unknown(unknown) => unknown.serialize(serializer),
                }
            }
        }
    };
    (@read $text:ident $name:ident $variant:ident) => {{
        let _ = $text;
        Some($name::$variant)
    }};
    (@read $text:ident $name:ident $variant:ident $body:ty) => {
        serde_json::from_str::<$body>($text).ok().map($name::$variant)
    };
    (@bind $id:ident $body:ty) => { $id };
    (@body $id:ident) => { None::<&()> };
    (@body $id:ident $body:ty) => { Some($id) };
}
pub(crate) use tagged;

/// An object of a type, or of a shape, that is not known: nothing of it is lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    head: Head,
    raw: Json,
}

/// What most objects carry, as far as it is there and is text.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Head {
    #[serde(rename = "type", deserialize_with = "if_it_fits")]
    kind: Option<Box<str>>,
    #[serde(deserialize_with = "if_it_fits")]
    id: Option<Box<str>>,
    #[serde(deserialize_with = "if_it_fits")]
    processed_at: Option<Timestamp>,
    #[serde(deserialize_with = "if_it_fits")]
    session_thread_id: Option<ThreadId>,
}

impl Unknown {
    fn new(raw: Box<RawValue>) -> Self {
        Self { head: object(raw.get()).unwrap_or_default(), raw: raw.into() }
    }

    /// The word in `type`; empty when there is none.
    pub fn kind(&self) -> &str {
        self.head.kind.as_deref().unwrap_or_default()
    }

    /// `id`, when it is text.
    pub fn id(&self) -> Option<&str> {
        self.head.id.as_deref()
    }

    /// `processed_at`, when it is text.
    pub fn processed_at(&self) -> Option<&Timestamp> {
        self.head.processed_at.as_ref()
    }

    /// `session_thread_id`, when it is text.
    pub fn session_thread_id(&self) -> Option<&ThreadId> {
        self.head.session_thread_id.as_ref()
    }

    /// The whole object.
    pub fn raw(&self) -> &Json {
        &self.raw
    }
}

impl Serialize for Unknown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

/// Finds the `type`, then lets `known` read the rest.
pub(crate) fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    known: fn(&str, &str) -> Option<T>,
    unknown: fn(Box<Unknown>) -> T,
) -> Result<T, D::Error> {
    #[derive(Deserialize)]
    struct Peek<'a> {
        #[serde(rename = "type", borrow)]
        kind: Cow<'a, str>,
    }
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let peek = object::<Peek<'_>>(raw.get());
    let value = peek.and_then(|peek| known(&peek.kind, raw.get()));
    Ok(value.unwrap_or_else(|| unknown(Box::new(Unknown::new(raw)))))
}

/// Writes `body` with `type` before its fields.
///
/// Splicing text is much less code than a serializer that adds a field, and writing is rare.
pub(crate) fn write<T: Serialize, S: Serializer>(
    kind: &str,
    body: Option<&T>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let fields = body.map(serde_json::to_string).transpose().map_err(S::Error::custom)?;
    let text = match fields.as_deref().and_then(|fields| fields.strip_prefix('{')) {
        None | Some("}") => format!(r#"{{"type":"{kind}"}}"#),
        Some(fields) => format!(r#"{{"type":"{kind}",{fields}"#),
    };
    RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads an object, and only an object: a derived struct would take an array of its fields, too.
fn object<'a, T: Deserialize<'a>>(text: &'a str) -> Option<T> {
    serde_json::from_str(text).ok().filter(|_| text.starts_with('{'))
}

fn if_it_fits<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: for<'a> Deserialize<'a>,
    D: Deserializer<'de>,
{
    Ok(serde_json::from_str(Box::<RawValue>::deserialize(deserializer)?.get()).ok())
}
