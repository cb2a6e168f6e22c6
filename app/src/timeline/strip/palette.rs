//! The colours of the strip, as the style sheet says them now.

use web_sys::Element;

use crate::dom::canvas::property;

/// The colours of the strip, and its font.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    /// Idle stretches.
    pub raise: String,
    /// Labels of the axis.
    pub line: String,
    /// When a thread was at work.
    pub line_strong: String,
    /// Text and outlines.
    pub ink: String,
    /// Answers.
    pub ink_2: String,
    /// Idle stretches' labels.
    pub ink_3: String,
    /// Messages, the playhead, what is selected.
    pub accent: String,
    /// What waits.
    pub wait: String,
    /// What failed.
    pub bad: String,
    /// The grader.
    pub retry: String,
    /// Model requests.
    pub model: String,
    /// Commands.
    pub tool: String,
    /// Files.
    pub file: String,
    /// The web.
    pub web: String,
    /// Servers of tools.
    pub mcp: String,
    /// The font of labels.
    pub font: String,
}

impl Palette {
    /// What holds for `element`. `tokens.css` registers these properties as colours, so that each is read as the one
    /// of the theme, and not as the two it is chosen from.
    pub fn of(element: &Element) -> Self {
        let colour = |name: &str| property(element, name);
        Self {
            raise: colour("--raise"),
            line: colour("--line"),
            line_strong: colour("--line-strong"),
            ink: colour("--ink"),
            ink_2: colour("--ink-2"),
            ink_3: colour("--ink-3"),
            accent: colour("--accent"),
            wait: colour("--wait"),
            bad: colour("--bad"),
            retry: colour("--retry"),
            model: colour("--kind-model"),
            tool: colour("--kind-tool"),
            file: colour("--kind-file"),
            web: colour("--kind-web"),
            mcp: colour("--kind-mcp"),
            font: format!("11px {}", colour("font-family")),
        }
    }
}
