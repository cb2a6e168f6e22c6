//! Everything but sessions: agents, environments, files, skills, vaults, memory, deployments, models.
//!
//! A handler is `fn(&mut World, &Request) -> Result<Answer, Refusal>`, pure: time is `world.now()`, ids are
//! `world.id("agent")`. Bodies are read with [`body::Field`], which knows the place for the refusal; objects are
//! kept as they are answered, in a [`store::Store`]. Each module keeps its own state as a field of [`Objects`].

mod body;
mod store;

pub(crate) mod agents;
pub(crate) mod credentials;
pub(crate) mod deployment_runs;
pub(crate) mod deployments;
pub(crate) mod environments;
pub(crate) mod files;
pub(crate) mod memories;
pub(crate) mod memory_stores;
pub(crate) mod memory_versions;
pub(crate) mod models;
pub(crate) mod skills;
pub(crate) mod vaults;

use serde_json::Value;

pub(crate) use self::store::is_archived;

use self::store::Store;
use super::check::Object;

/// The state of the modules above.
#[derive(Debug)]
pub(crate) struct Objects {
    agents: agents::Agents,
    environments: Store,
    files: files::Files,
    skills: skills::Skills,
    vaults: Store,
    credentials: Store,
    memory_stores: Store,
    memories: Store,
    memory_versions: Store,
    deployments: Store,
    deployment_runs: Store,
}

impl Default for Objects {
    fn default() -> Self {
        Self {
            agents: agents::Agents::default(),
            environments: Store::of("Environment"),
            files: files::Files::default(),
            skills: skills::Skills::default(),
            vaults: Store::of("Vault"),
            credentials: Store::of("Credential"),
            memory_stores: Store::of("Memory store"),
            memories: Store::of("Memory"),
            memory_versions: Store::of("Memory version"),
            deployments: Store::of("Deployment"),
            deployment_runs: Store::of("Deployment run"),
        }
    }
}

/// Sets a member of `object`, which has to be a JSON object.
fn set(object: &mut Value, key: &str, value: impl Into<Value>) {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value.into());
    }
}

/// The `metadata` of a stored object.
fn metadata(object: &Value) -> Object {
    object.get("metadata").and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Whether `text` is a bare host name.
fn is_host(text: &str) -> bool {
    text.split('.').all(|label| {
        let inner = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !label.is_empty() && inner && !label.starts_with('-') && !label.ends_with('-')
    })
}

#[cfg(test)]
mod tests;
