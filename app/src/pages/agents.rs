//! The list of agents.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::agent::Agent;

use super::frame::{ListTools, Page};
use super::listing::rows::{Entry, cell};
use super::listing::{Column, Listing, PageLink};
use super::moment::Since;
use crate::api;
use crate::forms::agent::NewAgent;
use crate::routes::{ListView, Route};
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Watched};
use crate::state::ticker::Now;
use crate::ui::empty::Empty;
use crate::words;
use crate::words::agents::column;
use crate::words::common::NONE;

/// Agents on a page.
const LIMIT: u32 = 50;

const COLUMNS: &[Column] = &[
    Column { name: column::NAME, class: "lead" },
    Column { name: column::MODEL, class: "w-model" },
    Column { name: column::DESCRIPTION, class: "optional" },
    Column { name: column::VERSION, class: "w-number number" },
    Column { name: column::UPDATED, class: "w-time number" },
];

/// The list of agents.
#[component]
pub fn AgentsPage() -> impl IntoView {
    let navigation = Navigation::current();
    let view = navigation.read(|route| match route {
        Route::Agents(view) => view.clone(),
        _ => ListView::default(),
    });
    let listed = Memo::new(move |_| ListView { new: false, ..view.get() });
    let watched = Watched::new(Refresh::WhileVisible, listed, |view| async move {
        api::list::page::<Agent>(EndpointId::AgentList, &[], view.to_api(LIMIT)).await
    });
    let now = Now::ticking();
    let row = Callback::new(move |entry| view! { <Row entry now/> }.into_any());
    let links = Callback::new(move |(_, after)| PageLink::forward(&listed.get(), after, Route::Agents));
    let close_form = Callback::new(move |()| navigation.go(&Route::Agents(listed.get_untracked())));
    let is_form_open = Memo::new(move |_| view.with(|view| view.new));
    let freshness = watched.clone();
    view! {
        <Page
            title=words::agents::TITLE.to_owned()
            aside=move || view! { <super::moment::Freshness watched=freshness.clone() now/> }
            actions=move || view! { <ListTools view=listed route=Route::Agents new=words::agents::NEW/> }
        >
            <Listing
                watched label=words::agents::TITLE columns=COLUMNS id=|agent: &Agent| agent.id.as_str() row links
                empty=move || view! { <NoAgents view=listed/> }
            />
            {move || is_form_open.get().then(|| view! { <NewAgent on_close=close_form/> })}
        </Page>
    }
}

#[component]
fn Row(entry: Entry<Agent>, now: Now) -> impl IntoView {
    let updated = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.updated_at.clone())));
    let archived = cell(entry, |agent| {
        agent.archived_at.is_set().then(|| view! { <span class="muted">" " {words::common::ARCHIVED}</span> })
    });
    view! {
        <td class="lead">
            <a href=cell(entry, |agent| Route::agent(agent.id.as_str()).path())>{cell(entry, |agent| agent.name.clone())}</a>
            {archived}
        </td>
        <td class="w-model">{cell(entry, |agent| agent.model.id.as_str().to_owned())}</td>
        <td class="optional narrow-hidden">{cell(entry, |agent| agent.description.as_str().unwrap_or(NONE).to_owned())}</td>
        <td class="w-number number narrow-hidden">{cell(entry, |agent| words::format::count(agent.version))}</td>
        <td class="w-time number narrow-end">{move || updated.get().map(|time| view! { <Since time now/> })}</td>
    }
}

#[component]
fn NoAgents(view: Memo<ListView>) -> impl IntoView {
    move || {
        let shown = view.get();
        if shown.page.is_some() {
            let first = Route::Agents(ListView { page: None, ..shown }).path();
            view! { <Empty sentence=words::common::NOTHING_HERE><a class="button" href=first>{words::common::FIRST_PAGE}</a></Empty> }
        } else {
            let new = Route::Agents(ListView { new: true, ..shown }).path();
            view! { <Empty sentence=words::agents::EMPTY><a class="button primary" href=new>{words::agents::NEW}</a></Empty> }
        }
    }
}
