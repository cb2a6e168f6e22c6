//! Objects that are told apart by their `type`.

use super::{Json, Source};
use crate::ids::ThreadId;
use crate::wire::time::Timestamp;

/// Makes an enum over `type`: each variant is a type, alone or with the struct of its other fields.
///
/// Reading never fails: a type that is not known, or whose fields do not fit, becomes `Unknown`.
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

            fn read(json: $crate::wire::tolerant::Source<'_>) -> Option<Self> {
                let fields = json.fields().ok()?;
                match &*fields.text("type")? {
                    $( $kind => $crate::wire::tolerant::tagged!(@read fields $name $variant $($body)?), )*
                    _ => None,
                }
            }
        }

        impl $crate::wire::tolerant::FromJson for $name {
            fn from_json(json: $crate::wire::tolerant::Source<'_>) -> serde_json::Result<Self> {
                let unknown = || Self::Unknown(Box::new($crate::wire::tolerant::Unknown::new(json)));
                Ok(Self::read(json).unwrap_or_else(unknown))
            }
        }

        impl $crate::wire::tolerant::ToJson for $name {
            fn to_json(&self, out: &mut String) {
                match self {
                    $(
                        Self::$variant { $( 0: $crate::wire::tolerant::tagged!(@bind body $body) )? } =>
                            $crate::wire::tolerant::write_object(
                                Some($kind),
                                $crate::wire::tolerant::tagged!(@body body $($body)?),
                                out,
                            ),
                    )*
                    Self::Unknown(unknown) => $crate::wire::tolerant::ToJson::to_json(unknown.raw(), out),
                }
            }
        }

        $crate::wire::tolerant::serde_by_json!($name);
    };
    (@read $fields:ident $name:ident $variant:ident) => { Some($name::$variant) };
    (@read $fields:ident $name:ident $variant:ident $body:ty) => {
        <$body as $crate::wire::tolerant::Object>::read(&$fields).ok().map($name::$variant)
    };
    (@bind $id:ident $body:ty) => { $id };
    (@body $id:ident) => { None };
    (@body $id:ident $body:ty) => { Some($id) };
}
pub(crate) use tagged;

/// An object of a type, or of a shape, that is not known: nothing of it is lost.
#[derive(Debug, Clone, PartialEq)]
pub struct Unknown {
    kind: Option<Box<str>>,
    id: Option<Box<str>>,
    processed_at: Option<Timestamp>,
    session_thread_id: Option<ThreadId>,
    raw: Json,
}

impl Unknown {
    pub(crate) fn new(json: Source<'_>) -> Self {
        let fields = json.fields().unwrap_or_default();
        Self {
            kind: fields.read("type").ok(),
            id: fields.read("id").ok(),
            processed_at: fields.read("processed_at").ok(),
            session_thread_id: fields.read("session_thread_id").ok(),
            raw: json.into(),
        }
    }

    /// The word in `type`; empty when there is none.
    pub fn kind(&self) -> &str {
        self.kind.as_deref().unwrap_or_default()
    }

    /// `id`, when it is text.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// `processed_at`, when it is text.
    pub fn processed_at(&self) -> Option<&Timestamp> {
        self.processed_at.as_ref()
    }

    /// `session_thread_id`, when it is text.
    pub fn session_thread_id(&self) -> Option<&ThreadId> {
        self.session_thread_id.as_ref()
    }

    /// The whole object.
    pub fn raw(&self) -> &Json {
        &self.raw
    }
}
