//! The list of sessions.

pub mod filters;
mod paging;
pub mod row;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::session::{Session, SessionStatus};

use super::frame::Page;
use super::listing::Listing;
use super::moment::Freshness;
use crate::api;
use crate::dom::clock::{Clock, day_start};
use crate::forms::session::NewSession;
use crate::routes::{Route, SessionsView};
use crate::state::directory::Directory;
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Watched};
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::words;
use filters::Filters;
use paging::{days_before, page_links};
use row::{COLUMNS, Row};

/// Sessions on a page.
const LIMIT: u32 = 50;

/// The list of sessions.
#[component]
pub fn SessionsPage() -> impl IntoView {
    let navigation = Navigation::current();
    let view = navigation.read(view_of);
    // Opening the form is no other list.
    let listed = Memo::new(move |_| SessionsView { new: false, ..view.get() });
    let clock = Clock::current();
    let watched = Watched::new(Refresh::WhileVisible, listed, move |view| {
        let query = view.to_api(LIMIT, day_start, |days| days_before(clock.now(), days));
        async move { api::list::page::<Session>(EndpointId::SessionList, &[], query).await }
    });
    let now = Now::ticking();
    let (agents, environments) = (Directory::agents(), Directory::environments());
    let row = {
        let environments = environments.clone();
        Callback::new(move |entry| view! { <Row entry now environments=environments.clone()/> }.into_any())
    };
    let links = Callback::new(move |(newer, older)| page_links(&listed.get(), newer, older));
    let open_form = Route::Sessions(SessionsView { new: true, ..view.get_untracked() });
    let close_form = Callback::new(move |()| navigation.go(&Route::Sessions(listed.get_untracked())));
    let is_form_open = Memo::new(move |_| view.with(|view| view.new));
    let summary = watched.clone();

    view! {
        <Page
            title=words::sessions::TITLE.to_owned()
            aside=move || view! { <Summary watched=summary.clone() now/> }
            actions=move || view! { <a class="button primary" href=open_form.path()>{words::sessions::NEW}</a> }
        >
            <Filters view=listed agents=agents.clone()/>
            <Listing
                watched label=words::sessions::TITLE columns=COLUMNS id=|session: &Session| session.id.as_str() row links
                empty=move || view! { <NoSessions view=listed/> }
            />
            {move || {
                let (agents, environments) = (agents.clone(), environments.clone());
                is_form_open.get().then(|| {
                    let agent = listed.with_untracked(|view| view.agent.clone());
                    view! { <NewSession agents environments agent on_close=close_form/> }
                })
            }}
        </Page>
    }
}

/// How many run, and how fresh that is.
#[component]
fn Summary(watched: Watched<model::page::Page<Session>>, now: Now) -> impl IntoView {
    let read = watched.clone();
    let running = Memo::new(move |_| {
        read.with(|remote| {
            remote.value().map(|page| page.known().filter(|s| s.status == SessionStatus::Running).count())
        })
    });
    let count = move || running.get().filter(|count| *count > 0).map(words::sessions::running);
    view! {
        {move || count().map(|count| view! { <span>{count}</span> })}
        <Freshness watched now/>
    }
}

/// An empty page says why, and leads on.
#[component]
fn NoSessions(view: Memo<SessionsView>) -> impl IntoView {
    move || {
        let shown = view.get();
        let all = Route::Sessions(SessionsView::default()).path();
        if shown.page.is_some() {
            let first = Route::Sessions(shown.first_page()).path();
            view! { <Empty sentence=words::common::NOTHING_HERE><a class="button" href=first>{words::common::FIRST_PAGE}</a></Empty> }
                .into_any()
        } else if shown.is_filtered() {
            view! { <Empty sentence=words::sessions::EMPTY_FILTERED><a class="button" href=all>{words::sessions::CLEAR}</a></Empty> }
                .into_any()
        } else {
            let new = Route::Sessions(SessionsView { new: true, ..shown }).path();
            view! { <Empty sentence=words::sessions::EMPTY><a class="button primary" href=new>{words::sessions::NEW}</a></Empty> }
                .into_any()
        }
    }
}

fn view_of(route: &Route) -> SessionsView {
    match route {
        Route::Sessions(view) => view.clone(),
        _ => SessionsView::default(),
    }
}
