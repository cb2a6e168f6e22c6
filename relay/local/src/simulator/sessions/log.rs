//! Events as they are kept: printed once, sent and listed many times.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::simulator::check::Object;
use crate::simulator::time::{self, Micros};

/// A persisted event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its id.
    pub(crate) id: String,
    /// Its type.
    pub(crate) kind: String,
    /// `processed_at`; none while it waits.
    pub(crate) at: Option<Micros>,
    /// The JSON on the wire, one line.
    pub(crate) json: Arc<str>,
}

impl Event {
    /// Prints an event. `fields` is everything but `id`, `type` and `processed_at`.
    pub(crate) fn new(id: String, kind: &str, at: Option<Micros>, fields: Object) -> Self {
        let mut object = fields;
        object.insert("id".to_owned(), Value::String(id.clone()));
        object.insert("type".to_owned(), Value::String(kind.to_owned()));
        object.insert("processed_at".to_owned(), json!(at.map(time::print)));
        Self { id, kind: kind.to_owned(), at, json: Value::Object(object).to_string().into() }
    }
}

/// Sets a field of `object`, which is an object.
pub(crate) fn put(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(key.to_owned(), value.into());
    }
}

/// The fields of `value`, which is written as an object literal.
pub(crate) fn fields(value: Value) -> Object {
    match value {
        Value::Object(fields) => fields,
        _ => Object::new(),
    }
}
