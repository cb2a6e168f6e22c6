//! One agent, in one of its versions.

pub mod definition;
pub mod team;
pub mod tools;
pub mod versions;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::query::Query;

use super::detail::{DetailPage, thing};
use crate::api::client::Request;
use crate::routes::{Route, SessionsView};
use crate::state::navigation::Navigation;
use crate::words;
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
    let ask = Box::new(move || {
        let query = match version.get() {
            Some(version) => Query::default().with("version", version.to_string()),
            None => Query::default(),
        };
        thing(Request::new(EndpointId::AgentRetrieve, &[&asked]).map(|request| request.query(query)))
    });
    let own = id.clone();
    view! {
        <DetailPage
            ask kind=words::agents::AGENT show=definition::show
            aside=move || view! { <VersionChoice id=own.clone() version/> }
            actions=move || view! { <SessionLinks id=id.clone()/> }
        />
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
