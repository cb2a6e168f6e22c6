//! Porthole's relay: the only holder of the API key.
//!
//! Every decision is a pure function over plain data and is tested natively; [`policy`] says in which order they come.
//! `shell` only translates between these functions and the Workers runtime, and exists on wasm alone.

pub mod access;
pub mod answer;
pub mod auth;
pub mod body;
pub mod config;
pub mod feed;
pub mod headers;
pub mod hex;
pub mod meter;
pub mod policy;
pub mod rejection;
pub mod roster;
pub mod routes;
pub mod secret;
pub mod webhook;

#[cfg(target_arch = "wasm32")]
mod shell;
