//! Errors of the API, and of the relay, which speaks the same.

use crate::ids::MemoryId;
use crate::wire::environment::Lease;
use crate::wire::tolerant::{Maybe, object, open_enum};

object! {
    /// The body of every answer that is no success.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ApiError {
        /// `error`.
        pub kind: String = "type",
        /// What went wrong.
        pub error: ErrorBody,
        /// Names the request when asking for help; the same as the header `request-id`.
        pub request_id: Maybe<String>,
    }
}

object! {
    /// What went wrong.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ErrorBody {
        /// The broad class.
        pub kind: ErrorType = "type",
        /// For people; its wording changes.
        pub message: String,
        /// The cause, for programs.
        pub details: Maybe<ErrorDetails>,
        /// The memory that is in the way.
        pub conflicting_memory_id: Maybe<MemoryId>,
        /// The path that is taken.
        pub conflicting_path: Maybe<String>,
    }
}

object! {
    /// The cause, for programs.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct ErrorDetails {
        /// A stable code; an unknown one means no more than the class.
        pub error_code: Maybe<String>,
        /// Who holds a work item; with `heartbeat_precondition_failed`.
        pub current_state: Maybe<Lease>,
    }
}

open_enum! {
    /// The broad class of an error.
    pub enum ErrorType {
        InvalidRequest = "invalid_request_error",
        Authentication = "authentication_error",
        Billing = "billing_error",
        Permission = "permission_error",
        NotFound = "not_found_error",
        Conflict = "conflict_error",
        MemoryPreconditionFailed = "memory_precondition_failed_error",
        MemoryPathConflict = "memory_path_conflict_error",
        RequestTooLarge = "request_too_large",
        RateLimit = "rate_limit_error",
        Api = "api_error",
        Timeout = "timeout_error",
        Overloaded = "overloaded_error",
    }
}

impl ApiError {
    /// An error of ours, in the API's shape.
    pub fn new(kind: ErrorType, message: impl Into<String>) -> Self {
        let error = ErrorBody {
            kind,
            message: message.into(),
            details: Maybe::Absent,
            conflicting_memory_id: Maybe::Absent,
            conflicting_path: Maybe::Absent,
        };
        Self { kind: "error".to_owned(), error, request_id: Maybe::Absent }
    }

    /// Reads the body of an answer with this status.
    ///
    /// A body that is no error of the API (a proxy's page, for instance) gives the class of the status and no message.
    pub fn parse(status: u16, body: &str) -> Self {
        serde_json::from_str(body).unwrap_or_else(|_| Self::new(ErrorType::of_status(status), ""))
    }

    /// The stable code of the cause.
    pub fn code(&self) -> Option<&str> {
        self.error.details.as_ref()?.error_code.as_str()
    }
}

impl ErrorType {
    /// The status that goes with the class, for errors that come without one: those inside a stream.
    pub fn status(&self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::Authentication => 401,
            Self::Billing => 402,
            Self::Permission => 403,
            Self::NotFound => 404,
            Self::Conflict | Self::MemoryPreconditionFailed | Self::MemoryPathConflict => 409,
            Self::RequestTooLarge => 413,
            Self::RateLimit => 429,
            Self::Timeout => 504,
            Self::Overloaded => 529,
            Self::Api | Self::Unknown(_) => 500,
        }
    }

    /// The class that a status stands for.
    pub fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Authentication,
            402 => Self::Billing,
            403 => Self::Permission,
            404 => Self::NotFound,
            408 | 504 => Self::Timeout,
            409 => Self::Conflict,
            413 => Self::RequestTooLarge,
            429 => Self::RateLimit,
            400..=499 => Self::InvalidRequest,
            529 => Self::Overloaded,
            _ => Self::Api,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_any_body() {
        let check = |status, body: &str, kind: &str, message: &str, code: Option<&str>| {
            let error = ApiError::parse(status, body);
            assert_eq!(error.error.kind.as_str(), kind, "{body}");
            assert_eq!(error.error.message, message, "{body}");
            assert_eq!(error.code(), code, "{body}");
        };
        let archived = r#"{"type":"error","error":{"type":"invalid_request_error","message":"Archived.",
            "details":{"error_code":"environment_archived","more":1}},"request_id":null}"#;
        check(400, archived, "invalid_request_error", "Archived.", Some("environment_archived"));
        let new = r#"{"type":"error","error":{"type":"new_error","message":"?"}}"#;
        check(400, new, "new_error", "?", None);
        check(502, "<html>Bad gateway</html>", "api_error", "", None);
        check(429, "", "rate_limit_error", "", None);
        check(413, "{}", "request_too_large", "", None);
        check(418, "null", "invalid_request_error", "", None);
        check(529, "[]", "overloaded_error", "", None);
    }

    #[test]
    fn classes_and_statuses_belong_together() {
        for status in [400, 401, 402, 403, 404, 409, 413, 429, 500, 504, 529] {
            assert_eq!(ErrorType::of_status(status).status(), status);
        }
        assert_eq!(ErrorType::Unknown("new_error".into()).status(), 500);
    }

    #[test]
    fn keeps_the_extra_keys_of_memories() {
        let body = r#"{"type":"error","error":{"type":"memory_path_conflict_error","message":"Taken.",
            "conflicting_memory_id":"mem_1","conflicting_path":"/a.md"},"request_id":"req_1"}"#;
        let error = ApiError::parse(409, body);
        assert_eq!(error.error.kind, ErrorType::MemoryPathConflict);
        assert_eq!(error.error.conflicting_path.as_str(), Some("/a.md"));
        assert_eq!(error.request_id.as_str(), Some("req_1"));
    }
}
