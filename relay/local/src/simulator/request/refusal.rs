//! What a handler answers when it refuses (§1.7).

use serde_json::{Map, Value, json};

/// A refusal: the API's error, before it gets its request id.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    /// HTTP status.
    pub(crate) status: u16,
    /// `error.type`.
    pub(crate) kind: &'static str,
    /// `error.message`.
    pub(crate) message: String,
    /// `error.details.error_code`.
    pub(crate) code: Option<&'static str>,
    /// Further keys directly in `error`.
    pub(crate) extra: Map<String, Value>,
    /// `retry-after` in seconds.
    pub(crate) retry_after: Option<u32>,
}

impl Refusal {
    fn new(status: u16, kind: &'static str, message: impl Into<String>) -> Self {
        Self { status, kind, message: message.into(), code: None, extra: Map::new(), retry_after: None }
    }

    /// 400: the request is wrong, or not possible in this state.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(400, "invalid_request_error", message)
    }

    /// 400: the body does not have the right shape; `why` names the place, as in `tools[0].type: …`.
    pub(crate) fn unparsed(why: &str) -> Self {
        Self::invalid(format!("Failed to parse request: {why}"))
    }

    /// 401.
    pub(crate) fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(401, "authentication_error", message)
    }

    /// 404: `what` is missing, as in `Session`.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, "not_found_error", format!("{what} not found."))
    }

    /// 400: an open workflow run of `what` stands in the way.
    pub(crate) fn workflow_run_open(what: &str) -> Self {
        Self::invalid(format!("A workflow run of this {what} is open.")).with_code("workflow_run_open")
    }

    /// 409.
    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::new(409, "conflict_error", message)
    }

    /// A refusal of a class that only one endpoint uses, such as `memory_path_conflict_error`.
    pub(crate) fn special(status: u16, kind: &'static str, message: impl Into<String>) -> Self {
        Self::new(status, kind, message)
    }

    /// 413.
    pub(crate) fn too_large() -> Self {
        Self::new(413, "request_too_large", "Request exceeds the maximum size.")
    }

    /// 429.
    pub(crate) fn rate_limited(message: impl Into<String>, retry_after: u32) -> Self {
        Self { retry_after: Some(retry_after), ..Self::new(429, "rate_limit_error", message) }
    }

    /// 500.
    pub(crate) fn fault() -> Self {
        Self::new(500, "api_error", "Internal server error")
    }

    /// 529.
    pub(crate) fn overloaded() -> Self {
        Self::new(529, "overloaded_error", "Overloaded")
    }

    /// Adds the stable code in `error.details`.
    #[must_use]
    pub(crate) fn with_code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self
    }

    /// Adds a key directly in `error`.
    #[must_use]
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(key.to_owned(), value.into());
        self
    }

    /// The body on the wire.
    pub(crate) fn body(&self, request_id: &str) -> Value {
        let mut error = self.extra.clone();
        error.insert("type".to_owned(), self.kind.into());
        error.insert("message".to_owned(), self.message.clone().into());
        if let Some(code) = self.code {
            error.insert("details".to_owned(), json!({ "error_code": code }));
        }
        json!({ "type": "error", "error": error, "request_id": request_id })
    }
}
