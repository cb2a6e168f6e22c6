//! Versions of memories (§2.7).

use serde_json::{Value, json};

use super::memories::View;
use super::set;
use super::store::{PageSize, text};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

/// What the one API key of a simulator is called.
const API_KEY_ID: &str = "apikey_01SimuLatorKeyABCDEFGHJK";

/// What happened to a memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Created,
    Modified,
    Deleted,
}

/// Leaves a version of `memory` behind and puts its id into the memory.
pub(super) fn record(world: &mut World, memory: &mut Value, change: Change) {
    let now = world.now();
    let id = world.id("memver");
    set(memory, "memory_version_id", id.as_str());
    let (operation, content) = match change {
        Change::Created => ("created", Some(&*memory)),
        Change::Modified => ("modified", Some(&*memory)),
        Change::Deleted => ("deleted", None),
    };
    let of_content = |name: &str| content.and_then(|memory| memory.get(name));
    let version = json!({
        "id": id,
        "type": "memory_version",
        "memory_id": text(memory, "id"),
        "memory_store_id": text(memory, "memory_store_id"),
        "operation": operation,
        "path": text(memory, "path"),
        "content": of_content("content"),
        "content_sha256": of_content("content_sha256"),
        "content_size_bytes": of_content("content_size_bytes"),
        "created_at": time::print(now),
        "created_by": {"type": "api_actor", "api_key_id": API_KEY_ID},
        "redacted_at": null,
    });
    let seq = world.next_seq();
    world.objects.memory_versions.add(seq, now, version);
}

/// `GET /v1/memory_stores/{memory_store_id}/memory_versions`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let view = View::read(request, View::Basic)?;
    let query = &request.query;
    world.objects.memory_stores.get(request.id(0))?;
    if let Some(operation) = query.get("operation")
        && !["created", "modified", "deleted"].contains(&operation)
    {
        return Err(Refusal::invalid("operation: Input should be 'created', 'modified' or 'deleted'"));
    }
    let wanted = |version: &Value| {
        let actor = version.get("created_by").unwrap_or(&Value::Null);
        let is = |object: &Value, parameter: &str, name: &str| {
            query.get(parameter).is_none_or(|id| text(object, name) == id)
        };
        text(version, "memory_store_id") == request.id(0)
            && is(version, "memory_id", "memory_id")
            && is(version, "operation", "operation")
            && is(actor, "session_id", "session_id")
            && is(actor, "api_key_id", "api_key_id")
            && is(actor, "service_account_id", "service_account_id")
    };
    world.objects.memory_versions.page(request, PageSize::HUNDRED, wanted, |version| view.of(version))
}

/// `GET /v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let view = View::read(request, View::Full)?;
    Ok(Answer::Json(view.of(find(world, request)?)))
}

/// `POST /v1/memory_stores/{memory_store_id}/memory_versions/{memory_version_id}/redact`: what it held is gone for good.
pub(crate) fn redact(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    find(world, request)?;
    let now = world.now_text();
    let version = world.objects.memory_versions.get_mut(request.id(1))?;
    if version.get("redacted_at").is_none_or(Value::is_null) {
        for name in ["path", "content", "content_sha256", "content_size_bytes"] {
            set(version, name, Value::Null);
        }
        set(version, "redacted_at", now);
        set(version, "redacted_by", json!({"type": "api_actor", "api_key_id": API_KEY_ID}));
    }
    Ok(Answer::Json(version.clone()))
}

/// The version, if it is of this store.
fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Value, Refusal> {
    world.objects.memory_stores.get(request.id(0))?;
    let version = world.objects.memory_versions.get(request.id(1))?;
    if text(version, "memory_store_id") == request.id(0) {
        Ok(version)
    } else {
        Err(Refusal::not_found("Memory version"))
    }
}
