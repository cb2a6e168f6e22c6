//! Keys of the whole page: to the search, to failures, and to what waits.

use std::time::Duration;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use crate::dom::listener::Listener;
use crate::dom::timer::Timeout;
use crate::dom::{self, keep};
use crate::state::live_session::LiveSession;

/// Who has the focus here types, chooses, or answers a question.
const OWN_KEYS: &str = "input, textarea, select, dialog";

/// The input of an approval, or the field of a question.
const ASKED: &str = ".scroller article[aria-current] :is(.approval-input, textarea)";

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

/// What is asked has the focus, once it is in the page: Tab leads to its buttons, and no key answers by mistake.
fn focus_asked() {
    let focus = Timeout::new(Duration::from_millis(50), || {
        if let Some(asked) = dom::find(ASKED) {
            dom::focus(&asked);
        }
    });
    keep(focus);
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
        "q" => {
            state.go_to_next(|row| row.waits, true);
            focus_asked();
        }
        "l" => state.go_to_since(),
        _ => return,
    }
    event.prevent_default();
}
