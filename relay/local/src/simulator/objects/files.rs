//! Files (§2.4): uploads, the copies that sessions get of them, and what sessions write.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::set;
use super::store::{PageSize, Store, text};
use crate::simulator::request::{Answer, Part, Refusal, Request};
use crate::simulator::time::{self, Micros, SECOND};
use crate::simulator::world::World;

const MAX_FILENAME: usize = 500;
const MAX_IDS: usize = 100;

/// Every file with its content.
#[derive(Debug)]
pub(crate) struct Files {
    store: Store,
    /// By file id.
    contents: HashMap<String, Vec<u8>>,
}

/// A file before it has an id.
struct NewFile {
    filename: String,
    mime_type: String,
    bytes: Vec<u8>,
    downloadable: bool,
    expires_at: Option<Micros>,
    session_id: Option<String>,
}

impl Default for Files {
    fn default() -> Self {
        Self { store: Store::of("File"), contents: HashMap::new() }
    }
}

/// `POST /v1/files`
pub(crate) fn upload(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let parts = request.parts()?;
    let part = parts.iter().find(|part| part.name == "file").ok_or_else(|| Refusal::invalid("file: Field required"))?;
    let filename = base_name(part.filename.as_deref().unwrap_or("file"));
    if !(1..=MAX_FILENAME).contains(&filename.chars().count()) {
        return Err(Refusal::invalid(format!("file: filename should have 1 to {MAX_FILENAME} characters")));
    }
    let expires_in = parts.iter().find(|part| part.name == "expires_in_seconds").map(expiry).transpose()?;
    let file = NewFile {
        filename: filename.to_owned(),
        mime_type: part.content_type.clone().unwrap_or_else(|| media_type(filename).to_owned()),
        bytes: part.bytes.clone(),
        downloadable: false,
        expires_at: expires_in.map(|seconds| world.now() + seconds * SECOND),
        session_id: None,
    };
    let id = add(world, file);
    world.objects.files.store.get(&id).cloned().map(Answer::Json)
}

/// `GET /v1/files`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let query = &request.query;
    let ids: Vec<&str> = query.all("ids[]").collect();
    if ids.len() > MAX_IDS {
        return Err(Refusal::invalid(format!("ids: List should have at most {MAX_IDS} items")));
    }
    if !ids.is_empty() && (query.get("limit").is_some() || query.get("page").is_some()) {
        return Err(Refusal::invalid("ids: cannot be combined with limit or page"));
    }
    let now = world.now();
    let scope = query.get("scope_id");
    let wanted = |file: &Value| {
        !is_expired(file, now)
            && (ids.is_empty() || ids.contains(&text(file, "id")))
            && scope.is_none_or(|scope| session_of(file) == Some(scope))
    };
    let store = &world.objects.files.store;
    if ids.is_empty() {
        return store.page(request, PageSize::THOUSAND, wanted, Value::clone);
    }
    let data: Vec<&Value> = store.values().rev().filter(|file| wanted(file)).collect();
    Ok(Answer::Json(json!({"data": data, "next_page": null})))
}

/// `GET /v1/files/{file_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    current(world, request.id(0)).cloned().map(Answer::Json)
}

/// `GET /v1/files/{file_id}/content`, of what a session wrote only
pub(crate) fn content(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let file = current(world, request.id(0))?;
    if file.get("downloadable").is_none_or(|downloadable| *downloadable != true) {
        return Err(Refusal::invalid("This file cannot be downloaded.").with_code("file_not_downloadable"));
    }
    let bytes = bytes(world, request.id(0)).unwrap_or_default().to_vec();
    let (content_type, filename) = (text(file, "mime_type").to_owned(), text(file, "filename").to_owned());
    Ok(Answer::Bytes { content_type, filename, bytes })
}

/// `DELETE /v1/files/{file_id}`
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let files = &mut world.objects.files;
    files.store.remove(request.id(0))?;
    files.contents.remove(request.id(0));
    Ok(Answer::deleted(request.id(0), "file_deleted"))
}

/// The file with this id.
pub(crate) fn find<'a>(world: &'a World, id: &str) -> Option<&'a Value> {
    current(world, id).ok()
}

/// What the file with this id holds.
pub(crate) fn bytes<'a>(world: &'a World, id: &str) -> Option<&'a [u8]> {
    find(world, id)?;
    world.objects.files.contents.get(id).map(Vec::as_slice)
}

/// Gives a session its own copy of an upload; answers the copy's id.
pub(crate) fn copy_for_session(world: &mut World, file_id: &str, session_id: &str) -> Option<String> {
    let original = find(world, file_id)?;
    let copy = NewFile {
        filename: text(original, "filename").to_owned(),
        mime_type: text(original, "mime_type").to_owned(),
        bytes: bytes(world, file_id).unwrap_or_default().to_vec(),
        downloadable: false,
        expires_at: None,
        session_id: Some(session_id.to_owned()),
    };
    Some(add(world, copy))
}

/// A file that a session wrote to its outputs folder; a later one with the same name replaces it.
pub(crate) fn write_output(world: &mut World, session_id: &str, path: &str, bytes: Vec<u8>) {
    let filename = base_name(path).to_owned();
    let is_same = |file: &Value| {
        session_of(file) == Some(session_id)
            && text(file, "filename") == filename
            && file.get("downloadable").is_some_and(|downloadable| *downloadable == true)
    };
    world.objects.files.forget(is_same);
    let mime_type = media_type(&filename).to_owned();
    let session_id = Some(session_id.to_owned());
    add(world, NewFile { filename, mime_type, bytes, downloadable: true, expires_at: None, session_id });
}

/// Removes the files of a session that is deleted.
pub(crate) fn delete_of_session(world: &mut World, session_id: &str) {
    world.objects.files.forget(|file| session_of(file) == Some(session_id));
}

impl Files {
    fn forget(&mut self, is_gone: impl Fn(&Value) -> bool) {
        for file in self.store.values().filter(|file| is_gone(file)) {
            self.contents.remove(text(file, "id"));
        }
        self.store.retain(|file| !is_gone(file));
    }
}

fn add(world: &mut World, new: NewFile) -> String {
    let id = world.id("file");
    let now = world.now();
    let mut file = json!({
        "id": id,
        "type": "file",
        "filename": new.filename,
        "mime_type": new.mime_type,
        "size_bytes": new.bytes.len(),
        "created_at": time::print(now),
        "downloadable": new.downloadable,
        "expires_at": new.expires_at.map(time::print),
        "scope": null,
    });
    if let Some(session_id) = new.session_id {
        set(&mut file, "scope", json!({"type": "session", "id": session_id}));
    }
    let seq = world.next_seq();
    world.objects.files.store.add(seq, now, file);
    world.objects.files.contents.insert(id.clone(), new.bytes);
    id
}

/// The file, unless it is gone or its time is over.
fn current<'a>(world: &'a World, id: &str) -> Result<&'a Value, Refusal> {
    let file = world.objects.files.store.get(id)?;
    if is_expired(file, world.now()) {
        return Err(Refusal::not_found("File").with_code("file_expired"));
    }
    Ok(file)
}

fn is_expired(file: &Value, now: Micros) -> bool {
    time::parse(text(file, "expires_at")).is_some_and(|at| at <= now)
}

fn session_of(file: &Value) -> Option<&str> {
    file.pointer("/scope/id").and_then(Value::as_str)
}

fn expiry(part: &Part) -> Result<Micros, Refusal> {
    let seconds = std::str::from_utf8(&part.bytes).ok().and_then(|text| text.trim().parse().ok());
    seconds
        .filter(|seconds| (3_600..=7_776_000).contains(seconds))
        .ok_or_else(|| Refusal::invalid("expires_in_seconds: Input should be an integer from 3600 to 7776000"))
}

/// The name without its folders: files are listed by it alone.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A guess by the name's ending.
fn media_type(filename: &str) -> &'static str {
    match filename.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).as_deref() {
        Some("csv") => "text/csv",
        Some("html") => "text/html",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("json") => "application/json",
        Some("md") => "text/markdown",
        Some("pdf") => "application/pdf",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("txt" | "log" | "rs" | "py" | "toml" | "yaml" | "yml" | "js" | "ts" | "sh" | "sql") => "text/plain",
        _ => "application/octet-stream",
    }
}
