//! What changes in a view, as one type each: so the code that follows a change is in the program once.

use leptos::prelude::*;

use crate::reactive::derived;

/// A part of a view that is drawn again when a signal changes that it read.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// The same for something that may not be there.
pub fn live_option(mut view: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    live(move || view().unwrap_or_else(|| ().into_any()))
}

/// The value of an attribute that says `true` or `false`.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<&'static str> {
    derived(move || if read() { "true" } else { "false" })
}
