//! A plain list: paged forward, with a form for a new entry.

use leptos::prelude::*;
use model::endpoint::EndpointId;

use super::frame::Page;
use super::listing::line::Lines;
use super::listing::rows::Around;
use super::listing::{Column, Listing, PageLink};
use super::moment::Freshness;
use crate::api::client::Request;
use crate::api::list::{self, RawPage};
use crate::reactive::{derived, memo};
use crate::routes::{ListView, Route};
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Watched};
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::ui::live::{act, flag, live_option};
use crate::words;

/// Entries on a page.
const LIMIT: u32 = 50;

/// A kind of thing that is listed.
#[derive(Debug, Clone, Copy)]
pub struct Catalog {
    /// The page's heading.
    pub title: &'static str,
    /// What the button for a new entry says.
    pub new: &'static str,
    /// What stands there before there is any entry.
    pub empty: &'static str,
    /// The columns.
    pub columns: &'static [Column],
    /// The call.
    pub call: EndpointId,
    /// Reads an answer.
    pub read: fn(&RawPage) -> Lines,
    /// Where views of the list are.
    pub route: fn(ListView) -> Route,
    /// The form for a new entry; it is given what to call when it is closed.
    pub form: fn(Callback<()>) -> AnyView,
}

/// The page of a plain list.
#[component]
pub fn CatalogPage(
    /// What is listed.
    catalog: &'static Catalog,
) -> impl IntoView {
    let navigation = Navigation::current();
    let view = navigation.read(|route| match route {
        Route::Agents(view) | Route::Environments(view) => view.clone(),
        _ => ListView::default(),
    });
    // Opening the form is no other list.
    let listed = memo(move || ListView { new: false, ..view.get() });
    let watched = Watched::new(Refresh::WhileVisible, move || {
        let query = listed.with(|view| view.to_api(LIMIT));
        let page = list::page(Request::new(catalog.call, &[]).map(|request| request.query(query)));
        Box::pin(async move { Ok((catalog.read)(&page.await?)) })
    });
    let now = Now::ticking();
    let around = Around { columns: catalog.columns, now, environments: None };
    let links = Callback::new(move |(_, after)| PageLink::forward(&listed.get(), after, catalog.route));
    let close_form = Callback::new(move |()| navigation.go(&(catalog.route)(listed.get_untracked())));
    let is_form_open = memo(move || view.with(|view| view.new));
    view! {
        <Page
            title=catalog.title.to_owned()
            aside=move || view! { <Freshness watched now/> }
            actions=move || view! { <Tools view=listed catalog/> }
        >
            <Listing watched label=catalog.title around links empty=move || view! { <Nothing view=listed catalog/> }/>
            {live_option(move || is_form_open.get().then(|| (catalog.form)(close_form)))}
        </Page>
    }
}

/// What stands at the right of the heading.
#[component]
fn Tools(view: Memo<ListView>, catalog: &'static Catalog) -> impl IntoView {
    let navigation = Navigation::current();
    let toggle = move |_| {
        let view = view.get_untracked();
        navigation.go(&(catalog.route)(ListView { archived: !view.archived, page: None, ..view }));
    };
    let form = derived(move || (catalog.route)(ListView { new: true, ..view.get() }).path());
    view! {
        <button type="button" class="chip" aria-pressed=flag(move || view.with(|view| view.archived)) on:click=act(toggle)>
            {words::common::SHOW_ARCHIVED}
        </button>
        <a class="button primary" href=form>{catalog.new}</a>
    }
}

/// An empty page says why, and leads on.
#[component]
fn Nothing(view: Memo<ListView>, catalog: &'static Catalog) -> impl IntoView {
    let shown = view.get_untracked();
    let (sentence, class, name, shown) = if shown.page.is_some() {
        (words::common::NOTHING_HERE, "button", words::common::FIRST_PAGE, ListView { page: None, ..shown })
    } else {
        (catalog.empty, "button primary", catalog.new, ListView { new: true, ..shown })
    };
    view! { <Empty sentence><a class=class href=(catalog.route)(shown).path()>{name}</a></Empty> }
}
