//! Credentials of a vault (§2.6). Secrets are checked and then dropped: nothing here could give one away.

mod auth;

use serde_json::{Value, json};

use super::body::{Field, Patch};
use super::store::{self, PageSize, text};
use super::{metadata, set};
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

const FIELDS: [&str; 3] = ["auth", "display_name", "metadata"];

/// The most active credentials in a vault.
const MAX_CREDENTIALS: usize = 20;

/// `POST /v1/vaults/{vault_id}/credentials`
pub(crate) fn create(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    let vault_id = request.id(0);
    world.objects.vaults.active(vault_id)?;
    let auth = auth::create(&field.key("auth"))?;
    let is_active = |credential: &&Value| text(credential, "vault_id") == vault_id && !store::is_archived(credential);
    let active = || world.objects.credentials.values().filter(is_active);
    if active().count() >= MAX_CREDENTIALS {
        return Err(Refusal::invalid(format!("A vault can have at most {MAX_CREDENTIALS} credentials")));
    }
    if let Some(taken) =
        active().filter_map(|credential| credential.get("auth")).find(|other| auth::key(other) == auth::key(&auth))
    {
        let (name, key) = auth::key(taken);
        return Err(Refusal::conflict(format!("A credential with {name} \"{key}\" already exists in this vault")));
    }
    let now = world.now();
    let credential = json!({
        "id": world.id("vcrd"),
        "type": "vault_credential",
        "vault_id": vault_id,
        "display_name": field.key("display_name").text_within(255)?,
        "auth": auth,
        "metadata": field.metadata()?,
        "created_at": time::print(now),
        "updated_at": time::print(now),
        "archived_at": null,
    });
    let seq = world.next_seq();
    world.objects.credentials.add(seq, now, credential.clone());
    Ok(Answer::Json(credential))
}

/// `GET /v1/vaults/{vault_id}/credentials`
pub(crate) fn list(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let vault_id = request.id(0);
    world.objects.vaults.get(vault_id)?;
    let in_vault = |credential: &Value| text(credential, "vault_id") == vault_id;
    world.objects.credentials.page(request, PageSize::HUNDRED, in_vault, Value::clone)
}

/// `GET /v1/vaults/{vault_id}/credentials/{credential_id}`
pub(crate) fn retrieve(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    find(world, request).cloned().map(Answer::Json)
}

/// `POST /v1/vaults/{vault_id}/credentials/{credential_id}`: new secrets, but not another key
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = Value::Object(request.object()?);
    let field = Field::root(&body);
    field.only(&FIELDS)?;
    find(world, request)?;
    let now = world.now_text();
    let credential = world.objects.credentials.active(request.id(1))?;
    let mut next = credential.clone();
    match field.key("display_name").patch_text(255)? {
        Patch::Keep => {}
        Patch::Clear => set(&mut next, "display_name", Value::Null),
        Patch::Set(name) => set(&mut next, "display_name", name),
    }
    if field.key("auth").given().is_some() {
        let stored = next.get("auth").cloned().unwrap_or_default();
        set(&mut next, "auth", auth::update(&field.key("auth"), &stored)?);
    }
    set(&mut next, "metadata", field.patched_metadata(&metadata(credential))?);
    set(&mut next, "updated_at", now);
    credential.clone_from(&next);
    Ok(Answer::Json(next))
}

/// `DELETE /v1/vaults/{vault_id}/credentials/{credential_id}`
pub(crate) fn delete(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    find(world, request)?;
    world.objects.credentials.remove(request.id(1))?;
    Ok(Answer::deleted(request.id(1), "vault_credential_deleted"))
}

/// `POST /v1/vaults/{vault_id}/credentials/{credential_id}/archive`
pub(crate) fn archive(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    find(world, request)?;
    let now = world.now();
    world.objects.credentials.archive(request.id(1), now).cloned().map(Answer::Json)
}

/// `POST /v1/vaults/{vault_id}/credentials/{credential_id}/mcp_oauth_validate`
///
/// No server is asked: a token is good until it expires, and a refresh always succeeds.
pub(crate) fn validate(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let auth = find(world, request)?.get("auth").cloned().unwrap_or_default();
    if text(&auth, "type") != "mcp_oauth" {
        return Err(Refusal::invalid("Only mcp_oauth credentials can be validated"));
    }
    let has_refresh = auth.get("refresh").is_some_and(|refresh| !refresh.is_null());
    let expired = time::parse(text(&auth, "expires_at")).is_some_and(|at| at <= world.now());
    let valid = has_refresh || !expired;
    let response = |status: u16, body: &str| json!({"status_code": status, "content_type": "application/json", "body": body, "body_truncated": false});
    let probe =
        if valid { response(200, "{\"jsonrpc\":\"2.0\"}") } else { response(401, "{\"error\":\"invalid_token\"}") };
    let refresh = match (expired, has_refresh) {
        (false, _) => Value::Null,
        (true, true) => json!({"status": "succeeded", "http_response": response(200, "{}")}),
        (true, false) => json!({"status": "no_refresh_token", "http_response": null}),
    };
    Ok(Answer::Json(json!({
        "type": "vault_credential_validation",
        "credential_id": request.id(1),
        "vault_id": request.id(0),
        "status": if valid { "valid" } else { "invalid" },
        "has_refresh_token": has_refresh,
        "mcp_probe": {"method": "initialize", "http_response": probe},
        "refresh": refresh,
        "validated_at": world.now_text(),
    })))
}

/// The credential, if it is in this vault.
fn find<'a>(world: &'a World, request: &Request) -> Result<&'a Value, Refusal> {
    world.objects.vaults.get(request.id(0))?;
    let credential = world.objects.credentials.get(request.id(1))?;
    if text(credential, "vault_id") == request.id(0) { Ok(credential) } else { Err(Refusal::not_found("Credential")) }
}
