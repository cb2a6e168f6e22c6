//! Every word that people read, in reading order of the pages.
//!
//! Phrases with values are functions; what depends on no browser is tested natively.

pub mod error;
pub mod format;
pub mod nav;
pub mod session;
