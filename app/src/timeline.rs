//! How rows of a timeline look.

pub mod approval;
mod body;
mod diff;
pub mod extents;
pub mod fold;
mod frame;
mod look;
mod mark;
mod pages;
mod picture;
mod prose;
pub mod question;
pub mod row;
pub mod scroll;
pub mod strip;
pub mod text;
pub mod told;
pub mod tool;
