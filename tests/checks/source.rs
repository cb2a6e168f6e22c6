//! Rust sources as tokens: no comments, no documentation, no tests.

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

use crate::repository;

/// A source file.
pub(crate) struct Source {
    /// From the top of the checkout.
    pub(crate) path: String,
    /// What the compiler sees outside tests, in order, delimiters included.
    pub(crate) tokens: Vec<Token>,
    tree: TokenStream,
}

/// A token, with its line.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let tree: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut tokens = Vec::new();
        flatten(tree.clone(), &mut tokens);
        Self { path: path.to_owned(), tokens, tree }
    }

    /// Every source below one of `folders`, without files of tests.
    pub(crate) fn all(folders: &[&str]) -> Vec<Self> {
        repository::files_in(folders, ".rs")
            .into_iter()
            .filter(|file| !file.ends_with("/tests.rs") && !file.contains("/tests/"))
            .map(|file| Self::new(&file, &repository::read(&file)))
            .collect()
    }

    /// Whether it is one of these files, or below one of these folders (which end in `/`).
    pub(crate) fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path == *place || place.ends_with('/') && self.path.starts_with(place))
    }

    /// Where these tokens stand one after another.
    pub(crate) fn find(&self, pattern: &str) -> Vec<String> {
        let pattern = Self::new("pattern", pattern).tokens;
        let matches = |window: &&[Token]| window.iter().zip(&pattern).all(|(a, b)| a.text == b.text);
        self.tokens
            .windows(pattern.len())
            .filter(matches)
            .filter_map(|window| window.first())
            .map(|token| self.at(token.line, &token.text))
            .collect()
    }

    /// String literals that `is_wrong` says so of, without their quotes.
    pub(crate) fn find_literals(&self, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
        let wrong = |token: &&Token| string(&token.text).is_some_and(&is_wrong);
        self.tokens.iter().filter(wrong).map(|token| self.at(token.line, &token.text)).collect()
    }

    /// What stands inside each `name! {…}`, nested ones as groups of their own too.
    pub(crate) fn macros(&self, name: &str) -> Vec<Group> {
        let mut found = Vec::new();
        collect_macros(self.tree.clone(), name, &mut found);
        found
    }

    /// A violation in this file.
    pub(crate) fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path)
    }
}

/// What a string literal holds, as written.
pub(crate) fn string(token: &str) -> Option<&str> {
    let unprefixed = token.trim_start_matches(['r', 'b', 'c']).trim_matches('#');
    unprefixed.strip_prefix('"')?.strip_suffix('"')
}

fn collect_macros(tree: TokenStream, name: &str, found: &mut Vec<Group>) {
    let trees: Vec<_> = tree.into_iter().collect();
    for (at, tree) in trees.iter().enumerate() {
        let TokenTree::Group(group) = tree else {
            continue;
        };
        let is_named = at >= 2 && trees[at - 1].to_string() == "!" && trees[at - 2].to_string() == name;
        if is_named {
            found.push(group.clone());
        }
        collect_macros(group.stream(), name, found);
    }
}

fn flatten(tree: TokenStream, tokens: &mut Vec<Token>) {
    let trees: Vec<_> = tree.into_iter().collect();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        at += 1;
        if is_punct(tree, '#') {
            let inner = usize::from(trees.get(at).is_some_and(|tree| is_punct(tree, '!')));
            if let Some(TokenTree::Group(attribute)) = trees.get(at + inner) {
                match attribute.stream().to_string().replace(' ', "") {
                    text if text.starts_with("doc=") => at += inner + 1,
                    text if text == "cfg(test)" => at = end_of_item(&trees, at + inner + 1),
                    _ => push(tree, tokens),
                }
                continue;
            }
        }
        push(tree, tokens);
    }
}

/// Just behind the item that starts at `from`: its body, or its semicolon.
fn end_of_item(trees: &[TokenTree], from: usize) -> usize {
    let is_end = |tree: &TokenTree| {
        is_punct(tree, ';') || matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
    };
    trees.iter().skip(from).position(is_end).map_or(trees.len(), |at| from + at + 1)
}

fn is_punct(tree: &TokenTree, expected: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == expected)
}

fn push(tree: &TokenTree, tokens: &mut Vec<Token>) {
    let mut token = |text: String, line| tokens.push(Token { text, line });
    let line = tree.span().start().line;
    match tree {
        TokenTree::Group(group) => {
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            token(open.to_owned(), line);
            flatten(group.stream(), tokens);
            tokens.push(Token { text: close.to_owned(), line: group.span_close().start().line });
        }
        TokenTree::Punct(punct) if punct.as_char() == '\'' && punct.spacing() == Spacing::Joint => {}
        other => token(other.to_string(), line),
    }
}

#[test]
fn comments_documentation_and_tests_are_not_code() {
    let source = Source::new(
        "a.rs",
        "//! forbidden\n/// forbidden\n#[derive(Debug)]\nstruct A; // forbidden\n\
         #[cfg(test)]\nmod tests { fn forbidden() {} }\n#[cfg(test)]\nmod forbidden;\nfn seen() { a::b(\"/v1/x\") }",
    );
    assert_eq!(source.find("forbidden"), Vec::<String>::new());
    assert_eq!(source.find("a::b"), ["a.rs:9: a"]);
    assert_eq!(source.find("derive(Debug)"), ["a.rs:3: derive"]);
    assert_eq!(source.find_literals(|text| text.contains("/v1/")), ["a.rs:9: \"/v1/x\""]);
}
