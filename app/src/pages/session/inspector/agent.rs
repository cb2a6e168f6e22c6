//! The agent as it works in this session, and the session's own notes.

use leptos::prelude::*;
use model::wire::agent::{Definition, EffortLevel};
use model::wire::session::Session;
use model::wire::{Metadata, Wire};

use crate::pages::agent::definition::{servers, skills};
use crate::pages::agent::tools::tools;
use crate::pages::facts::{fact, facts};
use crate::ui::json::JsonView;
use crate::words;
use crate::words::agents::section as name;
use crate::words::session::inspector::{self as say, fact as label};

/// Everything that the session object says beside its facts.
pub fn of_session(session: Wire<Session>) -> AnyView {
    let raw = session.raw().to_owned();
    let session = session.into_value();
    let agent = session.agent.definition().cloned().map(snapshot);
    view! {
        {notes(session.metadata)}
        {agent}
        <JsonView text=raw words=words::common::RAW/>
    }
    .into_any()
}

/// The model of an agent, and how hard it thinks.
pub fn model(definition: &Definition) -> Option<String> {
    let model = definition.model.as_ref()?;
    Some(match model.effort_level().map(EffortLevel::as_str) {
        Some(level) => format!("{}, {}", model.id, words::agents::effort(level)),
        None => model.id.to_string(),
    })
}

fn notes(metadata: Metadata) -> Option<AnyView> {
    let pairs: Vec<AnyView> = metadata.into_iter().map(|(name, value)| fact(name, value.into_any())).collect();
    (!pairs.is_empty()).then(|| part(label::METADATA, facts(pairs)))
}

fn snapshot(agent: Definition) -> AnyView {
    let system = agent.system.into_option().filter(|text| !text.is_empty()).map(|text| {
        let length = say::characters(text.chars().count());
        view! {
            <details class="fold">
                <summary><span>{label::SYSTEM}</span><span class="muted">{length}</span></summary>
                <pre class="fold-text" tabindex="0">{text}</pre>
            </details>
        }
        .into_any()
    });
    let mut parts: Vec<AnyView> = system.into_iter().collect();
    parts.extend(agent.tools.into_option().map(|all| part(label::TOOLS, tools(all))));
    let some = agent.mcp_servers.into_option().filter(|all| !all.is_empty());
    parts.extend(some.map(|all| part(name::MCP_SERVERS, servers(all))));
    let some = agent.skills.into_option().filter(|all| !all.is_empty());
    parts.extend(some.map(|all| part(name::SKILLS, skills(all))));
    parts.into_any()
}

/// A part with its heading.
pub fn part(name: &'static str, content: AnyView) -> AnyView {
    view! { <section class="part"><h2>{name}</h2>{content}</section> }.into_any()
}
