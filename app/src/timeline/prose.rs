//! The form of what agents write: views over `model::prose`. Always text, never markup of theirs.

use leptos::prelude::*;
use model::prose::{self, Align, Face, Item, Part, Span, Table};
use model::visible;

use super::fold::Fold;
use super::pages::{Output, output};
use crate::words;
use crate::words::session::detail as say;

/// Blocks of code of more lines are folded.
const FOLDED: usize = 30;

/// A text with its paragraphs, lists, tables, code and bold words.
pub(super) fn prose(text: &str) -> AnyView {
    parts(prose::read(text))
}

fn parts(parts: Vec<Part>) -> AnyView {
    parts.into_iter().map(part).collect_view().into_any()
}

fn part(part: Part) -> AnyView {
    match part {
        Part::Paragraph(line) => view! { <p>{spans(line)}</p> }.into_any(),
        Part::Heading { level, spans } => heading(level, spans),
        Part::List { start, items } => list(start, items),
        Part::Quote(inside) => view! { <blockquote class="prose-quote">{parts(inside)}</blockquote> }.into_any(),
        Part::Table(table) => self::table(table),
        Part::Rule => view! { <hr class="prose-rule"/> }.into_any(),
        Part::Code { label, text } => {
            let title = if label.is_empty() { say::CODE.to_owned() } else { label };
            output(Output { folded: FOLDED, ..Output::file(title, text, None) }, Fold::default())
        }
    }
}

/// Below the headings of the page itself.
fn heading(level: usize, line: Vec<Span>) -> AnyView {
    let line = spans(line);
    match level {
        1 => view! { <h2 class="prose-heading">{line}</h2> }.into_any(),
        2 => view! { <h3 class="prose-heading">{line}</h3> }.into_any(),
        3 => view! { <h4 class="prose-heading">{line}</h4> }.into_any(),
        _ => view! { <h5 class="prose-heading">{line}</h5> }.into_any(),
    }
}

fn list(start: Option<u64>, items: Vec<Item>) -> AnyView {
    let items = items.into_iter().map(item).collect_view();
    match start {
        Some(start) => view! { <ol class="prose-list" start=start.to_string()>{items}</ol> }.into_any(),
        None => view! { <ul class="prose-list">{items}</ul> }.into_any(),
    }
}

fn item(item: Item) -> AnyView {
    let inside = parts(item.parts);
    let Some(done) = item.done else { return view! { <li>{inside}</li> }.into_any() };
    let label = if done { say::DONE } else { say::OPEN };
    view! {
        <li class="task">
            <input type="checkbox" disabled=true checked=done aria-label=label/>
            <div>{inside}</div>
        </li>
    }
    .into_any()
}

fn table(Table { aligns, head, rows }: Table) -> AnyView {
    let align = |column: usize| match aligns.get(column) {
        Some(Align::Middle) => Some("middle"),
        Some(Align::End) => Some("end"),
        _ => None,
    };
    let name = |(column, cell)| view! { <th scope="col" data-align=align(column)>{spans(cell)}</th> };
    let cell = |(column, cell)| view! { <td data-align=align(column)>{spans(cell)}</td> };
    let row = |row: Vec<Vec<Span>>| view! { <tr>{row.into_iter().enumerate().map(cell).collect_view()}</tr> };
    view! {
        <div class="prose-table" tabindex="0" role="group" aria-label=say::TABLE>
            <table>
                <thead><tr>{head.into_iter().enumerate().map(name).collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn spans(spans: Vec<Span>) -> AnyView {
    spans.into_iter().map(span).collect_view().into_any()
}

fn span(span: Span) -> AnyView {
    let text = visible::text(&span.text).into_owned();
    let mut view = match span.face {
        Face::Plain => text.into_any(),
        Face::Code => view! { <code>{text}</code> }.into_any(),
        Face::Link { address, host } => {
            view! { <span class="reference" title=address>{text}</span>" "<span class="muted">{words::session::host(&host)}</span> }.into_any()
        }
    };
    if span.look.struck {
        view = view! { <s>{view}</s> }.into_any();
    }
    if span.look.slanted {
        view = view! { <em>{view}</em> }.into_any();
    }
    if span.look.strong {
        view = view! { <strong>{view}</strong> }.into_any();
    }
    view
}
