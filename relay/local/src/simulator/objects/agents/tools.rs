//! The `tools` of an agent (`managed-agents-api.md` §2.1.1): read, checked, and filled in with their defaults.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::set;
use super::web;
use crate::simulator::request::Refusal;

/// The most tools an agent can have, over all its toolsets.
const MAX_TOOLS: usize = 256;

/// The built-in tools, in the order in which refusals list them.
pub(super) const BUILT_IN: [&str; 8] = ["bash", "edit", "glob", "grep", "read", "web_fetch", "web_search", "write"];

const TOOLSET: &str = "agent_toolset_20260401";
const MCP: &str = "mcp_toolset";
const CUSTOM: &str = "custom";
/// What every entry of `configs` may have.
const CONFIG: [&str; 4] = ["name", "type", "enabled", "permission_policy"];

const POLICIES: [&str; 3] = ["always_allow", "always_ask", "auto"];

/// The tools as they are answered. What cannot be read is refused before what is not allowed.
pub(super) fn resolve(field: &Field<'_>) -> Result<Vec<Value>, Refusal> {
    let items = field.items(MAX_TOOLS)?;
    let tools = items.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let places: Vec<Field<'_>> = items.iter().zip(&tools).map(|(item, tool)| item.variant(kind(tool))).collect();
    check_entries(&places)?;
    check_toolsets(&places, &tools)?;
    let count: usize = tools.iter().map(size).sum();
    if count > MAX_TOOLS {
        return Err(field.invalid(&format!("at most {MAX_TOOLS} tools are allowed across all toolsets, got {count}")));
    }
    Ok(tools)
}

/// Whether `tools` let the agent read files, which skills need.
pub(super) fn can_read(tools: &[Value]) -> bool {
    tools.iter().filter(|tool| kind(tool) == TOOLSET).any(|set| {
        let read = configs(set).find(|config| config.get("name").and_then(Value::as_str) == Some("read"));
        read.and_then(|config| config.get("enabled"))
            .or_else(|| set.pointer("/default_config/enabled"))
            .is_some_and(|enabled| enabled == true)
    })
}

/// The MCP servers that `tools` use.
pub(super) fn used_servers(tools: &[Value]) -> impl Iterator<Item = &str> {
    tools.iter().filter_map(|tool| tool.get("mcp_server_name").and_then(Value::as_str))
}

fn read(item: &Field<'_>) -> Result<Value, Refusal> {
    match item.kind(&[TOOLSET, MCP, CUSTOM])? {
        TOOLSET => {
            check_words(item, true)?;
            item.only(&["type", "default_config", "configs"])?;
            toolset(item, "always_allow", built_in)
        }
        MCP => {
            check_words(item, false)?;
            item.only(&["type", "mcp_server_name", "default_config", "configs"])?;
            let mut tool = toolset(item, "always_ask", of_server)?;
            set(&mut tool, "mcp_server_name", item.key("mcp_server_name").required_text(1..=255)?);
            Ok(tool)
        }
        _ => custom(item),
    }
}

/// Unknown words win over everything else: in an entry the policy's before the name's, and all entries' before the default's.
fn check_words(item: &Field<'_>, named: bool) -> Result<(), Refusal> {
    for config in item.key("configs").items(usize::MAX).unwrap_or_default() {
        check_policy(&config)?;
        if named && config.key("name").given().is_some_and(Value::is_string) {
            config.key("name").word(&BUILT_IN)?;
        }
    }
    check_policy(&item.key("default_config"))
}

fn check_policy(config: &Field<'_>) -> Result<(), Refusal> {
    let field = config.key("permission_policy").key("type");
    match field.given().and_then(Value::as_str) {
        Some(word) if !POLICIES.contains(&word) => Err(field.unknown_word(word)),
        _ => Ok(()),
    }
}

fn toolset(
    item: &Field<'_>,
    policy: &'static str,
    entry: impl Fn(&Field<'_>, Value) -> Result<Value, Refusal>,
) -> Result<Value, Refusal> {
    let default = item.key("default_config");
    default.only(&["enabled", "permission_policy"])?;
    let enabled = default.key("enabled").flag()?.unwrap_or(true);
    let policy = read_policy(&default)?.unwrap_or(policy);
    let configs = item
        .key("configs")
        .items(MAX_TOOLS)?
        .iter()
        .map(|config| {
            config.members()?;
            let name = config.key("name").required_text(1..=128)?;
            let enabled = config.key("enabled").flag()?.unwrap_or(enabled);
            let policy = read_policy(config)?.unwrap_or(policy);
            entry(config, json!({"enabled": enabled, "name": name, "permission_policy": {"type": policy}}))
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(json!({
        "type": item.key("type").text()?,
        "configs": configs,
        "default_config": {"enabled": enabled, "permission_policy": {"type": policy}},
    }))
}

fn read_policy(config: &Field<'_>) -> Result<Option<&'static str>, Refusal> {
    let field = config.key("permission_policy");
    if field.given().is_none() {
        return Ok(None);
    }
    field.only(&["type"])?;
    field.kind(&POLICIES).map(Some)
}

fn of_server(config: &Field<'_>, entry: Value) -> Result<Value, Refusal> {
    config.only(&CONFIG)?;
    Ok(entry)
}

fn built_in(config: &Field<'_>, mut entry: Value) -> Result<Value, Refusal> {
    let name = config.key("name").require(config.key("name").word(&BUILT_IN)?)?;
    if let Some(kind) = config.key("type").word(&BUILT_IN)?.filter(|kind| *kind != name) {
        return Err(config.key("type").invalid(&format!("\"{kind}\" does not match the tool name \"{name}\"")));
    }
    set(&mut entry, "type", name);
    match name {
        "web_fetch" => {
            config.only(&[CONFIG.as_slice(), &web::FETCH].concat())?;
            web::fetch(config, &mut entry)?;
        }
        "web_search" => {
            config.only(&[CONFIG.as_slice(), &web::SEARCH].concat())?;
            web::search(config, &mut entry)?;
        }
        _ => config.only(&CONFIG)?,
    }
    Ok(entry)
}

fn custom(item: &Field<'_>) -> Result<Value, Refusal> {
    let item = &item.variant(CUSTOM);
    item.only(&["type", "name", "description", "input_schema"])?;
    let name = item.key("name");
    let text = name.required_text(1..=128)?;
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
        return Err(name.invalid("may only have letters, digits, \"_\" and \"-\""));
    }
    let schema = item.key("input_schema");
    schema.require(schema.members()?)?;
    schema.kind(&["object"])?;
    Ok(json!({
        "type": CUSTOM,
        "name": text,
        "description": item.key("description").required_text(1..=1024)?,
        "input_schema": schema.given(),
    }))
}

/// No built-in tool twice in one toolset, no custom tool twice in all.
fn check_entries(places: &[Field<'_>]) -> Result<(), Refusal> {
    let mut customs = HashSet::new();
    for place in places {
        let mut names = HashSet::new();
        for config in place.key("configs").items(MAX_TOOLS)? {
            let name = config.key("name").text()?.unwrap_or_default();
            if !names.insert(name) {
                let name = if place.key("mcp_server_name").is_absent() {
                    format!("AGENT_TOOL_NAME_{}", name.to_uppercase())
                } else {
                    name.to_owned()
                };
                return Err(config.invalid(&format!("duplicate entry for tool \"{name}\"")));
            }
        }
        if place.key("type").text()? == Some(CUSTOM) && !customs.insert(place.key("name").text()?) {
            return Err(place.key("name").invalid("duplicate custom tool name"));
        }
    }
    Ok(())
}

/// One built-in toolset, and one MCP toolset for a server.
fn check_toolsets(places: &[Field<'_>], tools: &[Value]) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    for (place, tool) in places.iter().zip(tools).filter(|(_, tool)| kind(tool) != CUSTOM) {
        let server = tool.get("mcp_server_name").and_then(Value::as_str);
        if !seen.insert(server) {
            return Err(place.invalid(&match server {
                None => format!("duplicate entry; at most one {TOOLSET} is allowed"),
                Some(server) => format!("duplicate entry; at most one {MCP} is allowed for MCP server \"{server}\""),
            }));
        }
    }
    Ok(())
}

/// How many tools an entry counts for: the tools of an MCP server are known to the server alone, so its configured ones count.
fn size(tool: &Value) -> usize {
    match kind(tool) {
        TOOLSET => BUILT_IN.len(),
        MCP => configs(tool).count().max(1),
        _ => 1,
    }
}

fn kind(tool: &Value) -> &str {
    tool.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn configs(tool: &Value) -> impl Iterator<Item = &Value> {
    tool.get("configs").and_then(Value::as_array).into_iter().flatten()
}
