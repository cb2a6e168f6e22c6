//! One module a page.

pub mod agent;
pub mod agents;
pub mod environment;
pub mod environments;
pub mod frame;
pub mod not_found;
pub mod session;
pub mod sessions;
pub mod sign_in;
