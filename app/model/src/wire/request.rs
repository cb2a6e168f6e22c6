//! Bodies of requests.
//!
//! In an update, a field that is absent keeps its value and `null` clears it.

mod agent;
mod credential;
mod deployment;
mod environment;
mod event;
mod memory;
mod session;

use std::collections::BTreeMap;

pub use agent::{AgentCreate, AgentUpdate};
pub use credential::{
    AuthParam, CredentialCreate, CredentialUpdate, EnvironmentVariableParam, McpOauthParam, RefreshParam, SecretAuth,
    StaticBearerParam, TokenAuthParam, VaultCreate, VaultUpdate,
};
pub use deployment::{DeploymentCreate, DeploymentUpdate, DreamCreate};
pub use environment::{EnvironmentCreate, EnvironmentUpdate};
pub use event::{
    SendConfirmation, SendCustomToolResult, SendEvent, SendEvents, SendInterrupt, SendMessage, SendOutcome,
    SendToolResult,
};
pub use memory::{MemoryCreate, MemoryStoreCreate, MemoryStoreUpdate, MemoryUpdate, Precondition, Sha256};
pub use session::{
    AgentOverrides, AgentParam, AgentPatch, FileParam, MemoryParam, PinnedAgent, RepositoryParam, ResourceParam,
    RotateToken, SessionCreate, SessionUpdate,
};

/// Changes to metadata: a string sets a key, `null` removes it.
pub type MetadataPatch = BTreeMap<String, Option<String>>;
