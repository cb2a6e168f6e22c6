//! The table at the end.

use std::fmt::Write as _;

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing to complain about.
    Passed,
    /// Something to look at.
    Failed,
}

/// One step that was run.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) step: &'static str,
    pub(super) outcome: Outcome,
    pub(super) seconds: u64,
}

/// The names of the steps that failed.
pub(super) fn failed(rows: &[Row]) -> Vec<&'static str> {
    rows.iter().filter(|row| row.outcome == Outcome::Failed).map(|row| row.step).collect()
}

/// Step, result and seconds, with the sum below.
pub(super) fn render(rows: &[Row]) -> String {
    let mut table = line("step", "result", "seconds");
    for row in rows {
        let result = match row.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
        };
        table += &line(row.step, result, row.seconds);
    }
    let result = if failed(rows).is_empty() { "passed" } else { "FAILED" };
    let seconds: u64 = rows.iter().map(|row| row.seconds).sum();
    table + &line("all", result, seconds)
}

fn line(step: &str, result: &str, seconds: impl ToString) -> String {
    let mut line = String::new();
    // Writing to a string does not fail.
    writeln!(line, "{step:<12}  {result:<6}  {:>7}", seconds.to_string()).ok();
    line
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    #[test]
    fn shows_each_step_and_fails_as_a_whole_when_one_does() {
        let row = |step, outcome, seconds| Row { step, outcome, seconds };
        let rows = [row("fmt", Outcome::Passed, 1), row("clippy-wasm", Outcome::Failed, 120)];
        expect![[r"
            step          result  seconds
            fmt           passed        1
            clippy-wasm   FAILED      120
            all           FAILED      121
        "]]
        .assert_eq(&render(&rows));
        assert_eq!(failed(&rows), ["clippy-wasm"]);
        assert!(render(&rows[..1]).ends_with("all           passed        1\n"));
    }
}
