//! Names, lengths and contents of files.

use crate::repository::{assert_none, files, files_in, path, read};

/// Longer than their kind allows, and why that is right.
const LONG: [(&str, usize, &str); 0] = [];

/// The most lines of code of a file, by its place: the longest place that matches counts.
const LIMITS: [(&str, usize); 7] = [
    ("", 400),
    ("app/", 300),
    ("app/src/pages/", 200),
    ("app/src/timeline/", 150),
    ("app/src/ui/", 150),
    // A catalogue, in reading order of the pages.
    ("app/src/words/", 400),
    ("relay/src/", 300),
];
const VIEWS: [&str; 2] = ["app/src/timeline/", "app/src/ui/"];

#[test]
fn files_are_short() {
    let found =
        files_in(&["app/", "relay/", "tests/"], ".rs").iter().filter_map(|file| too_long(file, &read(file))).collect();
    assert_none(found, "Split it by concept, or give the reason in the list of this test.");
}

fn too_long(file: &str, text: &str) -> Option<String> {
    let is_test = file.ends_with("/tests.rs") || file.contains("/tests/");
    // Helpers of views are modules like any other.
    let is_helper = !text.contains("view!");
    let by_place = LIMITS
        .iter()
        .filter(|(place, _)| file.starts_with(place) && !(is_helper && VIEWS.contains(place)))
        .max_by_key(|(place, _)| place.len());
    let limit = if is_test { 400 } else { by_place.map_or(400, |(_, limit)| *limit) };
    let limit = LONG.iter().find(|(long, ..)| *long == file).map_or(limit, |(_, limit, _)| *limit);
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().count();
    (code > limit).then(|| format!("{file}: {code} lines, at most {limit}"))
}

#[test]
fn a_long_file_is_found() {
    let check = |file: &str, lines: usize, expected: bool| {
        let text = format!("view! {{}}\n{}#[cfg(test)]\nmod tests {{\n}}\n", "\n".repeat(lines - 1));
        assert_eq!(too_long(file, &text).is_some(), expected, "{file}: {lines}");
    };
    check("app/src/ui/button.rs", 150, false);
    check("app/src/ui/button.rs", 151, true);
    check("app/src/pages/agents.rs", 200, false);
    check("app/src/pages/agents.rs", 201, true);
    check("app/model/src/sse.rs", 301, true);
    check("app/model/src/sse/tests.rs", 400, false);
    check("app/model/src/sse/tests.rs", 401, true);
    check("relay/local/src/verify.rs", 401, true);
    let helper = "\n".repeat(200);
    assert_eq!(too_long("app/src/ui/place.rs", &helper), None);
}

#[test]
fn every_exception_is_still_needed() {
    for (file, _, reason) in LONG {
        assert!(path(file).is_file(), "{file} is gone");
        assert!(reason.len() > 20, "{file}: say why");
    }
}

#[test]
fn modules_are_named_by_their_file() {
    let found = files().into_iter().filter(|file| file.ends_with("/mod.rs")).collect();
    assert_none(found, "foo.rs and foo/, never foo/mod.rs.");
}

/// What no file says. Split, so that this list is not found by itself.
const UNSAID: [(&str, &str); 10] = [
    (concat!("TO", "DO"), "Do it, or open an issue."),
    (concat!("FIX", "ME"), "Do it, or open an issue."),
    (concat!("HA", "CK:"), "Say why it has to be so."),
    (concat!("/wo", "rk/main"), "A path of one machine."),
    (concat!("/wo", "rk/shared"), "A path of one machine."),
    (concat!("../sha", "red"), "A path outside the repository."),
    (concat!("/ro", "ot/"), "A path of one machine."),
    (concat!("registry.npm", "js.org"), "Which registry is used is not the repository's business."),
    (concat!("index.crates", ".io"), "Which registry is used is not the repository's business."),
    (concat!("static.crates", ".io"), "Which registry is used is not the repository's business."),
];

#[test]
fn files_leave_unsaid_what_is_not_theirs_to_say() {
    let found = files()
        .iter()
        // Data of others, as it came, and what reads more of it from beside the repository.
        .filter(|file| !file.starts_with("tests/fixtures/") && *file != "tests/contract/fixtures.rs")
        .filter_map(|file| Some((file, std::fs::read_to_string(path(file)).ok()?)))
        .flat_map(|(file, text)| unsaid(&text).into_iter().map(move |found| format!("{file}:{found}")))
        .collect();
    assert_none(found, "Leave it out.");
}

fn unsaid(text: &str) -> Vec<String> {
    text.lines()
        .enumerate()
        .flat_map(|(at, line)| {
            UNSAID
                .iter()
                .filter(|(word, _)| line.contains(word))
                .map(move |(word, why)| format!("{}: {word}: {why}", at + 1))
        })
        .collect()
}

#[test]
fn the_unsaid_is_found() {
    let text = format!("fn a() {{}}\n// {} later", UNSAID[0].0);
    assert_eq!(unsaid(&text).len(), 1);
    assert!(unsaid(&text)[0].starts_with("2: "));
}

/// How a test avoids its work or waits by the clock, by the ending of its file.
/// Split, so that this list is not found by itself.
const EVASIONS: [(&str, &[&str]); 2] = [
    (".rs", &[concat!("#[ig", "nore")]),
    (".mjs", &["test.skip(", "test.only(", "skip: true", "only: true", "waitForTimeout("]),
];

#[test]
fn every_test_runs_and_none_waits_by_the_clock() {
    let mut found = Vec::new();
    for (ending, evasions) in EVASIONS {
        for file in files_in(&["app/", "relay/", "tests/"], ending) {
            found.extend(evade(&read(&file), evasions).map(|line| format!("{file}:{line}")));
        }
    }
    assert_none(found, "Repair the test or remove it; wait for what is to happen.");
}

fn evade(text: &str, evasions: &[&str]) -> impl Iterator<Item = String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| evasions.iter().any(|evasion| line.contains(evasion)))
        .map(|(at, line)| format!("{}: {}", at + 1, line.trim()))
}

#[test]
fn an_evasion_is_found() {
    for (_, evasions) in EVASIONS {
        for evasion in evasions {
            let found: Vec<_> = evade(&format!("\n  {evasion}"), evasions).collect();
            assert_eq!(found, [format!("2: {evasion}")]);
        }
    }
}

#[test]
fn the_top_level_is_as_laid_out() {
    const ALLOWED: [&str; 15] = [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "Trunk.toml",
        "app",
        "deny.toml",
        "public",
        "relay",
        "style",
        "tests",
    ];
    let found = files()
        .iter()
        .filter_map(|file| file.split('/').next())
        .filter(|top| !top.starts_with('.') && !ALLOWED.contains(top))
        .map(str::to_owned)
        .collect();
    assert_none(found, "Not a place at the top level.");
}

#[test]
fn fixtures_are_there_for_the_contract() {
    if !path("tests/contract").is_dir() && !path("tests/contract.rs").is_file() {
        return;
    }
    for folder in ["events", "events-variants", "objects", "streams"] {
        let place = format!("tests/fixtures/{folder}/");
        assert!(!files_in(&[&place], "").is_empty(), "{place} is empty");
    }
}
