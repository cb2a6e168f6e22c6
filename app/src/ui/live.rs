//! What changes in a view and what is done in it, as one type each: so the code that follows a change or
//! listens to an event is in the program once, and not once for each closure.
//!
//! `view!` does the same for a closure that is written into it, so a text needs no helper: `{move || text()}`.
//! One that only has its name there, `{text}`, would be a type of its own.

use std::sync::Arc;

use leptos::prelude::*;

use crate::reactive::{derived, memo};

/// A part of a view that is drawn again when a signal changes that it read.
pub fn live(view: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(view);
    view.into_any()
}

/// The same for something that may not be there.
pub fn live_option(mut view: impl FnMut() -> Option<AnyView> + Send + 'static) -> AnyView {
    live(move || view().unwrap_or_else(|| ().into_any()))
}

/// The same for something that is there while `when` says so, and not drawn again meanwhile.
pub fn live_while(
    when: impl Fn() -> bool + Send + Sync + 'static,
    mut view: impl FnMut() -> AnyView + Send + 'static,
) -> AnyView {
    let when = memo(when);
    live_option(move || when.get().then(&mut view))
}

/// A view for each of what `items` says, which stays as long as one with the same key is there.
pub fn each<T: Send + 'static>(
    items: impl Fn() -> Vec<T> + Send + 'static,
    key: fn(&T) -> String,
    view: impl Fn(T) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let view = Arc::new(view);
    let entry = move |item| {
        let (key, view) = (key(&item), Arc::clone(&view));
        let view: Box<dyn FnOnce() -> AnyView + Send> = Box::new(move || view(item));
        (key, view)
    };
    keyed(Box::new(move || items().into_iter().map(&entry).collect()))
}

type Entry = (String, Box<dyn FnOnce() -> AnyView + Send>);

fn keyed(entries: Box<dyn Fn() -> Vec<Entry> + Send>) -> AnyView {
    view! { <For each=entries key=|(key, _)| key.clone() children=|(_, view): Entry| view()/> }.into_any()
}

/// The value of an attribute that says `true` or `false`.
pub fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<&'static str> {
    derived(move || if read() { "true" } else { "false" })
}

/// What is done at an event.
pub fn act<E: 'static>(run: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(run)
}
