//! Environments and the work queue of self-hosted ones (§2.2).

mod config;
mod work;

use serde_json::{Value, json};

use super::body::{Field, Patch};
use super::store::{self, PageSize};
use super::{metadata, set};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

pub(crate) use work::{list_work, work_stats};

const FIELDS: [&str; 5] = ["name", "description", "config", "metadata", "scope"];

/// `POST /v1/environments`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let now = world.now();
    let environment = json!({
        "id": world.id("env"),
        "type": "environment",
        "name": field.key("name").required_text(1..=256)?,
        "description": field.key("description").text_within(1_024)?.unwrap_or_default(),
        "config": config::create(&field.key("config"))?,
        "metadata": field.metadata()?,
        "scope": scope(&field)?.unwrap_or("organization"),
        "created_at": time::print(now),
        "updated_at": time::print(now),
        "archived_at": null,
    });
    let seq = world.next_seq();
    world.objects.environments.add(seq, now, environment.clone());
    Ok(Answer::Json(environment))
}

/// `GET /v1/environments`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.environments.page(request, PageSize::THOUSAND, |_| true, Value::clone)
}

/// `GET /v1/environments/{environment_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.environments.get(request.id(0)).cloned().map(Answer::Json)
}

/// `POST /v1/environments/{environment_id}`
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let now = world.now_text();
    let environment = world.objects.environments.get_mut(request.id(0))?;
    if store::is_archived(environment) {
        return Err(Refusal::invalid("This environment is archived.").with_code("environment_archived"));
    }
    let mut next = environment.clone();
    if let Some(name) = field.key("name").replaced_text(1..=256)? {
        set(&mut next, "name", name);
    }
    match field.key("description").patch_text(1_024)? {
        Patch::Keep => {}
        Patch::Clear => set(&mut next, "description", Value::Null),
        Patch::Set(description) => set(&mut next, "description", description),
    }
    if field.key("config").given().is_some() {
        let stored = next.get("config").cloned().unwrap_or_default();
        set(&mut next, "config", config::update(&field.key("config"), &stored)?);
    }
    if let Some(scope) = scope(&field)? {
        set(&mut next, "scope", scope);
    }
    // Unlike elsewhere an empty value removes the key, too.
    let mut kept = field.patched_metadata(&metadata(environment))?;
    kept.retain(|_, value| *value != "");
    set(&mut next, "metadata", kept);
    set(&mut next, "updated_at", now);
    environment.clone_from(&next);
    Ok(Answer::Json(next))
}

/// `DELETE /v1/environments/{environment_id}`, only when no session refers to it
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let id = request.id(0);
    world.objects.environments.get(id)?;
    if world.sessions.use_environment(id) {
        return Err(Refusal::invalid("Cannot delete environment while sessions refer to it. Archive it instead."));
    }
    world.objects.environments.remove(id)?;
    Ok(Answer::deleted(id, "environment_deleted"))
}

/// `POST /v1/environments/{environment_id}/archive`; its sessions go on.
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let now = world.now();
    world.objects.environments.archive(request.id(0), now).cloned().map(Answer::Json)
}

/// The environment with this id.
pub(crate) fn find<'a>(world: &'a World, id: &str) -> Option<&'a Value> {
    world.objects.environments.find(id)
}

fn scope(body: &Field<'_>) -> Result<Option<&'static str>, Refusal> {
    let field = body.key("scope");
    match field.word(&["organization", "account"])? {
        Some("account") => Err(field.invalid("an API organization only has the scope organization")),
        scope => Ok(scope),
    }
}
