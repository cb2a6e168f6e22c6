//! Webhooks of the API: who signed them, when, and what they say.
//!
//! Signed as [Standard Webhooks](https://www.standardwebhooks.com) says: an HMAC-SHA256 over id, time and body as they
//! came, under a secret that only the API and this relay know. Nobody signs in here, the signature is all there is.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha2::Sha256;

use crate::headers::Headers;
use crate::secret::Secret;

/// The largest delivery, in bytes. They hold ids and no state, and so have a few hundred.
pub const MAX_BYTES: u64 = 64 << 10;

/// How far a delivery's time may lie from ours, in seconds.
pub const TOLERANCE: u64 = 5 * 60;

/// The shortest secret, in bytes; the scheme asks for as many.
pub const MIN_SECRET_BYTES: usize = 24;

/// How many signatures of one delivery are looked at: one for each secret while they are exchanged.
const MAX_SIGNATURES: usize = 8;

/// The longest id of a delivery, in bytes.
const MAX_ID_BYTES: usize = 128;

/// Why a delivery is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A header is missing, doubled, or not of its form.
    Headers,
    /// No signature is right.
    Signature,
    /// It was signed more than [`TOLERANCE`] ago, or that far ahead.
    Time,
    /// It was signed, and is no event.
    Body,
    /// It came before.
    Replay,
}

/// What a delivery says, in what the Roster needs of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The id it was signed with: the same for every attempt.
    pub id: String,
    /// What happened to which session; nothing when it is about something else.
    pub news: Option<News>,
}

/// Something happened to a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// Which.
    pub session_id: String,
    /// What.
    pub kind: Happened,
}

/// What happened to a session, as far as it matters to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happened {
    /// It started to work.
    Started,
    /// It came to rest.
    Rested,
    /// It is over, and stays in the list.
    Ended,
    /// It is gone.
    Deleted,
    /// Something else of it is new.
    Changed,
}

impl Delivery {
    /// As it is written between the Worker and the Roster: words that hold no space.
    pub fn print(&self) -> String {
        let Self { id, news } = self;
        news.as_ref().map_or_else(|| id.clone(), |news| format!("{id} {} {}", news.kind.as_str(), news.session_id))
    }

    /// Reads what [`Self::print`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let id = words.next().filter(|id| is_plain(id))?.to_owned();
        let news = match words.next() {
            None => None,
            Some(kind) => Some(News { kind: Happened::parse(kind)?, session_id: words.next()?.to_owned() }),
        };
        words.next().is_none().then_some(Self { id, news })
    }
}

impl Happened {
    const ALL: [Self; 5] = [Self::Started, Self::Rested, Self::Ended, Self::Deleted, Self::Changed];

    fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Rested => "rested",
            Self::Ended => "ended",
            Self::Deleted => "deleted",
            Self::Changed => "changed",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Whether `text` is a secret for signing: `whsec_` and at least [`MIN_SECRET_BYTES`] bytes as Base64.
pub fn is_secret(text: &str) -> bool {
    key(text).is_some_and(|key| key.len() >= MIN_SECRET_BYTES)
}

/// Checks a delivery at `now` (seconds since 1970) and reads it.
///
/// The signature comes first: who has none learns nothing about clocks and forms.
pub fn verify(headers: &Headers, body: &[u8], secret: &Secret, now: u64) -> Result<Delivery, Refusal> {
    let id = headers.get("webhook-id").filter(|id| is_plain(id)).ok_or(Refusal::Headers)?;
    let stamp = headers.get("webhook-timestamp").ok_or(Refusal::Headers)?;
    let sent = read_seconds(stamp).ok_or(Refusal::Headers)?;
    let signatures = headers.get("webhook-signature").ok_or(Refusal::Headers)?;
    if !is_signed(&[id, ".", stamp, "."], body, signatures, secret) {
        return Err(Refusal::Signature);
    }
    if now.abs_diff(sent) > TOLERANCE {
        return Err(Refusal::Time);
    }
    let event: Value = serde_json::from_slice(body).map_err(|_| Refusal::Body)?;
    let text = |pointer| event.pointer(pointer).and_then(Value::as_str).ok_or(Refusal::Body);
    let (kind, session_id) = (text("/data/type")?, text("/data/id")?);
    let kind = happened(kind).filter(|_| model::endpoint::is_id(session_id));
    let news = kind.map(|kind| News { session_id: session_id.to_owned(), kind });
    Ok(Delivery { id: id.to_owned(), news })
}

/// Compares in constant time, and every signature that is given.
fn is_signed(prefix: &[&str], body: &[u8], signatures: &str, secret: &Secret) -> bool {
    // A key of any length is taken; the other arm is for the type alone.
    let Some(Ok(mut mac)) = key(secret.reveal()).map(|key| Hmac::<Sha256>::new_from_slice(&key)) else {
        return false;
    };
    for part in prefix {
        mac.update(part.as_bytes());
    }
    mac.update(body);
    let given = signatures.split(' ').filter_map(|signature| signature.strip_prefix("v1,")).take(MAX_SIGNATURES);
    given.filter_map(|text| BASE64_STANDARD.decode(text).ok()).any(|bytes| mac.clone().verify_slice(&bytes).is_ok())
}

fn key(secret: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(secret.strip_prefix("whsec_")?).ok()
}

/// No dot: it stands between the parts that are signed, and one in the id could be read in two ways.
fn is_plain(id: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

fn read_seconds(text: &str) -> Option<u64> {
    let is_plain = (1..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

/// Nothing for what does not happen to sessions. What threads do shows in their session's figures only.
///
/// The words are those of `model::wire::webhook`, as far as they say more than that something changed.
fn happened(kind: &str) -> Option<Happened> {
    Some(match kind.strip_prefix("session.")? {
        "running" | "status_run_started" | "status_rescheduled" => Happened::Started,
        "idled" | "status_idled" | "requires_action" | "budget_reached" => Happened::Rested,
        "archived" | "status_terminated" => Happened::Ended,
        "deleted" => Happened::Deleted,
        // Words that are not known yet, too.
        _ => Happened::Changed,
    })
}

#[cfg(test)]
mod tests;
