//! Faults: retries that pass, retries that are used up (§4.6).

use serde_json::json;

use super::beat::Beat;
use super::stage::Stage;
use crate::simulator::script::{Fault, Tokens};
use crate::simulator::sessions::{PRIMARY, Status, Stop, put};

impl Stage<'_> {
    /// Starts a fault.
    pub(crate) fn start_fault(&mut self, index: usize, fault: &Fault) {
        let attempts = fault.times + u32::from(fault.exhausts);
        for attempt in 1..=attempts {
            let last = fault.exhausts && attempt == attempts;
            let (error, message) = (fault.error.clone(), fault.message.clone());
            if is_beside_the_model(&fault.error) && !last {
                self.beat(index, fault.wait_ms, Beat::Complain { error, message });
                continue;
            }
            self.beat(index, 12, Beat::SpanStart);
            let id = self.rng.id("sevt");
            self.beat(index, 200, Beat::Preview { kind: "agent.message", id: id.clone() });
            self.beat(index, 40, Beat::Delta { id, text: "I will".to_owned() });
            self.beat(index, 400, Beat::Fail { error, message, last });
            if !last {
                self.beat(index, fault.wait_ms, Beat::Retry);
            }
        }
    }

    /// A model request fails.
    pub(crate) fn fail(&mut self, index: usize, error: &str, message: &str, last: bool) {
        self.complain(index, error, message, if last { "exhausted" } else { "retrying" });
        self.end_span(index, Tokens::default(), json!(true));
        if last {
            self.exhaust(index);
            return;
        }
        let now = self.now;
        self.thread(index).clock_out(now, Status::Rescheduling);
        self.emit_status(index, "session.thread_status_rescheduled", json!({}));
        if index == PRIMARY {
            self.set_status(Status::Rescheduling);
            self.emit(PRIMARY, "session.status_rescheduled", json!({}));
        }
    }

    /// The retry of a failed request starts.
    pub(crate) fn retry(&mut self, index: usize) {
        self.run(index);
    }

    /// The retries are used up: the turn is over, and what was queued is thrown away.
    fn exhaust(&mut self, index: usize) {
        self.drop_work(index);
        if index == PRIMARY {
            self.session.queue.clear();
            self.rest(index, Stop::RetriesExhausted);
            return;
        }
        self.rest_quietly(index, Stop::RetriesExhausted);
        if self.thread(index).run.is_some() {
            self.leave_run(index);
        } else {
            self.end_thread(index);
            self.release_parent(index);
        }
    }

    /// `session.error` on the thread's own stream.
    pub(crate) fn complain(&mut self, index: usize, error: &str, message: &str, retry: &str) {
        let mut value = json!({ "type": error, "message": message, "retry_status": { "type": retry } });
        let server = self.session.agent.pointer("/mcp_servers/0/name").cloned();
        if error.starts_with("mcp_") {
            put(&mut value, "mcp_server_name", server.unwrap_or_else(|| json!("unknown")));
        } else if error.starts_with("repository_") {
            let url = self.session.resources.iter().find_map(|resource| resource.url());
            put(&mut value, "repository_url", url);
        } else if error == "credential_host_unreachable_error" {
            put(&mut value, "credential_id", self.rng.id("vcrd"));
            put(&mut value, "vault_id", self.session.vault_ids.first().cloned());
        }
        self.emit(index, "session.error", json!({ "error": value }));
    }
}

/// Whether the fault is of a server beside the model, without which the turn goes on.
fn is_beside_the_model(error: &str) -> bool {
    ["mcp_", "repository_", "credential_"].iter().any(|prefix| error.starts_with(prefix))
}
