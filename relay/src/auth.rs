//! Who is asking.
//!
//! There is one place for a credential: an `authorization` header if there is one, else the cookie.
//! A second credential beside it is not looked at, so a wrong one is never rescued by a right one.
//! `x-api-key` is not looked at at all: in this API it names an Anthropic key, and those stay out of the relay's doors.

pub mod cookie;

use crate::config::{Config, is_loopback};
use crate::headers::Headers;

/// The bearer token that open mode accepts, so that SDKs, which insist on a key, can be tried against it.
pub const DEMO_KEY: &str = "demo";

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Reads.
    Viewer,
    /// Starts and follows templated tasks.
    Runner,
    /// Does everything.
    Operator,
}

/// How somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// A token that no browser sends on its own.
    Bearer,
    /// The cookie, which a browser adds to every request to this origin.
    Cookie,
    /// Nothing: open mode.
    Open,
}

/// Somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Principal {
    /// What they may do.
    pub role: Role,
    /// How they proved it.
    pub credential: Credential,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Runner, Self::Operator];

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Runner => "runner",
            Self::Operator => "operator",
        }
    }
}

/// Who is asking, at `now` (seconds since 1970); `None` is nobody.
pub fn identify(headers: &Headers, config: &Config, now: u64) -> Option<Principal> {
    let operator = |credential| Some(Principal { role: Role::Operator, credential });
    let open = is_open(headers, config);
    if let Some(authorization) = headers.get("authorization") {
        let token = bearer(authorization)?;
        let is_key = config.operator_key.as_ref().is_some_and(|key| key.matches(token));
        return if is_key || open && token == DEMO_KEY { operator(Credential::Bearer) } else { None };
    }
    let is_signed_in = config.operator_key.as_ref().is_some_and(|key| {
        let given = headers.get("cookie").and_then(cookie::find);
        given.is_some_and(|value| cookie::is_valid(value, key, now))
    });
    if is_signed_in {
        operator(Credential::Cookie)
    } else if open {
        operator(Credential::Open)
    } else {
        None
    }
}

/// Whether this very request needs no key.
///
/// The `Host` has to name this machine: a page of another host that was pointed at 127.0.0.1 keeps its own name there.
pub fn is_open(headers: &Headers, config: &Config) -> bool {
    config.open && headers.get("host").is_some_and(is_loopback)
}

fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

#[cfg(test)]
mod tests;
