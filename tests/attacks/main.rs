//! Attacks on the relay: hostile requests over raw TCP against the compiled Worker, hostile answers from a recording API.
//!
//! Each attack says what the relay refuses it with, and what the API saw of it.
//! The same check of safety is made of a deliberately naive relay, where it has to fail.

mod bodies;
mod credentials;
mod files;
mod forwarding;
mod hops;
mod hosts;
mod leaks;
mod live;
mod open;
mod paths;
mod quota;
mod redirects;
mod rig;
mod serving;
mod sse;
mod streams;
mod webhooks;
