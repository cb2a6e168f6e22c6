//! Colours stand in `style/tokens.css` only.

use crate::repository::{assert_none, files_in, read};

const FUNCTIONS: [&str; 10] = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"];
const NAMES: [&str; 12] =
    ["white", "black", "red", "green", "blue", "yellow", "orange", "purple", "gray", "grey", "silver", "pink"];

#[test]
fn style_sheets_name_their_colours() {
    let found = files_in(&["style/"], ".css")
        .iter()
        .filter(|file| *file != "style/tokens.css")
        .flat_map(|file| colours(&read(file)).into_iter().map(move |found| format!("{file}:{found}")))
        .collect();
    assert_none(found, "Give the colour a name in style/tokens.css, where its contrast is tested.");
}

/// Colours in the values of declarations, with their lines.
fn colours(css: &str) -> Vec<String> {
    let is_word = |c: char| c.is_alphanumeric() || "-_#%.".contains(c);
    without_comments(css)
        .lines()
        .enumerate()
        .filter_map(|(at, line)| Some((at + 1, line.split_once(": ")?.1)))
        .flat_map(|(line, value)| {
            value
                .split_inclusive(|c| !is_word(c))
                .filter(move |word| is_colour(word, is_word))
                .map(move |word| format!("{line}: {word}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn is_colour(word: &str, is_word: impl Fn(char) -> bool) -> bool {
    let name = word.trim_end_matches(|c| !is_word(c));
    let is_hex = name.strip_prefix('#').is_some_and(|hex| hex.len() >= 3 && hex.chars().all(|c| c.is_ascii_hexdigit()));
    is_hex || NAMES.contains(&name) || word.ends_with('(') && FUNCTIONS.contains(&name)
}

/// The same lines, comments blanked.
fn without_comments(css: &str) -> String {
    let mut code = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        code.push_str(before);
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        code.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    code + rest
}

#[test]
fn a_colour_outside_the_tokens_is_found() {
    let check = |css: &str, expected: &[&str]| assert_eq!(colours(css), expected, "{css}");
    check("a {\n  color: #fff;\n}", &["2: #fff;"]);
    check("a { color: rgb(0 0 0); }", &["1: rgb("]);
    check("a { border: 1px solid red; }", &["1: red;"]);
    check("a { background: color-mix(in oklch, var(--run) 20%, transparent); }", &[]);
    check("a { background: color-mix(in oklch, oklch(50% 0 0) 20%, transparent); }", &["1: oklch("]);
    check("/* white: #fff */ a { color: var(--ink-white); content: \"\"; }", &[]);
    check("a:not(#face) { color: inherit }", &[]);
}
