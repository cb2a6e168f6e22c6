//! Everything that makes an agent, in one version.

use leptos::prelude::*;
use model::wire::Wire;
use model::wire::agent::{Agent, McpServer, SkillRef};

use super::team::Team;
use super::tools::Tools;
use crate::pages::facts::{Metadata, Prose, Section, fact};
use crate::pages::moment::Since;
use crate::state::ticker::Now;
use crate::ui::json::JsonView;
use crate::words;
use crate::words::agents::section;
use crate::words::common::fact as label;

/// An agent in one version.
#[component]
pub fn Definition(
    /// The agent.
    agent: Wire<Agent>,
    /// The time now.
    now: Now,
) -> impl IntoView {
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
        let skill = |skill: SkillRef| {
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
