//! What the relay and its readers say to each other about a followed log.
//!
//! A feed's stream is the API's own, with two additions that every client of the API ignores: `id:` lines that hold
//! a [`Cursor`], and `ping` events whose data is a [`Notice`]. So one stream serves SDKs and the app.
//!
//! Entries are numbered. Numbers grow with the order in the log and are never used twice: what comes is put behind
//! the highest, older history before the lowest. They are kept in chunks, which never change once they are full.

mod cursor;
mod notice;
mod path;

pub use cursor::{After, ChunkId, Cursor};
pub use notice::{Notice, Standing};
pub use path::ChunkPath;

/// The query parameter that says where a stream begins; not of the API.
pub const AFTER: &str = "after";
/// The event name of notices. The API uses it for keep-alives, and its SDKs skip it.
pub const PING: &str = "ping";
/// How often a feed says something, at least. Silence for much longer means that the line is dead.
pub const HEARTBEAT_MILLIS: i64 = 5_000;
