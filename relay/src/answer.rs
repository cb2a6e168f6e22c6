//! What becomes of an answer of the API.

use model::endpoint::{Answer, Call};
use serde_json::Value;

use crate::headers::{self, FROM_API, Headers, Pairs};
use crate::rejection::{Rejection, Reply};
use crate::secret::Secret;

/// The most that is read of an error's body, in bytes.
pub const MAX_ERROR_BYTES: u64 = 64 << 10;

/// How an answer leaves the relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// Its body is passed on as it comes.
    Body(Pairs),
    /// Its body is a stream of events, into which heartbeats are written.
    Stream(Pairs),
    /// Its body is read first, and shown if [`error`] finds it fit.
    Error,
}

/// Decides from status and headers.
///
/// - 2xx of the kind that the call answers with: passed on. Another kind is not the API's: 502.
/// - 3xx: 502. The address it leads to is neither asked nor shown.
/// - 401: 502, because it was the relay's key that was refused.
/// - other 4xx and 5xx: an error with the same status.
pub fn judge(call: &Call, status: u16, headers: &Headers, api_key: &Secret) -> Result<Passage, Rejection> {
    let kind = headers.get("content-type").unwrap_or_default();
    match status {
        200..=299 => {
            let (mut pairs, is_stream) = match call.endpoint().answer {
                Answer::Json if status == 204 => (headers::of_data(), false),
                Answer::Json if headers::is_json(kind) => (data(), false),
                Answer::Events if headers::is_events(kind) => (headers::of_stream(), true),
                Answer::Bytes => {
                    let name = headers.get("content-disposition").and_then(headers::filename);
                    (headers::of_attachment(name), false)
                }
                Answer::Json | Answer::Events => return Err(Rejection::Nonsense),
            };
            pairs.extend(copied(headers, api_key));
            Ok(if is_stream { Passage::Stream(pairs) } else { Passage::Body(pairs) })
        }
        300..=399 => Err(Rejection::Redirected),
        401 => Err(Rejection::KeyRefused),
        400..=599 => Ok(Passage::Error),
        _ => Err(Rejection::Nonsense),
    }
}

/// An error of the API: its own words if they have the API's form and do not hold the key, else ours, with the same status.
///
/// `request_id` is used when the API gave none.
pub fn error(status: u16, headers: &Headers, body: &[u8], api_key: &Secret, request_id: &str) -> Reply {
    let copied = copied(headers, api_key);
    let given_id = copied.iter().find(|(name, _)| *name == "request-id").map(|(_, id)| id.clone());
    match std::str::from_utf8(body) {
        Ok(text) if is_error(text) && !text.contains(api_key.reveal()) => {
            let mut pairs = data();
            if given_id.is_none() {
                pairs.push(("request-id", request_id.to_owned()));
            }
            pairs.extend(copied);
            Reply { status, headers: pairs, body: text.to_owned() }
        }
        _ => {
            let mut reply = Rejection::Upstream(status).reply(given_id.as_deref().unwrap_or(request_id));
            reply.headers.extend(copied.into_iter().filter(|(name, _)| *name != "request-id"));
            reply
        }
    }
}

/// How long the API wants to be left alone, in milliseconds. A date there is not read: the usual pause is long enough.
pub fn retry_after(headers: &Headers) -> Option<i64> {
    let number = |name| headers.get(name).and_then(|text| text.parse::<u32>().ok()).map(i64::from);
    number("retry-after-ms").or_else(|| Some(number("retry-after")?.saturating_mul(1_000)))
}

fn data() -> Pairs {
    let mut pairs = headers::of_data();
    pairs.push(("content-type", "application/json".to_owned()));
    pairs
}

/// The allowed headers, unless they are too long to be what they should be, or hold the key.
fn copied(headers: &Headers, api_key: &Secret) -> Pairs {
    let fits = |value: &&str| {
        value.len() <= 128
            && value.bytes().all(|b| b == b' ' || b.is_ascii_graphic())
            && !value.contains(api_key.reveal())
    };
    FROM_API.iter().filter_map(|name| Some((*name, headers.get(name).filter(fits)?.to_owned()))).collect()
}

fn is_error(text: &str) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    let is_text = |pointer| value.pointer(pointer).is_some_and(Value::is_string);
    value.get("type").and_then(Value::as_str) == Some("error") && is_text("/error/type") && is_text("/error/message")
}

#[cfg(test)]
mod tests;
