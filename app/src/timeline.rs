//! How rows of a timeline look.

pub mod approval;
mod body;
mod diff;
pub mod extents;
pub mod fold;
mod frame;
mod mark;
mod pages;
mod picture;
mod prose;
pub mod question;
pub mod row;
mod terminal;
pub mod text;
pub mod tool;
