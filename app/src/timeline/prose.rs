//! The form of what agents write: views over `model::prose`. Always text, never markup of theirs.

use leptos::prelude::*;
use model::prose::{self, Face, Item, Part, Span};

use crate::words;

/// A text with its paragraphs, lists, code and bold words.
pub(super) fn prose(text: &str) -> AnyView {
    prose::read(text).into_iter().map(part).collect_view().into_any()
}

fn part(part: Part) -> AnyView {
    match part {
        Part::Paragraph(line) => view! { <p>{spans(line)}</p> }.into_any(),
        Part::Heading(line) => view! { <p class="prose-heading"><strong>{spans(line)}</strong></p> }.into_any(),
        Part::List { depth, items } => list(depth, items),
        Part::Code { label, text } => {
            let head = (!label.is_empty()).then(|| view! { <div class="frame-head"><span>{label}</span></div> });
            view! { <div class="frame">{head}<pre class="frame-body" tabindex="0">{text}</pre></div> }.into_any()
        }
    }
}

fn list(depth: usize, items: Vec<Item>) -> AnyView {
    let is_numbered = items.first().is_some_and(|item| item.number.is_some());
    let depth = depth.to_string();
    let item = |item: Item| view! { <li value=item.number.map(|number| number.to_string())>{spans(item.spans)}</li> };
    let items = items.into_iter().map(item).collect_view();
    if is_numbered {
        view! { <ol class="prose-list" data-depth=depth>{items}</ol> }.into_any()
    } else {
        view! { <ul class="prose-list" data-depth=depth>{items}</ul> }.into_any()
    }
}

fn spans(spans: Vec<Span>) -> impl IntoView + use<> {
    spans.into_iter().map(span).collect_view()
}

fn span(span: Span) -> AnyView {
    let text = span.text;
    let face = match span.face {
        Face::Plain => text.into_any(),
        Face::Code => view! { <code>{text}</code> }.into_any(),
        Face::Link { address, host } => {
            view! { <span class="reference" title=address>{text}</span>" "<span class="muted">{words::session::host(&host)}</span> }.into_any()
        }
    };
    if span.strong { view! { <strong>{face}</strong> }.into_any() } else { face }
}
