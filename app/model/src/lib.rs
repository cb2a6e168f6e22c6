//! What Porthole knows about Claude Managed Agents, as functions over data.
//!
//! Everything that moves is passed in: no clock, no IO, no DOM, no randomness.
//! Reading order is the data flow: which calls exist ([`endpoint`], [`query`]),
//! how streams arrive ([`sse`]), what the bytes mean ([`wire`], in [`page`]s, or as an [`error`]).

pub mod endpoint;
pub mod error;
pub mod ids;
pub mod page;
pub mod query;
pub mod sse;
pub mod wire;
