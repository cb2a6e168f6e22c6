//! Everything that makes an agent, in one version.

use leptos::prelude::*;
use model::wire::agent::{Agent, McpServer, SkillRef};

use super::team::team;
use super::tools::tools;
use crate::pages::facts::{facts, item, items, metadata, origin, prose, raw_section, section, text};
use crate::state::ticker::Now;
use crate::words;
use crate::words::agents::section as name;
use crate::words::common::fact as label;

/// An agent in one version.
pub fn show(json: &str, now: Now) -> serde_json::Result<AnyView> {
    let agent: Agent = serde_json::from_str(json)?;
    let model = match agent.model.effort_level() {
        Some(level) => format!("{}, {}", agent.model.id, words::agents::effort(level.as_str())),
        None => agent.model.id.to_string(),
    };
    let mut about = Vec::new();
    about.extend(agent.description.into_option().map(|said| text(label::DESCRIPTION, said)));
    about.push(text(words::agents::column::MODEL, model));
    about.push(text(words::agents::VERSION, words::format::count(agent.version)));
    let times = [Some(agent.created_at), Some(agent.updated_at), agent.archived_at.into_option()];
    about.extend(origin(agent.id.to_string(), times, now));

    let mut sections = vec![
        section(name::ABOUT, facts(about)),
        section(name::SYSTEM, prose(agent.system.into_option(), words::agents::NO_SYSTEM)),
        section(name::TOOLS, tools(agent.tools)),
    ];
    if !agent.mcp_servers.is_empty() {
        sections.push(section(name::MCP_SERVERS, servers(agent.mcp_servers)));
    }
    if !agent.skills.is_empty() {
        sections.push(section(name::SKILLS, skills(agent.skills)));
    }
    sections.extend(agent.multiagent.into_option().map(|choice| section(name::TEAM, team(choice))));
    sections.extend(metadata(agent.metadata));
    sections.push(raw_section(name::RAW, json.to_owned()));
    Ok(view! { <div class="sections">{sections}</div> }.into_any())
}

/// MCP servers, line by line.
pub fn servers(servers: Vec<McpServer>) -> AnyView {
    items(servers.into_iter().map(server).collect())
}

/// Skills, line by line.
pub fn skills(skills: Vec<SkillRef>) -> AnyView {
    let line =
        |skill: SkillRef| item(skill.skill_id.to_string(), skill.version.into_option().unwrap_or_default(), None);
    items(skills.into_iter().map(line).collect())
}

fn server(server: McpServer) -> AnyView {
    match server {
        McpServer::Url(url) => view! { <li><strong>{url.name}</strong><code>{url.url}</code></li> }.into_any(),
        McpServer::Unknown(unknown) => item(unknown.kind().to_owned(), String::new(), None),
    }
}
