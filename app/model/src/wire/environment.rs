//! Environments, and the work queue of those that people host themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::secret::Secret;
use super::tolerant::{Json, Maybe, open_enum, tagged};
use super::{Metadata, Timestamp};
use crate::ids::{EnvironmentId, SessionId, WorkId};

/// Where sessions run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// Its id.
    pub id: EnvironmentId,
    /// `environment`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// How it is set up.
    pub config: EnvironmentConfig,
    /// Its owner's notes.
    pub metadata: Metadata,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub scope: Maybe<EnvironmentScope>,
    /// `active` or `archived`; seen, not documented.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub state: Maybe<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
    /// When it was archived.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub archived_at: Maybe<Timestamp>,
}

open_enum! {
    /// Who may see an environment.
    pub enum EnvironmentScope {
        Organization = "organization",
        Account = "account",
    }
}

tagged! {
    /// How an environment is set up. Its type cannot change.
    pub enum EnvironmentConfig {
        Cloud(Box<CloudConfig>) = "cloud",
        SelfHosted = "self_hosted",
    }
}

/// How a hosted environment is set up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CloudConfig {
    /// What it may reach.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub networking: Maybe<Networking>,
    /// What is installed in it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub packages: Maybe<Packages>,
    /// Environment variables; seen, not documented.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub environment: Maybe<BTreeMap<String, Json>>,
    /// A script; seen, not documented.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub init_script: Maybe<String>,
}

tagged! {
    /// What may be reached.
    pub enum Networking {
        Unrestricted = "unrestricted",
        Limited(LimitedNetworking) = "limited",
    }
}

/// What may be reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitedNetworking {
    /// Bare host names, or `*.` and one.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub allowed_hosts: Maybe<Vec<String>>,
    /// Also the servers of MCP tools.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub allow_mcp_servers: Maybe<bool>,
    /// Also the registries of packages.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub allow_package_managers: Maybe<bool>,
}

/// What is installed, by manager.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packages {
    /// `packages`.
    #[serde(rename = "type", default, skip_serializing_if = "Maybe::is_absent")]
    pub kind: Maybe<String>,
    /// Debian.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub apt: Maybe<Vec<String>>,
    /// Rust.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub cargo: Maybe<Vec<String>>,
    /// Ruby.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub gem: Maybe<Vec<String>>,
    /// Go.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub go: Maybe<Vec<String>>,
    /// Node.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub npm: Maybe<Vec<String>>,
    /// Python.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub pip: Maybe<Vec<String>>,
}

/// Work for the workers of a self-hosted environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkItem {
    /// Its id.
    pub id: WorkId,
    /// `work`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whose queue it is in.
    pub environment_id: EnvironmentId,
    /// What is to be done.
    pub data: Work,
    /// How it stands.
    pub state: WorkState,
    /// What a worker signs in with.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub secret: Maybe<Secret>,
    /// Its worker's notes.
    pub metadata: Metadata,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When a worker took it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub acknowledged_at: Maybe<Timestamp>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub started_at: Maybe<Timestamp>,
    /// When its worker last said that it lives.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub latest_heartbeat_at: Maybe<Timestamp>,
    /// When it was asked to stop.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub stop_requested_at: Maybe<Timestamp>,
    /// When it stopped.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub stopped_at: Maybe<Timestamp>,
}

tagged! {
    /// What is to be done.
    pub enum Work {
        Session(SessionWork) = "session",
        Healthcheck(HealthWork) = "healthcheck",
    }
}

/// A session is to be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionWork {
    /// Which.
    pub id: SessionId,
}

/// A worker is to say that it lives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthWork {
    /// The id of the check.
    pub id: String,
}

open_enum! {
    /// How a work item stands.
    pub enum WorkState {
        Queued = "queued",
        Starting = "starting",
        Active = "active",
        Stopping = "stopping",
        Stopped = "stopped",
    }
}

/// How full a work queue is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkStats {
    /// `work_queue_stats`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Items in it.
    pub depth: u64,
    /// Items that no worker took.
    pub pending: u64,
    /// Since when the oldest waits.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub oldest_queued_at: Maybe<Timestamp>,
    /// Workers that ask for work.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub workers_polling: Maybe<u64>,
}

/// Who holds a work item, and for how long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lease {
    /// `work_heartbeat`; not inside errors.
    #[serde(rename = "type", default, skip_serializing_if = "Maybe::is_absent")]
    pub kind: Maybe<String>,
    /// When its worker last said that it lives.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub last_heartbeat: Maybe<Timestamp>,
    /// Whether the worker may go on.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub lease_extended: Maybe<bool>,
    /// How the item stands.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub state: Maybe<WorkState>,
    /// For how long the lease holds.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub ttl_seconds: Maybe<f64>,
}
