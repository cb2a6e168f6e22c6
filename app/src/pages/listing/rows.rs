//! The rows of a list. A row stays the same element as long as its entry is on the page.

use leptos::prelude::*;
use model::page::Page;
use model::wire::Wire;

use super::Column;
use super::head::Head;
use crate::state::remote::Watched;
use crate::ui::json::JsonView;
use crate::words;

/// An entry as it was read last.
pub type Entry<T> = Memo<Option<Wire<T>>>;

/// What `read` finds in an entry, followed as it changes.
pub fn cell<T, V>(entry: Entry<T>, read: impl Fn(&T) -> V + Send + 'static) -> impl Fn() -> Option<V> + Send + 'static
where
    T: Send + Sync + 'static,
    V: 'static,
{
    move || entry.with(|entry| entry.as_deref().map(&read))
}

/// The rows of a list.
#[component]
pub fn Rows<T>(
    /// The page.
    watched: Watched<Page<T>>,
    /// What the table is called.
    label: &'static str,
    /// Its columns.
    columns: &'static [Column],
    /// The id of an entry.
    id: fn(&T) -> &str,
    /// The cells of an entry.
    row: Callback<Entry<T>, AnyView>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let read = watched.clone();
    let ids = Memo::new(move |_| read.with(|remote| remote.value().map(|page| ids_of(page, id)).unwrap_or_default()));
    let read = watched.clone();
    let misfits: Memo<Vec<String>> = Memo::new(move |_| {
        read.with(|remote| {
            let page = remote.value();
            page.map(|page| page.misfits().map(|json| json.as_str().to_owned()).collect()).unwrap_or_default()
        })
    });
    let line = move |own: String| {
        let read = watched.clone();
        let entry = Memo::new(move |last: Option<&Option<Wire<T>>>| {
            let found = read.with(|remote| remote.value()?.known().find(|entry| id(entry) == own).cloned());
            found.or_else(|| last.cloned().flatten())
        });
        view! { <tr>{row.run(entry)}</tr> }
    };
    view! {
        <div class="table-box">
            <table class="table" aria-label=label>
                <Head columns/>
                <tbody>
                    <For each=move || ids.get() key=Clone::clone children=line/>
                </tbody>
            </table>
        </div>
        {move || misfits.with(|texts| (!texts.is_empty()).then(|| view! { <Misfits texts=texts.clone()/> }))}
    }
}

/// Entries of an unknown shape are shown as they came: nothing is hidden.
#[component]
fn Misfits(texts: Vec<String>) -> impl IntoView {
    view! {
        <div class="page-body">
            <p class="muted">{words::common::misfits(texts.len())}</p>
            {texts.into_iter().map(|text| view! { <JsonView text words=words::common::RAW/> }).collect_view()}
        </div>
    }
}

/// The ids on a page, each once: a doubled entry is one row.
fn ids_of<T>(page: &Page<T>, id: fn(&T) -> &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for entry in page.known() {
        let id = id(entry);
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    ids
}
