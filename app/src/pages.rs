//! One module a page, after what they share.

pub mod catalog;
pub mod detail;
pub mod facts;
pub mod failure;
pub mod frame;
pub mod listing;
pub mod look;
pub mod moment;
pub mod stale;

pub mod sessions;

pub mod session;

pub mod agents;

pub mod agent;

pub mod environments;

pub mod environment;

pub mod sign_in;

pub mod not_found;
