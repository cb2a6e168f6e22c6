//! The list of agents.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::agent::Agent;

use super::catalog::{Catalog, CatalogPage};
use super::listing::Column;
use super::listing::line::{Cell, Line, Lines};
use crate::forms::agent::NewAgent;
use crate::routes::Route;
use crate::words;
use crate::words::agents::column;
use crate::words::common::NONE;

const AGENTS: Catalog = Catalog {
    title: words::agents::TITLE,
    new: words::agents::NEW,
    empty: words::agents::EMPTY,
    columns: &[
        Column { name: column::NAME, class: "lead" },
        Column { name: column::MODEL, class: "w-model" },
        Column { name: column::DESCRIPTION, class: "w-text optional narrow-hidden" },
        Column { name: column::VERSION, class: "w-number number narrow-hidden" },
        Column { name: column::UPDATED, class: "w-time number narrow-end" },
    ],
    call: EndpointId::AgentList,
    read: |page| Lines::read(page, line),
    route: Route::Agents,
    form: |on_close| view! { <NewAgent on_close/> }.into_any(),
};

/// The list of agents.
#[component]
pub fn AgentsPage() -> impl IntoView {
    view! { <CatalogPage catalog=&AGENTS/> }
}

fn line(agent: &Agent) -> Line {
    Line {
        id: agent.id.to_string(),
        changed: 0,
        cells: vec![
            Cell::Lead {
                name: agent.name.clone(),
                path: Route::agent(agent.id.as_str()).path(),
                mark: agent.archived_at.is_set().then_some(words::common::ARCHIVED),
            },
            Cell::Text(agent.model.id.to_string()),
            Cell::Text(agent.description.as_str().unwrap_or(NONE).to_owned()),
            Cell::Text(words::format::count(agent.version)),
            Cell::Since(agent.updated_at.clone()),
        ],
    }
}
