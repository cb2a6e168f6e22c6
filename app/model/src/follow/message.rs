//! What the follower is told, and what it says.

use super::List;

/// Why a stream or a page did not come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failure {
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// How long the server wants to be left alone.
    pub retry_after_millis: Option<u64>,
}

/// What happened.
#[derive(Debug, Clone)]
pub enum Input<E> {
    /// The stream of this number answers.
    Opened(u32),
    /// An event came on it.
    Frame(u32, E),
    /// A heartbeat came on it.
    Heard(u32),
    /// It ended, failed or never opened.
    Ended(u32, Failure),
    /// The list of this number came, in its own order, with the cursor of the page after it.
    Page(u32, Vec<E>, Option<String>),
    /// The list of this number did not come.
    ListFailed(u32, Failure),
    /// Nobody looks any more: the stream is let go, and nothing is asked.
    Pause,
    /// Somebody looks again.
    Wake,
    /// Time passed; also what a person's "try again" sends, with [`hurry`](super::Follower::hurry) before it.
    Tick,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output<E> {
    /// Open the stream under this number; an older one is over.
    Open(u32),
    /// Let the stream go.
    Close,
    /// Fetch a page and answer with this number.
    List(u32, List),
    /// Take this event, new or another copy of one that is known.
    Append(E),
    /// Take these older events: oldest first, and right before all that were given out like this already.
    History(Vec<E>),
    /// A piece of what is being written.
    Preview(E),
    /// What was written so far of unfinished messages is void.
    DropPreviews,
    /// This queued event was thrown away by the server.
    Discard(String),
    /// The state changed.
    State(State),
}

/// How much is known, and how fresh it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing came yet.
    Connecting,
    /// Other tabs hold all the streams that the browser can have; this one gets the next that is free.
    Queued,
    /// Following, but something between is still being listed.
    CatchingUp,
    /// Every event up to now is here, and the next one will be.
    Live,
    /// Following, but what is missing between can not be had: listing it keeps failing.
    Gap,
    /// The stream broke; it is being reopened.
    Reconnecting,
    /// Reopening keeps failing; the last sign of life was at this time (milliseconds since 1970).
    Stale(i64),
    /// Everything is here and no more will come.
    Ended,
    /// The session was deleted.
    Deleted,
    /// There is no such session.
    NotFound,
    /// Reading it is not allowed (401 or 403).
    Refused(u16),
}

impl Failure {
    /// Whether trying again would not help.
    pub fn is_final(self) -> bool {
        matches!(self.status, Some(401 | 403 | 404))
    }
}

impl State {
    /// What a final failure leaves.
    pub fn refused_by(failure: Failure) -> Self {
        match failure.status {
            Some(status @ (401 | 403)) => Self::Refused(status),
            _ => Self::NotFound,
        }
    }

    /// Whether nothing more will come in this state.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Ended | Self::Deleted | Self::NotFound | Self::Refused(_))
    }
}
