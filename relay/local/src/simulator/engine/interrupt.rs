//! Interrupts (§4.7).

use serde_json::{Value, json};

use super::call::Reply;
use super::stage::Stage;
use crate::simulator::script::Tokens;
use crate::simulator::sessions::{PRIMARY, Status, Stop, Wait};

/// What an interrupted call answers.
const INTERRUPTED: &str = "Tool execution was interrupted before completion. Please retry.";

impl Stage<'_> {
    /// An interrupt takes effect: on one thread, or on all that are not archived.
    pub(crate) fn interrupt(&mut self, event: &str, only: Option<usize>) {
        let Some(at) = self.session.unprocessed.iter().position(|queued| queued.id == event) else { return };
        let queued = self.session.unprocessed.remove(at);
        let all = 0..=self.session.children.len();
        let targets: Vec<usize> = all.filter(|&index| only.is_none_or(|only| only == index)).collect();
        let waits = |stage: &mut Self, index| {
            let thread = stage.thread(index);
            thread.status != Status::Terminated
                && (thread.is_busy() || thread.work.wait.is_some_and(|w| w != Wait::Budget))
        };
        let hit: Vec<usize> = targets.into_iter().filter(|&index| waits(self, index)).collect();
        if hit.is_empty() && self.session.is_at_cap(self.now) {
            return;
        }
        let at = self.stamp();
        self.store(PRIMARY, queued.event(Some(at)));
        for &index in &hit {
            if index != PRIMARY {
                let (copy, at) = (self.rng.id("sevt"), self.stamp());
                let mut queued = queued.clone();
                queued.id = copy;
                self.store(index, queued.event(Some(at)));
            }
            self.stop_work(index);
        }
        if hit.contains(&PRIMARY) {
            self.drop_outcome();
        }
        // Children first, so that a parent does not take their rest for a report.
        for &index in hit.iter().rev() {
            self.rest_quietly(index, Stop::EndTurn);
        }
        for &index in &hit {
            if self.thread(index).run.is_some() {
                self.leave_run(index);
            } else if index != PRIMARY {
                self.forget_child(index);
            }
        }
        // A run whose last thread was hit has settled the session itself.
        let settled = self.session.status == Status::Idle && hit.iter().any(|&index| self.thread(index).run.is_some());
        if !hit.is_empty() && !self.session.is_busy() && !settled {
            self.settle();
        }
    }

    /// The model stops at once, open calls end with an error.
    fn stop_work(&mut self, index: usize) {
        if self.thread(index).work.span.is_some() {
            let tokens = Tokens { input: 40, output: 12, ..Tokens::default() };
            self.end_span(index, tokens, Value::Null);
        }
        self.close_calls(index);
        self.drop_work(index);
    }

    /// Every call without a result gets an error for one.
    pub(crate) fn close_calls(&mut self, index: usize) {
        for open in std::mem::take(&mut self.thread(index).work.calls) {
            if let Some(Reply::Confirmed { event, .. }) = &open.reply {
                self.session.unprocessed.retain(|queued| queued.id != *event);
            }
            if open.reply != Some(Reply::Given) {
                self.emit_result(index, &open, &[json!({ "type": "text", "text": INTERRUPTED })], true);
            }
        }
    }
}
