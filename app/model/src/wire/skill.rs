//! Skills and their versions.

use super::Timestamp;
use super::tolerant::{object, tagged};
use crate::ids::{SkillId, SkillVersionId};

object! {
    /// Something that agents can know how to do.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Skill {
        /// Its id.
        pub id: SkillId,
        /// `skill`.
        pub kind: String = "type",
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

object! {
    /// A version of a skill.
    #[derive(Debug, Clone, PartialEq)]
    pub struct SkillVersion {
        /// Its id.
        pub id: SkillVersionId,
        /// `skill_version`.
        pub kind: String = "type",
        /// Of which skill.
        pub skill_id: SkillId,
        /// What its files call it.
        pub name: String,
        /// When to use it.
        pub description: String,
        /// When it was made.
        pub created_at: Timestamp,
    }
}
