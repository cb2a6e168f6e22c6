//! Secrets are not printed by accident.

use crate::{
    repository::assert_none,
    source::{Source, Token},
};

const PLACES: [&str; 2] = ["relay/src/", "relay/local/src/"];
/// Fields that hold one, when they are plain text.
const FIELDS: [&str; 5] = ["api_key", "operator_key", "secret", "password", "cookie"];

/// The simulator's keys are public knowledge.
fn sources() -> Vec<Source> {
    let mut sources = Source::all(&PLACES);
    sources.retain(|source| !source.path.starts_with("relay/local/src/simulator"));
    sources
}

#[test]
fn no_secret_type_can_be_shown() {
    let found = sources().iter().flat_map(shown).collect();
    assert_none(found, "Write a Debug that shows nothing of the secret, and no Display.");
}

/// Types of secrets that derive `Debug` or have a `Display`, and types that derive `Debug` over a secret.
fn shown(source: &Source) -> Vec<String> {
    let tokens = &source.tokens;
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = |n: usize| tokens.get(at + n).map_or("", |token| token.text.as_str());
        if token.text == "Display" && next(1) == "for" && is_secret(next(2)) {
            found.push(source.at(token.line, next(2)));
        }
        if matches!(token.text.as_str(), "struct" | "enum") && derives_debug(tokens, at) {
            let holds = is_secret(next(1)) && holds_text(tokens, at)
                || fields(tokens, at).any(|(name, kind)| FIELDS.contains(&name) && kind == "String");
            if holds {
                found.push(source.at(token.line, next(1)));
            }
        }
    }
    found
}

fn is_secret(name: &str) -> bool {
    ["Secret", "ApiKey", "OperatorKey", "Credential", "Password"].iter().any(|end| name.ends_with(end))
}

/// Whether the attributes in front of the item at `at` derive `Debug`.
fn derives_debug(tokens: &[Token], at: usize) -> bool {
    let item_starts = |token: &Token| matches!(token.text.as_str(), ";" | "}" | "{");
    let from = tokens[..at].iter().rposition(item_starts).map_or(0, |from| from + 1);
    let attributes = &tokens[from..at];
    attributes.iter().any(|token| token.text == "derive") && attributes.iter().any(|token| token.text == "Debug")
}

/// The tokens of the item at `at`.
fn body(tokens: &[Token], at: usize) -> &[Token] {
    let is_end = |token: &Token| matches!(token.text.as_str(), "}" | ";");
    tokens[at..].split(is_end).next().unwrap_or_default()
}

fn holds_text(tokens: &[Token], at: usize) -> bool {
    body(tokens, at).iter().any(|token| matches!(token.text.as_str(), "String" | "str" | "u8"))
}

/// `name: Type` pairs of the item.
fn fields(tokens: &[Token], at: usize) -> impl Iterator<Item = (&str, &str)> {
    body(tokens, at)
        .windows(3)
        .filter(|window| window[1].text == ":")
        .map(|window| (window[0].text.as_str(), window[2].text.as_str()))
}

#[test]
fn a_shown_secret_is_found() {
    let check = |code: &str, expected: usize| {
        assert_eq!(shown(&Source::new("relay/src/x.rs", code)).len(), expected, "{code}");
    };
    check("#[derive(Clone, Debug)] pub struct Secret(String);", 1);
    check("struct Secret(String); impl fmt::Display for Secret {}", 1);
    check("#[derive(Debug)] struct Config { url: String, api_key: String }", 1);
    check("use a; #[derive(Clone)] pub struct Secret(String); impl fmt::Debug for Secret {}", 0);
    check("#[derive(Debug)] struct Config { api_key: Secret }", 0);
    check("#[derive(Debug)] pub enum Credential { Bearer, Cookie }", 0);
    check("#[derive(Debug)] struct A; struct Secret(String);", 0);
    check("#[derive(Debug)] struct A {} fn f(api_key: String) {}", 0);
}
