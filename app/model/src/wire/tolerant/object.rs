//! Objects with known fields.

use serde_json::Result;

use super::{Fields, FromJson, Source, ToJson, field};

/// What has fields.
pub(crate) trait Object {
    /// Reads its fields.
    fn read(fields: &Fields<'_>) -> Result<Self>
    where
        Self: Sized;

    /// Appends its fields to the object at the end of `out`.
    fn write(&self, out: &mut String);
}

impl<T: Object> Object for Box<T> {
    fn read(fields: &Fields<'_>) -> Result<Self> {
        T::read(fields).map(Self::new)
    }

    fn write(&self, out: &mut String) {
        (**self).write(out);
    }
}

impl<T: Object> FromJson for T {
    fn from_json(json: Source<'_>) -> Result<Self> {
        T::read(&json.fields()?)
    }
}

impl<T: Object> ToJson for T {
    fn to_json(&self, out: &mut String) {
        write_object(None, Some(self), out);
    }
}

/// Writes an object: its `type` first, if that is none of its fields.
pub(crate) fn write_object(kind: Option<&str>, fields: Option<&dyn Object>, out: &mut String) {
    out.push('{');
    if let Some(kind) = kind {
        field(out, "type", &kind);
    }
    if let Some(fields) = fields {
        fields.write(out);
    }
    out.push('}');
}

/// Makes a struct of the fields of an object. `= "key"` names a key that cannot be the name of a field.
macro_rules! object {
    ($(#[$meta:meta])* pub struct $name:ident {
        $( $(#[$about:meta])* pub $field:ident: $type:ty $(= $key:literal)? ),* $(,)?
    }) => {
        $(#[$meta])*
        pub struct $name {
            $( $(#[$about])* pub $field: $type, )*
        }

        impl $crate::wire::tolerant::Object for $name {
            fn read(fields: &$crate::wire::tolerant::Fields<'_>) -> serde_json::Result<Self> {
                Ok(Self { $( $field: fields.read($crate::wire::tolerant::object!(@key $field $($key)?))?, )* })
            }

            fn write(&self, out: &mut String) {
                $( $crate::wire::tolerant::field(
                    out,
                    $crate::wire::tolerant::object!(@key $field $($key)?),
                    &self.$field,
                ); )*
            }
        }

        $crate::wire::tolerant::serde_by_json!($name);
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}
pub(crate) use object;

/// Lets serde read and write what `FromJson` and `ToJson` do.
macro_rules! serde_by_json {
    ($name:ty) => {
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::tolerant::deserialize(deserializer)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::tolerant::serialize(self, serializer)
            }
        }
    };
}
pub(crate) use serde_by_json;
