//! The `multiagent` of an agent (`managed-agents-api.md` §2.1.2), in its two forms.

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::store::is_archived;
use super::Agents;
use crate::simulator::request::Refusal;

const COORDINATOR: &str = "coordinator";
const MULTIAGENT: &str = "multiagent_20261001";
const MAX_AGENTS: usize = 20;

/// The agents that a reference can mean.
pub(super) struct Directory<'a> {
    /// All of them.
    pub(super) agents: &'a Agents,
    /// The one whose body is read.
    pub(super) own: &'a str,
    /// The version that `self` means.
    pub(super) own_version: u64,
}

/// The structure as it is answered, with every reference pinned to a version.
///
/// `stored` is what an update of the same form is merged into.
pub(super) fn resolve(
    field: &Field<'_>,
    stored: Option<&Value>,
    directory: &Directory<'_>,
) -> Result<Option<Value>, Refusal> {
    if field.given().is_none() {
        return Ok(None);
    }
    let kind = field.kind(&[COORDINATOR, MULTIAGENT])?;
    let field = field.variant(kind);
    if kind == COORDINATOR {
        return coordinator(&field, directory).map(Some);
    }
    field.only(&["type", "advisor", "subagents", "workflows"])?;
    let stored = stored.filter(|old| old.get("type").is_some_and(|t| t == MULTIAGENT));
    let part = |name: &str| stored.and_then(|old| old.get(name));
    Ok(Some(json!({
        "type": MULTIAGENT,
        "advisor": advisor(&field.key("advisor"), part("advisor"))?,
        "subagents": members(&field.key("subagents"), part("subagents"), directory)?,
        "workflows": members(&field.key("workflows"), part("workflows"), directory)?,
    })))
}

/// The structure with `definition` in the place of every reference to an agent.
pub(super) fn map_references(multiagent: &Value, definition: &impl Fn(&Value) -> Value) -> Value {
    match multiagent {
        Value::Object(members) if members.contains_key("id") => definition(multiagent),
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| (name.clone(), map_references(value, definition)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(|item| map_references(item, definition)).collect(),
        other => other.clone(),
    }
}

fn coordinator(field: &Field<'_>, directory: &Directory<'_>) -> Result<Value, Refusal> {
    field.only(&["type", "agents"])?;
    let items = field.key("agents").items(MAX_AGENTS)?;
    if items.is_empty() {
        return Err(field.key("agents").invalid("List should have at least 1 item"));
    }
    let mut agents = Vec::new();
    let mut advisor = None;
    for item in &items {
        if item.key("type").text().ok().flatten() == Some("advisor") {
            item.only(&["type", "model"])?;
            if advisor.is_some() {
                return Err(item.invalid("at most one advisor is allowed"));
            }
            advisor = Some(json!({"type": "advisor", "model": item.key("model").required_text(1..=256)?}));
        } else {
            agents.push(directory.reference(item, true)?);
        }
    }
    agents.extend(advisor);
    Ok(json!({"type": COORDINATOR, "agents": agents}))
}

fn advisor(field: &Field<'_>, stored: Option<&Value>) -> Result<Value, Refusal> {
    field.only(&["type", "model"])?;
    let Some(kind) = enabled(field, stored, "disabled")? else {
        return Ok(json!({"type": "disabled"}));
    };
    let model = field.key("model");
    let model = match stored.and_then(|old| old.get("model")).and_then(Value::as_str) {
        Some(old) if model.is_absent() => old.to_owned(),
        _ => model.required_text(1..=256)?,
    };
    Ok(json!({"type": kind, "model": model}))
}

fn members(field: &Field<'_>, stored: Option<&Value>, directory: &Directory<'_>) -> Result<Value, Refusal> {
    field.only(&["type", "inline_agents", "predefined_agents"])?;
    let Some(kind) = enabled(field, stored, "enabled")? else {
        return Ok(json!({"type": "disabled"}));
    };
    let old = |name: &str| stored.filter(|_| !is_reset(field)).and_then(|old| old.get(name));
    let inline = field.key("inline_agents");
    inline.only(&["type"])?;
    let inline = if enabled(&inline, old("inline_agents"), "enabled")?.is_some() { "enabled" } else { "disabled" };
    let predefined = field.key("predefined_agents");
    let agents = match old("predefined_agents") {
        Some(kept) if predefined.is_absent() => kept.clone(),
        _ => predefined
            .items(MAX_AGENTS)?
            .iter()
            .map(|item| directory.reference(item, false))
            .collect::<Result<_, _>>()?,
    };
    if inline == "disabled" && agents.as_array().is_some_and(Vec::is_empty) {
        return Err(predefined.invalid("must not be empty while inline_agents is disabled"));
    }
    Ok(json!({"type": kind, "inline_agents": {"type": inline}, "predefined_agents": agents}))
}

/// `Some("enabled")` or `None`: what the body says, else what is stored, else `default`.
fn enabled(field: &Field<'_>, stored: Option<&Value>, default: &'static str) -> Result<Option<&'static str>, Refusal> {
    let kind = if field.given().is_some() {
        field.kind(&["enabled", "disabled"])?
    } else {
        let kept = stored.filter(|_| field.is_absent()).and_then(|old| old.get("type"));
        kept.map_or(default, |kind| if kind == "enabled" { "enabled" } else { "disabled" })
    };
    Ok((kind == "enabled").then_some(kind))
}

/// Whether the body says `null`, which takes every default.
fn is_reset(field: &Field<'_>) -> bool {
    !field.is_absent() && field.given().is_none()
}

impl Directory<'_> {
    /// An entry as a pinned reference: an id, `{type: "agent", id, version?}` or, in the older form, `{type: "self"}`.
    fn reference(&self, item: &Field<'_>, allow_self: bool) -> Result<Value, Refusal> {
        let (id, wanted) = if let Some(Value::String(id)) = item.given() {
            (id.clone(), None)
        } else {
            if item.kind(if allow_self { &["agent", "self"] } else { &["agent"] })? == "self" {
                item.only(&["type"])?;
                return Ok(json!({"type": "agent", "id": self.own, "version": self.own_version}));
            }
            item.only(&["type", "id", "version"])?;
            (item.key("id").required_text(1..=256)?, item.key("version").number()?)
        };
        if !self.agents.exists(&id) {
            return Err(item.invalid(&format!("agent \"{id}\" not found")));
        }
        let Some(found) = self.agents.find(&id, wanted) else {
            return Err(item.invalid(&format!("agent.version: {} not found", wanted.unwrap_or_default())));
        };
        if is_archived(found) {
            return Err(item.invalid(&format!("agent \"{id}\" is archived")));
        }
        if id == self.own || found.get("multiagent").is_some_and(|multiagent| !multiagent.is_null()) {
            return Err(item.invalid(&format!("agent \"{id}\" has multiagent set and cannot be used by another agent")));
        }
        Ok(json!({"type": "agent", "id": id, "version": found.get("version")}))
    }
}
