//! Rules of the repository, kept by tests.
//!
//! A rule is a function from a source to its violations, so that each can be shown to bite:
//! beside the test that holds it against the repository stands one with a sample that breaks it.
//! A rule about a folder that does not exist holds, and bites once the folder does.

mod architecture;
mod classes;
mod colour;
mod contrast;
mod crates;
mod files;
mod licences;
mod pins;
mod repository;
mod secrets;
mod source;
mod words;
