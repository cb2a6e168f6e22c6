//! What every page has: one `main`, one `h1`, the document's title.

use leptos::prelude::*;

use crate::reactive::effect;
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
    effect(move || dom::set_title(&title.with(|title| words::nav::document_title(title))));
}
