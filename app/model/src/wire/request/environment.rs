//! Making and changing environments.

use serde::{Deserialize, Serialize};

use super::MetadataPatch;
use crate::wire::Metadata;
use crate::wire::environment::{EnvironmentConfig, EnvironmentScope};
use crate::wire::tolerant::Maybe;

/// An environment to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentCreate {
    /// 1–256 characters.
    pub name: String,
    /// What it is for; up to 1,024 characters.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// How it is set up.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub config: Maybe<EnvironmentConfig>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<Metadata>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub scope: Maybe<EnvironmentScope>,
}

/// Changes to an environment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EnvironmentUpdate {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub name: Maybe<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub description: Maybe<String>,
    /// How it is set up; its type cannot change.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub config: Maybe<EnvironmentConfig>,
    /// Changes to the notes; here an empty string removes a key, too.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub metadata: Maybe<MetadataPatch>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub scope: Maybe<EnvironmentScope>,
}
