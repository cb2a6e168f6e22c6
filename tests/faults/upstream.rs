//! A small Managed Agents API in virtual time: one session's log, its list and its stream, with the API's habits.

use model::follow::{List, Order, QUEUED_TYPES};
use serde_json::{Value, json};

use crate::rng::Rng;

/// An event as the API keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub kind: &'static str,
    /// Microseconds since 1970; none while it waits in the queue.
    pub at: Option<i64>,
    pub text: String,
    /// As it is on the wire.
    pub raw: String,
    /// Counts what was emitted, copies too.
    pub emitted: u64,
    /// It never appears on the stream, as the last events of a session that was archived.
    pub only_listed: bool,
}

/// The truth.
#[derive(Debug)]
pub struct Upstream {
    pub log: Vec<Event>,
    pub emitted: u64,
    /// Of the message that is being written.
    pub writing: Option<String>,
    pub is_deleted: bool,
    pub is_terminated: bool,
    /// How far the server's clock is off, in microseconds.
    clock: i64,
    next_id: u64,
    /// How many events a page has now.
    pub page_events: usize,
    pub is_thread: bool,
}

/// What a list answers.
pub type Page = Result<String, u16>;

impl Upstream {
    pub fn new(is_thread: bool) -> Self {
        Self {
            log: Vec::new(),
            emitted: 0,
            writing: None,
            is_deleted: false,
            is_terminated: false,
            clock: 0,
            next_id: 0,
            page_events: 5,
            is_thread,
        }
    }

    fn id(&mut self) -> String {
        self.next_id += 1;
        format!("sevt_{:05}", self.next_id)
    }

    /// The session does something. Gives the event as it goes out on the stream.
    pub fn emit(&mut self, kind: &'static str, at: Option<i64>, text: String) -> Event {
        let id = self.id();
        self.emit_as(id, kind, at, text)
    }

    pub fn emit_as(&mut self, id: String, kind: &'static str, at: Option<i64>, text: String) -> Event {
        self.emitted += 1;
        let mut event = Event { id, kind, at, text, raw: String::new(), emitted: self.emitted, only_listed: false };
        event.print();
        self.log.push(event.clone());
        event
    }

    /// The agent takes up what waits longest.
    pub fn take_up(&mut self, now: i64) -> Option<Event> {
        let at = self.at(now);
        let emitted = self.emitted + 1;
        let event = self.log.iter_mut().find(|event| event.at.is_none())?;
        event.at = Some(at);
        event.emitted = emitted;
        event.print();
        let event = event.clone();
        self.emitted = emitted;
        Some(event)
    }

    /// A turn is given up, and with it whatever waits.
    pub fn discard(&mut self, now: i64) -> Event {
        self.log.retain(|event| event.at.is_some());
        let at = Some(self.at(now));
        self.emit("session.error", at, "exhausted".to_owned())
    }

    /// What the server's clock says, in microseconds.
    pub fn at(&self, now: i64) -> i64 {
        now * 1_000 + self.clock
    }

    /// The server's clock is set back a little.
    pub fn step_back(&mut self, rng: &mut Rng) {
        self.clock -= rng.between(1, 500_000);
        self.clock = self.clock.max(-2_000_000);
    }

    /// In the order of the list: by time, then as they came; what waits is last.
    pub fn sorted(&self) -> Vec<&Event> {
        let mut all: Vec<&Event> = self.log.iter().collect();
        all.sort_by_key(|event| event.at.unwrap_or(i64::MAX));
        all
    }

    /// A page, as it is now. A cursor names the last event before it, so that new events shift nothing.
    pub fn page(&self, list: &List) -> Page {
        if self.is_deleted {
            return Err(404);
        }
        let mut all = self.sorted();
        if list.order == Order::Descending {
            all.reverse();
        }
        if let Some(from) = list.from {
            assert!(!self.is_thread, "a thread's list has no filters");
            all.retain(|event| event.at.is_some_and(|at| at >= from.micros()));
        }
        if !list.types.is_empty() {
            assert!(!self.is_thread, "a thread's list has no filters");
            all.retain(|event| list.types.contains(&event.kind));
        }
        let after = match &list.page {
            None => 0,
            Some(page) => match all.iter().position(|event| event.id == *page) {
                Some(at) => at + 1,
                None => return Err(400),
            },
        };
        let data: Vec<&str> = all.iter().skip(after).take(self.page_events).map(|event| event.raw.as_str()).collect();
        let last = all.get(after + data.len().saturating_sub(1)).map(|event| event.id.clone());
        let next = json!(last.filter(|_| all.len() > after + data.len()));
        Ok(format!("{{\"data\":[{}],\"next_page\":{next}}}", data.join(",")))
    }
}

impl Event {
    fn print(&mut self) {
        self.raw = self.value().to_string();
    }

    fn value(&self) -> Value {
        let at = self.at.map(|at| model::time::Time::from_micros(at).to_timestamp().as_str().to_owned());
        let mut value = json!({ "id": self.id, "type": self.kind, "processed_at": at });
        let more = match self.kind {
            "agent.message" | "user.message" => {
                json!({ "content": [{ "type": "text", "text": self.text }] })
            }
            "session.error" => json!({
                "error": { "type": "model_overloaded_error", "message": "", "retry_status": { "type": self.text } },
            }),
            "session.status_idle" => json!({ "stop_reason": { "type": "end_turn" } }),
            "span.model_request_end" => json!({
                "model_request_start_id": "sevt_0",
                "is_error": false,
                "model_usage": {
                    "input_tokens": 1, "output_tokens": 1,
                    "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0,
                },
            }),
            // An unknown type has fields that nobody knows.
            _ => json!({ "note": self.text }),
        };
        if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
            value.extend(more);
        }
        value
    }

    pub fn frame(&self) -> String {
        format!("event: {}\ndata: {}\n\n", self.kind, self.raw)
    }
}

/// A type that can wait in the queue.
pub fn queueable(rng: &mut Rng) -> &'static str {
    rng.pick(&QUEUED_TYPES[..2])
}
