//! The words around every page.

use crate::routes::Section;
use crate::state::theme::Theme;

/// What this is called.
pub const NAME: &str = "Porthole";
/// The link that jumps over the navigation.
pub const SKIP: &str = "Skip to content";
/// The navigation's label.
pub const NAVIGATION: &str = "Main";
/// The label of the links to other pages of a list.
pub const PAGER: &str = "Pages of the list";

/// An entry of the navigation.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Sessions => "Sessions",
        Section::Agents => "Agents",
        Section::Environments => "Environments",
    }
}

/// The button that changes the theme.
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Theme: system",
        Theme::Light => "Theme: light",
        Theme::Dark => "Theme: dark",
    }
}

/// What the page is connected to, where that is worth a line.
pub fn connection(is_simulated: bool, is_open: bool) -> Option<&'static str> {
    match (is_simulated, is_open) {
        (true, true) => Some("Simulated API, open mode"),
        (true, false) => Some("Simulated API"),
        (false, true) => Some("Open mode"),
        (false, false) => None,
    }
}

/// The document's title on a page.
pub fn document_title(page: &str) -> String {
    if page.is_empty() { NAME.to_owned() } else { format!("{page} · {NAME}") }
}

/// The button that ends the sign-in.
pub const SIGN_OUT: &str = "Sign out";

/// An address that leads nowhere.
pub const NOT_FOUND: &str = "Not found";
/// What that means.
pub const NOT_FOUND_WHY: &str = "No page has this address. It may have been mistyped.";
/// The way out.
pub const TO_SESSIONS: &str = "Go to sessions";

/// Signing in.
pub mod sign_in {
    use crate::ui::field::FieldWords;

    /// The page.
    pub const TITLE: &str = "Sign in";
    /// What is needed, and from whom.
    pub const WHY: &str = "This Porthole asks for a key. Whoever runs it can give you one. Nothing you typed is lost.";
    /// The field.
    pub const KEY: FieldWords =
        FieldWords { label: "Key", hint: "It is kept by the relay's cookie, not by this page.", optional: "" };
    /// The button.
    pub const SUBMIT: &str = "Sign in";
    /// Nothing was typed.
    pub const MISSING: &str = "Enter your key.";
    /// The relay does not know the key.
    pub const WRONG: &str = "This key is not known here. Check it, or ask whoever runs this Porthole.";
}
