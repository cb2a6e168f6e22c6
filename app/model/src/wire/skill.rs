//! Skills and their versions.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use super::tolerant::tagged;
use crate::ids::{SkillId, SkillVersionId};

/// Something that agents can know how to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Skill {
    /// Its id.
    pub id: SkillId,
    /// `skill`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is called.
    pub display_name: String,
    /// Its newest version.
    pub latest_version_id: SkillVersionId,
    /// Where it comes from.
    pub source: SkillSource,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed.
    pub updated_at: Timestamp,
}

tagged! {
    /// Where a skill comes from.
    pub enum SkillSource {
        Custom = "custom",
        Anthropic = "anthropic",
        AnthropicExample = "anthropic_example",
        Plugin = "plugin",
    }
}

/// A version of a skill.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SkillVersion {
    /// Its id.
    pub id: SkillVersionId,
    /// `skill_version`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Of which skill.
    pub skill_id: SkillId,
    /// What its files call it.
    pub name: String,
    /// When to use it.
    pub description: String,
    /// When it was made.
    pub created_at: Timestamp,
}
