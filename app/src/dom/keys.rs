//! Keys that mean something wherever no field has the focus.

use wasm_bindgen::JsCast as _;
use web_sys::{Event, KeyboardEvent};

use super::listener::Listener;

/// Calls `on_key` for keys without Ctrl, Alt or Meta that no field, and no open dialog, needs for itself.
pub fn on_plain_key(on_key: impl Fn(&KeyboardEvent) + 'static) -> Option<Listener> {
    Listener::at_window("keydown", move |event: Event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let is_with_others = key.ctrl_key() || key.meta_key() || key.alt_key();
        let target = event.target();
        let is_typing =
            target.is_some_and(|target| super::closest(&target, "input, textarea, select, dialog").is_some());
        if !is_with_others && !is_typing && !event.default_prevented() {
            on_key(key);
        }
    })
}
