//! What the API itself says of its quota, in the headers of its answers.

use model::wire::Timestamp;

use super::Class;
use super::spent::LONGEST;
use crate::config::MOST_PER_MINUTE;
use crate::headers::Headers;

/// What one answer said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// The quota of the call that was answered.
    pub class: Class,
    /// Where it stands.
    pub standing: Option<Standing>,
    /// For how many milliseconds the API refuses all that draws on it.
    pub closed_for: Option<i64>,
}

/// Where a quota stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Requests per minute.
    pub limit: u32,
    /// How many more would pass now.
    pub remaining: u32,
}

impl Report {
    /// Reads the headers of an answer; `None` when they say nothing of the quota.
    pub fn read(class: Class, status: u16, headers: &Headers, now: i64) -> Option<Self> {
        let standing = standing(headers);
        // A 429 beside a quota that is not used up has another reason: how much is spent, or one endpoint's own limit.
        // That must not keep everybody from everything.
        let is_closed = status == 429 && standing.is_none_or(|standing| standing.remaining == 0);
        let closed_for = if is_closed { retry_after(headers, now) } else { None };
        (standing.is_some() || closed_for.is_some()).then_some(Self { class, standing, closed_for })
    }
}

impl Standing {
    /// Half a standing says nothing: a limit alone may be that of anything.
    pub(super) fn new(limit: u32, remaining: u32) -> Option<Self> {
        ((1..=MOST_PER_MINUTE).contains(&limit) && remaining <= limit).then_some(Self { limit, remaining })
    }
}

fn standing(headers: &Headers) -> Option<Standing> {
    let limit = number(headers.get("anthropic-ratelimit-requests-limit")?)?;
    let remaining = number(headers.get("anthropic-ratelimit-requests-remaining")?)?;
    Standing::new(limit, remaining)
}

/// When to come back, in milliseconds. A limit of spending is told without it, and is nothing that a minute mends.
fn retry_after(headers: &Headers, now: i64) -> Option<i64> {
    let millis = headers.get("retry-after-ms").and_then(number).map(i64::from);
    let seconds = || headers.get("retry-after").and_then(number).map(|seconds| i64::from(seconds) * 1_000);
    // The bucket is full by then, so this is the longest that it can take.
    let full = || {
        let reset = Timestamp::new(headers.get("anthropic-ratelimit-requests-reset")?).micros()?;
        Some(reset.div_euclid(1_000) - now)
    };
    millis.or_else(seconds).or_else(full).filter(|wait| *wait > 0).map(|wait| wait.min(LONGEST))
}

/// Digits and nothing else.
pub(super) fn number(text: &str) -> Option<u32> {
    let is_plain = (1..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}
