//! Short turns: an answer, a remark, a small piece of work for a prompt that no other story fits.

use super::calls::{bash, glob, read, text, write};
use super::tell::Teller;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Turn};

/// Says one thing and is done.
pub(super) fn remark(greeting: String, context: u64, rng: &mut Rng) -> Turn {
    let words = match context {
        0 => greeting,
        _ => rng.pick(&REMARKS).copied().unwrap_or_default().to_owned(),
    };
    let mut teller = Teller::new(rng, context);
    teller.says(words);
    teller.ends()
}

/// Answers a question from one look at a file.
pub(super) fn answer(context: u64, rng: &mut Rng) -> Turn {
    let answer = rng.pick(&ANSWERS).unwrap_or(&FIRST_ANSWER);
    let mut teller = Teller::new(rng, context);
    teller.calls(vec![read(answer.path, answer.line, answer.body)]).says(answer.words);
    teller.ends()
}

/// A small piece of work that takes up the words of the prompt.
pub(super) fn work(prompt: &str, context: u64, rng: &mut Rng) -> Turn {
    let task = excerpt(prompt);
    let note = format!("# Notes\n\nAsked for: {task}\n\n- looked at what is there\n- kept the change small\n");
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            format!("You ask for “{task}”. I look at what is there first."),
            vec![bash("ls -la && git status --short", 190, LISTING), glob("**/*.md", PAPERS)],
        )
        .calls(vec![read("README.md", 1, README)])
        .does(
            "Nothing stands against it. I write down what I found.",
            vec![write("/mnt/session/outputs/notes.md", &note)],
        )
        .calls(vec![bash("wc -w /mnt/session/outputs/notes.md", 110, "23 /mnt/session/outputs/notes.md")])
        .says(format!(
            "Done with “{task}”. What I found and did is in **notes.md**. \
             Tell me if you want it to go further."
        ));
    teller.ends()
}

/// The same for an agent without any tool: words alone.
pub(super) fn talk(prompt: &str, context: u64, rng: &mut Rng) -> Turn {
    let task = excerpt(prompt);
    let mut teller = Teller::new(rng, context);
    teller.says(format!(
        "You ask for “{task}”. I have no tools here, so I answer from what I know:\n\n\
         1. Start with the smallest part that can be checked on its own.\n\
         2. Write down how you will know that it works.\n\
         3. Only then widen it.\n\n\
         Give me a file or a tool and I can do the first step myself."
    ));
    teller.ends()
}

/// Writes a file that a person asked for.
pub(super) fn file(prompt: &str, context: u64, rng: &mut Rng) -> Turn {
    let (path, content) = rng.pick(&FILES).copied().unwrap_or(FIRST_FILE);
    let task = excerpt(prompt);
    let mut teller = Teller::new(rng, context);
    teller
        .does(format!("I write it as asked: “{task}”."), vec![write(path, content)])
        .calls(vec![read(path, 1, content)])
        .says(format!(
            "The file is at `{path}`, {} lines. It will be among the results in a moment.",
            content.lines().count()
        ));
    teller.ends()
}

/// Shows a picture that a script drew, and a document beside it.
pub(super) fn picture(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    let mut chart = read("/mnt/session/outputs/chart.png", 1, "");
    chart.content = vec![
        serde_json::json!({
            "type": "image",
            "source": { "type": "base64", "media_type": "image/png", "data": PIXEL },
        }),
        text("chart.png, 640 × 360"),
    ];
    teller
        .calls(vec![bash("python3 plot.py --out /mnt/session/outputs/chart.png", 3_200, "wrote chart.png (18 kB)")])
        .calls(vec![chart])
        .says("The chart is drawn: sales rise until week 38 and fall after the price change.");
    teller.ends()
}

/// Works, waits a long while for something outside, and goes on.
pub(super) fn patient(context: u64, rng: &mut Rng) -> Turn {
    let mut teller = Teller::new(rng, context);
    teller
        .does(
            "I start the build and wait for it.",
            vec![bash(
                "gh workflow run release.yml --ref main",
                900,
                "✓ Created workflow_dispatch event for release.yml at main",
            )],
        )
        .act(Act::Pause(240_000))
        .calls(vec![bash(
            "gh run list --workflow release.yml --limit 1",
            1_100,
            "in_progress  release  main  workflow_dispatch  4m1s",
        )])
        .act(Act::Pause(360_000))
        .calls(vec![bash(
            "gh run list --workflow release.yml --limit 1",
            1_000,
            "completed  success  release  main  workflow_dispatch  9m38s",
        )])
        .says("The release build is **green** after 9 min 38 s. The artefacts are attached to the run.");
    teller.ends()
}

/// The start of a prompt, short enough to repeat.
fn excerpt(prompt: &str) -> String {
    let line = prompt.trim().lines().next().unwrap_or_default().trim_end_matches(['.', '!', '?']);
    match line.char_indices().nth(70) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line).trim_end()),
        None if line.is_empty() => "that".to_owned(),
        None => line.to_owned(),
    }
}

struct Answer {
    path: &'static str,
    line: usize,
    body: &'static str,
    words: &'static str,
}

const REMARKS: [&str; 3] = [
    "Yes. Both versions can stay side by side until Friday; nothing has to be switched off before.",
    "That is already the case: the nightly job skips weekends since version 4.1.",
    "You are welcome. I leave everything as it is until you write again.",
];

const FIRST_ANSWER: Answer = Answer {
    path: "config/limits.toml",
    line: 1,
    body: "[upload]\nmax_bytes = 52_428_800\nper_hour = 40\n\n[export]\nmax_rows = 250_000",
    words: "An export may have at most **250,000 rows**. The limit is `export.max_rows` in `config/limits.toml`; \
            above it the job splits the file.",
};

const ANSWERS: [Answer; 3] = [
    FIRST_ANSWER,
    Answer {
        path: "deploy/cron.yaml",
        line: 14,
        body: "- name: link-check\n  schedule: \"30 2 * * *\"\n  timezone: Europe/Amsterdam\n  timeout: 45m",
        words: "The link check runs every night at **02:30 Amsterdam time** and is stopped after 45 minutes.",
    },
    Answer {
        path: "docs/support.md",
        line: 31,
        body: "## Refunds\n\nWithin 14 days without a reason, within two years when the lamp is broken.\nThe shop pays the way back.",
        words: "Within **14 days** no reason is needed. After that, for two years, only a broken lamp is taken back; \
                the shop pays the postage either way.",
    },
];

const FIRST_FILE: (&str, &str) = (
    "/mnt/session/outputs/release-notes-4.2.md",
    "# Release 4.2\n\n## New\n- Orders show their carrier and a link to follow the parcel.\n- Vouchers can be split over several orders.\n\n\
     ## Repaired\n- A late price quote no longer charges twice.\n- Names of uploads can hold any character.\n\n\
     ## Before you update\nRun `bin/migrate` once; it takes about a minute per million orders.\n",
);

const FILES: [(&str, &str); 3] = [
    FIRST_FILE,
    (
        "/mnt/session/outputs/checklist.md",
        "# Moving day\n\n- [ ] Freeze the old queue\n- [ ] Compare both counts\n- [ ] Switch the readers\n- [ ] Wait one hour\n- [ ] Drop the old table\n",
    ),
    (
        "/mnt/session/outputs/reply.txt",
        "Dear Ms Okafor,\n\nthank you for your patience. Your lamp left our house this morning with parcel 3SABC440912\nand should reach you on Thursday.\n\nKind regards\nThe workshop\n",
    ),
];

const LISTING: &str = "\
total 48
drwxr-xr-x  9 agent agent 4096 Nov  3 08:12 .
-rw-r--r--  1 agent agent 1204 Nov  3 08:12 README.md
drwxr-xr-x  4 agent agent 4096 Nov  3 08:12 docs
drwxr-xr-x 12 agent agent 4096 Nov  3 08:12 src
drwxr-xr-x  6 agent agent 4096 Nov  3 08:12 test";

const PAPERS: &str = "docs/support.md\ndocs/adr/0014-queue.md\ndocs/style.md\nREADME.md";

const README: &str = "\
# Shop

The web shop and its back office.

- `src/` the shop, TypeScript
- `billing/` invoices and payouts, Python
- `docs/` for people

Run `make dev`, then open the printed address.";

/// A picture of one pixel.
const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
