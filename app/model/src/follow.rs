//! Follows one log: a stream without replay and a paged history become one complete list of events.
//!
//! Sans-IO: the caller opens streams, fetches pages and tells the time; this decides.
//! The stream is opened first and the history listed after, so that nothing falls between.
//! After a break the stream is reopened, what may have been missed is listed with an overlap, and only then
//! the state says live again. Events are given out as they come, doubled ones too: whoever takes them keys them by id.
//! Source: `managed-agents-api.md` §5.

mod connection;
mod course;
mod entry;
mod intake;
mod jobs;
mod list;
mod message;
mod patience;
mod previews;
mod recent;
mod tail;
mod waits;

use connection::Connection;
use jobs::Jobs;
use patience::Patience;
use recent::Recent;

pub use entry::{Ending, Entry};
pub use list::{List, Order, QUEUED_TYPES, Scope};
pub use message::{Failure, Input, Output, State};
pub use previews::{Piece, Pieces, Previews};
pub use tail::Tail;
pub use waits::Waits;

/// After this long the history is listed without waiting for the stream.
const PATIENCE_MILLIS: i64 = 2_000;
/// After the end of a session its last events may appear only in the list, and not at once.
const SETTLE_MILLIS: i64 = 30_000;
/// With this many failures in a row what is known is called stale, or what is missing a gap.
const MANY_FAILURES: u32 = 3;

/// The follower of one log.
#[derive(Debug)]
pub struct Follower {
    scope: Scope,
    connection: Connection,
    stream: u32,
    /// Streams that failed in a row, and lists.
    failures: u32,
    list_failures: u32,
    /// The last time anything came.
    fresh: Option<i64>,
    patience: Patience,
    jobs: Jobs,
    recent: Recent,
    /// When to look a last time, once the session has ended; `None` before.
    settle: Option<i64>,
    settled: bool,
    /// The server named the time of the next attempt.
    is_asked_to_wait: bool,
    state: State,
    waits: Waits,
}

impl Follower {
    /// A follower that has nothing yet. `seed` spreads the waits of many followers.
    pub fn new(scope: Scope, seed: u64) -> Self {
        Self::resume(scope, seed, Tail::default())
    }

    /// A follower that goes on behind a log that was kept.
    pub fn resume(scope: Scope, seed: u64, tail: Tail) -> Self {
        let mut follower = Self {
            scope,
            connection: Connection::Waiting { until: i64::MIN },
            stream: 0,
            failures: 0,
            list_failures: 0,
            fresh: None,
            patience: Patience::default(),
            recent: Recent::restore(tail.newest, tail.queued),
            jobs: Jobs::restore(scope, tail.history, tail.missed, tail.thread_pages),
            settle: tail.settle,
            settled: tail.settled,
            is_asked_to_wait: false,
            state: State::Connecting,
            waits: Waits::new(seed),
        };
        if follower.is_over() {
            follower.connection = Connection::Closed;
            follower.state = State::Ended;
        }
        follower
    }

    /// Takes the place of `old`: answers that are still on their way to that one are not mistaken for its own.
    #[must_use]
    pub fn in_place_of(mut self, old: &Self) -> Self {
        self.stream = old.stream;
        self.jobs.count_on(&old.jobs);
        self
    }

    /// What has to be kept with the log, so that [`Self::resume`] can go on behind it.
    pub fn tail(&self) -> Tail {
        let (newest, queued) = self.recent.keep();
        let (history, missed, thread_pages) = self.jobs.keep();
        Tail { newest, queued, history, missed, thread_pages, settle: self.settle, settled: self.settled }
    }

    /// The state.
    pub fn state(&self) -> State {
        self.state
    }

    /// Whether the history from its first event on has been listed.
    pub fn has_history(&self) -> bool {
        self.jobs.has_history()
    }

    /// Whether the stream is open.
    pub fn is_open(&self) -> bool {
        matches!(self.connection, Connection::Open { .. })
    }

    /// Whether the stream is open, or about to be.
    pub fn is_asking(&self) -> bool {
        self.wants_stream()
    }

    /// Whether the log is at its end and only has to be listed a last time.
    pub fn is_settling(&self) -> bool {
        self.connection == Connection::Over
    }

    /// Whether the next attempt waits only for politeness, and not because the server asked for patience.
    pub fn may_hurry(&self) -> bool {
        matches!(self.connection, Connection::Waiting { .. }) && !self.is_asked_to_wait
    }

    /// When to send the next [`Input::Tick`], in milliseconds since 1970.
    pub fn wake_at(&self) -> Option<i64> {
        let connection = self.connection.wake_at(self.patience.silence_millis());
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
            Input::Frame(stream, event) if self.is_on(stream) => {
                self.hear(now);
                self.take(event, now, false, &mut out);
            }
            Input::Heard(stream) if self.is_on(stream) => self.hear(now),
            Input::Ended(stream, failure) if stream == self.stream && self.wants_stream() => {
                self.fail(failure, now, &mut out);
            }
            Input::Page(list, events, next) => self.page(list, events, next, now, &mut out),
            Input::ListFailed(list, failure) => {
                let wait = self.waits.after(self.list_failures + 1, failure);
                match self.jobs.failed(list, failure, now + wait) {
                    true if failure.is_final() => self.finish(State::refused_by(failure), &mut out),
                    true => self.list_failures += 1,
                    false => {}
                }
            }
            Input::Pause if self.connection != Connection::Closed => {
                if self.wants_stream() {
                    out.extend([Output::Close, Output::DropPreviews]);
                }
                let until = if let Connection::Waiting { until } = self.connection { until } else { i64::MIN };
                self.connection = Connection::Paused { until };
                self.jobs.forget_asked();
            }
            Input::Wake => {
                if let Connection::Paused { until } = self.connection {
                    self.connection = Connection::Waiting { until };
                }
            }
            // Of an older stream, out of place, or merely the time.
            _ => {}
        }
        self.pass_time(now, &mut out);
        self.list(now, &mut out);
        self.tell(&mut out);
        out
    }

    fn is_on(&self, stream: u32) -> bool {
        stream == self.stream && self.is_open()
    }

    fn wants_stream(&self) -> bool {
        matches!(self.connection, Connection::Opening { .. } | Connection::Open { .. })
    }

    fn can_settle(&self) -> bool {
        matches!(self.connection, Connection::Open { .. } | Connection::Over)
    }

    fn is_over(&self) -> bool {
        self.settled && !self.jobs.has_gap() && self.jobs.has_history()
    }

    /// Before the first stream opens a page would leave a gap behind it.
    /// When the stream can not be had, what there is is still better than nothing: the state does not say live.
    fn may_list_from(&self) -> Option<i64> {
        match self.connection {
            Connection::Closed | Connection::Paused { .. } => None,
            Connection::Opening { since } if self.failures == 0 => Some(since + PATIENCE_MILLIS),
            Connection::Waiting { .. } if self.failures == 0 => None,
            _ => Some(i64::MIN),
        }
    }

    fn hear(&mut self, now: i64) {
        if let Connection::Open { heard } = self.connection {
            self.patience.heard(now - heard);
        }
        self.connection = Connection::Open { heard: now };
        self.fresh = Some(now);
    }

    /// The connection is lost: what was being written is void, and a gap may open.
    fn fail<E>(&mut self, failure: Failure, now: i64, out: &mut Vec<Output<E>>) {
        out.push(Output::DropPreviews);
        if failure.is_final() {
            return self.finish(State::refused_by(failure), out);
        }
        self.failures += 1;
        self.is_asked_to_wait = failure.retry_after_millis.is_some();
        let wait = self.waits.after(self.failures, failure);
        if self.is_asked_to_wait {
            // That holds for lists as well.
            self.jobs.wait_until(now + wait);
        }
        self.connection = Connection::Waiting { until: now + wait };
    }

    fn finish<E>(&mut self, state: State, out: &mut Vec<Output<E>>) {
        self.connection = Connection::Closed;
        self.jobs.forget_asked();
        self.state = state;
        out.push(Output::Close);
        out.push(Output::State(state));
    }
}

#[cfg(test)]
mod tests;
