//! What changed since somebody looked, for work that goes through the events in order.

use super::key::Key;
use super::stored::LogIndex;

/// A place in the order of all events.
pub(super) type Spot = (LogIndex, Key);

/// From where on events are others than they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Touched {
    /// Everywhere, or so much that it cannot be said.
    #[default]
    All,
    /// From here on.
    From(Spot),
    /// Nowhere.
    Nothing,
}

impl Touched {
    /// Something changed there, too.
    pub(super) fn note(&mut self, spot: Spot) {
        *self = match *self {
            Self::All => Self::All,
            Self::From(earlier) => Self::From(earlier.min(spot)),
            Self::Nothing => Self::From(spot),
        };
    }

    /// What changed so far; from here on it counts anew.
    pub(super) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::Nothing)
    }
}
