//! Light or dark.

use leptos::prelude::*;

use crate::dom;
use crate::dom::storage::{self, Memory};

/// The storage key; `public/theme.js` reads it before the first paint.
const KEY: &str = "porthole.theme";

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one that is offered after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// The value of `data-theme`; none for the system's.
    fn attribute(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The chosen theme, remembered by the browser.
#[derive(Debug, Clone, Copy)]
pub struct ThemeState(RwSignal<Theme>);

impl ThemeState {
    /// Takes up the remembered choice, for the views below.
    pub fn provide() -> Self {
        let stored = storage::get(Memory::Browser, KEY);
        let theme = [Theme::Light, Theme::Dark]
            .into_iter()
            .find(|theme| theme.attribute() == stored.as_deref())
            .unwrap_or_default();
        let state = Self(RwSignal::new(theme));
        provide_context(state);
        state
    }

    /// The theme of the app.
    pub fn current() -> Self {
        expect_context()
    }

    /// The choice; tracked.
    pub fn get(self) -> Theme {
        self.0.get()
    }

    /// The choice, not tracked.
    pub fn get_untracked(self) -> Theme {
        self.0.get_untracked()
    }

    /// Chooses, and remembers it.
    pub fn choose(self, theme: Theme) {
        dom::set_root_attribute("data-theme", theme.attribute());
        match theme.attribute() {
            Some(word) => storage::set(Memory::Browser, KEY, word),
            None => storage::remove(Memory::Browser, KEY),
        }
        self.0.set(theme);
    }
}
