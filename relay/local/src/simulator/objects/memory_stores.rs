//! Memory stores (§2.7).

use serde_json::{Value, json};

use super::body::{Field, Patch};
use super::store::{PageSize, text};
use super::{metadata, set};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

const FIELDS: [&str; 3] = ["name", "description", "metadata"];

/// `POST /v1/memory_stores`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let now = world.now();
    let store = json!({
        "id": world.id("memstore"),
        "type": "memory_store",
        "name": field.key("name").required_text(1..=255)?,
        "description": field.key("description").text_within(1_024)?.unwrap_or_default(),
        "metadata": field.metadata()?,
        "created_at": time::print(now),
        "updated_at": time::print(now),
        "archived_at": null,
    });
    let seq = world.next_seq();
    world.objects.memory_stores.add(seq, now, store.clone());
    Ok(Answer::Json(store))
}

/// `GET /v1/memory_stores`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.memory_stores.page(request, PageSize::HUNDRED, |_| true, Value::clone)
}

/// `GET /v1/memory_stores/{memory_store_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.memory_stores.get(request.id(0)).cloned().map(Answer::Json)
}

/// `POST /v1/memory_stores/{memory_store_id}`
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let now = world.now_text();
    let store = world.objects.memory_stores.active(request.id(0))?;
    let mut next = store.clone();
    if let Some(name) = field.key("name").replaced_text(1..=255)? {
        set(&mut next, "name", name);
    }
    match field.key("description").patch_text(1_024)? {
        Patch::Keep => {}
        Patch::Clear => set(&mut next, "description", ""),
        Patch::Set(description) => set(&mut next, "description", description),
    }
    set(&mut next, "metadata", field.patched_metadata(&metadata(store))?);
    set(&mut next, "updated_at", now);
    store.clone_from(&next);
    Ok(Answer::Json(next))
}

/// `DELETE /v1/memory_stores/{memory_store_id}`, with its memories and their versions
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let id = request.id(0);
    world.objects.memory_stores.remove(id)?;
    world.objects.memories.retain(|memory| text(memory, "memory_store_id") != id);
    world.objects.memory_versions.retain(|version| text(version, "memory_store_id") != id);
    Ok(Answer::deleted(id, "memory_store_deleted"))
}

/// `POST /v1/memory_stores/{memory_store_id}/archive`
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let now = world.now();
    world.objects.memory_stores.archive(request.id(0), now).cloned().map(Answer::Json)
}

/// The memory store with this id.
pub(crate) fn find<'a>(world: &'a World, id: &str) -> Option<&'a Value> {
    world.objects.memory_stores.find(id)
}
