//! Forms that make something. What was typed is kept by the tab until it has succeeded.

pub mod agent;
pub mod check;
pub mod environment;
pub mod session;
pub mod submit;
