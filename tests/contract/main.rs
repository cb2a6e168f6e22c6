//! The wire contract: every example of the API decodes with nothing unknown and nothing lost,
//! and what is not known survives as it came.

mod agreement;
mod events;
mod fixtures;
mod objects;
mod recordings;
mod streams;
mod strict;
mod tolerance;
