//! The list of sessions.

pub mod filters;
mod live;
mod paging;
pub mod row;

use leptos::prelude::*;
use model::endpoint::EndpointId;

use super::frame::Page;
use super::listing::find::FindField;
use super::listing::line::Lines;
use super::listing::rows::Around;
use super::listing::{Find, Listing};
use crate::api::client::Request;
use crate::api::list;
use crate::dom::clock::{Clock, day_start};
use crate::forms::session::NewSession;
use crate::reactive::memo;
use crate::routes::{Route, SessionsView};
use crate::state::directory::Directory;
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Remote, Watched};
use crate::state::roster::Roster;
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::ui::live::live_option;
use crate::words;
use filters::Filters;
use paging::{days_before, page_links};
use row::COLUMNS;

/// Sessions on a page.
const LIMIT: u32 = 50;

/// The list of sessions.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let navigation = Navigation::current();
    let view = navigation.read(view_of);
    // Opening the form is no other list.
    let listed = memo(move || SessionsView { new: false, ..view.get() });
    let clock = Clock::current();
    let roster = Roster::new();
    let query = move |view: &SessionsView| view.to_api(LIMIT, day_start, |days| days_before(clock.now(), days));
    let watched = Watched::new(Refresh::Never, move || {
        let query = listed.with(query);
        let request = Request::new(EndpointId::SessionList, &[]).map(|request| request.query(query.clone()));
        let page = list::page(request);
        Box::pin(async move {
            let mut lines = Lines { read_at: clock.now(), ..Lines::read(&page.await?, row::line) };
            roster.each(|told| live::merge(&mut lines, told, &query));
            Ok(lines)
        })
    });
    roster.follow(watched, move |lines, told| live::merge(lines, told, &listed.with_untracked(query)));
    // The relay looks at the newest sessions, and at those at work.
    let is_whole = memo(move || listed.with(|view| view.is_newest() && !view.is_filtered()));
    let now = Now::ticking();
    let (agents, environments) = (Directory::agents(), Directory::environments());
    let around = Around { columns: COLUMNS, now, environments: Some(environments) };
    let find = Find::new();
    let links = Callback::new(move |(newer, older)| page_links(&listed.get(), newer, older));
    let open_form = Route::Sessions(SessionsView { new: true, ..view.get_untracked() });
    let close_form = Callback::new(move |()| navigation.go(&Route::Sessions(listed.get_untracked())));
    let is_form_open = memo(move || view.with(|view| view.new));
    view! {
        <Page
            title=words::sessions::TITLE.to_owned()
            aside=move || view! { <Summary watched roster is_whole now/> }
            actions=move || view! {
                <FindField find/>
                <a class="button primary" href=open_form.path()>{words::sessions::NEW}</a>
            }
        >
            <Filters view=listed agents/>
            <Listing
                watched label=words::sessions::TITLE around links find=find
                empty=move || view! { <NoSessions view=listed/> }
            />
            {live_option(move || {
                let agent = listed.with_untracked(|view| view.agent.clone());
                is_form_open
                    .get()
                    .then(|| view! { <NewSession agents environments agent on_close=close_form/> }.into_any())
            })}
        </Page>
    }
}

/// How many run and wait, and how fresh that is; nothing while it is loading or stale, which is said elsewhere.
#[component]
fn Summary(watched: Watched<Lines>, roster: Roster<Lines>, is_whole: Memo<bool>, now: Now) -> impl IntoView {
    let count = move |count: fn(&Lines) -> usize, say: fn(usize) -> String| {
        let count = memo(move || watched.with(|remote| remote.value().map_or(0, count)));
        live_option(move || (count.get() > 0).then(|| view! { <span>{say(count.get())}</span> }.into_any()))
    };
    let freshness = move || {
        let (checked_at, read_at) = watched.with(|remote| match remote {
            Remote::Fresh { value, checked_at } => Some((*checked_at, value.read_at)),
            Remote::Loading | Remote::Stale { .. } | Remote::Failed(_) => None,
        })?;
        let checked = words::common::checked(&words::time::short(checked_at, now.get()));
        let rest = words::time::of_day(read_at);
        Some(words::sessions::freshness(roster.pace(), is_whole.get(), &checked, &rest))
    };
    view! {
        {count(Lines::running, words::sessions::running)}
        {count(Lines::waiting, words::sessions::waiting)}
        {live_option(move || freshness().map(|text| view! { <span>{text}</span> }.into_any()))}
    }
}

/// An empty page says why, and leads on.
#[component]
fn NoSessions(view: Memo<SessionsView>) -> impl IntoView {
    let shown = view.get_untracked();
    let (sentence, class, name, shown) = if shown.page.is_some() {
        (words::common::NOTHING_HERE, "button", words::common::FIRST_PAGE, shown.first_page())
    } else if shown.is_filtered() {
        (words::sessions::EMPTY_FILTERED, "button", words::sessions::CLEAR, SessionsView::default())
    } else {
        let form = SessionsView { new: true, ..shown };
        (words::sessions::EMPTY, "button primary", words::sessions::NEW, form)
    };
    view! { <Empty sentence><a class=class href=Route::Sessions(shown).path()>{name}</a></Empty> }
}

fn view_of(route: &Route) -> SessionsView {
    match route {
        Route::Sessions(view) => view.clone(),
        _ => SessionsView::default(),
    }
}
