//! How rows of a timeline look.

pub mod approval;
mod body;
pub mod extents;
mod fold;
mod mark;
mod prose;
pub mod question;
pub mod row;
pub mod strip;
pub mod text;
pub mod told;
pub mod tool;
