//! Whom an agent may call on.

use leptos::prelude::*;
use model::ids::AgentId;
use model::wire::agent::{AdvisorSwitch, Multiagent, Participant, Pool, Switch};
use model::wire::{Maybe, WordOr};

use crate::pages::facts::items;
use crate::routes::Route;
use crate::words;
use crate::words::agents::{INLINE, ITSELF, Pool as Purpose};

/// Whom an agent may call on.
pub fn team(team: Multiagent) -> AnyView {
    match team {
        Multiagent::Coordinator(coordinator) => items(coordinator.agents.into_iter().map(member).collect()),
        Multiagent::V20261001(team) => {
            let mut pools = Vec::new();
            pools.extend(team.subagents.into_option().and_then(|pool| members(Purpose::Subagents, pool)));
            pools.extend(team.workflows.into_option().and_then(|pool| members(Purpose::Workflows, pool)));
            if let Maybe::Set(AdvisorSwitch::Enabled(advisor)) = team.advisor {
                pools.push(items(vec![line(words::agents::advisor(advisor.model.as_str()).into_any())]));
            }
            pools.into_any()
        }
        Multiagent::Unknown(unknown) => unknown.kind().to_owned().into_any(),
    }
}

fn members(purpose: Purpose, pool: Pool) -> Option<AnyView> {
    let Pool::Enabled(pool) = pool else {
        return None;
    };
    let mut lines: Vec<AnyView> =
        pool.predefined_agents.into_option().unwrap_or_default().into_iter().map(member).collect();
    if matches!(pool.inline_agents, Maybe::Absent | Maybe::Null | Maybe::Set(Switch::Enabled)) {
        lines.push(line(view! { <span class="muted">{INLINE}</span> }.into_any()));
    }
    Some(view! { <h3>{words::agents::pool(purpose)}</h3> {items(lines)} }.into_any())
}

fn member(member: WordOr<AgentId, Participant>) -> AnyView {
    line(match member {
        WordOr::Word(id) => agent(id.as_str(), None, None),
        WordOr::Object(Participant::Advisor(advisor)) => words::agents::advisor(advisor.model.as_str()).into_any(),
        WordOr::Object(Participant::Itself) => ITSELF.into_any(),
        WordOr::Object(Participant::Unknown(unknown)) => unknown.kind().to_owned().into_any(),
        WordOr::Object(Participant::Agent(definition) | Participant::Inline(definition)) => {
            let id = definition.id.as_ref().map_or("", AgentId::as_str);
            agent(id, definition.name.as_str(), definition.version.as_ref().copied())
        }
    })
}

fn line(content: AnyView) -> AnyView {
    view! { <li>{content}</li> }.into_any()
}

fn agent(id: &str, name: Option<&str>, version: Option<u64>) -> AnyView {
    let name = name.unwrap_or(id).to_owned();
    let version = version.map(words::agents::version).unwrap_or_default();
    view! { <a class="link" href=Route::agent(id).path()>{name}</a> <span class="muted">{version}</span> }.into_any()
}
