//! The browser, behind small safe wrappers.
//!
//! Closures given to the browser are owned by structs and taken back when those are dropped; nothing is leaked.
//! Every function does nothing, or answers with nothing, where the browser refuses.

pub mod blob;
pub mod canvas;
pub mod clipboard;
pub mod clock;
pub mod frame;
pub mod highlight;
pub mod intl;
pub mod keys;
pub mod line;
pub mod listener;
pub mod resize;
pub mod storage;
pub mod task;
pub mod timer;

use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use web_sys::{Document, HtmlElement, Window};

/// The window, unless this is no page.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id.
pub fn element_by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The first element that `selector` finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// How wide and how tall the element with this id is, in pixels.
pub fn size_of(id: &str) -> Option<(f64, f64)> {
    let bounds = document()?.get_element_by_id(id)?.get_bounding_client_rect();
    Some((bounds.width(), bounds.height()))
}

/// The element that `selector` finds at the target of an event or above it.
pub fn closest(target: &web_sys::EventTarget, selector: &str) -> Option<web_sys::Element> {
    target.dyn_ref::<web_sys::Element>()?.closest(selector).ok()?
}

/// Gives an element the focus, if it takes it.
pub fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
}

/// What has the focus, if that lies within `area`.
pub fn focused_in(area: &web_sys::Element) -> Option<HtmlElement> {
    let focused = document()?.active_element()?;
    let is_within = focused != *area && area.contains(Some(&focused));
    focused.dyn_into().ok().filter(|_| is_within)
}

/// Gives the focus back to an element that lost it by being moved, without scrolling to it.
pub fn refocus(element: &HtmlElement) {
    let is_lost = document().is_some_and(|document| document.active_element() == document.body().map(Into::into));
    if is_lost && element.is_connected() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options).ok();
    }
}

/// Sets the document's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets or removes an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else {
        return;
    };
    // Only a malformed name can fail, and names are literals.
    match value {
        Some(value) => root.set_attribute(name, value).ok(),
        None => root.remove_attribute(name).ok(),
    };
}

/// Sets a property of the style sheet for the whole page.
pub fn set_root_property(name: &str, value: &str) {
    let root = document().and_then(|document| document.document_element()?.dyn_into::<HtmlElement>().ok());
    if let Some(root) = root {
        // Only a malformed name can fail, and names are literals.
        root.style().set_property(name, value).ok();
    }
}

/// Whether the page can be seen.
pub fn is_visible() -> bool {
    document().is_none_or(|document| !document.hidden())
}

/// Keeps `value` until the reactive owner around the call is cleaned up.
///
/// This is how listeners, timers and tasks live exactly as long as the view that needs them.
pub fn keep<T: 'static>(value: T) {
    let kept = SendWrapper::new(value);
    leptos::prelude::on_cleanup(move || drop(kept));
}
