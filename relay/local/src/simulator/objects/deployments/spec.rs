//! The fields of a deployment that a body sets.

use serde_json::{Value, json};

use super::super::body::{Field, Patch};
use super::super::store::{self, text};
use super::super::{agents, environments, metadata, set, vaults};
use super::schedule;
use crate::simulator::request::Refusal;
use crate::simulator::sessions;
use crate::simulator::world::World;

const MAX_EVENTS: usize = 50;
const MAX_RESOURCES: usize = 500;
const MAX_VAULTS: usize = 50;

const FIELDS: [&str; 10] = [
    "name",
    "description",
    "agent",
    "environment_id",
    "initial_events",
    "resources",
    "vault_ids",
    "schedule",
    "budget",
    "metadata",
];

/// Puts the fields of a create into `deployment`.
pub(super) fn create(world: &World, body: &Field<'_>, deployment: &mut Value) -> Result<(), Refusal> {
    for name in ["name", "agent", "environment_id", "initial_events"] {
        body.key(name).require(body.key(name).given())?;
    }
    for name in ["description", "schedule", "budget"] {
        set(deployment, name, Value::Null);
    }
    set(deployment, "resources", json!([]));
    set(deployment, "vault_ids", json!([]));
    update(world, body, deployment)
}

/// Puts the fields of an update into `deployment`; what it does not mention stays.
pub(super) fn update(world: &World, body: &Field<'_>, deployment: &mut Value) -> Result<(), Refusal> {
    body.only(&FIELDS)?;
    let said = |name: &str| Some(body.key(name)).filter(|field| !field.is_absent());
    if let Some(name) = body.key("name").replaced_text(1..=256)? {
        set(deployment, "name", name);
    }
    match body.key("description").patch_text(2_048)? {
        Patch::Keep => {}
        Patch::Clear => set(deployment, "description", Value::Null),
        Patch::Set(description) => set(deployment, "description", description),
    }
    if let Some(field) = said("agent") {
        let agent = field.require(field.given())?;
        set(deployment, "agent", agents::reference(world, agent)?);
    }
    if let Some(field) = said("environment_id") {
        set(deployment, "environment_id", environment(world, &field)?);
    }
    if let Some(field) = said("initial_events") {
        set(deployment, "initial_events", events(&field)?);
    }
    if let Some(field) = said("resources") {
        let resources = field.items(MAX_RESOURCES)?;
        set(deployment, "resources", resources.iter().map(resource).collect::<Result<Vec<_>, _>>()?);
    }
    if let Some(field) = said("vault_ids") {
        set(deployment, "vault_ids", vault_ids(world, &field)?);
    }
    if let Some(field) = said("schedule") {
        set(deployment, "schedule", schedule::read(&field)?);
    }
    if let Some(field) = said("budget") {
        set(deployment, "budget", budget(&field)?);
    }
    let kept = body.patched_metadata(&metadata(deployment))?;
    set(deployment, "metadata", kept);
    Ok(())
}

fn environment(world: &World, field: &Field<'_>) -> Result<String, Refusal> {
    let id = field.required_text(1..=256)?;
    match environments::find(world, &id) {
        None => Err(Refusal::not_found("Environment").with_code("environment_not_found")),
        Some(environment) if store::is_archived(environment) => {
            Err(Refusal::invalid("This environment is archived.").with_code("environment_archived"))
        }
        Some(_) => Ok(id),
    }
}

fn events(field: &Field<'_>) -> Result<Vec<Value>, Refusal> {
    let events = field.items(MAX_EVENTS)?;
    if events.is_empty() {
        return Err(field.invalid("List should have at least 1 item"));
    }
    let read = |event: &Field<'_>| {
        event.kind(&["user.message", "user.define_outcome", "system.message"])?;
        event.require(event.given().cloned())
    };
    let events = events.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    sessions::check_initial(&events)?;
    Ok(events)
}

/// A resource as it is answered: without its token.
fn resource(item: &Field<'_>) -> Result<Value, Refusal> {
    let mount_path = item.key("mount_path").text_within(1_024)?;
    let kind = item.kind(&["file", "github_repository", "memory_store"])?;
    item.only(match kind {
        "file" => &["type", "file_id", "mount_path"],
        "github_repository" => &["type", "url", "authorization_token", "checkout", "mount_path"],
        _ => &["type", "memory_store_id", "access", "instructions"],
    })?;
    Ok(match kind {
        "file" => {
            json!({"type": "file", "file_id": item.key("file_id").required_text(1..=256)?, "mount_path": mount_path})
        }
        "github_repository" => json!({
            "type": "github_repository",
            "url": item.key("url").required_text(1..=2_048)?,
            "checkout": item.key("checkout").members()?,
            "mount_path": mount_path,
        }),
        _ => json!({
            "type": kind,
            "memory_store_id": item.key("memory_store_id").required_text(1..=256)?,
            "access": item.key("access").word(&["read_write", "read_only"])?.unwrap_or("read_write"),
            "instructions": item.key("instructions").text_within(4_096)?,
        }),
    })
}

fn vault_ids(world: &World, field: &Field<'_>) -> Result<Vec<String>, Refusal> {
    let ids = field.items(MAX_VAULTS)?.iter().map(|item| item.required_text(1..=256)).collect::<Result<Vec<_>, _>>()?;
    match ids.iter().find(|id| vaults::find(world, id).is_none_or(store::is_archived)) {
        Some(id) => Err(field.invalid(&format!("vault \"{id}\" not found"))),
        None => Ok(ids),
    }
}

/// A cap in whole cents, as a string.
fn budget(field: &Field<'_>) -> Result<Value, Refusal> {
    if field.given().is_none() {
        return Ok(Value::Null);
    }
    let kind = field.kind(&["limit"])?;
    field.only(&["type", "max_list_cost"])?;
    let cost = field.key("max_list_cost");
    cost.only(&["amount", "currency"])?;
    let amount = cost.key("amount").required_text(1..=18)?;
    let currency = cost.key("currency").require(cost.key("currency").word(&["USD"])?)?;
    if amount.starts_with('0') || !amount.bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(cost.key("amount").invalid("should be a whole number of cents greater than 0"));
    }
    Ok(json!({"type": kind, "max_list_cost": {"amount": amount, "currency": currency}}))
}

/// The body that creates a session of `deployment`.
pub(in super::super) fn session_body(deployment: &Value) -> Value {
    let mut body = json!({"title": text(deployment, "name")});
    for name in ["agent", "environment_id", "initial_events", "resources", "vault_ids", "budget"] {
        let value = deployment.get(name).cloned().unwrap_or_default();
        if !value.is_null() {
            set(&mut body, name, value);
        }
    }
    body
}
