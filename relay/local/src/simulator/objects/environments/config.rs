//! The `config` of an environment: where it runs, what it may reach, what is installed.

use serde_json::{Value, json};

use super::super::body::Field;
use super::super::set;
use super::super::store::text;
use crate::simulator::request::Refusal;

/// In the order in which they install.
const MANAGERS: [&str; 6] = ["apt", "cargo", "gem", "go", "npm", "pip"];

const MAX_HOSTS: usize = 256;
const MAX_PACKAGES: usize = 256;

/// The `config` of a create; without one the environment is in the cloud and unrestricted.
pub(super) fn create(field: &Field<'_>) -> Result<Value, Refusal> {
    let cloud = json!({
        "type": "cloud",
        "networking": {"type": "unrestricted"},
        "packages": {"type": "packages", "apt": [], "cargo": [], "gem": [], "go": [], "npm": [], "pip": []},
    });
    if field.given().is_none() {
        return Ok(cloud);
    }
    match field.kind(&["cloud", "self_hosted"])? {
        "self_hosted" => self_hosted(field),
        _ => merge(field, &cloud),
    }
}

/// The `config` of an update over the stored one: parts that it does not name stay.
pub(super) fn update(field: &Field<'_>, stored: &Value) -> Result<Value, Refusal> {
    let kind = match field.key("type").word(&["cloud", "self_hosted"])? {
        Some(kind) if kind != text(stored, "type") => {
            let refusal = field.key("type").invalid("an environment cannot change between cloud and self_hosted");
            return Err(refusal.with_code("invalid_config_type_change"));
        }
        _ => text(stored, "type"),
    };
    if kind == "self_hosted" { self_hosted(field) } else { merge(field, stored) }
}

fn self_hosted(field: &Field<'_>) -> Result<Value, Refusal> {
    for name in ["networking", "packages"] {
        if field.key(name).given().is_some() {
            return Err(field.key(name).invalid("not allowed for a self_hosted environment"));
        }
    }
    field.only(&["type"])?;
    Ok(json!({"type": "self_hosted"}))
}

fn merge(field: &Field<'_>, stored: &Value) -> Result<Value, Refusal> {
    field.only(&["type", "networking", "packages"])?;
    let mut config = stored.clone();
    if field.key("networking").given().is_some() {
        set(&mut config, "networking", networking(&field.key("networking"))?);
    }
    if field.key("packages").given().is_some() {
        set(&mut config, "packages", packages(&field.key("packages"))?);
    }
    let installs = MANAGERS.iter().any(|manager| {
        let listed = config.pointer(&format!("/packages/{manager}"));
        listed.and_then(Value::as_array).is_some_and(|packages| !packages.is_empty())
    });
    let open = config.pointer("/networking/type").is_some_and(|kind| kind == "unrestricted");
    let allowed = config.pointer("/networking/allow_package_managers").is_some_and(|allow| *allow == true);
    if installs && !open && !allowed {
        return Err(field
            .key("packages")
            .invalid("packages need networking.allow_package_managers under limited networking"));
    }
    Ok(config)
}

fn networking(field: &Field<'_>) -> Result<Value, Refusal> {
    if field.kind(&["unrestricted", "limited"])? == "unrestricted" {
        field.only(&["type"])?;
        return Ok(json!({"type": "unrestricted"}));
    }
    field.only(&["type", "allowed_hosts", "allow_mcp_servers", "allow_package_managers"])?;
    let hosts = field.key("allowed_hosts").texts(MAX_HOSTS)?;
    if let Some(host) = hosts.iter().find(|host| !is_host_pattern(host)) {
        return Err(field.key("allowed_hosts").invalid(&format!("\"{host}\" is not a host name or a *. pattern")));
    }
    Ok(json!({
        "type": "limited",
        "allowed_hosts": hosts,
        "allow_mcp_servers": field.key("allow_mcp_servers").flag()?.unwrap_or(false),
        "allow_package_managers": field.key("allow_package_managers").flag()?.unwrap_or(false),
    }))
}

fn packages(field: &Field<'_>) -> Result<Value, Refusal> {
    field.only(&[["type"].as_slice(), &MANAGERS].concat())?;
    field.key("type").word(&["packages"])?;
    let mut packages = json!({"type": "packages"});
    for manager in MANAGERS {
        set(&mut packages, manager, field.key(manager).texts(MAX_PACKAGES)?);
    }
    Ok(packages)
}

/// A bare name such as `api.example.com`, or `*.` and a bare name.
fn is_host_pattern(text: &str) -> bool {
    super::super::is_host(text.strip_prefix("*.").unwrap_or(text))
}
