//! What the relay is asked, and nothing else fetches.

pub mod account;
pub mod chunk;
pub mod client;
pub mod create;
pub mod error;
pub mod list;
pub mod roster;
pub mod stream;

pub use error::Error;
