//! Why a simulator does not start.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;

/// Why a simulator does not start.
#[derive(Debug)]
pub enum StartError {
    /// The port cannot be listened on.
    Port(io::Error),
    /// The demonstration data breaks a rule of the API, so only a part of it would be there.
    Demonstration(String),
}

impl Display for StartError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port(error) => error.fmt(f),
            Self::Demonstration(why) => write!(f, "the demonstration data breaks a rule of the API: {why}"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Port(error) => Some(error),
            Self::Demonstration(_) => None,
        }
    }
}
