//! Models. No price is told: see [`crate::cost`].

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::tolerant::{Json, Maybe, open_enum};
use crate::ids::ModelId;

/// A model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelInfo {
    /// Its id.
    pub id: ModelId,
    /// `model`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is called.
    pub display_name: String,
    /// When it came out.
    pub created_at: Timestamp,
    /// Whether it should still be used.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub lifecycle: Maybe<Lifecycle>,
    /// Its family.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub line: Maybe<ModelLine>,
    /// The most it reads.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub max_input_tokens: Maybe<u64>,
    /// The most it writes.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub max_tokens: Maybe<u64>,
    /// Since when it should not be used.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub deprecated_at: Maybe<Timestamp>,
    /// From when on it cannot be used.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub retires_at: Maybe<Timestamp>,
    /// The models that may stand in for it.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub allowed_fallback_models: Maybe<Vec<ModelId>>,
    /// What it can do: a tree of `{supported}` that grows with every release.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub capabilities: Maybe<Json>,
}

open_enum! {
    /// Whether a model should still be used.
    pub enum Lifecycle {
        Active = "active",
        Deprecated = "deprecated",
        Retired = "retired",
    }
}

open_enum! {
    /// The families of models.
    pub enum ModelLine {
        Haiku = "haiku",
        Sonnet = "sonnet",
        Opus = "opus",
        Fable = "fable",
        Mythos = "mythos",
    }
}
