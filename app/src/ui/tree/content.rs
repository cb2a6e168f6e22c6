//! What stands in a row of a tree.

use leptos::prelude::*;
use model::tree::{Step, Tree, Value, is_long};

use super::TreeWords;

/// How much of a folded string is shown, in characters.
const HEAD: usize = 96;

/// A value for the clipboard: what a string says, and everything else as JSON.
pub(super) fn text_of(tree: &Tree, index: usize) -> String {
    tree.nodes().get(index).map_or_else(String::new, |node| match &node.value {
        Value::String(text) => text.clone(),
        _ => node.text.clone(),
    })
}

/// What stands in the row of a value.
pub(super) fn content(tree: &Tree, index: usize, is_open: bool, words: TreeWords) -> AnyView {
    let Some(node) = tree.nodes().get(index) else { return ().into_any() };
    let mark = match (tree.can_fold(index), is_open) {
        (false, _) => "",
        (true, true) => "▾",
        (true, false) => "▸",
    };
    let name = match &node.step {
        Step::Root => String::new(),
        Step::Member(name) => format!("{name}: "),
        Step::Item(index) => format!("{index}: "),
    };
    let (class, text, remark) = match &node.value {
        Value::Object(0) => ("", "{}".to_owned(), None),
        Value::Array(0) => ("", "[]".to_owned(), None),
        Value::Object(count) => ("", "{…}".to_owned(), Some((words.entries)(*count))),
        Value::Array(count) => ("", "[…]".to_owned(), Some((words.entries)(*count))),
        Value::String(text) if is_long(text) && is_open => ("json-string long", text.clone(), None),
        Value::String(text) if is_long(text) => {
            let head: String = text.chars().take_while(|c| *c != '\n').take(HEAD).collect();
            ("json-string", format!("\"{head}…"), Some((words.characters)(text.chars().count())))
        }
        Value::String(_) => ("json-string", node.text.clone(), None),
        Value::Number => ("json-number", node.text.clone(), None),
        Value::Word => ("json-word", node.text.clone(), None),
    };
    let is_open_container = is_open && matches!(node.value, Value::Object(1..) | Value::Array(1..));
    let value = (!is_open_container).then(|| view! { <span class=class>{text}</span> });
    // What is unfolded says itself how much it is.
    let remark = remark.filter(|_| !is_open_container || node.depth == 0);
    let remark = remark.map(|remark| view! { <span class="muted">{remark}</span> });
    view! { <span class="tree-mark" aria-hidden="true">{mark}</span><span class="json-key">{name}</span>{value}{remark} }
        .into_any()
}
