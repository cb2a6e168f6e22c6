//! Visible words stand in `app/src/words` only.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, TokenTree};

use crate::{
    repository::assert_none,
    source::{Source, string},
};

/// Attributes that people read or hear.
const READ_ALOUD: [&str; 5] = ["label", "title", "placeholder", "alt", "description"];

#[test]
fn views_hold_no_words() {
    let found = Source::all(&["app/src/"])
        .iter()
        .filter(|source| !source.is_in(&["app/src/words.rs", "app/src/words/"]))
        .flat_map(words)
        .collect();
    assert_none(found, "Name the phrase in app/src/words and use it here.");
}

fn words(source: &Source) -> Vec<String> {
    let views = source.macros("view");
    let is_word = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    // A view inside another is seen twice.
    let found: BTreeSet<_> = views.iter().flat_map(texts).filter(|(_, text)| is_word(text)).collect();
    found.into_iter().map(|(line, text)| source.at(line, &text)).collect()
}

/// Text nodes and attributes read aloud, of one view, and what its blocks choose between.
fn texts(view: &Group) -> Vec<(usize, String)> {
    let trees: Vec<_> = view.stream().into_iter().collect();
    let mut texts = Vec::new();
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Literal(literal) => {
                let before = |n: usize| at.checked_sub(n).and_then(|at| trees.get(at)).map(ToString::to_string);
                let attribute = before(1).is_some_and(|token| token == "=");
                let is_read = before(2).is_some_and(|name| READ_ALOUD.contains(&name.as_str()));
                let literal_text = literal.to_string();
                if let Some(text) = string(&literal_text).filter(|_| !attribute || is_read) {
                    texts.push((literal.span().start().line, text.to_owned()));
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => texts.extend(phrases(group)),
            _ => {}
        }
    }
    texts
}

/// In code, only what looks like a phrase: other strings are classes, ids and keys.
fn phrases(block: &Group) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for tree in block.stream() {
        match tree {
            TokenTree::Literal(literal) => {
                let literal_text = literal.to_string();
                let is_phrase = |text: &&str| text.starts_with(char::is_uppercase);
                if let Some(text) = string(&literal_text).filter(is_phrase) {
                    found.push((literal.span().start().line, text.to_owned()));
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => found.extend(phrases(&group)),
            _ => {}
        }
    }
    found
}

#[test]
fn a_word_in_a_view_is_found() {
    let check = |code: &str, expected: &[&str]| {
        let source = Source::new("x", &format!("fn f() {{ view! {{ {code} }} }}"));
        let found = words(&source);
        assert_eq!(found, expected.iter().map(|text| format!("x:1: {text}")).collect::<Vec<_>>(), "{code}");
    };
    check("<p>\"No sessions yet\"</p>", &["No sessions yet"]);
    check("<p>\"Stop\"</p>", &["Stop"]);
    check("<button aria-label=\"Close it\"/>", &["Close it"]);
    check("<p>{move || if on { \"Stop\" } else { \"Go on\" }}</p>", &["Go on", "Stop"]);
    check("<p>{move || view! { <b>\"Deep down\"</b> }}</p>", &["Deep down"]);
    check("<p class=\"a b\" id=\"main\">\" · \" {words::STOP} \"x\"</p>", &[]);
    check("<p class=move || if on { \"is-on\" } else { \"\" }/>", &[]);
}
