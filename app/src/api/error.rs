//! Why a request gave no answer.

use std::fmt;

use model::error::{ApiError, ErrorType};

/// Why a request gave no answer.
///
/// The words for people are in `words::error`.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The relay or the API refused.
    Api(Refusal),
    /// Nobody is signed in, or no longer.
    Unauthorized(Refusal),
    /// No answer came: the relay cannot be reached.
    Network,
    /// An answer came that cannot be read.
    Decode {
        /// What was wrong with it, for a bug report.
        detail: String,
        /// The id of the request, if the answer named one.
        request_id: Option<String>,
    },
    /// The request was given up by the page itself.
    Aborted,
    /// The address holds an id that no object can have.
    BadId,
}

/// An error answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// The broad class.
    pub kind: ErrorType,
    /// The stable code in `details`, when there is one.
    pub code: Option<String>,
    /// What the API says, for people.
    pub message: String,
    /// The id of the request.
    pub request_id: Option<String>,
    /// Seconds after which a retry is welcome.
    pub retry_after_secs: Option<u32>,
}

impl Error {
    /// Reads an error answer.
    pub fn from_answer(status: u16, body: &str, request_id: Option<String>, retry_after_secs: Option<u32>) -> Self {
        let body = ApiError::parse(status, body);
        let refusal = Refusal {
            status,
            code: body.code().map(str::to_owned),
            kind: body.error.kind,
            message: body.error.message,
            request_id: body.request_id.into_option().or(request_id),
            retry_after_secs,
        };
        if status == 401 { Self::Unauthorized(refusal) } else { Self::Api(refusal) }
    }

    /// Reads an error that came in a stream, which has no status of its own.
    pub fn from_frame(body: &str) -> Self {
        let status = match ApiError::parse(502, body).error.kind {
            ErrorType::Permission => 403,
            ErrorType::RateLimit => 429,
            ErrorType::Timeout => 504,
            ErrorType::Overloaded => 529,
            _ => 502,
        };
        Self::from_answer(status, body, None, None)
    }

    /// The id to quote when asking for help.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(refusal) | Self::Unauthorized(refusal) => refusal.request_id.as_deref(),
            Self::Decode { request_id, .. } => request_id.as_deref(),
            Self::Network | Self::Aborted | Self::BadId => None,
        }
    }

    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(refusal) | Self::Unauthorized(refusal) => Some(refusal.status),
            _ => None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Network | Self::Decode { .. } => true,
            Self::Api(refusal) => matches!(refusal.status, 408 | 409 | 429 | 500..),
            Self::Unauthorized(_) | Self::Aborted | Self::BadId => false,
        }
    }
}

/// For logs and `?`; people read `words::error`.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(refusal) | Self::Unauthorized(refusal) => {
                write!(f, "{} {}", refusal.status, refusal.kind.as_str())
            }
            Self::Network => f.write_str("no answer"),
            Self::Decode { detail, .. } => write!(f, "unreadable answer: {detail}"),
            Self::Aborted => f.write_str("given up"),
            Self::BadId => f.write_str("no id"),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(status: u16, body: &str, expected: Error) {
        assert_eq!(Error::from_answer(status, body, Some("req_header".into()), Some(2)), expected, "{body}");
    }

    #[test]
    fn reads_the_apis_error_body() {
        check(
            400,
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"This environment is archived.","details":{"error_code":"environment_archived"}},"request_id":"req_body"}"#,
            Error::Api(Refusal {
                status: 400,
                kind: ErrorType::InvalidRequest,
                code: Some("environment_archived".into()),
                message: "This environment is archived.".into(),
                request_id: Some("req_body".into()),
                retry_after_secs: Some(2),
            }),
        );
    }

    #[test]
    fn survives_answers_that_are_no_error_body() {
        let bare = Refusal {
            status: 502,
            kind: ErrorType::Api,
            code: None,
            message: String::new(),
            request_id: Some("req_header".into()),
            retry_after_secs: Some(2),
        };
        check(502, "<html>Bad gateway</html>", Error::Api(bare.clone()));
        check(502, "", Error::Api(bare.clone()));
        check(401, "[]", Error::Unauthorized(Refusal { status: 401, kind: ErrorType::Authentication, ..bare }));
    }
}
