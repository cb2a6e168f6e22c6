//! What went wrong, in words for the person at the terminal.

use std::{fmt, io, path::Path};

/// A failure with its way out. Worded once, where it is noticed.
#[derive(Debug)]
pub struct Problem {
    what: String,
    remedy: String,
    output: Option<String>,
}

impl Problem {
    /// `what` happened, and what the person can do about it.
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into(), output: None }
    }

    /// Reading or writing `path` failed.
    pub fn file(path: &Path, error: &io::Error) -> Self {
        Self::new(
            format!("{}: {error}", path.display()),
            "Check that the file is there, that you may write to it, and that the disk is not full.",
        )
    }

    /// The same with what the failing program printed.
    #[must_use]
    pub fn with_output(self, output: impl Into<String>) -> Self {
        Self { output: Some(output.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, remedy, output } = self;
        if let Some(output) = output {
            writeln!(f, "{}\n", output.trim_end())?;
        }
        write!(f, "{what}\n  {remedy}")
    }
}

impl std::error::Error for Problem {}
