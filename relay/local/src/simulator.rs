//! The API, simulated: every endpoint of the table, real state, agents that follow scripts.
//!
//! `World` is pure: it has no clock, no socket and no task; time is given to it and everything that
//! happens in it is a function of its seed, the requests and that time. `http` is the thin shell around it.

mod api;
mod check;
mod control;
mod dispatch;
mod engine;
mod error;
mod gate;
mod http;
mod limiter;
mod list;
mod objects;
mod options;
mod request;
mod rng;
mod script;
mod seed;
mod sentinel;
mod sessions;
mod stats;
mod stories;
mod streams;
mod time;
mod webhooks;
mod world;

pub use error::StartError;
pub use http::Simulator;
pub use options::{DEFAULT_API_KEY, Limits, Options};
