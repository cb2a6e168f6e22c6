//! Bodies: how large they may be, and that no byte of a JSON body passes unread.
//!
//! A JSON body is parsed and printed again, so what the relay understood is what the API gets.
//! Forms with files are streamed as they are, within a size: their parts mean nothing to the relay.

mod json;

pub use json::BadJson;

use model::endpoint::{Body, Call, EndpointId};

/// The deepest nesting of a JSON body.
pub const MAX_DEPTH: usize = 64;

/// What is taken as the body of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// None; one that comes is not read.
    None,
    /// A JSON object of at most this many bytes.
    Json(u64),
    /// A multipart form of at most this many bytes.
    Multipart(u64),
}

/// The body that a call takes.
///
/// Work with documents and images in it is large; everything else is settings. The API's own limit of 32 MB
/// does not fit twice into a Worker's memory; larger files go through the Files API, which is streamed.
pub fn of_call(call: &Call) -> Rule {
    match (call.endpoint().body, call.endpoint().id) {
        (Body::Empty, _) => Rule::None,
        (Body::Json, EndpointId::EventSend | EndpointId::SessionCreate) => Rule::Json(16 << 20),
        (Body::Json, _) => Rule::Json(1 << 20),
        (Body::Multipart, _) => Rule::Multipart(500 << 20),
    }
}

/// The largest body of a sign-in, in bytes: a key, and little else fits.
pub const SIGN_IN_BYTES: u64 = 4 << 10;

/// Checks a JSON body and prints it in one form.
///
/// Refused are: what is no UTF-8 or no JSON, a body that is no object, a key that stands twice (parsers differ in which
/// they believe) or contains NUL (parsers differ in where it ends), and more than [`MAX_DEPTH`] levels.
/// Numbers outside of what a double holds are refused; integers beyond 64 bits lose digits, as JSON allows.
pub fn reprint(bytes: &[u8]) -> Result<Vec<u8>, BadJson> {
    json::reprint(bytes)
}

#[cfg(test)]
mod tests;
