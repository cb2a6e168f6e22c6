//! The words of the session page.

/// The page's name until the session's title is known.
pub const SESSION: &str = "Session";
