//! The rows of a list. A row stays the same element as long as its entry is on the page.

use leptos::prelude::*;

use super::head::Head;
use super::line::{Cell, Line, Lines};
use super::{Column, Find};
use crate::pages::moment::Since;
use crate::reactive::{memo, memo_after};
use crate::state::directory::Directory;
use crate::state::remote::Watched;
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::ui::json::JsonView;
use crate::ui::live::{each, live, live_option};
use crate::ui::status::Status;
use crate::words;

/// What rows need beside their entries.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// The columns.
    pub columns: &'static [Column],
    /// The time now.
    pub now: Now,
    /// What environments are called, in a list that names them.
    pub environments: Option<Directory>,
}

/// The rows of a list.
#[component]
pub fn Rows(
    /// The page.
    watched: Watched<Lines>,
    /// What the table is called.
    label: &'static str,
    /// What rows need beside their entries.
    around: Around,
    /// Which rows are looked for.
    find: Option<Find>,
) -> impl IntoView {
    let is_sought = move || find.is_some_and(|find| !find.words().is_empty());
    let ids = memo(move || {
        let words = find.map(Find::words).unwrap_or_default();
        let mut ids = Vec::new();
        watched.with(|remote| {
            let lines = remote.value().into_iter().flat_map(|page| &page.lines);
            ids.extend(lines.filter(|line| line.is_called(&words)).map(|line| line.id.clone()));
        });
        ids
    });
    let misfits = memo(move || watched.with(|remote| remote.value().map(|page| page.misfits.clone())));
    let row = move |id: String| {
        let line = memo_after(move |last: Option<&Line>| {
            let found = watched.with(|remote| remote.value()?.lines.iter().find(|line| line.id == id).cloned());
            // A row that is about to go keeps its text.
            found.or_else(|| last.cloned()).unwrap_or_default()
        });
        view! { <tr>{live(move || cells(line.get(), around).into_any())}</tr> }.into_any()
    };
    view! {
        <div class="table-box">
            <table class="table" aria-label=label>
                <Head columns=around.columns/>
                <tbody>
                    {each(move || ids.get(), String::clone, row)}
                </tbody>
            </table>
        </div>
        {live_option(move || {
            let is_lost = ids.with(Vec::is_empty) && is_sought();
            is_lost.then(|| view! { <Empty sentence=words::common::NOT_FOUND>""</Empty> }.into_any())
        })}
        {live_option(move || {
            let texts = misfits.get().filter(|texts| !texts.is_empty())?;
            Some(view! { <Misfits texts/> }.into_any())
        })}
    }
}

fn cells(line: Line, around: Around) -> Vec<AnyView> {
    around.columns.iter().zip(line.cells).map(|(column, cell)| data(column.class, cell, around)).collect()
}

fn data(class: &'static str, cell: Cell, around: Around) -> AnyView {
    let mut title = None;
    let content = match cell {
        Cell::Text(text) => text.into_any(),
        Cell::Sum { text, parts } => {
            title = Some(parts);
            text.into_any()
        }
        Cell::Lead { name, path, mark } => {
            let mark = mark.map(|mark| view! { <span class="muted">" " {mark}</span> });
            view! { <a href=path>{name}</a> {mark} }.into_any()
        }
        Cell::Status(look) => view! { <Status look/> }.into_any(),
        Cell::Since(time) => view! { <Since time now=around.now/> }.into_any(),
        Cell::Environment(id) => around.environments.and_then(|all| all.name(&id)).unwrap_or(id).into_any(),
    };
    view! { <td class=class title=title>{content}</td> }.into_any()
}

/// Entries of an unknown shape are shown as they came.
#[component]
fn Misfits(texts: Vec<String>) -> impl IntoView {
    view! {
        <div class="page-body">
            <p class="muted">{words::common::misfits(texts.len())}</p>
            {texts.into_iter().map(|text| view! { <JsonView text words=words::common::RAW/> }).collect_view()}
        </div>
    }
}
