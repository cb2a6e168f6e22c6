//! One environment.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::environment::{Environment, EnvironmentConfig, Networking, Packages};

use super::detail::{DetailPage, thing};
use super::environments::hosting;
use super::facts::{fact, facts, metadata, origin, prose, raw_section, section, text};
use crate::api::client::Request;
use crate::state::ticker::Now;
use crate::words::common::fact as label;
use crate::words::environments::{self as said, section as name};

/// One environment.
#[component]
pub fn EnvironmentPage(
    /// The environment's id.
    id: String,
) -> impl IntoView {
    let ask = Box::new(move || thing(Request::new(EndpointId::EnvironmentRetrieve, &[&id])));
    view! { <DetailPage ask kind=said::ENVIRONMENT show/> }
}

fn show(json: &str, now: Now) -> serde_json::Result<AnyView> {
    let environment: Environment = serde_json::from_str(json)?;
    let mut about = Vec::new();
    about.extend(environment.description.into_option().map(|said| text(label::DESCRIPTION, said)));
    about.push(text(said::HOSTING, hosting(&environment.config)));
    about.extend(environment.scope.into_option().map(|scope| text(said::SCOPE, scope.as_str().to_owned())));
    let times = [Some(environment.created_at), Some(environment.updated_at), environment.archived_at.into_option()];
    about.extend(origin(environment.id.to_string(), times, now));

    let mut sections = vec![section(name::ABOUT, facts(about))];
    if let EnvironmentConfig::Cloud(config) = environment.config {
        sections.push(section(name::NETWORK, network(config.networking.into_option())));
        sections.push(section(name::PACKAGES, installed(config.packages.into_option().unwrap_or_default())));
    }
    sections.extend(metadata(environment.metadata));
    sections.push(raw_section(name::RAW, json.to_owned()));
    Ok(view! { <div class="sections">{sections}</div> }.into_any())
}

fn network(networking: Option<Networking>) -> AnyView {
    let limited = match networking {
        None | Some(Networking::Unrestricted) => return said::UNRESTRICTED.into_any(),
        Some(Networking::Unknown(unknown)) => return unknown.kind().to_owned().into_any(),
        Some(Networking::Limited(limited)) => limited,
    };
    let allowed = |allowed: Option<bool>| {
        let word = if allowed == Some(true) { said::ALLOWED } else { said::NOT_ALLOWED };
        word.to_owned()
    };
    let hosts = limited.allowed_hosts.into_option().unwrap_or_default();
    let hosts = if hosts.is_empty() { said::NO_HOSTS.into_any() } else { codes(hosts) };
    view! {
        <p>{said::LIMITED}</p>
        {facts(vec![
            fact(said::HOSTS.to_owned(), hosts),
            text(said::MCP_SERVERS, allowed(limited.allow_mcp_servers.into_option())),
            text(said::PACKAGE_MANAGERS, allowed(limited.allow_package_managers.into_option())),
        ])}
    }
    .into_any()
}

fn installed(packages: Packages) -> AnyView {
    let Packages { kind: _, apt, cargo, gem, go, npm, pip } = packages;
    let mut managers = Vec::new();
    for (manager, names) in [("apt", apt), ("cargo", cargo), ("gem", gem), ("go", go), ("npm", npm), ("pip", pip)] {
        let names = names.into_option().unwrap_or_default();
        if !names.is_empty() {
            managers.push(fact(manager.to_owned(), codes(names)));
        }
    }
    if managers.is_empty() { prose(None, said::NO_PACKAGES) } else { facts(managers) }
}

/// Names that a machine reads, a line each.
fn codes(names: Vec<String>) -> AnyView {
    let line = |name: String| view! { <div><code>{name}</code></div> }.into_any();
    names.into_iter().map(line).collect::<Vec<AnyView>>().into_any()
}
