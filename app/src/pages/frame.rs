//! What every page has: one `main`, one `h1`, the document's title.

use leptos::prelude::*;

use crate::routes::{ListView, Route};
use crate::state::navigation::Navigation;
use crate::{dom, words};

/// A page with a heading.
#[component]
pub fn Page(
    /// The heading and the document's title.
    #[prop(into)]
    title: Signal<String>,
    /// What stands beside the heading.
    #[prop(optional, into)]
    aside: ViewFn,
    /// Buttons at the right of the heading.
    #[prop(optional, into)]
    actions: ViewFn,
    /// The page.
    children: Children,
) -> impl IntoView {
    title_document(title);
    view! {
        <main id="main" class="page">
            <header class="page-head">
                <h1 tabindex="-1">{title}</h1>
                <div class="page-aside">{aside.run()}</div>
                <div class="page-actions">{actions.run()}</div>
            </header>
            {children()}
        </main>
    }
}

/// Keeps the document's title in step.
pub fn title_document(title: Signal<String>) {
    Effect::new(move |_| dom::set_title(&title.with(|title| words::nav::document_title(title))));
}

/// What stands at the right of a plain list's heading.
#[component]
pub fn ListTools(
    /// The list.
    view: Memo<ListView>,
    /// Where views of the list are.
    route: fn(ListView) -> Route,
    /// What the button for a new entry says.
    new: &'static str,
) -> impl IntoView {
    let navigation = Navigation::current();
    let toggle = move |_| {
        let view = view.get_untracked();
        navigation.go(&route(ListView { archived: !view.archived, page: None, ..view }));
    };
    let form = move || route(ListView { new: true, ..view.get() }).path();
    view! {
        <button type="button" class="chip" aria-pressed=move || view.with(|view| view.archived).to_string() on:click=toggle>
            {words::common::SHOW_ARCHIVED}
        </button>
        <a class="button primary" href=form>{new}</a>
    }
}
