//! One agent, in one of its versions.

pub mod team;
pub mod tools;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::query::Query;
use model::wire::Wire;
use model::wire::agent::{Agent, McpServer};

use super::facts::{Metadata, Prose, Section, fact};
use super::failure::Failure;
use super::frame::Page;
use super::listing::StaleBanner;
use super::moment::Since;
use crate::api::client::Request;
use crate::api::list;
use crate::routes::{Route, SessionsView};
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Remote, Watched};
use crate::state::ticker::Now;
use crate::ui::field::Options;
use crate::ui::json::JsonView;
use crate::ui::skeleton::Skeleton;
use crate::words;
use crate::words::agents::section;
use crate::words::common::fact as label;
use team::Team;
use tools::Tools;

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
            let query = version.map_or(Query::default(), |version| Query::default().with("version", version.to_string()));
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

/// Chooses a version; the choice is part of the address.
#[component]
fn VersionChoice(id: String, version: Memo<Option<u32>>) -> impl IntoView {
    let navigation = Navigation::current();
    let asked = id.clone();
    let once = Memo::new(|_| ());
    let versions = Watched::new(Refresh::Never, once, move |()| {
        let id = asked.clone();
        async move {
            let query = Query::default().with("limit", "100");
            list::page::<Agent>(EndpointId::AgentVersionList, &[&id], query).await
        }
    });
    let options = Memo::new(move |_| {
        versions.with(|remote| {
            let known = remote.value().map(|page| page.known().map(|agent| agent.version).collect::<Vec<_>>());
            known.unwrap_or_default()
        })
    });
    let named = Memo::new(move |_| {
        let name = |version: &u64| (version.to_string(), words::agents::version(*version));
        options.with(|versions| versions.iter().map(name).collect::<Vec<_>>())
    });
    let newest = move || options.with(|versions| versions.iter().max().copied());
    let chosen = Memo::new(move |_| match version.get() {
        Some(version) => version.to_string(),
        None => newest().map(|version| version.to_string()).unwrap_or_default(),
    });
    let choose = move |event| {
        let version = event_target_value(&event).parse().ok();
        navigation.go(&Route::Agent { id: id.clone(), version });
    };
    view! {
        <select class="control fit" aria-label=words::agents::VERSION on:change=choose>
            <Options value=chosen options=named/>
        </select>
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

#[component]
fn Definition(agent: Wire<Agent>, now: Now) -> impl IntoView {
    let raw = agent.raw().to_owned();
    let agent = agent.into_value();
    let model = match agent.model.effort_level() {
        Some(level) => format!("{}, {}", agent.model.id, words::agents::effort(level.as_str())),
        None => agent.model.id.to_string(),
    };
    let archived = agent.archived_at.into_option();
    let server = |server: McpServer| match server {
        McpServer::Url(url) => view! { <li><strong>{url.name}</strong><code>{url.url}</code></li> }.into_any(),
        McpServer::Unknown(unknown) => view! { <li>{unknown.kind().to_owned()}</li> }.into_any(),
    };
    let servers = (!agent.mcp_servers.is_empty()).then(|| {
        view! { <Section name=section::MCP_SERVERS><ul class="items">{agent.mcp_servers.into_iter().map(server).collect_view()}</ul></Section> }
    });
    let skills = (!agent.skills.is_empty()).then(|| {
        let skill = |skill: model::wire::agent::SkillRef| {
            view! { <li><strong>{skill.skill_id.to_string()}</strong><span class="muted">{skill.version.into_option()}</span></li> }
        };
        view! { <Section name=section::SKILLS><ul class="items">{agent.skills.into_iter().map(skill).collect_view()}</ul></Section> }
    });
    let team = agent.multiagent.into_option().map(|team| view! { <Section name=section::TEAM><Team team/></Section> });
    view! {
        <div class="sections">
            <Section name=section::ABOUT>
                <dl class="facts">
                    {agent.description.into_option().map(|text| fact(label::DESCRIPTION, text))}
                    {fact(words::agents::column::MODEL, model)}
                    {fact(words::agents::VERSION, words::format::count(agent.version))}
                    {fact(label::ID, view! { <code>{agent.id.to_string()}</code> })}
                    {fact(label::CREATED, view! { <Since time=agent.created_at now/> })}
                    {fact(label::UPDATED, view! { <Since time=agent.updated_at now/> })}
                    {archived.map(|time| fact(label::ARCHIVED, view! { <Since time now/> }))}
                </dl>
            </Section>
            <Section name=section::SYSTEM><Prose text=agent.system.into_option() otherwise=words::agents::NO_SYSTEM/></Section>
            <Section name=section::TOOLS><Tools tools=agent.tools/></Section>
            {servers}
            {skills}
            {team}
            <Metadata metadata=agent.metadata/>
            <Section name=section::RAW><JsonView text=raw words=words::common::RAW/></Section>
        </div>
    }
}
