//! What is mounted in the sandbox of a session.

use super::Timestamp;
use super::tolerant::{Maybe, object, open_enum, tagged};
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

object! {
    /// A file.
    #[derive(Debug, Clone, PartialEq)]
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
}

object! {
    /// A repository.
    #[derive(Debug, Clone, PartialEq)]
    pub struct RepositoryResource {
        /// Its id in the session.
        pub id: ResourceId,
        /// Where it comes from.
        pub url: String,
        /// Where it is.
        pub mount_path: String,
        /// What of it was checked out.
        pub checkout: Maybe<Checkout>,
        /// When it was added.
        pub created_at: Timestamp,
        /// When it was changed.
        pub updated_at: Timestamp,
    }
}

object! {
    /// A memory store.
    #[derive(Debug, Clone, PartialEq)]
    pub struct MemoryResource {
        /// Which store.
        pub memory_store_id: MemoryStoreId,
        /// What the agent may do with it.
        pub access: Maybe<MemoryAccess>,
        /// What it is called.
        pub name: Maybe<String>,
        /// What it is for.
        pub description: Maybe<String>,
        /// What the agent is told about it.
        pub instructions: Maybe<String>,
        /// Where it is.
        pub mount_path: Maybe<String>,
    }
}

tagged! {
    /// What of a repository is checked out.
    pub enum Checkout {
        Branch(Branch) = "branch",
        Commit(Commit) = "commit",
    }
}

object! {
    /// The tip of a branch.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Branch {
        /// Its name.
        pub name: String,
    }
}

object! {
    /// A commit.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Commit {
        /// Its hash.
        pub sha: String,
    }
}

open_enum! {
    /// What an agent may do with a memory store.
    pub enum MemoryAccess {
        ReadWrite = "read_write",
        ReadOnly = "read_only",
    }
}
