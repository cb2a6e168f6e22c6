//! The list of environments.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::environment::{Environment, EnvironmentConfig, Networking};

use super::catalog::{Catalog, CatalogPage};
use super::listing::Column;
use super::listing::line::{Cell, Line, Lines};
use crate::forms::environment::NewEnvironment;
use crate::routes::Route;
use crate::words;
use crate::words::common::NONE;
use crate::words::environments::column;

const ENVIRONMENTS: Catalog = Catalog {
    title: words::environments::TITLE,
    new: words::environments::NEW,
    empty: words::environments::EMPTY,
    columns: &[
        Column { name: column::NAME, class: "lead" },
        Column { name: column::HOSTING, class: "w-name" },
        Column { name: column::NETWORK, class: "w-name narrow-hidden" },
        Column { name: column::DESCRIPTION, class: "w-text optional narrow-hidden" },
        Column { name: column::UPDATED, class: "w-time number narrow-end" },
    ],
    call: EndpointId::EnvironmentList,
    read: |page| Lines::read(page, line),
    route: Route::Environments,
    form: |on_close| view! { <NewEnvironment on_close/> }.into_any(),
};

/// The list of environments.
#[component]
pub fn EnvironmentsPage() -> impl IntoView {
    view! { <CatalogPage catalog=&ENVIRONMENTS/> }
}

fn line(environment: &Environment) -> Line {
    Line {
        id: environment.id.to_string(),
        changed: 0,
        cells: vec![
            Cell::Lead {
                name: environment.name.clone(),
                path: Route::environment(environment.id.as_str()).path(),
                mark: environment.archived_at.is_set().then_some(words::common::ARCHIVED),
            },
            Cell::Text(hosting(&environment.config)),
            Cell::Text(network(&environment.config)),
            Cell::Text(environment.description.as_str().unwrap_or(NONE).to_owned()),
            Cell::Since(environment.updated_at.clone()),
        ],
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
