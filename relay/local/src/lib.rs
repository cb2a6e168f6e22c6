//! What stands in for the cloud on one machine: the launcher behind `cargo start` and
//! `cargo verify`, and the API simulator.
//!
//! The launcher reads downwards: [`start`] and [`verify`] say what happens; they use [`machine`],
//! [`tools`] and [`artifacts`] to have everything there, and [`worker`] and [`simulator`] to run it.

pub mod artifacts;
pub mod machine;
pub mod page_policy;
pub mod problem;
pub mod process;
pub mod progress;
pub mod project;
pub mod simulator;
mod stamp;
pub mod start;
pub mod tools;
pub mod upstream;
pub mod verify;
pub mod version;
pub mod worker;
