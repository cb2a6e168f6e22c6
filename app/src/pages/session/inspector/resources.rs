//! What the session was given, and what came out of it.

use leptos::prelude::*;
use model::wire::resource::{Checkout, FileResource, RepositoryResource, Resource};
use model::wire::session::Session;

use super::Scene;
use super::agent::part;
use super::memory::Stores;
use super::outputs::Outputs;
use crate::pages::agent::definition::{servers, skills};
use crate::pages::facts::items;
use crate::pages::failure::Failure;
use crate::reactive::derived;
use crate::state::session_parts::SessionParts;
use crate::ui::live::{live, live_option};
use crate::ui::skeleton::Skeleton;
use crate::words::agents::section as name;
use crate::words::session::inspector::{NONE, resources as say};

/// Outputs first: they are what somebody looks for.
#[component]
pub fn ResourcesTab(
    /// What the tabs know.
    scene: Scene,
) -> impl IntoView {
    let state = scene.state;
    let files = SessionParts::files(state.id());
    let inside = live(move || match (state.with_session(|session| mounted(session, files)), state.failure()) {
        (Some(view), _) => view,
        (None, Some(error)) => view! { <Failure error retry=Callback::new(move |()| state.hurry())/> }.into_any(),
        (None, None) => view! { <p aria-busy="true"><Skeleton/></p> }.into_any(),
    });
    let inputs = derived(move || {
        let id = |resource: &Resource| match resource {
            Resource::File(file) => Some(file.file_id.to_string()),
            _ => None,
        };
        state.with_session(|session| session.resources.iter().filter_map(id).collect::<Vec<_>>()).unwrap_or_default()
    });
    let beside = live_option(move || state.with_session(brought));
    view! { <Outputs files inputs/> {inside} <Stores state/> {beside} }
}

/// Files and code in the sandbox.
fn mounted(session: &Session, files: SessionParts<model::wire::file::File>) -> AnyView {
    let (mut inputs, mut repositories) = (Vec::new(), Vec::new());
    for resource in &session.resources {
        match resource {
            Resource::File(resource) => inputs.push(file(resource, files)),
            Resource::GithubRepository(resource) => repositories.push(repository(resource)),
            Resource::MemoryStore(_) | Resource::Unknown(_) => {}
        }
    }
    [some(say::FILES, inputs), some(say::REPOSITORIES, repositories)].into_any()
}

/// What is of another kind, and what the agent has from its definition.
fn brought(session: &Session) -> AnyView {
    let other = |resource: &Resource| match resource {
        Resource::Unknown(unknown) => Some(line(unknown.kind().to_owned(), None, None)),
        _ => None,
    };
    let others: Vec<AnyView> = session.resources.iter().filter_map(other).collect();
    let mut parts = Vec::new();
    if !others.is_empty() {
        parts.push(some(say::OTHERS, others));
    }
    let agent = session.agent.definition();
    let all = agent.and_then(|agent| agent.skills.as_ref()).filter(|all| !all.is_empty());
    parts.push(part(name::SKILLS, all.map_or_else(nothing, |all| skills(all.clone()))));
    let all = agent.and_then(|agent| agent.mcp_servers.as_ref()).filter(|all| !all.is_empty());
    parts.push(part(name::MCP_SERVERS, all.map_or_else(nothing, |all| servers(all.clone()))));
    parts.into_any()
}

/// A part with what is in it, or the word that there is nothing.
pub(super) fn some(name: &'static str, lines: Vec<AnyView>) -> AnyView {
    part(name, if lines.is_empty() { nothing() } else { items(lines) })
}

fn nothing() -> AnyView {
    view! { <p class="muted">{NONE}</p> }.into_any()
}

/// A file: its name, as soon as the list of files says it, and where it is.
fn file(resource: &FileResource, files: SessionParts<model::wire::file::File>) -> AnyView {
    let (id, path) = (resource.file_id.to_string(), resource.mount_path.clone());
    let known =
        move || files.find(|file| file.id.as_str() == id).map(|file| (file.filename, say::size(file.size_bytes)));
    let size = move || known().map(|(name, size)| format!("{name} · {size}"));
    view! { <li class="resource"><code>{path}</code><span class="muted">{size}</span></li> }.into_any()
}

fn repository(resource: &RepositoryResource) -> AnyView {
    let checkout = match resource.checkout.as_ref() {
        Some(Checkout::Branch(branch)) => Some(branch.name.clone()),
        Some(Checkout::Commit(commit)) => Some(commit.sha.clone()),
        Some(Checkout::Unknown(unknown)) => Some(unknown.kind().to_owned()),
        None => None,
    };
    line(resource.mount_path.clone(), Some(resource.url.clone()), checkout)
}

/// Where it is, what it is, and a remark.
fn line(path: String, what: Option<String>, remark: Option<String>) -> AnyView {
    view! { <li class="resource"><code>{path}</code><span>{what}</span><span class="muted">{remark}</span></li> }
        .into_any()
}
