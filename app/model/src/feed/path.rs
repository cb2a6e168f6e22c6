//! Where chunks of a feed's history are: `/api/feeds/{session}/chunks/{chunk}`, and below a thread those of its own log.

use super::ChunkId;
use crate::endpoint::is_id;

/// The address of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkPath {
    /// Of which session.
    pub session: String,
    /// Of which of its threads; `None` is the session's own log.
    pub thread: Option<String>,
    /// Which chunk.
    pub chunk: ChunkId,
}

impl ChunkPath {
    /// Prints the path. Parsing it gives the same address again.
    pub fn print(&self) -> String {
        let Self { session, thread, chunk } = self;
        match thread {
            Some(thread) => format!("/api/feeds/{session}/threads/{thread}/chunks/{chunk}"),
            None => format!("/api/feeds/{session}/chunks/{chunk}"),
        }
    }

    /// Reads a raw path.
    pub fn parse(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/api/feeds/")?;
        let (log, chunk) = rest.split_once("/chunks/")?;
        let chunk = ChunkId::parse(chunk)?;
        let (session, thread) = match log.split_once("/threads/") {
            Some((session, thread)) => (session, Some(thread)),
            None => (log, None),
        };
        let is_plain = is_id(session) && thread.is_none_or(is_id);
        is_plain.then(|| Self { session: session.to_owned(), thread: thread.map(str::to_owned), chunk })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints_and_nothing_else() {
        for path in ["/api/feeds/sesn_01/chunks/7.-2", "/api/feeds/sesn_01/threads/sthr_01/chunks/7.0"] {
            assert_eq!(ChunkPath::parse(path).map(|address| address.print()).as_deref(), Some(path));
        }
        for path in [
            "/api/feeds/sesn_01/chunks/",
            "/api/feeds/sesn_01/chunks/1",
            "/api/feeds//chunks/1.1",
            "/api/feeds/a/b/chunks/1.1",
            "/api/feeds/a/threads/b/c/chunks/1.1",
            "/api/feeds/a/threads//chunks/1.1",
            "/api/feeds/a/chunks/1.1/",
            "/api/feeds/a/chunks/1.1/chunks/1.1",
            "/api/feeds/../chunks/1.1",
        ] {
            assert_eq!(ChunkPath::parse(path), None, "{path}");
        }
    }
}
