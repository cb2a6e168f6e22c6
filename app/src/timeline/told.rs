//! A run of calls in a story: one sentence, which opens to its rows.

use leptos::prelude::*;
use model::timeline::{Kind, Row, RowId, Told};
use web_sys::MouseEvent;

use super::mark::mark;
use super::row::{Around, RowView, offset};
use crate::ui::live::{act, flag, live_option};
use crate::words;
use crate::words::session::story as say;

/// The most rows of a run that are in the page at once.
const MOST: usize = 50;

/// A run of calls.
#[component]
pub fn ToldView(
    /// The sentence.
    told: Told,
    /// The first row of the run.
    row: Row,
    /// The session around it.
    around: Around,
    /// Called with a row that is to be opened.
    open: Callback<RowId>,
) -> impl IntoView {
    let state = around.state;
    let lead = row.id;
    let draft = state.draft(lead);
    let (is_open, expanded, toggled) = (draft.clone(), draft.clone(), draft);
    let at = row.at.map(model::time::Time::millis);
    let exact = at.map(|at| words::time::full(words::session::millis(at)));
    let calls = (told.calls > 1).then(|| view! { <span class="muted">{say::calls(told.calls)}</span> });
    let thread = row.thread.clone().map(|thread| view! { <span class="lane">{thread}</span> });
    let kind = match &row.kind {
        Kind::Tool(_) => mark(&row.kind),
        _ => "quiet",
    };
    view! {
        <time class="row-time" title=exact>{move || offset(at, around)}</time>
        <span class="row-mark" data-kind=kind aria-hidden="true"></span>
        <div class="row-body">
            {thread}
            <button type="button" class="told" aria-expanded=flag(move || expanded.is_run_open())
                on:click=act(move |event: MouseEvent| { event.stop_propagation(); toggled.toggle_run() })>
                {say::sentence(&told)}
            </button>
        </div>
        <span class="row-figures">{calls}</span>
        {live_option(move || is_open.is_run_open().then(|| view! { <Rows around lead open/> }.into_any()))}
    }
}

/// The rows of an open run.
#[component]
fn Rows(around: Around, lead: RowId, open: Callback<RowId>) -> impl IntoView {
    let state = around.state;
    let rows = state.run(lead);
    let left = rows.len().saturating_sub(MOST);
    let rows = rows.into_iter().take(MOST).filter_map(|row| state.row(row));
    let row = move |row: Row| {
        let id = row.id;
        let is_current = move || (state.list().selected() == Some(id)).then_some("true");
        view! {
            <div class="row" role="listitem" aria-current=is_current on:click=act(move |event: MouseEvent| { event.stop_propagation(); open.run(id) })>
                <RowView row around/>
            </div>
        }
    };
    view! {
        <div class="told-rows">
            <div role="list">{rows.map(row).collect_view()}</div>
            {(left > 0).then(|| view! { <p class="note">{say::more(left)}</p> })}
        </div>
    }
}
