//! What is mounted into a session (§2.3.2).

use serde_json::{Value, json};

use super::log::put;
use crate::simulator::check::{self, Object};
use crate::simulator::list::{self, Item, Order};
use crate::simulator::objects::{files, is_archived, memory_stores};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time::Micros;
use crate::simulator::world::World;

const UPLOADS: &str = "/mnt/session/uploads";

/// A mounted file, repository or memory store.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resource {
    seq: u64,
    created: Micros,
    /// The object on the wire.
    object: Value,
}

impl Item for Resource {
    fn seq(&self) -> u64 {
        self.seq
    }

    fn created(&self) -> Micros {
        self.created
    }

    fn is_archived(&self) -> bool {
        false
    }
}

impl Resource {
    /// Reads `resources` of a create body and mounts them.
    pub(crate) fn read_all(
        world: &mut World,
        body: &Object,
        session: &str,
        self_hosted: bool,
    ) -> Result<Vec<Self>, Refusal> {
        let items = check::items(body, "resources", 999)?;
        let is = |item: &Value, kind: &str| item.get("type").is_some_and(|found| found == kind);
        if items.iter().filter(|item| is(item, "memory_store")).count() > 8 {
            return Err(Refusal::invalid("resources: at most 8 memory stores are allowed"));
        }
        if self_hosted && items.iter().any(|item| !is(item, "memory_store")) {
            return Err(Refusal::invalid("resources: self-hosted environments accept only memory stores"));
        }
        items.iter().map(|item| Self::read(world, item, session)).collect()
    }

    fn read(world: &mut World, item: &Value, session: &str) -> Result<Self, Refusal> {
        let item = item.as_object().ok_or_else(|| Refusal::unparsed("resources: expected objects"))?;
        match item.get("type").and_then(Value::as_str) {
            Some("file") => Self::file(world, item, session),
            Some("github_repository") => Self::repository(world, item),
            Some("memory_store") => Self::memory_store(world, item),
            _ => Err(Refusal::unparsed("resources.type: expected one of file, github_repository, memory_store")),
        }
    }

    fn file(world: &mut World, item: &Object, session: &str) -> Result<Self, Refusal> {
        check::only(item, &["type", "file_id", "mount_path"])?;
        let file_id = check::required_text(item, "file_id", 1..=100)?;
        let mount = check::text(item, "mount_path", 1..=1024)?;
        if mount.is_some_and(|path| !path.starts_with('/')) {
            return Err(Refusal::invalid("mount_path: must be absolute"));
        }
        let copy = files::copy_for_session(world, file_id, session).ok_or_else(|| Refusal::not_found("File"))?;
        let path = mount.map_or_else(|| format!("{UPLOADS}/{file_id}"), |path| format!("{UPLOADS}{path}"));
        Ok(Self::with_id(world, json!({ "type": "file", "file_id": copy, "mount_path": path })))
    }

    fn repository(world: &mut World, item: &Object) -> Result<Self, Refusal> {
        check::only(item, &["type", "url", "authorization_token", "checkout", "mount_path"])?;
        let url = check::required_text(item, "url", 1..=2048)?;
        if !url.starts_with("https://github.com/") {
            return Err(Refusal::invalid("url: must be a https://github.com/ address"));
        }
        let name = url.trim_end_matches('/').rsplit('/').next().unwrap_or("repository").trim_end_matches(".git");
        let path =
            check::text(item, "mount_path", 1..=1024)?.map_or_else(|| format!("/workspace/{name}"), str::to_owned);
        let mut object = json!({ "type": "github_repository", "url": url, "mount_path": path });
        if let Some(checkout) = check::object(item, "checkout")? {
            let key = match checkout.get("type").and_then(Value::as_str) {
                Some("branch") => "name",
                Some("commit") => "sha",
                _ => return Err(Refusal::unparsed("checkout.type: expected one of branch, commit")),
            };
            check::only_in(&Value::Object(checkout.clone()), "checkout", &["type", key])?;
            check::required_text(checkout, key, 1..=255)?;
            put(&mut object, "checkout", checkout.clone());
        }
        Ok(Self::with_id(world, object))
    }

    fn memory_store(world: &mut World, item: &Object) -> Result<Self, Refusal> {
        check::only(item, &["type", "memory_store_id", "access", "instructions"])?;
        let id = check::required_text(item, "memory_store_id", 1..=100)?;
        let access = check::text(item, "access", 1..=20)?.unwrap_or("read_write");
        if !["read_write", "read_only"].contains(&access) {
            return Err(Refusal::invalid("access: Input should be 'read_write' or 'read_only'"));
        }
        let instructions = check::text(item, "instructions", 0..=4096)?;
        let store = memory_stores::find(world, id).ok_or_else(|| Refusal::not_found("Memory store"))?;
        if is_archived(store) {
            return Err(Refusal::invalid(format!("resources: memory store {id} is archived")));
        }
        let name = store.get("name").and_then(Value::as_str).unwrap_or_default();
        let object = json!({
            "type": "memory_store",
            "memory_store_id": id,
            "access": access,
            "name": name,
            "description": store.get("description"),
            "instructions": instructions,
            "mount_path": format!("/mnt/memory/{}", name.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-")),
        });
        Ok(Self { seq: world.next_seq(), created: world.now(), object })
    }

    fn with_id(world: &mut World, mut object: Value) -> Self {
        put(&mut object, "id", world.id("sesrsc"));
        put(&mut object, "created_at", world.now_text());
        put(&mut object, "updated_at", world.now_text());
        Self { seq: world.next_seq(), created: world.now(), object }
    }

    /// The object on the wire.
    pub(crate) fn print(&self) -> Value {
        self.object.clone()
    }

    /// Its id; memory stores have none.
    fn id(&self) -> &str {
        self.object.get("id").and_then(Value::as_str).unwrap_or_default()
    }

    /// A repository's address.
    pub(crate) fn url(&self) -> Option<&str> {
        self.object.get("url").and_then(Value::as_str)
    }

    /// Whether it is this memory store.
    pub(crate) fn is_memory_store(&self, id: &str) -> bool {
        self.object.get("memory_store_id").is_some_and(|found| found == id)
    }
}

/// Lists what is mounted.
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let session = world.sessions.named(request)?;
    let limit = list::limit(&request.query, 1000, 1000)?;
    let page = list::page(session.resources.iter(), &request.query, Order::Asc, limit)?;
    Ok(page.answer(Resource::print))
}

/// Mounts a file into a session that exists.
pub(crate) fn add(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = request.object()?;
    let session = world.sessions.named(request)?;
    if session.archived.is_some() {
        return Err(Refusal::invalid("Cannot modify archived session"));
    }
    if session.self_hosted || body.get("type").is_none_or(|kind| kind != "file") {
        return Err(Refusal::invalid("type: only files can be added to a session that exists"));
    }
    let resource = Resource::file(world, &body, request.id(0))?;
    let object = resource.print();
    if let Some(session) = world.sessions.find_mut(request.id(0)) {
        session.resources.push(resource);
    }
    Ok(Answer::Json(object))
}

/// Retrieves a resource.
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    Ok(Answer::Json(find(world, request)?.print()))
}

/// Rotates a repository's token, which is never shown.
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = request.object()?;
    check::only(&body, &["authorization_token"])?;
    check::required_text(&body, "authorization_token", 1..=8192)?;
    let now = world.now_text();
    let resource = find(world, request)?;
    if resource.url().is_none() {
        return Err(Refusal::invalid("Only repositories have an authorization_token."));
    }
    put(&mut resource.object, "updated_at", now);
    Ok(Answer::Json(resource.print()))
}

/// Unmounts a resource.
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    find(world, request)?;
    if let Some(session) = world.sessions.find_mut(request.id(0)) {
        session.resources.retain(|resource| resource.id() != request.id(1));
    }
    Ok(Answer::deleted(request.id(1), "session_resource_deleted"))
}

fn find<'a>(world: &'a mut World, request: &Request) -> Result<&'a mut Resource, Refusal> {
    let session = world.sessions.find_mut(request.id(0)).ok_or_else(|| Refusal::not_found("Session"))?;
    let mut resources = session.resources.iter_mut();
    resources.find(|resource| resource.id() == request.id(1)).ok_or_else(|| Refusal::not_found("Session resource"))
}
