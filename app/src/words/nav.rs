//! The words around every page.

use crate::routes::Section;
use crate::state::theme::Theme;

/// What this is called.
pub const NAME: &str = "Porthole";
/// The link that jumps over the navigation.
pub const SKIP: &str = "Skip to content";
/// The navigation's label.
pub const NAVIGATION: &str = "Pages";
/// The label of the choice of theme.
pub const THEME: &str = "Theme";

/// An entry of the navigation.
pub fn section(section: Section) -> &'static str {
    match section {
        Section::Sessions => "Sessions",
        Section::Agents => "Agents",
        Section::Environments => "Environments",
    }
}

/// A theme.
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "System",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
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
