//! The sentences of a story.

use model::timeline::{Action, Outcome, Told};

use super::verb;
use crate::words::format;

/// Every row.
pub const FULL: &str = "Full";
/// Runs of calls as one sentence each.
pub const STORY: &str = "Story";
/// The switch between both.
pub const LEVEL: &str = "How much is shown";
/// What the story leaves out.
pub const STORY_HINT: &str = "Calls of tools as one sentence a run, without thoughts";
/// What is shown in full.
pub const FULL_HINT: &str = "Every row, with what came out";

/// How many calls a run has.
pub fn calls(calls: usize) -> String {
    format!("{} calls", count(calls))
}

/// What an open run does not show.
pub fn more(rows: usize) -> String {
    format!("{} more; choose Full to see every row", count(rows))
}

/// How many objects are named before the rest is counted.
const NAMED: usize = 3;

/// What a run of calls did: `Read 3 files`, `Ran npm test: failed`.
pub fn sentence(told: &Told) -> String {
    let said = what(told);
    let how = match (told.outcome, told.calls) {
        (Outcome::Done | Outcome::Open, _) => return said,
        (Outcome::Failed, 1) => super::FAILED,
        (Outcome::Failed, _) => "each failed",
        (Outcome::Denied, _) => super::DENIED,
    };
    format!("{said}: {how}")
}

fn what(told: &Told) -> String {
    let verb = verb(&told.action, told.outcome == Outcome::Open);
    // Where not every call was read, only calls can be counted.
    if !told.is_whole {
        return format!("{} {}", without_for(verb), times(told.calls));
    }
    match (&told.action, &*told.objects) {
        (_, []) if told.calls == 1 => without_for(verb).to_owned(),
        (_, []) => format!("{} {}", without_for(verb), times(told.calls)),
        (Action::Read | Action::Wrote | Action::Edited, [file]) => repeated(verb, base(file), told.calls),
        (Action::Read | Action::Wrote | Action::Edited, files) => format!("{verb} {} files", count(files.len())),
        (Action::Fetched, pages) if pages.len() > 1 => format!("{verb} {} pages", count(pages.len())),
        (Action::SearchedWeb | Action::SearchedFiles | Action::FoundFiles, searches) if searches.len() > 1 => {
            format!("{} {}", without_for(verb), times(told.calls))
        }
        (Action::FoundFiles, [pattern]) => repeated(verb, &format!("like {}", first_line(pattern)), told.calls),
        (_, [object]) => repeated(verb, first_line(object), told.calls),
        (_, objects) => format!("{verb} {}", list(objects)),
    }
}

fn repeated(verb: &str, object: &str, calls: usize) -> String {
    if calls == 1 { format!("{verb} {object}") } else { format!("{verb} {object} {}", times(calls)) }
}

/// `a, b and c`; of more than that the first ones and a number.
fn list(objects: &[String]) -> String {
    let named = if objects.len() > NAMED { NAMED - 1 } else { objects.len() - 1 };
    let (first, rest) = objects.split_at(named);
    let first: Vec<&str> = first.iter().map(|object| first_line(object)).collect();
    let last = match rest {
        [last] => first_line(last).to_owned(),
        rest => format!("{} more", count(rest.len())),
    };
    format!("{} and {last}", first.join(", "))
}

/// `Searched the web for` says `for` only where something follows.
fn without_for(verb: &str) -> &str {
    verb.strip_suffix(" for").unwrap_or(verb)
}

fn base(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn times(calls: usize) -> String {
    if calls == 2 { "twice".to_owned() } else { format!("{} times", count(calls)) }
}

fn count(number: usize) -> String {
    format::count(number as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(action: Action, objects: &[&str], calls: usize, outcome: Outcome, expected: &str) {
        let objects = objects.iter().map(|object| (*object).to_owned()).collect();
        assert_eq!(sentence(&Told { action, objects, calls, is_whole: true, outcome }), expected);
    }

    #[test]
    fn runs_are_told_in_one_sentence() {
        check(Action::Read, &["src/a.rs", "b", "c"], 4, Outcome::Done, "Read 3 files");
        check(Action::Read, &["src/a.rs"], 1, Outcome::Done, "Read a.rs");
        check(Action::Edited, &["docs/report.md"], 1, Outcome::Done, "Edited report.md");
        check(Action::Edited, &["report.md"], 4, Outcome::Done, "Edited report.md 4 times");
        check(Action::Ran, &["npm test"], 1, Outcome::Failed, "Ran npm test: failed");
        check(Action::Ran, &["npm test"], 2, Outcome::Failed, "Ran npm test twice: each failed");
        check(Action::Ran, &["npm test"], 1, Outcome::Open, "Running npm test");
        check(Action::Ran, &["rm"], 1, Outcome::Denied, "Ran rm: denied");
        check(Action::Ran, &["ls", "git status", "cat"], 3, Outcome::Done, "Ran ls, git status and cat");
        check(Action::Ran, &["ls", "git status"], 3, Outcome::Done, "Ran ls and git status");
        check(Action::Ran, &["a", "b", "c", "d"], 9, Outcome::Done, "Ran a, b and 2 more");
        check(Action::SearchedWeb, &["x", "y"], 2, Outcome::Done, "Searched the web twice");
        check(Action::SearchedWeb, &["heat pumps"], 1, Outcome::Done, "Searched the web for heat pumps");
        check(Action::Fetched, &["https://a", "https://b"], 2, Outcome::Done, "Fetched 2 pages");
        check(Action::FoundFiles, &["**/*.rs"], 1, Outcome::Done, "Looked for files like **/*.rs");
        check(Action::RestartedShell, &[], 1, Outcome::Done, "Restarted the shell");
        check(Action::Called, &["github · list_issues"], 3, Outcome::Done, "Used github · list_issues 3 times");
    }

    #[test]
    fn of_a_long_run_only_calls_are_counted() {
        let objects = vec!["a".to_owned()];
        let told = Told { action: Action::Read, objects, calls: 312, is_whole: false, outcome: Outcome::Done };
        assert_eq!(sentence(&told), "Read 312 times");
    }
}
