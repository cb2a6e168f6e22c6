//! Whom an agent may call on.

use leptos::prelude::*;
use model::ids::AgentId;
use model::wire::agent::{AdvisorSwitch, Multiagent, Participant, Pool, Switch};
use model::wire::{Maybe, WordOr};

use crate::routes::Route;
use crate::words;
use crate::words::agents::{INLINE, ITSELF, Pool as Purpose};

/// Whom an agent may call on.
#[component]
pub fn Team(
    /// Its choice.
    team: Multiagent,
) -> impl IntoView {
    match team {
        Multiagent::Coordinator(coordinator) => {
            view! { <ul class="items">{coordinator.agents.into_iter().map(member).collect_view()}</ul> }.into_any()
        }
        Multiagent::V20261001(team) => {
            let advisor = match team.advisor {
                Maybe::Set(AdvisorSwitch::Enabled(advisor)) => Some(words::agents::advisor(advisor.model.as_str())),
                _ => None,
            };
            view! {
                {team.subagents.into_option().map(|pool| members(Purpose::Subagents, pool))}
                {team.workflows.into_option().map(|pool| members(Purpose::Workflows, pool))}
                {advisor.map(|advisor| view! { <ul class="items"><li>{advisor}</li></ul> })}
            }
            .into_any()
        }
        Multiagent::Unknown(unknown) => unknown.kind().to_owned().into_any(),
    }
}

fn members(purpose: Purpose, pool: Pool) -> Option<impl IntoView> {
    let Pool::Enabled(pool) = pool else {
        return None;
    };
    let inline = matches!(pool.inline_agents, Maybe::Absent | Maybe::Null | Maybe::Set(Switch::Enabled));
    let named = pool.predefined_agents.into_option().unwrap_or_default();
    Some(view! {
        <h3>{words::agents::pool(purpose)}</h3>
        <ul class="items">
            {named.into_iter().map(member).collect_view()}
            {inline.then(|| view! { <li class="muted">{INLINE}</li> })}
        </ul>
    })
}

fn member(member: WordOr<AgentId, Participant>) -> impl IntoView {
    let line = match member {
        WordOr::Word(id) => agent(id.as_str(), None, None),
        WordOr::Object(Participant::Advisor(advisor)) => words::agents::advisor(advisor.model.as_str()).into_any(),
        WordOr::Object(Participant::Itself) => ITSELF.into_any(),
        WordOr::Object(Participant::Unknown(unknown)) => unknown.kind().to_owned().into_any(),
        WordOr::Object(Participant::Agent(definition) | Participant::Inline(definition)) => {
            let id = definition.id.as_ref().map_or("", AgentId::as_str);
            agent(id, definition.name.as_str(), definition.version.as_ref().copied())
        }
    };
    view! { <li>{line}</li> }
}

fn agent(id: &str, name: Option<&str>, version: Option<u64>) -> AnyView {
    let name = name.unwrap_or(id).to_owned();
    let version = version.map(|version| view! { <span class="muted">{words::agents::version(version)}</span> });
    view! { <a class="link" href=Route::agent(id).path()>{name}</a> {version} }.into_any()
}
