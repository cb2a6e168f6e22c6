//! What Porthole knows about Claude Managed Agents, as functions over data.
//!
//! Everything that moves is passed in: no clock, no IO, no DOM, no randomness.
//! Reading order is the data flow: which calls exist ([`endpoint`], [`query`]),
//! how streams arrive ([`sse`]), what the bytes mean ([`wire`], in [`page`]s, or as an [`error`]),
//! how a history stays complete ([`live`]), what people see of it
//! ([`timeline`], [`prose`], [`tree`], [`ansi`], [`listing`], [`code`], [`visible`]) and what it costs ([`cost`]).

pub mod ansi;
pub mod code;
pub mod cost;
pub mod endpoint;
pub mod error;
pub mod feed;
pub mod follow;
pub mod ids;
pub mod listing;
pub mod page;
pub mod prose;
pub mod query;
pub mod resume;
pub mod roster;
pub mod search;
pub mod seen;
pub mod sse;
pub mod time;
pub mod timeline;
pub mod tree;
pub mod visible;
pub mod wire;
