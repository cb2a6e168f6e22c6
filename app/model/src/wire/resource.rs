//! What is mounted in the sandbox of a session.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::tolerant::{Maybe, open_enum, tagged};
use crate::ids::{FileId, MemoryStoreId, ResourceId};

tagged! {
    /// Something mounted in the sandbox.
    pub enum Resource {
        File(FileResource) = "file",
        GithubRepository(RepositoryResource) = "github_repository",
        MemoryStore(MemoryResource) = "memory_store",
    }
}

impl Resource {
    /// Its id; memory stores have none.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::File(file) => Some(file.id.as_str()),
            Self::GithubRepository(repository) => Some(repository.id.as_str()),
            Self::MemoryStore(_) => None,
            Self::Unknown(unknown) => unknown.id(),
        }
    }
}

/// A file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileResource {
    /// Its id in the session.
    pub id: ResourceId,
    /// The session's own copy of the file.
    pub file_id: FileId,
    /// Where it is.
    pub mount_path: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
}

/// A repository.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepositoryResource {
    /// Its id in the session.
    pub id: ResourceId,
    /// Where it comes from.
    pub url: String,
    /// Where it is.
    pub mount_path: String,
    /// What of it was checked out.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub checkout: Maybe<Checkout>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
}

/// A memory store.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemoryResource {
    /// Which store.
    pub memory_store_id: MemoryStoreId,
    /// What the agent may do with it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub access: Maybe<MemoryAccess>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub name: Maybe<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// What the agent is told about it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub instructions: Maybe<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mount_path: Maybe<String>,
}

tagged! {
    /// What of a repository is checked out.
    pub enum Checkout {
        Branch(Branch) = "branch",
        Commit(Commit) = "commit",
    }
}

/// The tip of a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Its name.
    pub name: String,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Its hash.
    pub sha: String,
}

open_enum! {
    /// What an agent may do with a memory store.
    pub enum MemoryAccess {
        ReadWrite = "read_write",
        ReadOnly = "read_only",
    }
}
