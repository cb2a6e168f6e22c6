//! A page of a list in all its states: loading, rows, stale, empty, failed.

pub mod find;
pub mod head;
pub mod line;
pub mod rows;

use leptos::prelude::*;

use super::failure::Failure;
use super::stale::StaleBanner;
use crate::api::Error;
use crate::dom::clock::Millis;
use crate::reactive::memo;
use crate::routes::{ListView, Route};
use crate::state::remote::{Remote, Watched};
use crate::ui::live::{live, live_option};
use crate::words;
pub use find::Find;
use head::LoadingTable;
use line::Lines;
use rows::{Around, Rows};

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
pub fn Listing(
    /// The page.
    watched: Watched<Lines>,
    /// What the table is called.
    label: &'static str,
    /// What its rows need.
    around: Around,
    /// What stands there when nothing is on the page.
    #[prop(into)]
    empty: ViewFn,
    /// The links below, from the cursors of the page before and the page after.
    links: Callback<(Option<String>, Option<String>), Vec<PageLink>>,
    /// Which rows are looked for.
    #[prop(optional)]
    find: Option<Find>,
) -> impl IntoView {
    let phase = memo(move || watched.with(Phase::of));
    let stale = memo(move || watched.with(stale));
    let cursors =
        memo(move || watched.with(|remote| remote.value().map(|page| page.around.clone())).unwrap_or_default());
    let retry = Callback::new(move |()| watched.reload());
    let body = live(move || match phase.get() {
        Phase::Loading => view! { <LoadingTable columns=around.columns/> }.into_any(),
        Phase::Failed(error) => view! { <Failure error retry/> }.into_any(),
        Phase::Empty => empty.run(),
        Phase::Rows => view! { <Rows watched label around find/> }.into_any(),
    });
    view! {
        {live_option(move || stale.get().map(|(at, error)| view! { <StaleBanner at error retry/> }.into_any()))}
        {body}
        {live_option(move || {
            let links = links.run(cursors.get());
            (!links.is_empty()).then(|| view! { <Pager links/> }.into_any())
        })}
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
    fn of(remote: &Remote<Lines>) -> Self {
        match remote {
            Remote::Loading => Self::Loading,
            Remote::Failed(error) => Self::Failed(error.clone()),
            Remote::Fresh { value, .. } | Remote::Stale { value, .. }
                if value.lines.is_empty() && value.misfits.is_empty() =>
            {
                Self::Empty
            }
            Remote::Fresh { .. } | Remote::Stale { .. } => Self::Rows,
        }
    }
}

fn stale(remote: &Remote<Lines>) -> Option<(Millis, Error)> {
    match remote {
        Remote::Stale { checked_at, error, .. } => Some((*checked_at, error.clone())),
        _ => None,
    }
}
