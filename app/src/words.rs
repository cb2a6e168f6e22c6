//! Every word that people read.
//!
//! Phrases with values are functions; what depends on no browser is tested natively.

pub mod agents;
pub mod common;
pub mod environments;
pub mod error;
pub mod format;
pub mod forms;
pub mod nav;
pub mod session;
pub mod sessions;
pub mod time;
