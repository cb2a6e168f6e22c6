//! Making and changing environments.

use super::MetadataPatch;
use crate::wire::Metadata;
use crate::wire::environment::{EnvironmentConfig, EnvironmentScope};
use crate::wire::tolerant::{Maybe, object};

object! {
    /// An environment to make.
    #[derive(Debug, Clone, PartialEq)]
    pub struct EnvironmentCreate {
        /// 1–256 characters.
        pub name: String,
        /// What it is for; up to 1,024 characters.
        pub description: Maybe<String>,
        /// How it is set up.
        pub config: Maybe<EnvironmentConfig>,
        /// Notes.
        pub metadata: Maybe<Metadata>,
        /// Who may see it.
        pub scope: Maybe<EnvironmentScope>,
    }
}

object! {
    /// Changes to an environment.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct EnvironmentUpdate {
        /// What it is called.
        pub name: Maybe<String>,
        /// What it is for.
        pub description: Maybe<String>,
        /// How it is set up; its type cannot change.
        pub config: Maybe<EnvironmentConfig>,
        /// Changes to the notes; here an empty string removes a key, too.
        pub metadata: Maybe<MetadataPatch>,
        /// Who may see it.
        pub scope: Maybe<EnvironmentScope>,
    }
}
