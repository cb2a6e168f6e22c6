//! Vaults (§2.6).

use serde_json::{Value, json};

use super::body::Field;
use super::store::{self, PageSize, text};
use super::{metadata, set};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

const FIELDS: [&str; 2] = ["display_name", "metadata"];

/// `POST /v1/vaults`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let now = world.now();
    let vault = json!({
        "id": world.id("vlt"),
        "type": "vault",
        "display_name": field.key("display_name").required_text(1..=255)?,
        "metadata": field.metadata()?,
        "created_at": time::print(now),
        "updated_at": time::print(now),
        "archived_at": null,
    });
    let seq = world.next_seq();
    world.objects.vaults.add(seq, now, vault.clone());
    Ok(Answer::Json(vault))
}

/// `GET /v1/vaults`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.vaults.page(request, PageSize::HUNDRED, |_| true, Value::clone)
}

/// `GET /v1/vaults/{vault_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    world.objects.vaults.get(request.id(0)).cloned().map(Answer::Json)
}

/// `POST /v1/vaults/{vault_id}`
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let now = world.now_text();
    let vault = world.objects.vaults.active(request.id(0))?;
    let name = field.key("display_name").replaced_text(1..=255)?;
    let kept = field.patched_metadata(&metadata(vault))?;
    if let Some(name) = name {
        set(vault, "display_name", name);
    }
    set(vault, "metadata", kept);
    set(vault, "updated_at", now);
    Ok(Answer::Json(vault.clone()))
}

/// `DELETE /v1/vaults/{vault_id}`, with its credentials
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let id = request.id(0);
    world.objects.vaults.remove(id)?;
    world.objects.credentials.retain(|credential| text(credential, "vault_id") != id);
    Ok(Answer::deleted(id, "vault_deleted"))
}

/// `POST /v1/vaults/{vault_id}/archive`, with its credentials
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let now = world.now();
    let id = request.id(0);
    let vault = world.objects.vaults.archive(id, now)?.clone();
    for credential in world.objects.credentials.values_mut().filter(|credential| text(credential, "vault_id") == id) {
        store::archive(credential, now);
    }
    Ok(Answer::Json(vault))
}

/// The vault with this id.
pub(crate) fn find<'a>(world: &'a World, id: &str) -> Option<&'a Value> {
    world.objects.vaults.find(id)
}
