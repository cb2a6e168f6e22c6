//! Every way in which the relay itself refuses, each with its status and its words, in the API's own error shape.
//!
//! The words say what to do, and never what was found inside.

mod words;

use serde::Serialize;

use crate::body::BadJson;
use crate::config::Misconfigured;
use crate::headers::{Pairs, of_data};
use crate::hex::hex;
use crate::webhook;

/// Why a request gets no further.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The path breaks the grammar. 400
    BadPath,
    /// Nothing is there. 404
    UnknownPath,
    /// The path takes other methods. 405
    WrongMethod(&'static str),
    /// A setting is missing or weak. 503
    Misconfigured(Misconfigured),
    /// Nobody is signed in. 401
    SignInFirst,
    /// The key that was offered is not the operator's. 401
    WrongKey,
    /// The role does not include this. 403
    NotAllowed,
    /// A browser sent this for another site. 403
    CrossSite,
    /// The endpoint has no such query parameter, or it is not text. 400
    BadQuery,
    /// The body must be JSON. 400
    WrongContentType(&'static str),
    /// The body breaks a rule of JSON bodies. 400
    BadBody(BadJson),
    /// The body could not be read to its end. 400
    BodyCutShort,
    /// The body is larger than this many bytes. 413
    TooLarge(u64),
    /// An upload must say its length. 411
    LengthRequired,
    /// The place to go on from is in a log that is gone. 410
    StartOver,
    /// The organisation's quota, or the caller's share of it, is used up for the moment. 429
    TooMany {
        /// After how many milliseconds it is worth coming back.
        retry_after_millis: u32,
    },
    /// Nobody knows what is left of the quota. 503
    MeterSilent,
    /// A webhook is not the API's, or not new. 400, 401, 409
    Webhook(webhook::Refusal),
    /// As many pages follow the list of sessions as are taken. 503
    Crowded,
    /// The API did not answer. 502
    Unreachable {
        /// Whether asking again can do no harm: a write may have arrived.
        retry: bool,
    },
    /// The API answered with a redirect, which is not followed: it could lead the key elsewhere. 502
    Redirected,
    /// The API refused the relay's own key. 502
    ///
    /// It is no 401: that would tell the person to sign in again, and no sign-in could help.
    KeyRefused,
    /// The API answered with something that is not its own. 502
    Nonsense,
    /// The API refused, in words that are not passed on. The status is the API's.
    Upstream(u16),
    /// Something that must not happen. 500
    Internal,
}

/// What is sent: status, headers, body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Pairs,
    /// The body.
    pub body: String,
}

impl Reply {
    /// A success with this JSON.
    pub fn json(body: String) -> Self {
        let mut headers = of_data();
        headers.push(("content-type", "application/json".to_owned()));
        Self { status: 200, headers, body }
    }
}

/// The relay's own request ids, made of random bytes that are passed in.
pub fn request_id(entropy: [u8; 12]) -> String {
    format!("req_porthole_{}", hex(&entropy))
}

impl Rejection {
    /// The answer to send.
    pub fn reply(&self, request_id: &str) -> Reply {
        let mut headers = of_data();
        headers.extend([("content-type", "application/json".to_owned()), ("request-id", request_id.to_owned())]);
        if let Self::WrongMethod(methods) = self {
            headers.push(("allow", (*methods).to_owned()));
        }
        if let Some(millis) = self.retry_after_millis() {
            headers.push(("retry-after", seconds(millis).to_string()));
            headers.push(("retry-after-ms", millis.to_string()));
        }
        if let Some(retry) = self.retry() {
            headers.push(("x-should-retry", retry.to_string()));
        }
        Reply { status: self.status(), headers, body: self.body(request_id) }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadPath
            | Self::BadQuery
            | Self::WrongContentType(_)
            | Self::BadBody(_)
            | Self::BodyCutShort
            | Self::Webhook(webhook::Refusal::Headers | webhook::Refusal::Body) => 400,
            Self::SignInFirst
            | Self::WrongKey
            | Self::Webhook(webhook::Refusal::Signature | webhook::Refusal::Time) => 401,
            Self::Webhook(webhook::Refusal::Replay) => 409,
            Self::NotAllowed | Self::CrossSite => 403,
            Self::UnknownPath => 404,
            Self::WrongMethod(_) => 405,
            Self::StartOver => 410,
            Self::LengthRequired => 411,
            Self::TooLarge(_) => 413,
            Self::TooMany { .. } => 429,
            Self::Upstream(status) => *status,
            Self::Internal => 500,
            Self::Unreachable { .. } | Self::Redirected | Self::KeyRefused | Self::Nonsense => 502,
            Self::Misconfigured(_) | Self::MeterSilent | Self::Crowded => 503,
        }
    }

    /// SDKs repeat a 5xx on their own, writes too. They are told when that is wrong or useless.
    fn retry(&self) -> Option<bool> {
        match self {
            Self::Unreachable { retry } => Some(*retry),
            // Nothing was sent yet.
            Self::MeterSilent | Self::Crowded => Some(true),
            Self::Redirected | Self::KeyRefused | Self::Nonsense | Self::Internal | Self::Misconfigured(_) => {
                Some(false)
            }
            _ => None,
        }
    }

    fn retry_after_millis(&self) -> Option<u32> {
        match self {
            Self::TooMany { retry_after_millis } => Some(*retry_after_millis),
            Self::MeterSilent => Some(1_000),
            _ => None,
        }
    }

    /// The class of the error, as the API names it for this status.
    fn class(&self) -> &'static str {
        match self.status() {
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            409 => "conflict_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            504 => "timeout_error",
            529 => "overloaded_error",
            500.. => "api_error",
            _ => "invalid_request_error",
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::BadPath => "porthole_bad_path",
            Self::UnknownPath => "porthole_unknown_path",
            Self::WrongMethod(_) => "porthole_wrong_method",
            Self::Misconfigured(_) => "porthole_misconfigured",
            Self::SignInFirst => "porthole_sign_in_first",
            Self::WrongKey => "porthole_wrong_key",
            Self::NotAllowed => "porthole_not_allowed",
            Self::CrossSite => "porthole_cross_site",
            Self::BadQuery => "porthole_bad_query",
            Self::WrongContentType(_) => "porthole_wrong_content_type",
            Self::BadBody(_) => "porthole_bad_body",
            Self::BodyCutShort => "porthole_body_cut_short",
            Self::TooLarge(_) => "porthole_too_large",
            Self::LengthRequired => "porthole_length_required",
            Self::StartOver => "porthole_start_over",
            Self::TooMany { .. } => "porthole_quota",
            Self::MeterSilent => "porthole_meter_silent",
            Self::Webhook(webhook::Refusal::Headers) => "porthole_webhook_headers",
            Self::Webhook(webhook::Refusal::Signature) => "porthole_webhook_unsigned",
            Self::Webhook(webhook::Refusal::Time) => "porthole_webhook_expired",
            Self::Webhook(webhook::Refusal::Body) => "porthole_webhook_body",
            Self::Webhook(webhook::Refusal::Replay) => "porthole_webhook_replayed",
            Self::Crowded => "porthole_crowded",
            Self::Unreachable { .. } => "porthole_api_unreachable",
            Self::Redirected => "porthole_api_redirected",
            Self::KeyRefused => "porthole_api_key_refused",
            Self::Nonsense => "porthole_api_nonsense",
            Self::Upstream(_) => "porthole_api_error",
            Self::Internal => "porthole_internal",
        }
    }

    fn body(&self, request_id: &str) -> String {
        let details = Details { error_code: self.code() };
        let error = ErrorBody { kind: self.class(), message: self.message(), details };
        // These types always serialise.
        serde_json::to_string(&Envelope { kind: "error", error, request_id }).unwrap_or_default()
    }
}

/// Whole seconds, rounded up: whoever comes back earlier is refused again.
fn seconds(millis: u32) -> u32 {
    millis.div_ceil(1_000).max(1)
}

#[derive(Serialize)]
struct Envelope<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    error: ErrorBody,
    request_id: &'a str,
}

#[derive(Serialize)]
struct ErrorBody {
    #[serde(rename = "type")]
    kind: &'static str,
    message: String,
    details: Details,
}

#[derive(Serialize)]
struct Details {
    error_code: &'static str,
}

#[cfg(test)]
mod tests;
