//! What a handler is given and what it answers, free of any HTTP library.

mod answer;
mod refusal;

use model::endpoint::Call;
use model::query::Query;
use serde_json::{Map, Value};

pub(crate) use answer::Answer;
pub(crate) use refusal::Refusal;

/// A request that passed the transport rules: key, version, beta values, size, rate.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    /// The row of the table and the ids in the path.
    pub(crate) call: Call,
    /// The query, names checked against the row.
    pub(crate) query: Query,
    /// The body.
    pub(crate) body: Body,
}

/// A request body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    /// Bytes that should be JSON, if anything is there at all.
    Bytes(Vec<u8>),
    /// A multipart form, already taken apart.
    Form(Vec<Part>),
}

/// One field of a multipart form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// The field's name, such as `file` or `files[]`.
    pub(crate) name: String,
    /// The file's name, folders included, if it is a file.
    pub(crate) filename: Option<String>,
    /// Its media type, if given.
    pub(crate) content_type: Option<String>,
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
}

impl Request {
    /// The id at `index` of the path; empty when the row has no such place.
    pub(crate) fn id(&self, index: usize) -> &str {
        self.call.params().get(index).map_or("", String::as_str)
    }

    /// The body as a JSON object; an empty body is an empty object.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        let bytes = match &self.body {
            Body::Bytes(bytes) => bytes,
            Body::Form(_) => return Err(Refusal::invalid("Content-Type must be application/json")),
        };
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Map::new());
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(object)) => Ok(object),
            Ok(_) => Err(Refusal::unparsed("body must be a JSON object")),
            Err(error) => Err(Refusal::unparsed(&format!("{error}"))),
        }
    }

    /// The fields of a multipart body.
    pub(crate) fn parts(&self) -> Result<&[Part], Refusal> {
        match &self.body {
            Body::Form(parts) => Ok(parts),
            Body::Bytes(_) => Err(Refusal::invalid("Content-Type must be multipart/form-data")),
        }
    }
}
