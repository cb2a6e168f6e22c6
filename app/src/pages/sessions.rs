//! The list of sessions.

pub mod filters;
pub mod row;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::Timestamp;
use model::wire::session::{Session, SessionStatus};

use super::frame::Page;
use super::listing::{Listing, PageLink};
use super::moment::Freshness;
use crate::api;
use crate::dom::clock::{Clock, Millis, day_start};
use crate::forms::session::NewSession;
use crate::routes::{Order, Route, SessionsView};
use crate::state::directory::Directory;
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Watched};
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::words;
use filters::Filters;
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

fn page_links(view: &SessionsView, before: Option<String>, after: Option<String>) -> Vec<PageLink> {
    let (before_name, after_name) = match view.order {
        Order::Newest => (words::sessions::NEWER, words::sessions::OLDER),
        Order::Oldest => (words::sessions::OLDER, words::sessions::NEWER),
    };
    let link = |name, page: Option<String>| {
        page.map(|page| PageLink { name, route: Route::Sessions(SessionsView { page: Some(page), ..view.clone() }) })
    };
    let first = view.page.is_some().then(|| PageLink {
        name: words::common::FIRST_PAGE,
        route: Route::Sessions(view.clone().first_page()),
    });
    first.into_iter().chain(link(before_name, before)).chain(link(after_name, after)).collect()
}

/// `days` before `now`, to the minute: within it, every question is the same.
fn days_before(now: Millis, days: u32) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "minutes of today fit")]
    let minute = (now / 60_000.0) as i64 - i64::from(days) * 24 * 60;
    Timestamp::from_micros(minute * 60_000_000).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(view: SessionsView, before: Option<&str>, after: Option<&str>, expected: &[(&str, &str)]) {
        let links = page_links(&view, before.map(str::to_owned), after.map(str::to_owned));
        let found: Vec<(&str, String)> = links.iter().map(|link| (link.name, link.route.path())).collect();
        let expected: Vec<(&str, String)> = expected.iter().map(|(name, path)| (*name, (*path).to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn links_follow_the_order() {
        check(SessionsView::default(), None, Some("b"), &[("Older", "/sessions?page=b")]);
        let second = SessionsView { page: Some("b".into()), order: Order::Oldest, ..SessionsView::default() };
        check(
            second,
            Some("a"),
            Some("c"),
            &[
                ("First page", "/sessions?order=oldest"),
                ("Older", "/sessions?order=oldest&page=a"),
                ("Newer", "/sessions?order=oldest&page=c"),
            ],
        );
    }

    #[test]
    fn days_end_on_a_minute() {
        assert_eq!(days_before(1_795_183_382_900.0, 1), "2026-11-19T14:03:00.000000Z");
    }
}
