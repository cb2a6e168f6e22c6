//! The shapes on the wire (`managed-agents-api.md`), read tolerantly.
//!
//! Start with [`event`]: everything a session does. A field is plain where the API always sends it,
//! and a [`Maybe`] where it can be missing or `null`, or is younger than some stored history.

pub mod agent;
pub mod content;
pub mod deleted;
pub mod deployment;
pub mod dream;
pub mod environment;
pub mod event;
pub mod file;
pub mod memory;
pub mod model_info;
pub mod request;
pub mod resource;
pub mod secret;
pub mod session;
pub mod skill;
pub mod thread;
pub mod time;
pub mod tolerant;
pub mod tool;
pub mod usage;
pub mod vault;
pub mod webhook;

pub use event::Event;
pub use time::Timestamp;
pub use tolerant::{Json, Maybe, Unknown, Wire, WordOr};

/// Up to 16 pairs that the owner of an object chose.
pub type Metadata = std::collections::BTreeMap<String, String>;
