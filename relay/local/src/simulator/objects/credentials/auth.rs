//! The `auth` of a credential: what is asked for, and what of it is answered.

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::store::text;
use super::super::{is_host, set};
use crate::simulator::request::Refusal;
use crate::simulator::time;

const KINDS: [&str; 3] = ["static_bearer", "mcp_oauth", "environment_variable"];

const MAX_URL: usize = 2_047;
const MAX_SECRET: usize = 8_192;
const MAX_HOSTS: usize = 16;

/// The answered form of the `auth` of a create.
pub(super) fn create(field: &Field<'_>) -> Result<Value, Refusal> {
    field.require(field.given())?;
    let kind = field.kind(&KINDS)?;
    let field = field.variant(kind);
    field.only(known(kind))?;
    match kind {
        "static_bearer" => {
            field.key("token").required_text(1..=MAX_SECRET)?;
            Ok(json!({"type": kind, "mcp_server_url": url(&field.key("mcp_server_url"))?}))
        }
        "mcp_oauth" => {
            field.key("access_token").required_text(1..=MAX_SECRET)?;
            Ok(json!({
                "type": kind,
                "mcp_server_url": url(&field.key("mcp_server_url"))?,
                "expires_at": expiry(&field.key("expires_at"))?,
                "refresh": refresh(&field.key("refresh"))?,
            }))
        }
        _ => {
            field.key("secret_value").required_text(1..=MAX_SECRET)?;
            Ok(json!({
                "type": kind,
                "secret_name": secret_name(&field.key("secret_name"))?,
                "networking": networking(&field.key("networking"))?,
                "injection_location": injection(&field.key("injection_location"), true, false)?,
            }))
        }
    }
}

/// The answered form after the `auth` of an update. The type and the key cannot change.
pub(super) fn update(field: &Field<'_>, stored: &Value) -> Result<Value, Refusal> {
    let kind = field.kind(&KINDS)?;
    if kind != text(stored, "type") {
        return Err(field.key("type").invalid("the type of a credential cannot change"));
    }
    let field = field.variant(kind);
    field.only(known(kind))?;
    let (name, fixed) = key(stored);
    if field.key(name).text()?.is_some_and(|new| new != fixed) {
        return Err(field.key(name).invalid("cannot change; create another credential instead"));
    }
    for secret in ["token", "access_token", "secret_value"] {
        field.key(secret).replaced_text(1..=MAX_SECRET)?;
    }
    let mut next = stored.clone();
    if kind == "mcp_oauth" {
        if !field.key("expires_at").is_absent() {
            set(&mut next, "expires_at", expiry(&field.key("expires_at"))?);
        }
        if !field.key("refresh").is_absent() {
            set(&mut next, "refresh", refresh(&field.key("refresh"))?);
        }
    }
    if kind == "environment_variable" {
        if field.key("networking").given().is_some() {
            set(&mut next, "networking", networking(&field.key("networking"))?);
        }
        let now = |name: &str| stored.pointer(&format!("/injection_location/{name}")).is_some_and(|on| *on == true);
        let place = injection(&field.key("injection_location"), now("header"), now("body"))?;
        set(&mut next, "injection_location", place);
    }
    Ok(next)
}

/// The fields of a kind.
fn known(kind: &str) -> &'static [&'static str] {
    match kind {
        "static_bearer" => &["type", "mcp_server_url", "token"],
        "mcp_oauth" => &["type", "mcp_server_url", "access_token", "expires_at", "refresh"],
        _ => &["type", "secret_name", "secret_value", "networking", "injection_location"],
    }
}

/// What makes a credential unique in its vault: the name of the field, and its value.
pub(super) fn key(auth: &Value) -> (&'static str, &str) {
    match text(auth, "type") {
        "environment_variable" => ("secret_name", text(auth, "secret_name")),
        _ => ("mcp_server_url", text(auth, "mcp_server_url")),
    }
}

fn url(field: &Field<'_>) -> Result<String, Refusal> {
    let url = field.required_text(1..=MAX_URL)?;
    if url.starts_with("https://") || url.starts_with("http://") {
        Ok(url)
    } else {
        Err(field.invalid("must be an http or https URL"))
    }
}

fn expiry(field: &Field<'_>) -> Result<Option<String>, Refusal> {
    let Some(text) = field.text()? else {
        return Ok(None);
    };
    let at = time::parse(text).ok_or_else(|| field.invalid("Input should be a valid RFC 3339 datetime"))?;
    Ok(Some(time::print(at)))
}

fn refresh(field: &Field<'_>) -> Result<Value, Refusal> {
    if field.members()?.is_none() {
        return Ok(Value::Null);
    }
    field.only(&["client_id", "refresh_token", "token_endpoint", "token_endpoint_auth", "resource", "scope"])?;
    field.key("refresh_token").required_text(1..=MAX_SECRET)?;
    let auth = field.key("token_endpoint_auth");
    let kind = auth.kind(&["none", "client_secret_basic", "client_secret_post"])?;
    if kind == "none" {
        auth.only(&["type"])?;
    } else {
        auth.only(&["type", "client_secret"])?;
        auth.key("client_secret").required_text(1..=MAX_SECRET)?;
    }
    Ok(json!({
        "client_id": field.key("client_id").required_text(1..=MAX_URL)?,
        "token_endpoint": url(&field.key("token_endpoint"))?,
        "token_endpoint_auth": {"type": kind},
        "resource": field.key("resource").text_within(MAX_URL)?,
        "scope": field.key("scope").text_within(MAX_URL)?,
    }))
}

fn secret_name(field: &Field<'_>) -> Result<String, Refusal> {
    let name = field.required_text(1..=255)?;
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_word && !name.starts_with(|first: char| first.is_ascii_digit()) {
        Ok(name)
    } else {
        Err(field.invalid("must be the name of an environment variable"))
    }
}

fn networking(field: &Field<'_>) -> Result<Value, Refusal> {
    field.require(field.given())?;
    if field.kind(&["unrestricted", "limited"])? == "unrestricted" {
        field.only(&["type"])?;
        return Ok(json!({"type": "unrestricted"}));
    }
    field.only(&["type", "allowed_hosts"])?;
    let hosts = field.key("allowed_hosts").texts(MAX_HOSTS)?;
    if let Some(host) = hosts.iter().find(|host| !is_host(host.strip_prefix("*.").unwrap_or(host))) {
        return Err(field.key("allowed_hosts").invalid(&format!("\"{host}\" is not a host name")));
    }
    Ok(json!({"type": "limited", "allowed_hosts": hosts}))
}

fn injection(field: &Field<'_>, header: bool, body: bool) -> Result<Value, Refusal> {
    field.only(&["header", "body"])?;
    Ok(json!({
        "header": field.key("header").flag()?.unwrap_or(header),
        "body": field.key("body").flag()?.unwrap_or(body),
    }))
}
