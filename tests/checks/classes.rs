//! A class that a view gives and no style sheet knows is a slip: one of the two was renamed.

use std::collections::BTreeSet;

use crate::repository::{assert_none, files_in, read};
use crate::source::{Source, string};

#[test]
fn every_class_of_a_view_has_a_rule() {
    let known: BTreeSet<String> = files_in(&["style/"], ".css").iter().flat_map(|file| classes(&read(file))).collect();
    let sources = Source::all(&["app/src/"]);
    let found = sources.iter().flat_map(|source| {
        let given = source.tokens.windows(3).filter_map(|window| match window {
            [name, sign, value] if name.text == "class" && sign.text == "=" => Some(value),
            _ => None,
        });
        let unknown = given.flat_map(|value| {
            let names = string(&value.text).unwrap_or_default().split_whitespace();
            names.filter(|name| !known.contains(*name)).map(|name| (value.line, name.to_owned())).collect::<Vec<_>>()
        });
        unknown.map(|(line, name)| source.at(line, &name)).collect::<Vec<_>>()
    });
    assert_none(found.collect(), "Name the class as its style sheet does, or leave it out.");
}

/// The classes that the selectors of a style sheet name.
fn classes(css: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let parts = css.split('.').skip(1);
    let names = parts.map(|part| part.split(|c| !is_name(c)).next().unwrap_or_default());
    names.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}

#[test]
fn classes_are_read_out_of_selectors() {
    assert_eq!(classes("  .a-b > .c:hover,\n  &.d { margin: 0.5px .e }"), ["a-b", "c", "d", "e"]);
}
