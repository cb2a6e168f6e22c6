//! Marks text in the page without changing the page, by the browser's own highlights.
//!
//! Where a browser has none, nothing is marked.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, Node};

use super::window;

/// What the style sheet knows the highlight by.
const NAME: &str = "find";
/// `NodeFilter.SHOW_TEXT`.
const SHOW_TEXT: u32 = 4;
/// The most places that are marked at once.
const MOST: usize = 1_000;

/// Marks the places that `places` finds in each text below `root`, in UTF-16 units, and nothing else.
pub fn mark(root: &Element, places: impl Fn(&str) -> Vec<(u32, u32)>) {
    let mut ranges = Array::new();
    let walker = super::document().and_then(|page| page.create_tree_walker_with_what_to_show(root, SHOW_TEXT).ok());
    while let Some(text) = walker.as_ref().and_then(|walker| walker.next_node().ok().flatten()) {
        for (from, to) in places(&text.node_value().unwrap_or_default()) {
            ranges.extend(range(&text, from, to));
        }
        if usize::try_from(ranges.length()).is_ok_and(|count| count >= MOST) {
            break;
        }
    }
    set(&ranges);
}

/// Marks nothing.
pub fn clear() {
    set(&Array::new());
}

fn range(text: &Node, from: u32, to: u32) -> Option<web_sys::Range> {
    let range = super::document()?.create_range().ok()?;
    range.set_start(text, from).ok()?;
    range.set_end(text, to).ok()?;
    Some(range)
}

/// Read by name: these types are not stable in the bindings.
fn set(ranges: &Array) -> Option<()> {
    let page: JsValue = window()?.into();
    let make: Function = Reflect::get(&page, &"Highlight".into()).ok()?.dyn_into().ok()?;
    let styles = Reflect::get(&page, &"CSS".into()).ok()?;
    let highlights = Reflect::get(&styles, &"highlights".into()).ok()?;
    let set: Function = Reflect::get(&highlights, &"set".into()).ok()?.dyn_into().ok()?;
    let highlight = Reflect::construct(&make, ranges).ok()?;
    set.call2(&highlights, &NAME.into(), &highlight).ok()?;
    Some(())
}
