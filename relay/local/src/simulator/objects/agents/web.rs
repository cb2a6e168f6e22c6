//! The extra settings of the two web tools.

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::{is_host, set};
use crate::simulator::request::Refusal;

/// What an entry for `web_fetch` may have besides.
pub(super) const FETCH: [&str; 4] = ["allowed_domains", "blocked_domains", "max_content_tokens", "url_sources"];
/// What an entry for `web_search` may have besides.
pub(super) const SEARCH: [&str; 3] = ["allowed_domains", "blocked_domains", "user_location"];

const MAX_DOMAINS: usize = 64;

/// Adds the settings of `web_fetch` to its resolved entry. `url_sources` is always answered.
pub(super) fn fetch(config: &Field<'_>, entry: &mut Value) -> Result<(), Refusal> {
    domains(config, entry)?;
    if let Some(tokens) = config.key("max_content_tokens").number()? {
        set(entry, "max_content_tokens", tokens);
    }
    set(entry, "url_sources", url_sources(&config.key("url_sources"))?);
    Ok(())
}

/// Adds the settings of `web_search` to its resolved entry.
pub(super) fn search(config: &Field<'_>, entry: &mut Value) -> Result<(), Refusal> {
    domains(config, entry)?;
    let place = config.key("user_location");
    if place.given().is_some() {
        place.kind(&["approximate"])?;
        place.only(&["type", "city", "country", "region", "timezone"])?;
        let mut location = json!({"type": "approximate"});
        for name in ["city", "country", "region", "timezone"] {
            set(&mut location, name, place.key(name).text_within(255)?);
        }
        set(entry, "user_location", location);
    }
    Ok(())
}

fn domains(config: &Field<'_>, entry: &mut Value) -> Result<(), Refusal> {
    let names = ["allowed_domains", "blocked_domains"];
    if names.iter().all(|name| config.key(name).given().is_some()) {
        return Err(config.invalid("allowed_domains and blocked_domains cannot both be set"));
    }
    for name in names {
        let field = config.key(name);
        if field.given().is_none() {
            continue;
        }
        let hosts = field.texts(MAX_DOMAINS)?;
        if hosts.is_empty() {
            return Err(field.invalid("List should have at least 1 item"));
        }
        if let Some(host) = hosts.iter().find(|host| !is_host(host)) {
            return Err(field.invalid(&format!("\"{host}\" is not a plain host name")));
        }
        set(entry, name, hosts);
    }
    Ok(())
}

/// Where a fetched address may come from.
fn url_sources(field: &Field<'_>) -> Result<Value, Refusal> {
    if field.given().is_none() {
        return Ok(Value::Null);
    }
    field.only(&["user_input", "client_tool_results", "server_tool_results"])?;
    Ok(json!({
        "user_input": source(&field.key("user_input"), &["all", "none"])?,
        "client_tool_results": source(&field.key("client_tool_results"), &["all", "none", "only", "except"])?,
        "server_tool_results": source(&field.key("server_tool_results"), &["all", "none", "only", "except"])?,
    }))
}

fn source(field: &Field<'_>, kinds: &[&'static str]) -> Result<Value, Refusal> {
    match field.given() {
        None => Ok(Value::Null),
        Some(Value::String(_)) => Ok(json!({"type": field.word(&["all", "none"])?})),
        Some(_) => {
            let kind = field.kind(kinds)?;
            if matches!(kind, "all" | "none") {
                field.only(&["type"])?;
                return Ok(json!({"type": kind}));
            }
            field.only(&["type", "tools"])?;
            let tools = field
                .key("tools")
                .items(256)?
                .iter()
                .map(|tool| {
                    tool.kind(&["tool_reference"])?;
                    tool.only(&["type", "name"])?;
                    Ok(json!({"type": "tool_reference", "name": tool.key("name").required_text(1..=128)?}))
                })
                .collect::<Result<Vec<_>, Refusal>>()?;
            Ok(json!({"type": kind, "tools": tools}))
        }
    }
}
