//! What the relay is told when it starts: where the API is, its key, and who may come in.
//!
//! Nothing of it ever comes from a request. A missing or weak setting stops the relay instead of opening it.

use crate::meter::Quota;
use crate::secret::Secret;
use crate::webhook;

/// Where the API is when nothing else is said.
pub const DEFAULT_BASE_URL: &str = "https://api.anthropic.com";

/// The shortest operator key, in bytes: 128 random bits as hexadecimal digits.
pub const MIN_OPERATOR_KEY_BYTES: usize = 32;

/// The largest quota that can be set, in requests per minute.
pub const MOST_PER_MINUTE: u32 = 1_000_000;

/// The names of the settings.
pub mod names {
    /// Base URL of the API.
    pub const BASE_URL: &str = "ANTHROPIC_BASE_URL";
    /// Key of the API; a secret.
    pub const API_KEY: &str = "ANTHROPIC_API_KEY";
    /// Key of the operator; a secret.
    pub const OPERATOR_KEY: &str = "PORTHOLE_OPERATOR_KEY";
    /// What the API signs its webhooks with; a secret. Without it none are taken.
    pub const WEBHOOK_SECRET: &str = "ANTHROPIC_WEBHOOK_SECRET";
    /// `1`: one operator without a key, on this machine only.
    pub const OPEN: &str = "PORTHOLE_OPEN";
    /// How many calls that change something the API takes per minute.
    pub const CREATE_PER_MINUTE: &str = "PORTHOLE_CREATE_PER_MINUTE";
    /// How many reads the API takes per minute.
    pub const READ_PER_MINUTE: &str = "PORTHOLE_READ_PER_MINUTE";
}

/// The settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the API is.
    pub upstream: Upstream,
    /// The API's key.
    pub api_key: Secret,
    /// The operator's key. Only open mode does without.
    pub operator_key: Option<Secret>,
    /// What webhooks are signed with, if any are taken.
    pub webhook_secret: Option<Secret>,
    /// Whether a request with a loopback `Host` needs no key.
    pub open: bool,
    /// How much of the API's quota may be used.
    pub quota: Quota,
}

/// Where the API is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    base: String,
    loopback: bool,
}

/// Which setting keeps the relay from serving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misconfigured {
    /// [`names::BASE_URL`] is no plain `https` address (or `http` on this machine).
    BaseUrl,
    /// [`names::API_KEY`] is missing or can not be a header.
    ApiKey,
    /// [`names::OPERATOR_KEY`] is missing.
    OperatorKeyMissing,
    /// [`names::OPERATOR_KEY`] is shorter than [`MIN_OPERATOR_KEY_BYTES`].
    OperatorKeyShort,
    /// The setting of this name is no number of requests from 1 to [`MOST_PER_MINUTE`].
    PerMinute(&'static str),
    /// [`names::WEBHOOK_SECRET`] is no secret for signing, or a short one.
    WebhookSecret,
}

impl Config {
    /// Reads and checks the settings that `lookup` gives by name.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, Misconfigured> {
        let quota = quota(&lookup);
        let lookup = |name| lookup(name).filter(|text| !text.is_empty());
        let base = lookup(names::BASE_URL);
        let upstream = Upstream::parse(base.as_deref().unwrap_or(DEFAULT_BASE_URL)).ok_or(Misconfigured::BaseUrl)?;
        let api_key = lookup(names::API_KEY)
            .filter(|key| key.bytes().all(|b| b.is_ascii_graphic()))
            .map(Secret::new)
            .ok_or(Misconfigured::ApiKey)?;
        // A flag that slipped into a real deployment opens nothing: its upstream is not on this machine.
        let open = upstream.loopback && lookup(names::OPEN).as_deref() == Some("1");
        let operator_key = match lookup(names::OPERATOR_KEY) {
            Some(key) if key.len() < MIN_OPERATOR_KEY_BYTES => {
                return Err(Misconfigured::OperatorKeyShort);
            }
            Some(key) => Some(Secret::new(key)),
            None if open => None,
            None => return Err(Misconfigured::OperatorKeyMissing),
        };
        let webhook_secret = match lookup(names::WEBHOOK_SECRET) {
            Some(text) if !webhook::is_secret(&text) => return Err(Misconfigured::WebhookSecret),
            other => other.map(Secret::new),
        };
        Ok(Self { upstream, api_key, operator_key, webhook_secret, open, quota: quota? })
    }
}

impl Upstream {
    /// Accepts `https://host[:port][/path]`, and `http://` only for this machine: the key must not travel in the clear.
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let base = text.strip_suffix('/').unwrap_or(text).to_owned();
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let path = path.strip_suffix('/').unwrap_or(path);
        let loopback = is_loopback(authority);
        let plain = is_authority(authority) && (path.is_empty() || path.split('/').all(model::endpoint::is_id));
        let safe = scheme == "https" || scheme == "http" && loopback;
        (plain && safe).then_some(Self { base, loopback })
    }

    /// The address that paths are appended to; it does not end in a slash.
    pub fn base(&self) -> &str {
        &self.base
    }
}

/// Reads the settings of the quota alone.
pub fn quota(lookup: impl Fn(&str) -> Option<String>) -> Result<Quota, Misconfigured> {
    let per_minute = |name| {
        let Some(text) = lookup(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let is_plain = text.bytes().all(|b| b.is_ascii_digit());
        let number = text.parse().ok().filter(|number| is_plain && (1..=MOST_PER_MINUTE).contains(number));
        number.map(Some).ok_or(Misconfigured::PerMinute(name))
    };
    Ok(Quota { create: per_minute(names::CREATE_PER_MINUTE)?, read: per_minute(names::READ_PER_MINUTE)? })
}

/// Whether `authority` (a `Host` header, port or not) names this machine itself.
pub fn is_loopback(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, ""),
    };
    port.bytes().all(|b| b.is_ascii_digit()) && ["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

fn is_authority(text: &str) -> bool {
    if is_loopback(text) {
        return true;
    }
    let (host, port) = text.split_once(':').unwrap_or((text, "443"));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    host.split('.').all(is_label) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests;
