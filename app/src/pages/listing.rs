//! A page of a list in all its states: loading, rows, stale, empty, failed.

pub mod head;
pub mod rows;

use leptos::prelude::*;
use model::page::Page;

use super::failure::Failure;
use super::stale::StaleBanner;
use crate::api::Error;
use crate::dom::clock::Millis;
use crate::routes::{ListView, Route};
use crate::state::remote::{Remote, Watched};
use crate::words;
use head::LoadingTable;
use rows::{Entry, Rows};

/// A column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// Its width and alignment, as classes of `style/table.css`.
    pub class: &'static str,
}

/// Where the pages around this one are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// What the link says.
    pub name: &'static str,
    /// Where it leads.
    pub route: Route,
}

impl PageLink {
    /// The links of a list that is paged forward only.
    pub fn forward(view: &ListView, after: Option<String>, route: fn(ListView) -> Route) -> Vec<Self> {
        let to = |page| route(ListView { page, ..view.clone() });
        let first = view.page.is_some().then(|| Self { name: words::common::FIRST_PAGE, route: to(None) });
        let next = after.map(|page| Self { name: words::common::NEXT_PAGE, route: to(Some(page)) });
        first.into_iter().chain(next).collect()
    }
}

/// A page of a list.
#[component]
pub fn Listing<T>(
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
    /// What stands there when nothing is on the page.
    #[prop(into)]
    empty: ViewFn,
    /// The links below, from the cursors of the page before and the page after.
    links: Callback<(Option<String>, Option<String>), Vec<PageLink>>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let read = watched.clone();
    let phase = Memo::new(move |_| read.with(Phase::of));
    let read = watched.clone();
    let stale = Memo::new(move |_| read.with(stale));
    let read = watched.clone();
    let cursors = Memo::new(move |_| {
        read.with(|remote| {
            let page = remote.value();
            let owned = |cursor: Option<&str>| cursor.map(str::to_owned);
            (owned(page.and_then(Page::previous)), owned(page.and_then(Page::next)))
        })
    });
    let reload = watched.clone();
    let retry = Callback::new(move |()| reload.reload());
    let body = move || match phase.get() {
        Phase::Loading => view! { <LoadingTable columns/> }.into_any(),
        Phase::Failed(error) => view! { <Failure error retry/> }.into_any(),
        Phase::Empty => empty.run(),
        Phase::Rows => view! { <Rows watched=watched.clone() label columns id row/> }.into_any(),
    };
    view! {
        {move || stale.get().map(|(at, error)| view! { <StaleBanner at error retry/> })}
        {body}
        {move || {
            let links = links.run(cursors.get());
            (!links.is_empty()).then(|| view! { <Pager links/> })
        }}
    }
}

#[component]
fn Pager(links: Vec<PageLink>) -> impl IntoView {
    let link = |link: PageLink| view! { <a class="button" href=link.route.path()>{link.name}</a> };
    view! { <nav class="pager" aria-label=words::nav::PAGER>{links.into_iter().map(link).collect_view()}</nav> }
}

/// Which of its forms the list has.
#[derive(Debug, Clone, PartialEq)]
enum Phase {
    Loading,
    Failed(Error),
    Empty,
    Rows,
}

impl Phase {
    fn of<T>(remote: &Remote<Page<T>>) -> Self {
        match remote {
            Remote::Loading => Self::Loading,
            Remote::Failed(error) => Self::Failed(error.clone()),
            Remote::Fresh { value, .. } | Remote::Stale { value, .. } if value.data.is_empty() => Self::Empty,
            Remote::Fresh { .. } | Remote::Stale { .. } => Self::Rows,
        }
    }
}

fn stale<T>(remote: &Remote<T>) -> Option<(Millis, Error)> {
    match remote {
        Remote::Stale { checked_at, error, .. } => Some((*checked_at, error.clone())),
        _ => None,
    }
}
