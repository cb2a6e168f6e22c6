//! Memories of a store (§2.7). Every change leaves a version behind.

mod tree;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::body::Field;
use super::memory_versions::{self, Change};
use super::set;
use super::store::text;
use crate::simulator::list::{self, Order};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

const MAX_CONTENT_BYTES: usize = 102_400;
const MAX_PATH_BYTES: usize = 1_024;
const MAX_SEGMENTS: usize = 20;
const MAX_MEMORIES: usize = 2_000;

/// How much of a memory is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum View {
    /// Without its content.
    Basic,
    /// All of it.
    Full,
}

/// `POST /v1/memory_stores/{memory_store_id}/memories`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let view = View::read(request, View::Basic)?;
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&["path", "content"])?;
    let store_id = request.id(0);
    world.objects.memory_stores.active(store_id)?;
    let path = path(&field.key("path"))?;
    let content = content(&field.key("content"))?;
    let content = field.key("content").require(content)?;
    check_free(world, store_id, &path, "")?;
    if in_store(world, store_id).count() >= MAX_MEMORIES {
        return Err(Refusal::invalid(format!("A memory store can have at most {MAX_MEMORIES} memories")));
    }
    let now = world.now();
    let mut memory = json!({
        "id": world.id("mem"),
        "type": "memory",
        "memory_store_id": store_id,
        "path": path,
        "created_at": time::print(now),
        "updated_at": time::print(now),
    });
    fill(&mut memory, content);
    memory_versions::record(world, &mut memory, Change::Created);
    let seq = world.next_seq();
    world.objects.memories.add(seq, now, memory.clone());
    Ok(Answer::Json(view.of(&memory)))
}

/// `GET /v1/memory_stores/{memory_store_id}/memories`, by path; `depth=1` folds what lies deeper into prefixes
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let view = View::read(request, View::Basic)?;
    world.objects.memory_stores.get(request.id(0))?;
    let limit = list::limit(&request.query, 20, if view == View::Full { 20 } else { 100 })?;
    let prefix = request.query.get("path_prefix").unwrap_or("/");
    if !prefix.starts_with('/') || !prefix.ends_with('/') {
        return Err(Refusal::invalid("path_prefix: should start and end with \"/\""));
    }
    let folded = match request.query.get("depth") {
        None | Some("0") => false,
        Some("1") => true,
        Some(_) => return Err(Refusal::invalid("depth: Input should be 0 or 1")),
    };
    let rows = tree::rows(in_store(world, request.id(0)), prefix, folded);
    let page = list::page(rows.iter(), &request.query, Order::Asc, limit)?;
    Ok(page.answer(|row| if row.is_memory() { view.of(&row.value) } else { row.value.clone() }))
}

/// `GET /v1/memory_stores/{memory_store_id}/memories/{memory_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let view = View::read(request, View::Full)?;
    Ok(Answer::Json(view.of(find(world, request)?)))
}

/// `POST /v1/memory_stores/{memory_store_id}/memories/{memory_id}`: another content, another path, or both
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let view = View::read(request, View::Basic)?;
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&["path", "content", "precondition"])?;
    world.objects.memory_stores.active(request.id(0))?;
    let stored = find(world, request)?.clone();
    let precondition = field.key("precondition");
    if precondition.given().is_some() {
        precondition.kind(&["content_sha256"])?;
        precondition.only(&["type", "content_sha256"])?;
        check_content(&stored, &precondition.key("content_sha256").required_text(64..=64)?)?;
    }
    let mut next = stored.clone();
    if field.key("path").given().is_some() {
        let path = path(&field.key("path"))?;
        check_free(world, request.id(0), &path, request.id(1))?;
        set(&mut next, "path", path);
    }
    if let Some(content) = content(&field.key("content"))? {
        fill(&mut next, content);
    }
    if next != stored {
        set(&mut next, "updated_at", world.now_text());
        memory_versions::record(world, &mut next, Change::Modified);
        world.objects.memories.get_mut(request.id(1))?.clone_from(&next);
    }
    Ok(Answer::Json(view.of(&next)))
}

/// `DELETE /v1/memory_stores/{memory_store_id}/memories/{memory_id}`
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.memory_stores.active(request.id(0))?;
    let mut memory = find(world, request)?.clone();
    if let Some(expected) = request.query.get("expected_content_sha256") {
        check_content(&memory, expected)?;
    }
    memory_versions::record(world, &mut memory, Change::Deleted);
    world.objects.memories.remove(request.id(1))?;
    Ok(Answer::deleted(request.id(1), "memory_deleted"))
}

impl View {
    /// Reads `view`.
    pub(super) fn read(request: &Request, default: Self) -> Result<Self, Refusal> {
        match request.query.get("view") {
            None => Ok(default),
            Some("basic") => Ok(Self::Basic),
            Some("full") => Ok(Self::Full),
            Some(_) => Err(Refusal::invalid("view: Input should be 'basic' or 'full'")),
        }
    }

    /// The memory, or the version of one, as this view shows it.
    pub(super) fn of(self, memory: &Value) -> Value {
        let mut shown = memory.clone();
        if self == Self::Basic {
            set(&mut shown, "content", Value::Null);
        }
        shown
    }
}

/// The memory, if it is in this store.
fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Value, Refusal> {
    world.objects.memory_stores.get(request.id(0))?;
    let memory = world.objects.memories.get(request.id(1))?;
    if text(memory, "memory_store_id") == request.id(0) { Ok(memory) } else { Err(Refusal::not_found("Memory")) }
}

fn in_store<'a>(world: &'a World, store_id: &str) -> impl Iterator<Item = &'a Value> {
    world.objects.memories.values().filter(move |memory| text(memory, "memory_store_id") == store_id)
}

/// Puts in the content with what is computed from it.
fn fill(memory: &mut Value, content: String) {
    let digest = Sha256::digest(content.as_bytes());
    let digest: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    set(memory, "content_sha256", digest.concat());
    set(memory, "content_size_bytes", content.len());
    set(memory, "content", content);
}

fn content(field: &Field<'_>) -> Result<Option<String>, Refusal> {
    let Some(content) = field.text()? else {
        return Ok(None);
    };
    if content.len() > MAX_CONTENT_BYTES {
        return Err(field.invalid(&format!("content should have at most {MAX_CONTENT_BYTES} bytes")));
    }
    Ok(Some(content.to_owned()))
}

fn path(field: &Field<'_>) -> Result<String, Refusal> {
    let path = field.required_text(1..=MAX_PATH_BYTES)?;
    let Some(inner) = path.strip_prefix('/') else {
        return Err(field.invalid("should start with \"/\""));
    };
    if path.len() > MAX_PATH_BYTES || inner.split('/').count() > MAX_SEGMENTS {
        return Err(field.invalid(&format!("should have at most {MAX_PATH_BYTES} bytes and {MAX_SEGMENTS} segments")));
    }
    if inner.split('/').any(|segment| matches!(segment, "" | "." | "..")) || inner.chars().any(char::is_control) {
        return Err(field.invalid("segments should be names, neither empty nor \".\" or \"..\""));
    }
    Ok(path)
}

/// Refuses a path that a memory other than `own_id` has.
fn check_free(world: &World, store_id: &str, path: &str, own_id: &str) -> Result<(), Refusal> {
    let is_taken = |memory: &&Value| text(memory, "path") == path && text(memory, "id") != own_id;
    match in_store(world, store_id).find(is_taken) {
        None => Ok(()),
        Some(other) => {
            let refusal = Refusal::special(409, "memory_path_conflict_error", "Another memory already has this path.");
            Err(refusal.with("conflicting_memory_id", text(other, "id")).with("conflicting_path", path))
        }
    }
}

fn check_content(memory: &Value, expected: &str) -> Result<(), Refusal> {
    if text(memory, "content_sha256").eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    Err(Refusal::special(409, "memory_precondition_failed_error", "The memory changed since it was read."))
}
