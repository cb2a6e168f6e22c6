//! Events come into being: their time, their place in a log, and who is told.

use serde_json::{Value, json};

use super::stage::Stage;
use crate::simulator::check::Object;
use crate::simulator::sentinel::Sentinel;
use crate::simulator::sessions::{Event, PRIMARY, Stop, fields};
use crate::simulator::time::Micros;

impl Stage<'_> {
    /// The time of the next event: now, and a little after the event before.
    pub(crate) fn stamp(&mut self) -> Micros {
        let after = self.session.last_stamp + i64::try_from(self.rng.below(40)).unwrap_or(0);
        self.session.last_stamp = self.now.max(after);
        self.session.last_stamp
    }

    /// Emits an event on the thread's own stream; for the primary that is the session's. Answers its id.
    pub(crate) fn emit(&mut self, thread: usize, kind: &str, value: Value) -> String {
        let id = self.rng.id("sevt");
        self.emit_as(thread, id.clone(), kind, fields(value));
        id
    }

    /// Emits an event with a known id.
    pub(crate) fn emit_as(&mut self, thread: usize, id: String, kind: &str, mut value: Object) {
        let is_odd = self.session.sentinels.has(Sentinel::UnknownType) && *self.emitted % 5 == 4;
        if is_odd {
            value.insert("x_tone".to_owned(), json!({ "level": 3, "notes": ["c", null, 1.5] }));
        }
        let at = self.stamp();
        self.store(thread, Event::new(id, kind, Some(at), value));
        if is_odd {
            let (id, at) = (self.rng.id("sevt"), self.stamp());
            let value = json!({ "mood": "curious", "intensity": 0.7, "nested": { "list": [1, "two", null] } });
            self.store(thread, Event::new(id, "agent.mood_changed", Some(at), fields(value)));
        }
    }

    /// Emits a thread's status on its own stream and, for a child, on the session's too.
    pub(crate) fn emit_status(&mut self, thread: usize, kind: &str, value: Value) {
        let mut value = fields(value);
        let about = self.thread(thread);
        value.insert("session_thread_id".to_owned(), about.id.clone().into());
        value.insert("agent_name".to_owned(), about.agent_name().into());
        if thread != PRIMARY {
            let copy = self.rng.id("sevt");
            self.emit_as(PRIMARY, copy, kind, value.clone());
        }
        let id = self.rng.id("sevt");
        self.emit_as(thread, id, kind, value);
    }

    /// `session.thread_status_idle` with its reason.
    pub(crate) fn emit_idle(&mut self, thread: usize, stop: &Stop) {
        let value = json!({ "stop_reason": stop.reason(), "stop_details": stop.details() });
        self.emit_status(thread, "session.thread_status_idle", value);
    }

    /// Shows a queued event on the session's stream; it is not part of the log yet.
    pub(crate) fn show_queued(&mut self, event: &Event) {
        self.streams.event(self.session, PRIMARY, event, self.now);
    }

    /// Puts an event into a log and on the streams.
    pub(crate) fn store(&mut self, thread: usize, event: Event) {
        *self.emitted += 1;
        self.streams.event(self.session, thread, &event, self.now);
        if thread == PRIMARY {
            self.streams.webhooks.event(&self.session.id, &event, self.now);
        }
        self.thread(thread).log.push(event);
    }

    /// A preview for the streams of this thread that asked for it.
    pub(crate) fn preview(&mut self, thread: usize, kind: &str, value: &Value) {
        self.streams.preview(self.session.seq, thread, kind, value);
    }
}
