//! Where content will be.

use leptos::prelude::*;

/// A bar in the place of text.
#[component]
pub fn Skeleton(
    /// How long it is.
    #[prop(default = Width::Medium)]
    width: Width,
) -> impl IntoView {
    view! { <span class="skeleton" data-width=width.as_str() aria-hidden="true"></span> }
}

/// How long a bar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// A word.
    Short,
    /// A few words.
    Medium,
    /// A sentence.
    Long,
}

impl Width {
    /// Lengths that look like text when they follow each other.
    pub fn varied(index: usize) -> Self {
        match index % 3 {
            0 => Self::Medium,
            1 => Self::Long,
            _ => Self::Short,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Medium => "medium",
            Self::Long => "long",
        }
    }
}
