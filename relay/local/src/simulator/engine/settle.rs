//! Threads start to work and come to rest; the session follows.

use serde_json::json;

use super::agenda::Job;
use super::stage::Stage;
use crate::simulator::sessions::{PRIMARY, Status, Stop, Wait, Work};
use crate::simulator::time;

impl Stage<'_> {
    /// A thread starts to work, and with it the session.
    pub(crate) fn run(&mut self, index: usize) {
        if self.session.status != Status::Running {
            self.set_status(Status::Running);
            self.emit(PRIMARY, "session.status_running", json!({}));
        }
        let now = self.now;
        self.thread(index).clock_in(now);
        self.thread(index).work.wait = None;
        self.emit_status(index, "session.thread_status_running", json!({}));
        self.look_at_run(index);
    }

    /// A thread comes to rest; so does the session when it was the last.
    pub(crate) fn rest(&mut self, index: usize, stop: Stop) {
        let is_at_budget = stop == Stop::BudgetReached;
        self.rest_quietly(index, stop);
        self.look_at_run(index);
        if !self.session.is_busy() {
            self.settle();
        } else if is_at_budget {
            self.emit_usage();
        }
    }

    /// A thread comes to rest without a look at the session.
    pub(crate) fn rest_quietly(&mut self, index: usize, stop: Stop) {
        let now = self.now;
        let thread = self.thread(index);
        thread.clock_out(now, Status::Idle);
        thread.stop = stop.clone();
        thread.booked = Some(thread.usage.clone());
        self.emit_idle(index, &stop);
    }

    /// The session comes to rest: usage, then idle.
    pub(crate) fn settle(&mut self) {
        self.set_status(Status::Idle);
        self.session.booked = self.session.usage.clone();
        let stop = self.session.stop(self.now);
        self.emit_usage();
        let value = json!({ "stop_reason": stop.reason(), "stop_details": stop.details() });
        self.emit(PRIMARY, "session.status_idle", value);
        let session = self.session.seq;
        if !self.session.outputs.is_empty() {
            self.later(2 * time::SECOND, Job::Outputs(session));
        }
        if !self.session.queue.is_empty() {
            self.later(60 * time::MILLI, Job::Begin(session));
        }
    }

    /// `session.usage`.
    pub(crate) fn emit_usage(&mut self) {
        let usage = self.session.print_usage(&self.session.usage, self.now);
        let value = json!({ "usage": usage, "budget": self.session.print_budget() });
        self.emit(PRIMARY, "session.usage", value);
    }

    /// After the results that come by themselves: waits for answers, or goes on.
    pub(crate) fn settle_calls(&mut self, index: usize) {
        if self.thread(index).unanswered().is_empty() {
            self.take_up_answers(index);
            return;
        }
        self.hold(index, Wait::Answers);
        let stop = Stop::RequiresAction(self.thread(index).unanswered());
        self.rest(index, stop);
    }

    /// The threads that stand at the budget go on, if there is one to spend.
    pub(crate) fn resume(&mut self) {
        if self.session.is_at_cap(self.now) {
            return;
        }
        for index in 0..=self.session.children.len() {
            if self.thread(index).work.wait == Some(Wait::Budget) {
                self.run(index);
                self.go_on(index);
            }
        }
    }

    /// The session ends for good.
    pub(crate) fn terminate(&mut self) {
        let now = self.now;
        for index in (0..=self.session.children.len()).rev() {
            let thread = self.thread(index);
            if thread.status == Status::Terminated {
                continue;
            }
            thread.clock_out(now, Status::Terminated);
            thread.work = Work::default();
            thread.booked = Some(thread.usage.clone());
            if thread.started {
                self.emit_status(index, "session.thread_status_terminated", json!({}));
            }
        }
        self.session.queue.clear();
        self.session.booked = self.session.usage.clone();
        self.set_status(Status::Terminated);
        self.emit(PRIMARY, "session.status_terminated", json!({}));
        self.streams.end(self.session.seq);
        // Nobody hears of it any more; it stands in the list only.
        self.stop_runs();
    }
}
