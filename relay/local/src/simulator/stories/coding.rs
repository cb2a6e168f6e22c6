//! A long coding task: look around, see the test fail, a fix that does not hold, one that does, the
//! same fault elsewhere, the whole suite, a commit. What differs from project to project is data.

use super::calls::{bash, edit, glob, grep, read};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Call, Turn};

pub(super) mod billing;
pub(super) mod checkout;
pub(super) mod upload;

/// What a long task on one code base consists of.
pub(super) struct Project {
    /// The words of a prompt that mean this project.
    pub(super) words: &'static [&'static str],
    /// What the agent says first.
    pub(super) plan: &'static str,
    /// How to find the files that matter, and what that finds.
    pub(super) glob: (&'static str, &'static str),
    /// How to find the lines that matter, and what that finds.
    pub(super) grep: Search,
    /// The files to look at first: path, first line, lines.
    pub(super) files: &'static [(&'static str, usize, &'static str)],
    /// The test that fails.
    pub(super) failing: Run,
    /// What seems to be the reason.
    pub(super) guess: &'static str,
    /// The change that does not hold.
    pub(super) wrong: Change,
    /// How the test fails after it.
    pub(super) still_failing: Run,
    /// What the reason is.
    pub(super) finding: &'static str,
    /// The changes that hold.
    pub(super) fixes: &'static [Change],
    /// The same test, green.
    pub(super) passing: Run,
    /// Why there is more to do.
    pub(super) more: &'static str,
    /// Where the same fault is elsewhere.
    pub(super) elsewhere: Search,
    /// The changes there.
    pub(super) sweep: &'static [Change],
    /// A check of types or style that fails, and the change that satisfies it.
    pub(super) check: (Run, Change, Run),
    /// The whole suite.
    pub(super) suite: Run,
    /// What goes into the commit.
    pub(super) commit: (Run, Run),
    /// What the agent says last.
    pub(super) summary: &'static str,
}

/// A command with what it prints and how long it takes.
pub(super) struct Run {
    /// The command line.
    pub(super) command: &'static str,
    /// What it prints.
    pub(super) output: &'static str,
    /// In milliseconds.
    pub(super) takes_ms: u64,
}

/// A search with what it finds.
pub(super) struct Search {
    /// The pattern.
    pub(super) pattern: &'static str,
    /// The folder.
    pub(super) path: &'static str,
    /// The lines found.
    pub(super) lines: &'static str,
}

/// One replacement, with the lines around it as they were.
pub(super) struct Change {
    /// The file.
    pub(super) path: &'static str,
    /// The line where `old` starts.
    pub(super) line: usize,
    /// What was there.
    pub(super) old: &'static str,
    /// What is there now.
    pub(super) new: &'static str,
}

static PROJECTS: [&Project; 3] = [&checkout::PROJECT, &billing::PROJECT, &upload::PROJECT];

/// The project that the prompt is about, or any.
pub(super) fn project_for(prompt: &str, rng: &mut Rng) -> &'static Project {
    PROJECTS
        .into_iter()
        .find(|project| project.words.iter().any(|word| prompt.contains(word)))
        .or_else(|| rng.pick(&PROJECTS).copied())
        .unwrap_or(&checkout::PROJECT)
}

/// The whole task in one turn.
pub(super) fn long(project: &Project, context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    explore(project, &mut teller);
    reproduce(project, &mut teller);
    mend(project, &mut teller);
    sweep(project, &mut teller);
    deliver(project, &mut teller);
    teller.ends()
}

/// Only the first look and what the agent makes of it: for a question about the code.
pub(super) fn look(project: &Project, context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    explore(project, &mut teller);
    teller.says(project.guess);
    teller.ends()
}

/// The task over and over, on one part of the code base after another, for about `rounds` × 4 minutes.
pub(super) fn endless(project: &Project, rounds: u32, context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    explore(project, &mut teller);
    for round in 1..=rounds {
        teller.says(format!("**Part {round} of {rounds}.** {}", project.plan));
        reproduce(project, &mut teller);
        mend(project, &mut teller);
        sweep(project, &mut teller);
        deliver(project, &mut teller);
        let pause_ms = teller.rng().between(2_000, 9_000);
        teller.act(Act::Pause(pause_ms));
    }
    teller.ends()
}

fn explore(project: &Project, teller: &mut Teller) {
    let (pattern, paths) = project.glob;
    teller
        .does(project.plan, vec![bash("git status --short && git log --oneline -3", 160, STATUS), glob(pattern, paths)])
        .calls(vec![search(&project.grep)]);
    let reads = project.files.iter();
    teller.calls(reads.map(|(path, start, body)| read(path, *start, body)).collect());
}

fn reproduce(project: &Project, teller: &mut Teller) {
    teller
        .does("First I want to see it fail.", vec![run(&project.failing).failed()])
        .does(project.guess, vec![before(&project.wrong)])
        .calls(vec![change(&project.wrong)])
        .calls(vec![run(&project.still_failing).failed()]);
}

fn mend(project: &Project, teller: &mut Teller) {
    teller.does(project.finding, vec![undo(&project.wrong)]);
    for fix in project.fixes {
        teller.calls(vec![before(fix)]).calls(vec![change(fix)]);
    }
    teller.calls(vec![run(&project.passing)]).calls(vec![diff(project.fixes)]);
}

fn sweep(project: &Project, teller: &mut Teller) {
    teller.does(project.more, vec![search(&project.elsewhere)]);
    for pair in project.sweep.chunks(2) {
        teller
            .calls(pair.iter().map(before).collect())
            .calls(pair.iter().map(change).collect())
            .calls(vec![run(&project.passing)]);
    }
    teller.calls(vec![diff(project.sweep)]);
}

fn deliver(project: &Project, teller: &mut Teller) {
    let (red, repair, green) = &project.check;
    let (stat, commit) = &project.commit;
    teller
        .calls(vec![run(red).failed()])
        .does("One left-over of my own change. I mend it.", vec![change(repair)])
        .calls(vec![run(green)])
        .does("Now the whole suite.", vec![run(&project.suite)])
        .calls(vec![run(stat)])
        .calls(vec![run(commit)])
        .says(project.summary);
}

const STATUS: &str = "\
c41f0be Pin the runner image
9e2d771 Show the carrier on the order page
5ab8c10 Bump dependencies";

fn run(run: &Run) -> Call {
    bash(run.command, run.takes_ms, run.output)
}

fn search(search: &Search) -> Call {
    grep(search.pattern, search.path, search.lines)
}

fn before(change: &Change) -> Call {
    read(change.path, change.line, change.old)
}

fn change(change: &Change) -> Call {
    edit(change.path, change.old, change.new)
}

fn diff(changes: &[Change]) -> Call {
    let hunks = changes.iter().map(|change| {
        let Change { path, line, old, new } = change;
        let before = old.lines().map(|line| format!("\x1b[31m-{line}\x1b[m\n"));
        let after = new.lines().map(|line| format!("\x1b[32m+{line}\x1b[m\n"));
        let lines = before.chain(after).collect::<String>();
        format!("--- a/{path}\n+++ b/{path}\n\x1b[36m@@ -{line} +{line} @@\x1b[m\n{lines}")
    });
    bash("git diff --color=always -U0", 140, &hunks.collect::<String>())
}

fn undo(change: &Change) -> Call {
    edit(change.path, change.new, change.old)
}
