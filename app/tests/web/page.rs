//! A place on the page for each test.

use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement};

/// Something shown; it goes away with this.
pub(crate) struct Shown<M: Mountable> {
    place: HtmlElement,
    handle: Option<UnmountHandle<M>>,
}

/// Shows `view` in a fresh element.
pub(crate) fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Shown<V::State> {
    let document = app::dom::document().unwrap();
    let place: HtmlElement = document.create_element("div").unwrap().unchecked_into();
    document.body().unwrap().append_child(&place).unwrap();
    let handle = Some(mount_to(place.clone(), view));
    Shown { place, handle }
}

impl<M: Mountable> Shown<M> {
    /// The first element that `selector` finds.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).unwrap()
    }

    /// The same, as something that can be clicked and focused.
    pub(crate) fn get(&self, selector: &str) -> HtmlElement {
        self.find(selector).unwrap_or_else(|| panic!("nothing is {selector}")).unchecked_into()
    }

    /// All text.
    pub(crate) fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }
}

impl<M: Mountable> Drop for Shown<M> {
    fn drop(&mut self) {
        self.handle.take();
        self.place.remove();
    }
}

/// Lets effects and microtasks run.
pub(crate) async fn settle() {
    for _ in 0..4 {
        leptos::task::tick().await;
    }
}
