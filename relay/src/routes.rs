//! Which requests exist.
//!
//! The raw path is read once, by a strict grammar, into a [`Route`]; whatever is sent on is printed from that.
//! Nothing is decoded or normalised, so there is no second reading that could disagree.

use model::endpoint::{Call, MAX_PATH_BYTES, Method, NoCall};
use model::feed::ChunkPath;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A call of the API, forwarded.
    Call(Call),
    /// `GET /api/session`: who am I.
    WhoAmI,
    /// `POST /api/session`.
    SignIn,
    /// `DELETE /api/session`.
    SignOut,
    /// `GET /api/limits`: what is left of the quota.
    Limits,
    /// `GET /api/sessions/live`: the list of sessions, as it changes.
    LiveSessions,
    /// `POST /hooks/anthropic`: the API tells us something.
    Hook,
    /// `GET /api/health`.
    Health,
    /// `GET /api/feeds/…/chunks/…`: older history of a followed log.
    Chunk(ChunkPath),
    /// A built file.
    File(File),
    /// Any other path: the app's page, which has routes of its own.
    Page,
}

/// A built file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path, in the characters of the grammar only.
    pub path: String,
    /// Whether its name changes with its content, so that it never has to be asked for again.
    pub hashed: bool,
}

/// Why a request has no route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRoute {
    /// The path breaks the grammar.
    BadPath,
    /// Nothing is there.
    UnknownPath,
    /// The path exists, with these methods only.
    WrongMethod(&'static str),
}

/// Reads the request line.
pub fn parse(method: &str, path: &str) -> Result<Route, NoRoute> {
    if !is_plain(path) {
        return Err(NoRoute::BadPath);
    }
    if is_below(path, "/v1") {
        return call(method, path);
    }
    if let Some(chunk) = ChunkPath::parse(path) {
        return if method == "GET" { Ok(Route::Chunk(chunk)) } else { Err(NoRoute::WrongMethod("GET")) };
    }
    match (path, method) {
        ("/api/session", "GET") => Ok(Route::WhoAmI),
        ("/api/session", "POST") => Ok(Route::SignIn),
        ("/api/session", "DELETE") => Ok(Route::SignOut),
        ("/api/session", _) => Err(NoRoute::WrongMethod("GET, POST, DELETE")),
        ("/api/limits", "GET") => Ok(Route::Limits),
        ("/api/sessions/live", "GET") => Ok(Route::LiveSessions),
        ("/api/limits" | "/api/sessions/live", _) => Err(NoRoute::WrongMethod("GET")),
        ("/hooks/anthropic", "POST") => Ok(Route::Hook),
        ("/hooks/anthropic", _) => Err(NoRoute::WrongMethod("POST")),
        ("/api/health", "GET" | "HEAD") => Ok(Route::Health),
        ("/api/health", _) => Err(NoRoute::WrongMethod("GET, HEAD")),
        _ if is_below(path, "/api") || is_below(path, "/hooks") => Err(NoRoute::UnknownPath),
        (_, "GET" | "HEAD") => Ok(file(path).map_or(Route::Page, Route::File)),
        _ => Err(NoRoute::WrongMethod("GET, HEAD")),
    }
}

fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The grammar: short, unreserved ASCII, no empty segment but the last, no dot segment.
fn is_plain(path: &str) -> bool {
    let Some(rest) = path.strip_prefix('/') else {
        return false;
    };
    path.len() <= MAX_PATH_BYTES
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~'))
        && !path.contains("//")
        && !rest.split('/').any(|segment| matches!(segment, "." | ".."))
}

fn call(method: &str, path: &str) -> Result<Route, NoRoute> {
    let known = Method::parse(method).map(|method| Call::parse(method, path));
    match known {
        Some(Ok(call)) => Ok(Route::Call(call)),
        Some(Err(NoCall::BadId)) => Err(NoRoute::BadPath),
        Some(Err(NoCall::UnknownPath)) => Err(NoRoute::UnknownPath),
        Some(Err(NoCall::WrongMethod)) | None => Err(no_such_method(path)),
    }
}

fn no_such_method(path: &str) -> NoRoute {
    let takes = |method| Call::parse(method, path).is_ok();
    match (takes(Method::Get), takes(Method::Post), takes(Method::Delete)) {
        (false, false, false) => NoRoute::UnknownPath,
        (true, false, false) => NoRoute::WrongMethod("GET"),
        (false, true, false) => NoRoute::WrongMethod("POST"),
        (false, false, true) => NoRoute::WrongMethod("DELETE"),
        (true, true, false) => NoRoute::WrongMethod("GET, POST"),
        (true, false, true) => NoRoute::WrongMethod("GET, DELETE"),
        (false, true, true) => NoRoute::WrongMethod("POST, DELETE"),
        (true, true, true) => NoRoute::WrongMethod("GET, POST, DELETE"),
    }
}

/// A path whose last segment has an extension is a file; ids in page paths stand without one.
fn file(path: &str) -> Option<File> {
    let (folder, name) = path.rsplit_once('/')?;
    let (_, extension) = name.rsplit_once('.')?;
    let is_extension =
        (1..=11).contains(&extension.len()) && extension.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    // The build puts every file whose name holds a hash of its content here, and no other.
    let hashed = folder == "/assets";
    is_extension.then(|| File { path: path.to_owned(), hashed })
}

#[cfg(test)]
mod tests;
