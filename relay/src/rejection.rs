//! Every way in which the relay itself refuses, each with its status and its words, in the API's own error shape.
//!
//! The words say what to do, and never what was found inside.

use serde::Serialize;

use crate::body::BadJson;
use crate::config::{MIN_OPERATOR_KEY_BYTES, Misconfigured, names};
use crate::headers::{Pairs, of_data};
use crate::hex::hex;

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
        if let Some(retry) = self.retry() {
            headers.push(("x-should-retry", retry.to_string()));
        }
        Reply { status: self.status(), headers, body: self.body(request_id) }
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadPath | Self::BadQuery | Self::WrongContentType(_) | Self::BadBody(_) | Self::BodyCutShort => 400,
            Self::SignInFirst | Self::WrongKey => 401,
            Self::NotAllowed | Self::CrossSite => 403,
            Self::UnknownPath => 404,
            Self::WrongMethod(_) => 405,
            Self::LengthRequired => 411,
            Self::TooLarge(_) => 413,
            Self::Upstream(status) => *status,
            Self::Internal => 500,
            Self::Unreachable { .. } | Self::Redirected | Self::KeyRefused | Self::Nonsense => 502,
            Self::Misconfigured(_) => 503,
        }
    }

    /// SDKs repeat a 5xx on their own, writes too. They are told when that is wrong or useless.
    fn retry(&self) -> Option<bool> {
        match self {
            Self::Unreachable { retry } => Some(*retry),
            Self::Redirected | Self::KeyRefused | Self::Nonsense | Self::Internal | Self::Misconfigured(_) => {
                Some(false)
            }
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
            Self::Unreachable { .. } => "porthole_api_unreachable",
            Self::Redirected => "porthole_api_redirected",
            Self::KeyRefused => "porthole_api_key_refused",
            Self::Nonsense => "porthole_api_nonsense",
            Self::Upstream(_) => "porthole_api_error",
            Self::Internal => "porthole_internal",
        }
    }

    fn message(&self) -> String {
        let text = match self {
            Self::BadPath => "This address is not written the way Porthole writes addresses.",
            Self::UnknownPath => "There is nothing at this address.",
            Self::WrongMethod(methods) => return format!("This address takes only {methods}."),
            Self::Misconfigured(setting) => return misconfigured(*setting),
            Self::SignInFirst => "Sign in first: nobody is signed in, or the sign-in has expired.",
            Self::WrongKey => "This key is not the operator's. Check that all of it was copied.",
            Self::NotAllowed => "Your role does not include this. Ask an operator.",
            Self::CrossSite => {
                "This request came from another site. Use Porthole's own page, or a key as bearer token."
            }
            Self::BadQuery => "The query has a parameter that this address does not take, or that is not text.",
            Self::WrongContentType(expected) => {
                return format!("The body must be sent as {expected}.");
            }
            Self::BadBody(bad) => bad.message(),
            Self::BodyCutShort => "The body ended before all of it had arrived. Send it again.",
            Self::TooLarge(most) => {
                return format!("The body is too large: at most {most} bytes are taken here.");
            }
            Self::LengthRequired => "An upload must say its length in a content-length header.",
            Self::Unreachable { .. } => {
                "The API could not be reached. Try again in a moment, and see whether the address in ANTHROPIC_BASE_URL is right."
            }
            Self::Redirected => {
                "The API answered with a redirect, which Porthole does not follow. Check ANTHROPIC_BASE_URL."
            }
            Self::KeyRefused => "The API refused Porthole's own key. An operator has to set ANTHROPIC_API_KEY again.",
            Self::Nonsense => "What answered is not the API. Check ANTHROPIC_BASE_URL.",
            Self::Upstream(_) => "The API refused the request and gave no reason that can be shown.",
            Self::Internal => "Something went wrong inside Porthole. Try again, and report it with the request id.",
        };
        text.to_owned()
    }

    fn body(&self, request_id: &str) -> String {
        let details = Details { error_code: self.code() };
        let error = ErrorBody { kind: self.class(), message: self.message(), details };
        // These types always serialise.
        serde_json::to_string(&Envelope { kind: "error", error, request_id }).unwrap_or_default()
    }
}

fn misconfigured(setting: Misconfigured) -> String {
    let problem = match setting {
        Misconfigured::BaseUrl => {
            format!("{} must be an https address (or http on this machine) without query or password", names::BASE_URL)
        }
        Misconfigured::ApiKey => format!("the secret {} is missing or not a key", names::API_KEY),
        Misconfigured::OperatorKeyMissing => {
            format!("the secret {} is missing", names::OPERATOR_KEY)
        }
        Misconfigured::OperatorKeyShort => {
            format!("the secret {} is shorter than {MIN_OPERATOR_KEY_BYTES} characters", names::OPERATOR_KEY)
        }
    };
    format!("Porthole is not set up: {problem}.")
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
