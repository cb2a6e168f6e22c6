//! What the simulator was asked for, for tests that look at the upstream.

use std::collections::{BTreeMap, VecDeque};

use model::endpoint::{Call, Class};
use serde_json::{Map, Value, json};

use super::gate::Incoming;
use super::sessions::put;

/// How many requests are remembered.
const REMEMBERED: usize = 500;

/// Counters and the last requests.
#[derive(Debug, Default)]
pub(crate) struct Stats {
    reads: u64,
    creates: u64,
    lists: u64,
    /// Everything that came in, refused or not.
    requests: u64,
    by_endpoint: BTreeMap<String, u64>,
    last: VecDeque<Value>,
}

impl Stats {
    /// Remembers a request, whatever becomes of it.
    pub(crate) fn note(&mut self, incoming: &Incoming, keys: &[String]) {
        self.requests += 1;
        if self.last.len() == REMEMBERED {
            self.last.pop_front();
        }
        let mut headers = Map::new();
        for (name, value) in &incoming.headers {
            let shown = match name.as_str() {
                // Keys are not shown, only whether they are ours.
                "x-api-key" | "authorization" => {
                    let is_ours = keys.iter().any(|key| value.trim_start_matches("Bearer ") == key);
                    if is_ours { "valid" } else { "invalid" }
                }
                _ => value,
            };
            let joined = match headers.get(name).and_then(Value::as_str) {
                Some(first) => format!("{first}, {shown}"),
                None => shown.to_owned(),
            };
            headers.insert(name.clone(), joined.into());
        }
        self.last.push_back(json!({
            "method": incoming.method,
            "path": incoming.path,
            "query": incoming.query,
            "headers": headers,
        }));
    }

    /// Counts a call that passed the transport rules and the limits.
    pub(crate) fn count(&mut self, call: &Call) {
        let endpoint = call.endpoint();
        match endpoint.class {
            Class::Create => self.creates += 1,
            Class::Read => self.reads += 1,
            Class::Stream => {}
        }
        if format!("{:?}", endpoint.id).ends_with("List") {
            self.lists += 1;
        }
        *self.by_endpoint.entry(format!("{} {}", endpoint.method.as_str(), endpoint.path)).or_default() += 1;
    }

    /// The answer of `/__sim/stats`. `reads` contains `lists`; streams are counted on their own.
    pub(crate) fn print(&self, streams_open: usize, streams_total: u64, with_requests: bool) -> Value {
        let mut printed = json!({
            "reads": self.reads,
            "creates": self.creates,
            "lists": self.lists,
            "requests_total": self.requests,
            "streams_open": streams_open,
            "streams_total": streams_total,
            "by_endpoint": self.by_endpoint,
        });
        if with_requests {
            put(&mut printed, "requests", json!(self.last));
        }
        printed
    }
}
