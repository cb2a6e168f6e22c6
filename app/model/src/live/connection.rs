//! How the stream stands.

use super::SILENCE_MILLIS;

/// How long a stream may take to answer.
pub(super) const OPENING_MILLIS: i64 = 30_000;

/// How the stream stands; times are in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Connection {
    Waiting {
        until: i64,
    },
    Opening {
        since: i64,
    },
    Open {
        heard: i64,
    },
    /// The session has ended, so the stream is not opened again; its last events are still listed.
    Over,
    Closed,
}

impl Connection {
    /// When time alone changes it.
    pub(super) fn wake_at(self) -> Option<i64> {
        match self {
            Self::Waiting { until } => Some(until),
            Self::Opening { since } => Some(since + OPENING_MILLIS),
            Self::Open { heard } => Some(heard + SILENCE_MILLIS),
            Self::Over | Self::Closed => None,
        }
    }
}
