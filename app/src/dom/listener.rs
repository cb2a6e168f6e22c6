//! Event listeners that are removed when dropped.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener; dropping it removes it.
#[derive(Debug)]
#[must_use = "a dropped listener hears nothing"]
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `on_event` for every event `name` at `target`.
    pub fn new(target: &EventTarget, name: &'static str, on_event: impl FnMut(Event) + 'static) -> Self {
        let closure = Closure::new(on_event);
        // Fails for no target that a page can have.
        target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref()).ok();
        Self { target: target.clone(), name, closure }
    }

    /// Listens at the window.
    pub fn at_window(name: &'static str, on_event: impl FnMut(Event) + 'static) -> Option<Self> {
        Some(Self::new(&super::window()?.into(), name, on_event))
    }

    /// Listens at the document.
    pub fn at_document(name: &'static str, on_event: impl FnMut(Event) + 'static) -> Option<Self> {
        Some(Self::new(&super::document()?.into(), name, on_event))
    }

    /// Listens for the system's change between light and dark.
    pub fn of_dark_mode(on_event: impl FnMut(Event) + 'static) -> Option<Self> {
        let query = super::window()?.match_media("(prefers-color-scheme: dark)").ok()??;
        Some(Self::new(&query, "change", on_event))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let closure = self.closure.as_ref().unchecked_ref();
        self.target.remove_event_listener_with_callback(self.name, closure).ok();
    }
}
