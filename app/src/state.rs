//! What the page knows, shared between views.
//!
//! Only code in this folder writes these signals.

pub mod account;
pub mod directory;
pub mod draft;
pub mod live_session;
pub mod memories;
pub mod navigation;
pub mod remote;
pub mod roster;
pub mod session_parts;
pub mod strip;
pub mod theme;
pub mod ticker;
