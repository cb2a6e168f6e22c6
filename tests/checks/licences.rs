//! Every dependency may be used: its licence is among those that `deny.toml` allows.

use crate::{
    crates::{list, metadata},
    repository::{assert_none, read_toml},
};

fn allowed() -> Vec<String> {
    let deny = read_toml("deny.toml");
    let allowed = deny["licenses"]["allow"].as_array().into_iter().flatten();
    allowed.filter_map(|licence| licence.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_dependency_may_be_used() {
    let allowed = allowed();
    let mut found = Vec::new();
    for platform in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        let metadata = metadata(&["--filter-platform", platform]);
        for package in list(&metadata, "packages") {
            let licence = package["license"].as_str().unwrap_or("none given");
            if !may_be_used(licence, &allowed) {
                found.push(format!("{}: {licence}", package["name"]));
            }
        }
    }
    found.sort();
    found.dedup();
    assert_none(found, "Find another crate, or allow the licence in deny.toml with a reason.");
}

/// Whether an SPDX expression leaves a choice that is allowed. `/` is the old way to write `OR`.
fn may_be_used(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    is_allowed(&words, allowed)
}

fn is_allowed(words: &[&str], allowed: &[String]) -> bool {
    let choices = split(words, "OR");
    if choices.len() > 1 {
        return choices.iter().any(|choice| is_allowed(choice, allowed));
    }
    let parts = split(words, "AND");
    if parts.len() > 1 {
        return parts.iter().all(|part| is_allowed(part, allowed));
    }
    match words {
        ["(", inner @ .., ")"] => is_allowed(inner, allowed),
        licence => allowed.contains(&licence.join(" ")),
    }
}

/// At each `operator` that is not in brackets.
fn split<'a>(words: &'a [&'a str], operator: &str) -> Vec<&'a [&'a str]> {
    let mut depth = 0;
    words
        .split(|word| {
            depth += i32::from(*word == "(") - i32::from(*word == ")");
            depth == 0 && *word == operator
        })
        .collect()
}

#[test]
fn an_expression_is_allowed_when_a_choice_is() {
    let allowed = ["MIT", "Apache-2.0", "Unicode-3.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
    let check = |expression, expected| assert_eq!(may_be_used(expression, &allowed), expected, "{expression}");
    check("MIT", true);
    check("MIT/Apache-2.0", true);
    check("GPL-3.0 OR MIT", true);
    check("(MIT OR GPL-3.0) AND Unicode-3.0", true);
    check("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true);
    check("GPL-3.0", false);
    check("MIT AND GPL-3.0", false);
    check("(GPL-3.0 OR LGPL-3.0) AND MIT", false);
    check("none given", false);
}
