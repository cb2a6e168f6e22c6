//! Models. No price is told: see [`crate::cost`].

use super::Timestamp;
use super::tolerant::{Json, Maybe, object, open_enum};
use crate::ids::ModelId;

object! {
    /// A model.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ModelInfo {
        /// Its id.
        pub id: ModelId,
        /// `model`.
        pub kind: String = "type",
        /// What it is called.
        pub display_name: String,
        /// When it came out.
        pub created_at: Timestamp,
        /// Whether it should still be used.
        pub lifecycle: Maybe<Lifecycle>,
        /// Its family.
        pub line: Maybe<ModelLine>,
        /// The most it reads.
        pub max_input_tokens: Maybe<u64>,
        /// The most it writes.
        pub max_tokens: Maybe<u64>,
        /// Since when it should not be used.
        pub deprecated_at: Maybe<Timestamp>,
        /// From when on it cannot be used.
        pub retires_at: Maybe<Timestamp>,
        /// The models that may stand in for it.
        pub allowed_fallback_models: Maybe<Vec<ModelId>>,
        /// What it can do: a tree of `{supported}` that grows with every release.
        pub capabilities: Maybe<Json>,
    }
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
