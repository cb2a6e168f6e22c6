//! Follows one log: a stream without replay and a paged history become one complete list of events.
//!
//! Sans-IO: the caller opens streams, fetches pages and tells the time; this decides.
//! The stream is opened first and the history listed after, so that nothing falls between.
//! After a break the stream is reopened, what may have been missed is listed with an overlap, and only then
//! the state says live again. Events are given out as they come, doubled ones too: whoever takes them keys them by id.
//! Source: `managed-agents-api.md` §5.

mod connection;
mod entry;
mod jobs;
mod message;
mod recent;
mod waits;

use crate::time::Time;
use connection::{Connection, OPENING_MILLIS};
use jobs::Jobs;
use recent::Recent;
use waits::Waits;

pub use entry::{Ending, Entry};
pub use jobs::{List, Order, QUEUED_TYPES};
pub use message::{Failure, Input, Output, State};

/// A stream that is silent for longer is broken: the relay writes a heartbeat every ten seconds.
pub const SILENCE_MILLIS: i64 = 35_000;
/// After this long the history is listed without waiting for the stream.
const PATIENCE_MILLIS: i64 = 2_000;
/// After the end of a session its last events may appear only in the list, and not at once.
const SETTLE_MILLIS: i64 = 30_000;
/// With this many failures in a row the page is called stale.
const STALE_ATTEMPTS: u32 = 3;

/// The follower of one log.
#[derive(Debug)]
pub struct Live {
    connection: Connection,
    stream: u32,
    failures: u32,
    /// The last time anything came.
    fresh: Option<i64>,
    jobs: Jobs,
    recent: Recent,
    /// Places of what comes after everything, and of what is listed backwards.
    next_up: i64,
    next_down: i64,
    /// When to look a last time, once the session has ended; `None` before.
    settle: Option<i64>,
    settled: bool,
    state: State,
    waits: Waits,
}

impl Live {
    /// A follower that has nothing yet. `seed` spreads the waits of many pages.
    pub fn new(seed: u64) -> Self {
        Self {
            connection: Connection::Waiting { until: i64::MIN },
            stream: 0,
            failures: 0,
            fresh: None,
            jobs: Jobs::default(),
            recent: Recent::default(),
            next_up: 0,
            next_down: -1,
            settle: None,
            settled: false,
            state: State::Connecting,
            waits: Waits::new(seed),
        }
    }

    /// The state.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether the history from its first event on has been listed.
    pub fn has_history(&self) -> bool {
        self.jobs.has_history()
    }

    /// When to send the next [`Input::Tick`], in milliseconds since 1970.
    pub fn wake_at(&self) -> Option<i64> {
        let connection = self.connection.wake_at();
        let settle = self.settle.filter(|_| !self.settled && self.can_settle());
        let job =
            self.may_list_from().and_then(|from| Some(self.jobs.wake_at()?.max(from))).filter(|at| *at > i64::MIN);
        [connection, job, settle].into_iter().flatten().min()
    }

    /// Forgets waits, for a person who wants it now.
    pub fn hurry(&mut self) {
        if let Connection::Waiting { until } = &mut self.connection {
            *until = i64::MIN;
        }
        self.jobs.hurry();
    }

    /// Takes what happened at `now` (milliseconds since 1970) and says what to do, in order.
    pub fn handle<E: Entry>(&mut self, input: Input<E>, now: i64) -> Vec<Output<E>> {
        let mut out = Vec::new();
        match input {
            Input::Opened(stream) if stream == self.stream && matches!(self.connection, Connection::Opening { .. }) => {
                self.connection = Connection::Open { heard: now };
                self.fresh = Some(now);
                self.jobs.reopened(&self.recent);
            }
            Input::Frame(stream, event) if self.is_open(stream) => {
                self.hear(now);
                let place = self.next_up;
                self.next_up += 1;
                self.take(place, event, now, false, &mut out);
            }
            Input::Heard(stream) if self.is_open(stream) => self.hear(now),
            Input::Sent(events) => {
                for event in events {
                    let place = self.next_up;
                    self.next_up += 1;
                    self.take(place, event, now, false, &mut out);
                }
            }
            Input::Ended(stream, failure) if stream == self.stream && self.wants_stream() => {
                self.fail(failure, now, &mut out);
            }
            Input::Page(list, events, next) => self.page(list, events, next, now, &mut out),
            Input::ListFailed(list, failure) => {
                let wait = self.waits.after(self.failures, failure);
                match self.jobs.failed(list, failure, now + wait) {
                    true if failure.is_final() => self.finish(State::refused_by(failure), &mut out),
                    true => self.failures += 1,
                    false => {}
                }
            }
            // Of an older stream, or merely the time.
            Input::Opened(_) | Input::Frame(..) | Input::Heard(_) | Input::Ended(..) | Input::Tick => {}
        }
        self.pass_time(now, &mut out);
        self.list(now, &mut out);
        self.tell(&mut out);
        out
    }

    fn is_open(&self, stream: u32) -> bool {
        stream == self.stream && matches!(self.connection, Connection::Open { .. })
    }

    fn wants_stream(&self) -> bool {
        matches!(self.connection, Connection::Opening { .. } | Connection::Open { .. })
    }

    fn can_settle(&self) -> bool {
        matches!(self.connection, Connection::Open { .. } | Connection::Over)
    }

    /// Before the first stream opens a page would leave a gap behind it.
    /// When the stream can not be had, what there is is still better than nothing: the state does not say live.
    fn may_list_from(&self) -> Option<i64> {
        match self.connection {
            Connection::Closed => None,
            Connection::Opening { since } if self.failures == 0 => Some(since + PATIENCE_MILLIS),
            Connection::Waiting { .. } if self.failures == 0 => None,
            _ => Some(i64::MIN),
        }
    }

    fn hear(&mut self, now: i64) {
        self.connection = Connection::Open { heard: now };
        self.fresh = Some(now);
    }

    fn take<E: Entry>(&mut self, place: i64, event: E, now: i64, listed: bool, out: &mut Vec<Output<E>>) {
        let ending = event.ending();
        let at = event.processed_at();
        if let Some(id) = event.id() {
            self.recent.note(id, at);
            self.jobs.saw(id);
        }
        out.push(Output::Apply(place, event));
        match ending {
            Some(Ending::Deleted) => self.finish(State::Deleted, out),
            Some(Ending::Terminated) => {
                let at = at.map_or(now, Time::millis).min(now) + SETTLE_MILLIS;
                self.settle.get_or_insert(at);
                // A list made long after the end holds everything already.
                self.settled |= listed && now >= at + SETTLE_MILLIS;
            }
            None => {}
        }
    }

    fn page<E: Entry>(&mut self, list: u32, events: Vec<E>, next: Option<String>, now: i64, out: &mut Vec<Output<E>>) {
        let Some(order) = self.jobs.order(list) else { return };
        self.fresh = Some(now);
        for event in events {
            let place = match order {
                Order::Ascending => self.next_up,
                Order::Descending => self.next_down,
            };
            match order {
                Order::Ascending => self.next_up += 1,
                Order::Descending => self.next_down -= 1,
            }
            self.take(place, event, now, true, out);
        }
        for id in self.jobs.answered(list, next) {
            self.recent.forget(&id);
            out.push(Output::Discard(id));
        }
        if !self.jobs.has_gap() {
            self.failures = 0;
        }
    }

    /// The connection is lost: what was being written is void, and a gap may open.
    fn fail<E>(&mut self, failure: Failure, now: i64, out: &mut Vec<Output<E>>) {
        out.push(Output::DropPreviews);
        if failure.is_final() {
            return self.finish(State::refused_by(failure), out);
        }
        self.failures += 1;
        let wait = self.waits.after(self.failures, failure);
        self.connection = Connection::Waiting { until: now + wait };
    }

    fn finish<E>(&mut self, state: State, out: &mut Vec<Output<E>>) {
        self.connection = Connection::Closed;
        self.jobs.clear();
        self.state = state;
        out.push(Output::Close);
        out.push(Output::State(state));
    }

    fn pass_time<E>(&mut self, now: i64, out: &mut Vec<Output<E>>) {
        match self.connection {
            Connection::Opening { since } if now >= since + OPENING_MILLIS => {
                out.push(Output::Close);
                self.fail(Failure::default(), now, out);
            }
            Connection::Open { heard } if now >= heard + SILENCE_MILLIS => {
                out.push(Output::Close);
                self.fail(Failure::default(), now, out);
            }
            Connection::Waiting { .. } if self.settle.is_some() => self.connection = Connection::Over,
            Connection::Waiting { until } if now >= until => {
                self.stream += 1;
                self.connection = Connection::Opening { since: now };
                out.push(Output::Open(self.stream));
            }
            _ => {}
        }
        if !self.settled && self.settle.is_some_and(|at| now >= at) && self.can_settle() {
            self.settled = true;
            self.jobs.reopened(&self.recent);
        }
        if self.settled && !self.jobs.has_gap() && self.jobs.has_history() && self.connection != Connection::Closed {
            self.finish(State::Ended, out);
        }
    }

    fn list<E>(&mut self, now: i64, out: &mut Vec<Output<E>>) {
        if self.may_list_from().is_some_and(|from| now >= from)
            && let Some((number, list)) = self.jobs.next(now)
        {
            out.push(Output::List(number, list));
        }
    }

    fn tell<E>(&mut self, out: &mut Vec<Output<E>>) {
        let state = match self.connection {
            Connection::Closed => return,
            Connection::Open { .. } if !self.jobs.has_gap() && self.jobs.has_history() => State::Live,
            Connection::Open { .. } | Connection::Over => State::CatchingUp,
            _ if self.failures >= STALE_ATTEMPTS => State::Stale(self.fresh.unwrap_or(0)),
            _ if self.fresh.is_none() => State::Connecting,
            _ => State::Reconnecting,
        };
        if state != self.state {
            self.state = state;
            out.push(Output::State(state));
        }
    }
}

#[cfg(test)]
mod tests;
