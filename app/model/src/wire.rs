//! The shapes on the wire (`managed-agents-api.md`), read tolerantly.

pub mod tolerant;
