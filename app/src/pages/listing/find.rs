//! Looks for words in the names on a page; the API has no search.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::dom::listener::Listener;
use crate::dom::{self, keep};
use crate::ui::live::act;
use crate::words;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Find(RwSignal<String>);

impl Find {
    /// Nothing yet.
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// The words, in lower case; tracked.
    pub fn words(self) -> String {
        self.0.with(|words| words.trim().to_lowercase())
    }
}

impl Default for Find {
    fn default() -> Self {
        Self::new()
    }
}

/// The field; `/` leads to it.
#[component]
pub fn FindField(
    /// What is looked for.
    find: Find,
) -> impl IntoView {
    const ID: &str = "find";
    keep(Listener::at_document("keydown", |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.key() != "/" || event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(event) {
            return;
        }
        if let Some(field) = dom::element_by_id(ID) {
            event.prevent_default();
            field.focus().ok();
        }
    }));
    view! {
        <input
            class="control find" id=ID type="search" autocomplete="off" aria-keyshortcuts="/"
            aria-label=words::common::FIND placeholder=words::common::FIND_HINT
            prop:value=find.0 on:input=act(move |event: Event| find.0.set(event_target_value(&event)))
        />
    }
}

/// Whether a key belongs to a field or a dialog.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| element.closest("input, textarea, select, dialog").is_ok_and(|found| found.is_some()))
}
