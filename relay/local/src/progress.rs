//! What the person sees while waiting: a spinner on a terminal, plain lines elsewhere.
//!
//! All of it goes to standard error; standard output is for what a script may read.

use std::{
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

/// Starts a piece of work that takes a while.
pub fn begin(what: impl Into<String>) -> Progress {
    let what = what.into();
    let bar = stderr().is_terminal().then(|| {
        let style = ProgressStyle::with_template("{spinner} {prefix} {elapsed} {wide_msg:.dim}");
        let bar = ProgressBar::new_spinner()
            .with_prefix(what.clone())
            .with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    });
    if bar.is_none() {
        eprintln!("… {what}");
    }
    Progress { what, bar, since: Instant::now() }
}

/// Says something that needs no waiting.
pub fn note(text: &str) {
    eprintln!("{text}");
}

/// A piece of work under way. Dropped without [`Progress::done`] it leaves no mark.
#[derive(Debug)]
pub struct Progress {
    what: String,
    bar: Option<ProgressBar>,
    since: Instant,
}

impl Progress {
    /// Shows the newest line of its output, on a terminal only.
    pub fn detail(&self, line: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(line.trim().to_owned());
        }
    }

    /// The work succeeded.
    pub fn done(self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        eprintln!("✓ {} ({} s)", self.what, self.since.elapsed().as_secs());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
