//! One agent, in one of its versions.

pub mod definition;
pub mod team;
pub mod tools;
pub mod versions;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::Wire;
use model::wire::agent::Agent;

use super::failure::Failure;
use super::frame::Page;
use super::stale::StaleBanner;
use crate::api::client::Request;
use crate::routes::{Route, SessionsView};
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Remote, Watched};
use crate::state::ticker::Now;
use crate::ui::skeleton::Skeleton;
use crate::words;
use definition::Definition;
use versions::VersionChoice;

/// One agent.
#[component]
pub fn AgentPage(
    /// The agent's id.
    id: String,
) -> impl IntoView {
    let navigation = Navigation::current();
    let version = navigation.read(|route| match route {
        Route::Agent { version, .. } => *version,
        _ => None,
    });
    let asked = id.clone();
    let watched = Watched::new(Refresh::Never, version, move |version| {
        let id = asked.clone();
        async move {
            let query =
                version.map_or(Query::default(), |version| Query::default().with("version", version.to_string()));
            Request::new(EndpointId::AgentRetrieve, &[&id])?.query(query).send::<Wire<Agent>>().await
        }
    });
    let now = Now::ticking();
    let read = watched.clone();
    let title = Signal::derive(move || {
        read.with(|remote| remote.value().map_or(words::agents::AGENT.to_owned(), |agent| agent.name.clone()))
    });
    let (own, reload) = (id.clone(), watched.clone());
    let retry = Callback::new(move |()| reload.reload());
    view! {
        <Page
            title
            aside=move || view! { <VersionChoice id=own.clone() version/> }
            actions=move || view! { <SessionLinks id=id.clone()/> }
        >
            {move || match watched.get() {
                Remote::Loading => view! { <p class="page-body"><Skeleton/></p> }.into_any(),
                Remote::Failed(error) => view! { <Failure error retry/> }.into_any(),
                Remote::Fresh { value, .. } => view! { <Definition agent=value now/> }.into_any(),
                Remote::Stale { value, checked_at, error } => view! {
                    <StaleBanner at=checked_at error retry/>
                    <Definition agent=value now/>
                }
                .into_any(),
            }}
        </Page>
    }
}

#[component]
fn SessionLinks(id: String) -> impl IntoView {
    let list = SessionsView { agent: Some(id), ..SessionsView::default() };
    let new = SessionsView { new: true, ..list.clone() };
    view! {
        <a class="button" href=Route::Sessions(list).path()>{words::agents::SESSIONS}</a>
        <a class="button primary" href=Route::Sessions(new).path()>{words::agents::NEW_SESSION}</a>
    }
}
