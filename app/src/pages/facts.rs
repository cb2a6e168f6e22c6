//! Sections and pairs of a page about one thing.
//!
//! Plain functions from any view to any view: each element is in the program once.

use leptos::prelude::*;
use model::wire::Timestamp;

use super::moment::Since;
use crate::state::ticker::Now;
use crate::ui::json::JsonView;
use crate::ui::unique_id;
use crate::words;
use crate::words::common::fact as label;

/// A section with its heading at the side.
pub fn section(name: &'static str, content: AnyView) -> AnyView {
    let id = unique_id("section");
    let named_by = id.clone();
    view! {
        <section aria-labelledby=named_by>
            <h2 id=id>{name}</h2>
            <div>{content}</div>
        </section>
    }
    .into_any()
}

/// A section with the object as the API sent it.
pub fn raw_section(name: &'static str, text: String) -> AnyView {
    section(name, view! { <JsonView text words=words::common::RAW/> }.into_any())
}

/// A list of facts.
pub fn facts(pairs: Vec<AnyView>) -> AnyView {
    view! { <dl class="facts">{pairs}</dl> }.into_any()
}

/// A pair of a list of facts.
pub fn fact(name: String, value: AnyView) -> AnyView {
    view! { <dt>{name}</dt><dd>{value}</dd> }.into_any()
}

/// A pair with plain text.
pub fn text(name: &str, value: String) -> AnyView {
    fact(name.to_owned(), value.into_any())
}

/// What every object says of itself: id, and when it was made, changed and put away.
pub fn origin(id: String, times: [Option<Timestamp>; 3], now: Now) -> Vec<AnyView> {
    let mut pairs = vec![fact(label::ID.to_owned(), view! { <code>{id}</code> }.into_any())];
    for (name, time) in [label::CREATED, label::UPDATED, label::ARCHIVED].into_iter().zip(times) {
        if let Some(time) = time {
            pairs.push(fact(name.to_owned(), view! { <Since time now/> }.into_any()));
        }
    }
    pairs
}

/// A list of lines.
pub fn items(lines: Vec<AnyView>) -> AnyView {
    view! { <ul class="items">{lines}</ul> }.into_any()
}

/// A line: what, a remark on it, and what it is for.
pub fn item(name: String, remark: String, about: Option<String>) -> AnyView {
    view! {
        <li>
            <strong>{name}</strong>
            <span class="muted">{remark}</span>
            {about.map(|about| view! { <span>{about}</span> })}
        </li>
    }
    .into_any()
}

/// Text as it is, with its lines; or what stands there when there is none.
pub fn prose(text: Option<String>, otherwise: &'static str) -> AnyView {
    let (class, text) = match text.filter(|text| !text.is_empty()) {
        Some(text) => ("prose", text),
        None => ("muted", otherwise.to_owned()),
    };
    view! { <p class=class>{text}</p> }.into_any()
}

/// Its owner's notes, if there are any.
pub fn metadata(notes: model::wire::Metadata) -> Option<AnyView> {
    let pairs: Vec<AnyView> = notes.into_iter().map(|(name, value)| fact(name, value.into_any())).collect();
    (!pairs.is_empty()).then(|| section(label::METADATA, facts(pairs)))
}
