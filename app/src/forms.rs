//! Forms that make something.
