//! The client has answered calls (§4.14).

use super::call::{Needs, Reply};
use super::stage::Stage;
use crate::simulator::sessions::{Event, PRIMARY, Stop, Wait};

impl Stage<'_> {
    /// Looks at the answers a thread got: goes on when it has all, says what is left otherwise.
    pub(crate) fn look_at_answers(&mut self, index: usize) {
        let left = self.thread(index).unanswered();
        if self.thread(index).work.wait != Some(Wait::Answers) {
            // Answered before the thread came to rest: it sees them when it gets there.
            self.show_confirmations(index);
        } else if left.is_empty() {
            self.run(index);
            self.take_up_answers(index);
            self.go_on(index);
        } else {
            self.show_confirmations(index);
            let stop = Stop::RequiresAction(left);
            self.rest(index, stop);
        }
    }

    /// All calls are answered: those that were allowed run, those that were denied fail.
    pub(crate) fn take_up_answers(&mut self, index: usize) {
        self.show_confirmations(index);
        self.plan(index, |call| call.needs != Needs::Nothing);
    }

    /// Confirmations get their time, on the session's stream and on a child's own.
    fn show_confirmations(&mut self, index: usize) {
        let mut fresh = Vec::new();
        for call in &mut self.thread(index).work.calls {
            if let Some(Reply::Confirmed { event, fields, seen, .. }) = &mut call.reply
                && !*seen
            {
                *seen = true;
                fresh.push((event.clone(), fields.clone()));
            }
        }
        for (id, mut fields) in fresh {
            self.session.unprocessed.retain(|queued| queued.id != id);
            let at = self.stamp();
            self.store(PRIMARY, Event::new(id, CONFIRMATION, Some(at), fields.clone()));
            if index != PRIMARY {
                fields.remove("session_thread_id");
                let copy = self.rng.id("sevt");
                self.emit_as(index, copy, CONFIRMATION, fields);
            }
        }
    }
}

/// The type of the client's yes or no.
pub(crate) const CONFIRMATION: &str = "user.tool_confirmation";
