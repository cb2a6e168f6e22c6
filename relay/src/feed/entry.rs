//! An event as a feed keeps it.

use std::borrow::Cow;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use model::follow::{self, Ending};
use model::time::Time;
use model::wire::Timestamp;
use serde::Deserialize;
use serde_json::value::RawValue;

/// An event: its bytes, and the little that a feed has to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    json: Box<str>,
    id: Option<Box<str>>,
    kind: Box<str>,
    at: Option<Time>,
}

/// Tells one copy of an event from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// A digest of the event's id.
    pub key: u64,
    /// A digest of its bytes. The lowest bit says whether it has a time.
    pub content: u64,
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "type")]
    kind: Option<&'a RawValue>,
    #[serde(borrow, default)]
    processed_at: Option<&'a RawValue>,
}

impl Entry {
    /// Reads an event; `None` when it is no JSON object.
    pub fn parse(json: &str) -> Option<Self> {
        // A list would be read as the fields in order.
        let head: Head =
            Some(json).filter(|json| json.trim_start().starts_with('{')).map(serde_json::from_str)?.ok()?;
        let at = text(head.processed_at).and_then(|at| Time::of(&Timestamp::new(at)));
        // Line ends can only stand between tokens, where a space means the same; in a frame they would end its line.
        let json: Cow<str> =
            if json.contains(['\n', '\r']) { json.replace(['\n', '\r'], " ").into() } else { json.into() };
        Some(Self {
            json: json.into(),
            id: text(head.id).map(String::into_boxed_str),
            kind: text(head.kind).unwrap_or_default().into_boxed_str(),
            at,
        })
    }

    /// Its JSON, on one line.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Its type.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What tells this copy from others. What has no id is told apart by its bytes.
    pub fn version(&self) -> Version {
        let content = digest(&self.json) & !1 | u64::from(self.at.is_some());
        let key = self.id.as_ref().map_or(content, |id| digest(id));
        Version { key, content }
    }
}

impl Version {
    /// Whether this copy says more than `known`, or something else. A copy without a time is older than one with it.
    pub fn replaces(self, known: u64) -> bool {
        self.content != known && self.content & 1 >= known & 1
    }
}

impl follow::Entry for Entry {
    fn id(&self) -> Option<&str> {
        self.id.as_deref().filter(|_| !self.is_preview())
    }

    fn processed_at(&self) -> Option<Time> {
        self.at
    }

    fn ending(&self) -> Option<Ending> {
        Ending::of_kind(&self.kind)
    }

    fn empties_queue(&self) -> bool {
        #[derive(Deserialize)]
        struct Fault {
            error: Retry,
        }
        #[derive(Deserialize)]
        struct Retry {
            retry_status: Kind,
        }
        #[derive(Deserialize)]
        struct Kind {
            #[serde(rename = "type")]
            kind: String,
        }
        let is_exhausted = |fault: Fault| fault.error.retry_status.kind == "exhausted";
        &*self.kind == "session.error" && serde_json::from_str(&self.json).is_ok_and(is_exhausted)
    }

    fn is_preview(&self) -> bool {
        matches!(&*self.kind, "event_start" | "event_delta")
    }
}

/// The key of an id, as in [`Version::key`].
pub fn key_of(id: &str) -> u64 {
    digest(id)
}

fn text(raw: Option<&RawValue>) -> Option<String> {
    serde_json::from_str(raw?.get()).ok()
}

/// Digests are stored. Should another compiler digest differently, copies that are known are kept once more: no harm.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::follow::Entry as _;

    #[test]
    fn reads_what_it_needs_and_keeps_the_rest() {
        let entry = Entry::parse(
            "{\"id\":\"sevt_1\",\r\n \"type\":\"agent.message\",\"processed_at\":\"2026-11-20T14:03:02.9Z\"}",
        )
        .unwrap();
        assert_eq!(entry.id(), Some("sevt_1"));
        assert_eq!(entry.kind(), "agent.message");
        assert_eq!(entry.processed_at().map(Time::millis), Some(1_795_183_382_900));
        assert!(!entry.json().contains(['\n', '\r']) && entry.json().contains("agent.message"));
        for odd in [r#"{"id":7,"type":null,"processed_at":"soon"}"#, "{}"] {
            let entry = Entry::parse(odd).unwrap();
            assert_eq!((entry.id(), entry.kind(), entry.processed_at()), (None, "", None), "{odd}");
        }
        for none in ["", "7", "[1]", "{", "null", "\"text\""] {
            assert_eq!(Entry::parse(none), None, "{none}");
        }
    }

    #[test]
    fn an_exhausted_error_empties_the_queue() {
        let error = |kind: &str, status: &str| {
            Entry::parse(&format!(
                r#"{{"type":"{kind}","error":{{"type":"x","message":"","retry_status":{{"type":"{status}"}}}}}}"#
            ))
        };
        assert!(error("session.error", "exhausted").unwrap().empties_queue());
        assert!(!error("session.error", "retrying").unwrap().empties_queue());
        assert!(!error("agent.message", "exhausted").unwrap().empties_queue());
        assert!(!Entry::parse(r#"{"type":"session.error"}"#).unwrap().empties_queue());
    }

    #[test]
    fn a_copy_with_a_time_is_newer_than_one_without() {
        let copy = |at: &str, more: &str| {
            Entry::parse(&format!(r#"{{"id":"a","processed_at":{at}{more}}}"#)).unwrap().version()
        };
        let (queued, done) = (copy("null", ""), copy(r#""2026-11-20T14:03:02Z""#, ""));
        let other = copy(r#""2026-11-20T14:03:02Z""#, r#","x":1"#);
        assert_eq!(queued.key, done.key);
        assert_eq!(key_of("a"), done.key);
        assert!(done.replaces(queued.content));
        assert!(!queued.replaces(done.content));
        assert!(!done.replaces(done.content));
        assert!(other.replaces(done.content));
    }
}
