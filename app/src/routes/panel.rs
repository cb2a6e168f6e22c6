//! The tabs of a session's panel, as words of an address.

/// A tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PanelTab {
    /// What the session is.
    Session,
    /// Its events, one by one.
    Events,
    /// The tools it called.
    Tools,
    /// What is mounted, and what came out.
    Resources,
    /// Its threads.
    Threads,
}

impl PanelTab {
    /// All tabs, in their order.
    pub const ALL: [Self; 5] = [Self::Session, Self::Events, Self::Tools, Self::Resources, Self::Threads];

    /// The tab that is open when the address names none: choosing an event opens the events.
    pub fn following(event: Option<&str>) -> Self {
        if event.is_some() { Self::Events } else { Self::Session }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Events => "events",
            Self::Tools => "tools",
            Self::Resources => "resources",
            Self::Threads => "threads",
        }
    }

    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.word() == word)
    }
}
