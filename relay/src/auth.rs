//! Who is asking.
//!
//! There is one place for a credential: an `authorization` header if there is one, else the cookie.
//! A second credential beside it is not looked at, so a wrong one is never rescued by a right one.
//! `x-api-key` is not looked at at all: in this API it names an Anthropic key, and those stay out of the relay's doors.

pub mod cookie;

use sha2::{Digest, Sha256};

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
    /// Whose share of the quota they draw on.
    pub caller: Caller,
    /// When their right ends (seconds since 1970); a stream that is open then is cut.
    pub expires: Option<u64>,
}

/// Tells callers apart without being able to name them: a digest of what they showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Caller(u64);

impl Caller {
    /// The caller who showed this credential.
    pub fn of(credential: &str) -> Self {
        let digest = Sha256::digest(format!("porthole caller 1 {credential}"));
        Self(digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// As it is written between the Worker and its objects.
    pub fn print(self) -> String {
        format!("{:016x}", self.0)
    }

    /// Reads what [`Self::print`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit());
        is_plain.then(|| u64::from_str_radix(text, 16).ok()).flatten().map(Self)
    }
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
    let open = is_open(headers, config);
    if let Some(authorization) = headers.get("authorization") {
        let token = bearer(authorization)?;
        let is_key = config.operator_key.as_ref().is_some_and(|key| key.matches(token));
        let is_known = is_key || open && token == DEMO_KEY;
        return is_known.then(|| operator(Credential::Bearer, token, None));
    }
    let signed_in = config.operator_key.as_ref().and_then(|key| {
        let value = headers.get("cookie").and_then(cookie::find)?;
        Some((value, cookie::expiry(value, key, now)?))
    });
    match signed_in {
        Some((value, expiry)) => Some(operator(Credential::Cookie, value, Some(expiry))),
        None if open => Some(operator(Credential::Open, "", None)),
        None => None,
    }
}

fn operator(credential: Credential, shown: &str, expires: Option<u64>) -> Principal {
    Principal { role: Role::Operator, credential, caller: Caller::of(shown), expires }
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
