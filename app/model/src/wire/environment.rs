//! Environments, and the work queue of those that people host themselves.

use std::collections::BTreeMap;

use super::secret::Secret;
use super::tolerant::{Json, Maybe, object, open_enum, tagged};
use super::{Metadata, Timestamp};
use crate::ids::{EnvironmentId, SessionId, WorkId};

object! {
    /// Where sessions run.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Environment {
        /// Its id.
        pub id: EnvironmentId,
        /// `environment`.
        pub kind: String = "type",
        /// What it is called.
        pub name: String,
        /// What it is for.
        pub description: Maybe<String>,
        /// How it is set up.
        pub config: EnvironmentConfig,
        /// Its owner's notes.
        pub metadata: Metadata,
        /// Who may see it.
        pub scope: Maybe<EnvironmentScope>,
        /// `active` or `archived`; seen, not documented.
        pub state: Maybe<String>,
        /// When it was made.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
        /// When it was archived.
        pub archived_at: Maybe<Timestamp>,
    }
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

object! {
    /// How a hosted environment is set up.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct CloudConfig {
        /// What it may reach.
        pub networking: Maybe<Networking>,
        /// What is installed in it.
        pub packages: Maybe<Packages>,
        /// Environment variables; seen, not documented.
        pub environment: Maybe<BTreeMap<String, Json>>,
        /// A script; seen, not documented.
        pub init_script: Maybe<String>,
    }
}

tagged! {
    /// What may be reached.
    pub enum Networking {
        Unrestricted = "unrestricted",
        Limited(LimitedNetworking) = "limited",
    }
}

object! {
    /// What may be reached.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct LimitedNetworking {
        /// Bare host names, or `*.` and one.
        pub allowed_hosts: Maybe<Vec<String>>,
        /// Also the servers of MCP tools.
        pub allow_mcp_servers: Maybe<bool>,
        /// Also the registries of packages.
        pub allow_package_managers: Maybe<bool>,
    }
}

object! {
    /// What is installed, by manager.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Packages {
        /// `packages`.
        pub kind: Maybe<String> = "type",
        /// Debian.
        pub apt: Maybe<Vec<String>>,
        /// Rust.
        pub cargo: Maybe<Vec<String>>,
        /// Ruby.
        pub gem: Maybe<Vec<String>>,
        /// Go.
        pub go: Maybe<Vec<String>>,
        /// Node.
        pub npm: Maybe<Vec<String>>,
        /// Python.
        pub pip: Maybe<Vec<String>>,
    }
}

object! {
    /// Work for the workers of a self-hosted environment.
    #[derive(Debug, Clone, PartialEq)]
    pub struct WorkItem {
        /// Its id.
        pub id: WorkId,
        /// `work`.
        pub kind: String = "type",
        /// Whose queue it is in.
        pub environment_id: EnvironmentId,
        /// What is to be done.
        pub data: Work,
        /// How it stands.
        pub state: WorkState,
        /// What a worker signs in with.
        pub secret: Maybe<Secret>,
        /// Its worker's notes.
        pub metadata: Metadata,
        /// When it was queued.
        pub created_at: Timestamp,
        /// When a worker took it.
        pub acknowledged_at: Maybe<Timestamp>,
        /// When it began.
        pub started_at: Maybe<Timestamp>,
        /// When its worker last said that it lives.
        pub latest_heartbeat_at: Maybe<Timestamp>,
        /// When it was asked to stop.
        pub stop_requested_at: Maybe<Timestamp>,
        /// When it stopped.
        pub stopped_at: Maybe<Timestamp>,
    }
}

tagged! {
    /// What is to be done.
    pub enum Work {
        Session(SessionWork) = "session",
        Healthcheck(HealthWork) = "healthcheck",
    }
}

object! {
    /// A session is to be run.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SessionWork {
        /// Which.
        pub id: SessionId,
    }
}

object! {
    /// A worker is to say that it lives.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct HealthWork {
        /// The id of the check.
        pub id: String,
    }
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

object! {
    /// How full a work queue is.
    #[derive(Debug, Clone, PartialEq)]
    pub struct WorkStats {
        /// `work_queue_stats`.
        pub kind: String = "type",
        /// Items in it.
        pub depth: u64,
        /// Items that no worker took.
        pub pending: u64,
        /// Since when the oldest waits.
        pub oldest_queued_at: Maybe<Timestamp>,
        /// Workers that ask for work.
        pub workers_polling: Maybe<u64>,
    }
}

object! {
    /// Who holds a work item, and for how long.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Lease {
        /// `work_heartbeat`; not inside errors.
        pub kind: Maybe<String> = "type",
        /// When its worker last said that it lives.
        pub last_heartbeat: Maybe<Timestamp>,
        /// Whether the worker may go on.
        pub lease_extended: Maybe<bool>,
        /// How the item stands.
        pub state: Maybe<WorkState>,
        /// For how long the lease holds.
        pub ttl_seconds: Maybe<f64>,
    }
}
