//! What an agent may use, and who allows it.

use leptos::prelude::*;
use model::wire::tool::{DefaultConfig, PermissionPolicy, Tool, ToolConfig};

use crate::pages::facts::{item, items, prose};
use crate::words;
use crate::words::agents::{ALL, ALL_OTHERS, CUSTOM, NO_TOOLS, OFF, TOOLSET};

/// A line: what, who allows it, and what it is for.
struct Line {
    name: String,
    rule: String,
    about: Option<String>,
}

/// What an agent may use.
pub fn tools(tools: Vec<Tool>) -> AnyView {
    if tools.is_empty() {
        return prose(None, NO_TOOLS);
    }
    let set = |tool: Tool| {
        let (heading, lines) = lines(tool);
        let lines = lines.into_iter().map(|line| item(line.name, line.rule, line.about)).collect();
        view! { {heading.map(|heading| view! { <h3>{heading}</h3> })} {items(lines)} }.into_any()
    };
    tools.into_iter().map(set).collect::<Vec<AnyView>>().into_any()
}

fn lines(tool: Tool) -> (Option<String>, Vec<Line>) {
    match tool {
        Tool::AgentToolset(set) => {
            (Some(TOOLSET.to_owned()), of_set(set.default_config.into_option(), set.configs.into_option()))
        }
        Tool::McpToolset(set) => {
            let heading = words::agents::mcp_tools(&set.mcp_server_name);
            (Some(heading), of_set(set.default_config.into_option(), set.configs.into_option()))
        }
        Tool::Custom(tool) => {
            (None, vec![Line { name: tool.name, rule: CUSTOM.to_owned(), about: Some(tool.description) }])
        }
        Tool::Unknown(unknown) => {
            (None, vec![Line { name: unknown.kind().to_owned(), rule: String::new(), about: None }])
        }
    }
}

fn of_set(default: Option<DefaultConfig>, configs: Option<Vec<ToolConfig>>) -> Vec<Line> {
    let configs = configs.unwrap_or_default();
    let rest = if configs.is_empty() { ALL } else { ALL_OTHERS };
    let named = configs.into_iter().map(|config| Line {
        rule: rule(config.enabled.into_option(), config.permission_policy.into_option().as_ref()),
        name: config.name,
        about: None,
    });
    let others = default.map(|config| Line {
        name: rest.to_owned(),
        rule: rule(config.enabled.into_option(), config.permission_policy.into_option().as_ref()),
        about: None,
    });
    named.chain(others).collect()
}

fn rule(enabled: Option<bool>, policy: Option<&PermissionPolicy>) -> String {
    match (enabled, policy) {
        (Some(false), _) => OFF.to_owned(),
        (_, Some(policy)) => words::agents::policy(policy),
        (_, None) => String::new(),
    }
}
