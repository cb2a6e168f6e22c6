//! JSON as a tree: folded, walked through by keys, copied in parts. Text stays text.

mod content;

use std::collections::HashSet;
use std::sync::Arc;

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use model::tree::{Tree, Value};
use web_sys::{KeyboardEvent, MouseEvent};

use super::copy::{CopyButton, CopyWords};
use super::live::{act, each, flag, live, live_while};
use super::unique_id;
use crate::dom;
use crate::reactive::{derived, memo};
use content::{content, text_of};

/// How many values are in the page before somebody asks for more.
const MOST: usize = 400;

/// What the tree says.
#[derive(Debug, Clone, Copy)]
pub struct TreeWords {
    /// What it is called.
    pub label: &'static str,
    /// Copies the chosen value.
    pub value: CopyWords,
    /// Copies where the chosen value is.
    pub path: CopyWords,
    /// Copies everything.
    pub all: CopyWords,
    /// How long a folded string is.
    pub characters: fn(usize) -> String,
    /// How much lies in a folded object or array.
    pub entries: fn(usize) -> String,
    /// Shows values that are not in the page.
    pub more: &'static str,
}

/// A JSON text as a tree; a text that is no JSON is shown as it is.
#[component]
pub fn JsonTree(
    /// The text.
    text: String,
    /// What it says.
    words: TreeWords,
) -> impl IntoView {
    let Some(tree) = Tree::parse(&text) else {
        return view! { <pre class="tree-text" tabindex="0">{text}</pre> }.into_any();
    };
    let tree = StoredValue::new(Arc::new(tree));
    let turned = RwSignal::new(HashSet::<usize>::new());
    let active = RwSignal::new(0_usize);
    let most = RwSignal::new(MOST);
    let is_open =
        move |index: usize| tree.with_value(|tree| tree.opens(index)) != turned.with(|turned| turned.contains(&index));
    let shown = memo(move || tree.with_value(|tree| tree.visible(is_open, most.get())));
    let turn = move |index: usize| {
        if tree.with_value(|tree| tree.can_fold(index)) {
            turned.update(|turned| {
                if !turned.remove(&index) {
                    turned.insert(index);
                }
            });
        }
    };
    let press = move |event: KeyboardEvent| {
        let index = active.get_untracked();
        let place = shown.with_untracked(|shown| shown.iter().position(|shown| *shown == index).unwrap_or(0));
        let at = |place: usize| shown.with_untracked(|shown| shown.get(place).or(shown.last()).copied());
        let open = untrack(|| is_open(index)) && tree.with_value(|tree| tree.can_fold(index));
        let parent = tree.with_value(|tree| tree.nodes().get(index).and_then(|node| node.parent));
        match event.key().as_str() {
            "ArrowDown" => active.set(at(place + 1).unwrap_or(0)),
            "ArrowUp" => active.set(at(place.saturating_sub(1)).unwrap_or(0)),
            "Home" => active.set(0),
            "End" => active.set(at(usize::MAX).unwrap_or(0)),
            "ArrowRight" if open => active.set(at(place + 1).unwrap_or(0)),
            "ArrowLeft" if !open => active.set(parent.unwrap_or(0)),
            "ArrowRight" | "ArrowLeft" | "Enter" | " " => turn(index),
            _ => return,
        }
        event.prevent_default();
    };
    let prefix = StoredValue::new(unique_id("node"));
    let id_of = move |index: usize| prefix.with_value(|prefix| format!("{prefix}-{index}"));
    let row = move |index: usize| {
        let Some((depth, can_fold)) =
            tree.with_value(|tree| Some((tree.nodes().get(index)?.depth, tree.can_fold(index))))
        else {
            return ().into_any();
        };
        let click = move |event: MouseEvent| {
            active.set(index);
            // A text that can be selected is not folded by that.
            let is_text = tree
                .with_value(|tree| tree.nodes().get(index).is_some_and(|node| matches!(node.value, Value::String(_))));
            let on_mark = event.target().and_then(|target| dom::closest(&target, ".tree-mark")).is_some();
            if on_mark || !is_text || !untrack(|| is_open(index)) {
                turn(index);
            }
        };
        view! {
            <div role="treeitem" class="tree-row" id=id_of(index) {..custom_attribute("aria-level", (depth + 1).to_string())}
                aria-expanded=move || can_fold.then(|| if is_open(index) { "true" } else { "false" })
                aria-selected=flag(move || active.get() == index)
                style:padding-left=format!("{}px", 22 + 12 * depth) on:click=act(click)>
                {live(move || tree.with_value(|tree| content(tree, index, is_open(index), words)))}
            </div>
        }
        .into_any()
    };
    let part =
        move |read: fn(&Tree, usize) -> String| derived(move || tree.with_value(|tree| read(tree, active.get())));
    let whole = derived(move || tree.with_value(|tree| text_of(tree, 0)));
    view! {
        <div class="tree">
            <div class="tree-head">
                {live(move || if active.get() == 0 {
                    view! { <span class="tree-path">{words.label}</span> }.into_any()
                } else {
                    view! { <code class="tree-path">{part(Tree::path)}</code> }.into_any()
                })}
                <CopyButton text=part(text_of) words=words.value label=words.value.copy/>
                <CopyButton text=part(Tree::path) words=words.path label=words.path.copy/>
                <CopyButton text=whole words=words.all label=words.all.copy/>
            </div>
            <div class="tree-rows" role="tree" tabindex="0" aria-label=words.label
                aria-activedescendant=move || id_of(active.get()) on:keydown=act(press)>
                {each(move || shown.get(), usize::to_string, row)}
            </div>
            {live_while(move || shown.with(|shown| shown.len() >= most.get()), move || view! {
                <button type="button" class="button plain" on:click=act(move |_| most.update(|most| *most += MOST))>{words.more}</button>
            }.into_any())}
        </div>
    }
    .into_any()
}
