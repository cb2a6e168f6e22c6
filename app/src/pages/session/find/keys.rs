//! Keys of the whole page: to the search, to failures, and to what waits.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use crate::dom::listener::Listener;
use crate::dom::{self, keep};
use crate::state::live_session::LiveSession;

/// Who has the focus here types, chooses, or answers a question.
const OWN_KEYS: &str = "input, textarea, select, dialog";

/// Listens for as long as the bar is there.
pub(super) fn listen(state: LiveSession, field: NodeRef<html::Input>) {
    keep(Listener::at_document("keydown", move |event| press(state, field, &event)));
}

/// Leaves the field for the transcript, whose keys go from row to row.
pub(super) fn leave() {
    if let Some(transcript) = dom::find(".scroller") {
        transcript.focus().ok();
    }
}

fn press(state: LiveSession, field: NodeRef<html::Input>, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
    let is_taken = key.default_prevented() || key.ctrl_key() || key.meta_key() || key.alt_key();
    if is_taken || event.target().is_some_and(|target| dom::closest(&target, OWN_KEYS).is_some()) {
        return;
    }
    match key.key().as_str() {
        "/" => {
            if let Some(field) = field.get_untracked() {
                field.focus().ok();
                field.select();
            }
        }
        "n" => state.go_to_next(|row| row.failed, true),
        "p" => state.go_to_next(|row| row.failed, false),
        "q" => state.go_to_next(|row| row.waits, true),
        "l" => state.go_to_since(),
        _ => return,
    }
    event.prevent_default();
}
