//! What the reader is told, and what it says.

use crate::feed::{After, ChunkId, Cursor, Notice};
use crate::follow::{Failure, State};

/// What happened.
#[derive(Debug, Clone)]
pub enum Input<E> {
    /// The stream of this number waits until another tab lets go of one.
    Queued(u32),
    /// It waits no longer, and is being opened.
    Dialled(u32),
    /// The stream of this number answers.
    Opened(u32),
    /// An event came on it; a piece of what is being written has no cursor of its own.
    Entry(u32, Option<Cursor>, E),
    /// The relay said something of itself; with a cursor if that is part of the log.
    Notice(u32, Option<Cursor>, Notice),
    /// Something else came on it.
    Heard(u32),
    /// It ended, failed or never opened.
    Ended(u32, Failure),
    /// The chunk of this number came: events, and ids of queued events that were thrown away, with their places.
    Chunk(u32, Vec<(i64, E)>, Vec<(i64, String)>),
    /// The chunk of this number did not come.
    ChunkFailed(u32, Failure),
    /// What was sent from here, as the server stored it.
    Sent(Vec<E>),
    /// Nobody looks any more: the stream is let go.
    Pause,
    /// Somebody looks again.
    Wake,
    /// Time passed; also what a person's "try again" sends, with [`hurry`](super::Resume::hurry) before it.
    Tick,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output<E> {
    /// Open the stream under this number; an older one is over.
    Open(u32, After),
    /// Let the stream go.
    Close,
    /// Fetch a chunk of history and answer with this number.
    Fetch(u32, ChunkId),
    /// Take this event; the number orders events of the same time, and copies of one event.
    Apply(i64, E),
    /// A piece of what is being written, behind this place.
    Preview(i64, E),
    /// What was written so far of unfinished messages is void.
    DropPreviews,
    /// This queued event was thrown away by the server, unless it comes again behind this place.
    Discard(i64, String),
    /// Everything comes again; what does not is gone.
    StartOver,
    /// The state changed.
    State(State),
}
