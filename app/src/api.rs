//! What the relay is asked, and nothing else fetches.

pub mod account;
pub mod client;
pub mod error;
pub mod stream;

pub use error::Error;
