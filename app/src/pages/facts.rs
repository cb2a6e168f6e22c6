//! Sections and pairs of a page about one thing.

use leptos::prelude::*;

use crate::ui::unique_id;
use crate::words;

/// A section with its heading at the side.
#[component]
pub fn Section(
    /// Its heading.
    name: &'static str,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let id = unique_id("section");
    let named_by = id.clone();
    view! {
        <section aria-labelledby=named_by>
            <h2 id=id>{name}</h2>
            <div>{children()}</div>
        </section>
    }
}

/// A pair of a list of facts.
pub fn fact(name: impl IntoView, value: impl IntoView) -> impl IntoView {
    view! { <dt>{name}</dt><dd>{value}</dd> }
}

/// Text as it is, with its lines.
#[component]
pub fn Prose(
    /// The text.
    text: Option<String>,
    /// What stands there when there is none.
    otherwise: &'static str,
) -> impl IntoView {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => view! { <p class="prose">{text}</p> }.into_any(),
        None => view! { <p class="muted">{otherwise}</p> }.into_any(),
    }
}

/// Its owner's notes, if there are any.
#[component]
pub fn Metadata(
    /// The notes.
    metadata: model::wire::Metadata,
) -> impl IntoView {
    (!metadata.is_empty()).then(|| {
        let pairs = metadata.into_iter().map(|(name, value)| fact(name, value)).collect_view();
        view! { <Section name=words::common::fact::METADATA><dl class="facts">{pairs}</dl></Section> }
    })
}
