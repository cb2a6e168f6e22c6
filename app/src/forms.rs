//! Forms that make something. What was typed is kept by the tab until it has succeeded.

pub mod agent;
pub mod check;
pub mod choose;
pub mod environment;
pub mod session;
pub mod submit;

use model::wire::Maybe;

/// A field of a request that was left out, or was not.
fn optional<T>(value: Option<T>) -> Maybe<T> {
    value.map_or(Maybe::Absent, Maybe::Set)
}
