//! How the stream stands.

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
    /// Nobody looks, so nothing is asked; and not before this time afterwards.
    Paused {
        until: i64,
    },
    Closed,
}

impl Connection {
    /// When time alone changes it, if a stream may be silent for so long.
    pub(super) fn wake_at(self, silence_millis: i64) -> Option<i64> {
        match self {
            Self::Waiting { until } => Some(until),
            Self::Opening { since } => Some(since + OPENING_MILLIS),
            Self::Open { heard } => Some(heard + silence_millis),
            Self::Over | Self::Paused { .. } | Self::Closed => None,
        }
    }
}
