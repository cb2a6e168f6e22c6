//! The API, simulated: every endpoint of the table, real state, agents that follow scripts.
//!
//! [`World`](world::World) is pure: it has no clock, no socket and no task; time is given to it and
//! everything that happens in it is a function of its seed, the requests and that time. `http` is the
//! thin shell around it.

mod check;
mod control;
mod dispatch;
mod list;
mod objects;
mod options;
mod request;
mod rng;
mod script;
mod seed;
mod sentinel;
mod sessions;
mod stories;
mod time;
mod world;

pub use options::{Limits, Options};
