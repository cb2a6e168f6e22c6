//! How rows of a timeline look.

pub mod approval;
pub mod extents;
pub mod row;
pub mod text;
pub mod tool;
