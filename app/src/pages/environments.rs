//! The list of environments.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::environment::{Environment, EnvironmentConfig, Networking};

use super::frame::{ListTools, Page};
use super::listing::rows::{Entry, cell};
use super::listing::{Column, Listing, PageLink};
use super::moment::Since;
use crate::api;
use crate::forms::environment::NewEnvironment;
use crate::routes::{ListView, Route};
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Watched};
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::words;
use crate::words::common::NONE;
use crate::words::environments::column;

/// Environments on a page.
const LIMIT: u32 = 50;

const COLUMNS: &[Column] = &[
    Column { name: column::NAME, class: "lead" },
    Column { name: column::HOSTING, class: "w-name" },
    Column { name: column::NETWORK, class: "w-name" },
    Column { name: column::DESCRIPTION, class: "optional" },
    Column { name: column::UPDATED, class: "w-time number" },
];

/// The list of environments.
#[component]
pub fn EnvironmentsPage() -> impl IntoView {
    let navigation = Navigation::current();
    let view = navigation.read(|route| match route {
        Route::Environments(view) => view.clone(),
        _ => ListView::default(),
    });
    let listed = Memo::new(move |_| ListView { new: false, ..view.get() });
    let watched = Watched::new(Refresh::WhileVisible, listed, |view| async move {
        api::list::page::<Environment>(EndpointId::EnvironmentList, &[], view.to_api(LIMIT)).await
    });
    let now = Now::ticking();
    let row = Callback::new(move |entry| view! { <Row entry now/> }.into_any());
    let links = Callback::new(move |(_, after)| PageLink::forward(&listed.get(), after, Route::Environments));
    let close_form = Callback::new(move |()| navigation.go(&Route::Environments(listed.get_untracked())));
    let is_form_open = Memo::new(move |_| view.with(|view| view.new));
    let freshness = watched.clone();
    view! {
        <Page
            title=words::environments::TITLE.to_owned()
            aside=move || view! { <super::moment::Freshness watched=freshness.clone() now/> }
            actions=move || view! { <ListTools view=listed route=Route::Environments new=words::environments::NEW/> }
        >
            <Listing
                watched label=words::environments::TITLE columns=COLUMNS id=|environment: &Environment| environment.id.as_str() row links
                empty=move || view! { <NoEnvironments view=listed/> }
            />
            {move || is_form_open.get().then(|| view! { <NewEnvironment on_close=close_form/> })}
        </Page>
    }
}

#[component]
fn Row(entry: Entry<Environment>, now: Now) -> impl IntoView {
    let updated = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.updated_at.clone())));
    let archived = cell(entry, |environment| {
        environment.archived_at.is_set().then(|| view! { <span class="muted">" " {words::common::ARCHIVED}</span> })
    });
    view! {
        <td class="lead">
            <a href=cell(entry, |environment| Route::environment(environment.id.as_str()).path())>{cell(entry, |environment| environment.name.clone())}</a>
            {archived}
        </td>
        <td class="w-name">{cell(entry, |environment| hosting(&environment.config))}</td>
        <td class="w-name narrow-hidden">{cell(entry, |environment| network(&environment.config))}</td>
        <td class="optional narrow-hidden">{cell(entry, |environment| environment.description.as_str().unwrap_or(NONE).to_owned())}</td>
        <td class="w-time number narrow-end">{move || updated.get().map(|time| view! { <Since time now/> })}</td>
    }
}

#[component]
fn NoEnvironments(view: Memo<ListView>) -> impl IntoView {
    move || {
        let shown = view.get();
        if shown.page.is_some() {
            let first = Route::Environments(ListView { page: None, ..shown }).path();
            view! { <Empty sentence=words::common::NOTHING_HERE><a class="button" href=first>{words::common::FIRST_PAGE}</a></Empty> }
        } else {
            let new = Route::Environments(ListView { new: true, ..shown }).path();
            view! { <Empty sentence=words::environments::EMPTY><a class="button primary" href=new>{words::environments::NEW}</a></Empty> }
        }
    }
}

/// How it is hosted, in one phrase.
pub(super) fn hosting(config: &EnvironmentConfig) -> String {
    match config {
        EnvironmentConfig::Cloud(_) => words::environments::CLOUD.to_owned(),
        EnvironmentConfig::SelfHosted => words::environments::SELF_HOSTED.to_owned(),
        EnvironmentConfig::Unknown(unknown) => unknown.kind().to_owned(),
    }
}

/// What it may reach, in one phrase; its owner's network is not the platform's to say.
fn network(config: &EnvironmentConfig) -> String {
    let EnvironmentConfig::Cloud(config) = config else {
        return NONE.to_owned();
    };
    match config.networking.as_ref() {
        None | Some(Networking::Unrestricted) => words::environments::UNRESTRICTED.to_owned(),
        Some(Networking::Limited(limited)) => {
            words::environments::limited(limited.allowed_hosts.as_ref().map_or(0, Vec::len))
        }
        Some(Networking::Unknown(unknown)) => unknown.kind().to_owned(),
    }
}
