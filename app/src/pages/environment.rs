//! One environment.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::Wire;
use model::wire::environment::{CloudConfig, Environment, EnvironmentConfig, Networking, Packages};

use super::environments::hosting;
use super::facts::{Metadata, Section, fact};
use super::failure::Failure;
use super::frame::Page;
use super::moment::Since;
use super::stale::StaleBanner;
use crate::api::client::Request;
use crate::state::remote::{Refresh, Remote, Watched};
use crate::state::ticker::Now;
use crate::ui::json::JsonView;
use crate::ui::skeleton::Skeleton;
use crate::words;
use crate::words::common::fact as label;
use crate::words::environments::{self as said, section};

/// One environment.
#[component]
pub fn EnvironmentPage(
    /// The environment's id.
    id: String,
) -> impl IntoView {
    let once = Memo::new(|_| ());
    let watched = Watched::new(Refresh::Never, once, move |()| {
        let id = id.clone();
        async move { Request::new(EndpointId::EnvironmentRetrieve, &[&id])?.send::<Wire<Environment>>().await }
    });
    let now = Now::ticking();
    let read = watched.clone();
    let title = Signal::derive(move || {
        read.with(|remote| remote.value().map_or(said::ENVIRONMENT.to_owned(), |environment| environment.name.clone()))
    });
    let reload = watched.clone();
    let retry = Callback::new(move |()| reload.reload());
    view! {
        <Page title>
            {move || match watched.get() {
                Remote::Loading => view! { <p class="page-body"><Skeleton/></p> }.into_any(),
                Remote::Failed(error) => view! { <Failure error retry/> }.into_any(),
                Remote::Fresh { value, .. } => view! { <Definition environment=value now/> }.into_any(),
                Remote::Stale { value, checked_at, error } => view! {
                    <StaleBanner at=checked_at error retry/>
                    <Definition environment=value now/>
                }
                .into_any(),
            }}
        </Page>
    }
}

#[component]
fn Definition(environment: Wire<Environment>, now: Now) -> impl IntoView {
    let raw = environment.raw().to_owned();
    let environment = environment.into_value();
    let hosting = hosting(&environment.config);
    let archived = environment.archived_at.into_option();
    let scope = environment.scope.into_option();
    let cloud = match environment.config {
        EnvironmentConfig::Cloud(config) => Some(view! { <Cloud config=*config/> }),
        EnvironmentConfig::SelfHosted | EnvironmentConfig::Unknown(_) => None,
    };
    view! {
        <div class="sections">
            <Section name=section::ABOUT>
                <dl class="facts">
                    {environment.description.into_option().map(|text| fact(label::DESCRIPTION, text))}
                    {fact(said::HOSTING, hosting)}
                    {scope.map(|scope| fact(said::SCOPE, scope.as_str().to_owned()))}
                    {fact(label::ID, view! { <code>{environment.id.to_string()}</code> })}
                    {fact(label::CREATED, view! { <Since time=environment.created_at now/> })}
                    {fact(label::UPDATED, view! { <Since time=environment.updated_at now/> })}
                    {archived.map(|time| fact(label::ARCHIVED, view! { <Since time now/> }))}
                </dl>
            </Section>
            {cloud}
            <Metadata metadata=environment.metadata/>
            <Section name=section::RAW><JsonView text=raw words=words::common::RAW/></Section>
        </div>
    }
}

#[component]
fn Cloud(config: CloudConfig) -> impl IntoView {
    view! {
        <Section name=section::NETWORK><Network networking=config.networking.into_option()/></Section>
        <Section name=section::PACKAGES><Installed packages=config.packages.into_option().unwrap_or_default()/></Section>
    }
}

#[component]
fn Network(networking: Option<Networking>) -> impl IntoView {
    let limited = match networking {
        None | Some(Networking::Unrestricted) => return said::UNRESTRICTED.into_any(),
        Some(Networking::Unknown(unknown)) => return unknown.kind().to_owned().into_any(),
        Some(Networking::Limited(limited)) => limited,
    };
    let allowed = |allowed: Option<bool>| {
        if allowed == Some(true) { said::ALLOWED } else { said::NOT_ALLOWED }
    };
    let hosts = limited.allowed_hosts.into_option().unwrap_or_default();
    let hosts = if hosts.is_empty() {
        said::NO_HOSTS.into_any()
    } else {
        hosts.into_iter().map(|host| view! { <div><code>{host}</code></div> }).collect_view().into_any()
    };
    view! {
        <p>{said::LIMITED}</p>
        <dl class="facts">
            {fact(said::HOSTS, hosts)}
            {fact(said::MCP_SERVERS, allowed(limited.allow_mcp_servers.into_option()))}
            {fact(said::PACKAGE_MANAGERS, allowed(limited.allow_package_managers.into_option()))}
        </dl>
    }
    .into_any()
}

#[component]
fn Installed(packages: Packages) -> impl IntoView {
    let Packages { kind: _, apt, cargo, gem, go, npm, pip } = packages;
    let managers = [("apt", apt), ("cargo", cargo), ("gem", gem), ("go", go), ("npm", npm), ("pip", pip)];
    let lines: Vec<_> = managers
        .into_iter()
        .filter_map(|(manager, names)| {
            names.into_option().filter(|names| !names.is_empty()).map(|names| (manager, names))
        })
        .map(|(manager, names)| fact(manager, view! { <code>{names.join("  ")}</code> }))
        .collect();
    if lines.is_empty() {
        return view! { <p class="muted">{said::NO_PACKAGES}</p> }.into_any();
    }
    view! { <dl class="facts">{lines}</dl> }.into_any()
}
