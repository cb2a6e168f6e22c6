//! The endpoint table: every call of the API that Porthole knows, as data.
//!
//! It alone feeds the client (which prints paths from it), the relay (which forwards nothing else)
//! and the simulator (which serves all of it).
//! Source: `managed-agents-api.md` §2.

mod table;

pub use table::{ENDPOINTS, EndpointId};

/// The longest path that is looked at, in bytes.
pub const MAX_PATH_BYTES: usize = 512;

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in code.
    pub id: EndpointId,
    /// HTTP method.
    pub method: Method,
    /// Path with `{…}` where an id stands.
    pub path: &'static str,
    /// Query names as they stand on the wire once decoded, brackets included: `statuses[]`.
    pub query: &'static [&'static str],
    /// What the request body is.
    pub body: Body,
    /// What the answer is.
    pub answer: Answer,
    /// Which quota it draws on.
    pub class: Class,
    /// Which `anthropic-beta` value it needs.
    pub beta: Beta,
    /// The least role that may call it.
    pub access: Access,
}

/// The methods the API uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, updates and acts.
    Post,
    /// Removes.
    Delete,
}

/// The body of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// None is read.
    Empty,
    /// A JSON object.
    Json,
    /// A multipart form that carries files.
    Multipart,
}

/// The body of a successful answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// One JSON object.
    Json,
    /// Server-sent events.
    Events,
    /// The bytes of a file, which leave the relay as an attachment only.
    Bytes,
}

/// The quota a call draws on (§1.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Retrieve and list.
    Read,
    /// Everything that changes something.
    Create,
    /// A stream; counts as a read when it opens.
    Stream,
}

/// The `anthropic-beta` family of a call (§1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beta {
    /// Generally available.
    None,
    /// Agents, sessions, environments, vaults, deployments; and the `scope_id` filter of files.
    ManagedAgents,
    /// Memory stores; sending the other value beside it is a 400.
    AgentMemory,
}

/// The least role that may make a call (design §5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Viewers and operators.
    Viewer,
    /// Operators only.
    Operator,
}

/// One call: a row of the table with its ids filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    endpoint: &'static Endpoint,
    params: Vec<String>,
}

/// Why a path is no call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCall {
    /// No row has this path.
    UnknownPath,
    /// The path exists, but not with this method.
    WrongMethod,
    /// A place for an id holds something that cannot be one.
    BadId,
}

impl Endpoint {
    /// The row with this name.
    pub fn get(id: EndpointId) -> &'static Self {
        table::row(id)
    }

    fn segments(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').skip(1)
    }
}

impl Call {
    /// The call `id` with its ids in path order.
    pub fn new(id: EndpointId, params: &[&str]) -> Result<Self, NoCall> {
        let endpoint = Endpoint::get(id);
        let places = endpoint.segments().filter(|s| is_place(s)).count();
        if places != params.len() || !params.iter().all(|p| is_id(p)) {
            return Err(NoCall::BadId);
        }
        Ok(Self { endpoint, params: params.iter().map(|&p| p.to_owned()).collect() })
    }

    /// Finds the call that `method` and the raw `path` (no query) name.
    ///
    /// Nothing is decoded or normalised: a path that is not printed exactly like this is not ours.
    pub fn parse(method: Method, path: &str) -> Result<Self, NoCall> {
        if path.len() > MAX_PATH_BYTES {
            return Err(NoCall::UnknownPath);
        }
        let mut failure = NoCall::UnknownPath;
        for endpoint in ENDPOINTS {
            match params(endpoint, path) {
                Some(Ok(params)) if endpoint.method == method => return Ok(Self { endpoint, params }),
                Some(Ok(_)) => failure = NoCall::WrongMethod,
                Some(Err(bad)) if failure == NoCall::UnknownPath => failure = bad,
                Some(Err(_)) | None => {}
            }
        }
        Err(failure)
    }

    /// The row.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The ids, in path order.
    pub fn params(&self) -> &[String] {
        &self.params
    }

    /// Prints the path. Parsing it gives the same call again.
    pub fn path(&self) -> String {
        let mut params = self.params.iter();
        let mut out = String::with_capacity(self.endpoint.path.len() + 32);
        for segment in self.endpoint.segments() {
            out.push('/');
            match params.next_if_place(segment) {
                Some(param) => out.push_str(param),
                None => out.push_str(segment),
            }
        }
        out
    }
}

impl Method {
    /// The word in the request line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    /// Reads the word in the request line; every other method is refused.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Get, Self::Post, Self::Delete].into_iter().find(|m| m.as_str() == word)
    }
}

impl Beta {
    /// The header's value, if one is sent.
    pub fn header(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::ManagedAgents => Some("managed-agents-2026-04-01"),
            Self::AgentMemory => Some("agent-memory-2026-07-22"),
        }
    }
}

/// Whether `text` can stand in a path as an id.
///
/// Ids are opaque and of any prefix and length; this only keeps out what could change the path's meaning.
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

trait Params<'a> {
    fn next_if_place(&mut self, segment: &str) -> Option<&'a str>;
}

impl<'a> Params<'a> for std::slice::Iter<'a, String> {
    fn next_if_place(&mut self, segment: &str) -> Option<&'a str> {
        if is_place(segment) { self.next().map(String::as_str) } else { None }
    }
}

fn is_place(segment: &str) -> bool {
    segment.starts_with('{')
}

/// `None`: another shape. `Some(Err)`: this shape, but an id that is none.
fn params(endpoint: &Endpoint, path: &str) -> Option<Result<Vec<String>, NoCall>> {
    let mut given = path.strip_prefix('/')?.split('/');
    let mut params = Vec::new();
    let mut bad = false;
    for segment in endpoint.segments() {
        let part = given.next()?;
        if is_place(segment) {
            bad |= !is_id(part);
            params.push(part.to_owned());
        } else if part != segment {
            return None;
        }
    }
    if given.next().is_some() {
        return None;
    }
    Some(if bad { Err(NoCall::BadId) } else { Ok(params) })
}

#[cfg(test)]
mod tests;
