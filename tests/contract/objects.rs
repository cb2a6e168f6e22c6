//! Objects, lists, errors, webhooks and request bodies.

use model::error::ApiError;
use model::wire::agent::Agent;
use model::wire::deleted::Deleted;
use model::wire::deployment::{Deployment, DeploymentRun};
use model::wire::dream::Dream;
use model::wire::environment::{Environment, Lease, WorkItem, WorkStats};
use model::wire::event::Event;
use model::wire::file::File;
use model::wire::memory::{MemoryEntry, MemoryStore, MemoryVersion};
use model::wire::model_info::ModelInfo;
use model::wire::request::{
    AgentCreate, AgentUpdate, CredentialCreate, DeploymentCreate, EnvironmentCreate, MemoryCreate, MemoryStoreCreate,
    SendEvents, SessionCreate, SessionUpdate, VaultCreate,
};
use model::wire::resource::Resource;
use model::wire::session::Session;
use model::wire::skill::{Skill, SkillVersion};
use model::wire::thread::Thread;
use model::wire::vault::{Credential, CredentialValidation, Vault};
use model::wire::webhook::{WebhookEndpoint, WebhookEvent};

use crate::strict::{object, page};
use crate::{fixtures, strict};

#[test]
fn every_object_is_read_with_nothing_unknown() {
    strict::report(
        fixtures::folder("objects")
            .into_iter()
            .filter_map(|(name, text)| Some(format!("{name}: {}", check(&name, &text).err()?)))
            .collect(),
    );
}

/// The type of a file is in its name. A name without a type fails, so no example goes unread.
fn check(name: &str, text: &str) -> Result<(), String> {
    match name {
        _ if name.starts_with("error_") => object::<ApiError>(text),
        _ if name.starts_with("webhook_") => object::<WebhookEvent>(text),
        _ if name.starts_with("request_events_send_") => object::<SendEvents>(text),
        _ if name.ends_with("_deleted") => object::<Deleted>(text),

        "agents_list" | "agent_versions_list" => page::<Agent>(text),
        "credentials_list" => page::<Credential>(text),
        "deployment_runs_list" => page::<DeploymentRun>(text),
        "deployments_list" => page::<Deployment>(text),
        "dreams_list" => page::<Dream>(text),
        "environment_work_list" => page::<WorkItem>(text),
        "environments_list" => page::<Environment>(text),
        "files_list" => page::<File>(text),
        "memories_list" => page::<MemoryEntry>(text),
        "memory_stores_list" => page::<MemoryStore>(text),
        "memory_versions_list" => page::<MemoryVersion>(text),
        "models_list" => page::<ModelInfo>(text),
        "organization_webhook_endpoints_list" => page::<WebhookEndpoint>(text),
        "session_events_list"
        | "session_events_list_first_page"
        | "session_events_send_response"
        | "session_thread_events_list" => page::<Event>(text),
        "session_resources_list" => page::<Resource>(text),
        "session_threads_list" => page::<Thread>(text),
        "sessions_list" => page::<Session>(text),
        "skill_versions_list" => page::<SkillVersion>(text),
        "skills_list" => page::<Skill>(text),
        "vaults_list" => page::<Vault>(text),

        "request_agent_create" => object::<AgentCreate>(text),
        "request_agent_update" => object::<AgentUpdate>(text),
        "request_credential_create" => object::<CredentialCreate>(text),
        "request_deployment_create" => object::<DeploymentCreate>(text),
        "request_environment_create" => object::<EnvironmentCreate>(text),
        "request_memory_create" => object::<MemoryCreate>(text),
        "request_memory_store_create" => object::<MemoryStoreCreate>(text),
        "request_session_create" | "request_session_create_overrides" => object::<SessionCreate>(text),
        "request_session_update" => object::<SessionUpdate>(text),
        "request_vault_create" => object::<VaultCreate>(text),

        "credential_validation" => object::<CredentialValidation>(text),
        "deployment_run" | "deployment_run_failed" => object::<DeploymentRun>(text),
        "dream" => object::<Dream>(text),
        "environment_work" => object::<WorkItem>(text),
        "environment_work_heartbeat" => object::<Lease>(text),
        "environment_work_stats" => object::<WorkStats>(text),
        "memory" => object::<MemoryEntry>(text),
        "memory_store" => object::<MemoryStore>(text),
        "memory_version" | "memory_version_redacted" => object::<MemoryVersion>(text),
        "model" => object::<ModelInfo>(text),
        "organization_webhook_endpoint" => object::<WebhookEndpoint>(text),
        "skill" => object::<Skill>(text),
        "skill_version" => object::<SkillVersion>(text),
        "vault" => object::<Vault>(text),
        _ if name.starts_with("session_resource_") => object::<Resource>(text),
        _ if name.starts_with("session_thread") => object::<Thread>(text),
        _ => match name.split('_').next() {
            Some("agent") => object::<Agent>(text),
            Some("credential") => object::<Credential>(text),
            Some("deployment") => object::<Deployment>(text),
            Some("environment") => object::<Environment>(text),
            Some("file") => object::<File>(text),
            Some("session") => object::<Session>(text),
            _ => Err("no type is said to be in this file".to_owned()),
        },
    }
}
