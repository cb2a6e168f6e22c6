//! Reads a feed: one stream that can be resumed, and older history in chunks.
//!
//! Sans-IO, like [`crate::follow`], and much simpler: the relay keeps the log, so that a break costs one request.
//! Open at a cursor, apply, reopen at the last cursor after any break, start over when the log is another one.

mod course;
mod history;
mod intake;
mod message;
mod read;

use std::collections::HashSet;

use crate::feed::{After, Cursor, Standing};
use crate::follow::{Entry, Failure, State, Waits};
use history::History;

pub use message::{Input, Output};
pub use read::{Sent, read};

/// A stream that is silent for longer is broken: six heartbeats of the relay.
pub const SILENCE_MILLIS: i64 = 30_000;
/// How long a stream may take to answer.
const OPENING_MILLIS: i64 = 30_000;
/// How many of the newest events are asked for first.
const FIRST: After = After::Newest(200);
/// With this many failures in a row what is known is called stale, or what is missing a gap.
const MANY_FAILURES: u32 = 3;
/// The place of what was sent from here: whatever the relay has of it is the better copy.
const SENT_PLACE: i64 = i64::MIN / 2;
/// How long what was sent from here may take to come back.
const SENT_MILLIS: i64 = 10_000;

/// The reader of one feed.
#[derive(Debug)]
pub struct Resume {
    connection: Connection,
    stream: u32,
    failures: u32,
    /// The last time anything came.
    fresh: Option<i64>,
    /// The last place that was reached; what follows is asked for after a break.
    cursor: Option<Cursor>,
    /// Whether the open stream has come to the end of what the relay had.
    is_current: bool,
    /// The relay said that the stream's end will be no trouble.
    may_reopen: bool,
    standing: Standing,
    since: Option<i64>,
    entries: u64,
    history: History,
    /// What was sent from here and has not come back, and when.
    sent: Vec<(String, i64)>,
    sent_count: i64,
    /// Queued events that came: what was sent may come back before the answer to the sending.
    waiting: HashSet<String>,
    state: State,
    waits: Waits,
}

/// How the stream stands; times are in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Connection {
    Waiting {
        until: i64,
    },
    /// Other tabs hold the browser's streams. No failure, however long it lasts.
    Queued,
    Opening {
        since: i64,
    },
    Open {
        heard: i64,
    },
    /// Nobody looks.
    Paused,
    /// The log is at its end; older history may still be missing.
    Over,
    Closed,
}

impl Resume {
    /// A reader that has nothing yet. `seed` spreads the waits of many readers.
    pub fn new(seed: u64) -> Self {
        Self {
            connection: Connection::Waiting { until: i64::MIN },
            stream: 0,
            failures: 0,
            fresh: None,
            cursor: None,
            is_current: false,
            may_reopen: false,
            standing: Standing::Connecting,
            since: None,
            entries: 0,
            history: History::default(),
            sent: Vec::new(),
            sent_count: 0,
            waiting: HashSet::new(),
            state: State::Connecting,
            waits: Waits::new(seed),
        }
    }

    /// The state.
    pub fn state(&self) -> State {
        self.state
    }

    /// How many entries the relay's log has, as far as it said; copies of one event count each.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Whether the history from its first event on is here.
    pub fn has_history(&self) -> bool {
        self.history.is_complete()
    }

    /// When to send the next [`Input::Tick`], in milliseconds since 1970.
    pub fn wake_at(&self) -> Option<i64> {
        let connection = match self.connection {
            Connection::Waiting { until } => Some(until),
            Connection::Opening { since } => Some(since + OPENING_MILLIS),
            Connection::Open { heard } => Some(heard + SILENCE_MILLIS),
            Connection::Queued | Connection::Paused | Connection::Over | Connection::Closed => None,
        };
        let chunk = if self.may_fetch() { self.history.wake_at().filter(|at| *at > i64::MIN) } else { None };
        [connection, chunk].into_iter().flatten().min()
    }

    /// Forgets waits, for a person who wants it now.
    pub fn hurry(&mut self) {
        if let Connection::Waiting { until } = &mut self.connection {
            *until = i64::MIN;
        }
        self.history.hurry();
    }

    /// Takes what happened at `now` (milliseconds since 1970) and says what to do, in order.
    pub fn handle<E: Entry>(&mut self, input: Input<E>, now: i64) -> Vec<Output<E>> {
        let mut out = Vec::new();
        match input {
            Input::Queued(stream) if stream == self.stream && matches!(self.connection, Connection::Opening { .. }) => {
                self.connection = Connection::Queued;
            }
            Input::Dialled(stream) if stream == self.stream && self.connection == Connection::Queued => {
                self.connection = Connection::Opening { since: now };
            }
            Input::Opened(stream) if stream == self.stream && matches!(self.connection, Connection::Opening { .. }) => {
                self.connection = Connection::Open { heard: now };
                self.fresh = Some(now);
                (self.is_current, self.may_reopen) = (false, false);
            }
            Input::Entry(stream, cursor, event) if self.is_on(stream) => {
                self.hear(now);
                self.entry(cursor, event, now, &mut out);
            }
            Input::Notice(stream, cursor, notice) if self.is_on(stream) => {
                self.hear(now);
                self.notice(cursor, &notice, now, &mut out);
            }
            Input::Heard(stream) if self.is_on(stream) => self.hear(now),
            Input::Ended(stream, failure) if stream == self.stream && self.wants_stream() => {
                self.fail(failure, now, &mut out);
            }
            Input::Chunk(number, entries, discarded) if self.history.answered(number) => {
                self.fresh = Some(now);
                for (seq, event) in entries {
                    self.saw(&event);
                    out.push(Output::Apply(seq, event));
                }
                out.extend(discarded.into_iter().map(|(seq, id)| Output::Discard(seq, id)));
            }
            Input::ChunkFailed(number, failure) => self.chunk_failed(number, failure, now, &mut out),
            Input::Sent(events) => {
                for event in events {
                    self.sent_count += 1;
                    let place = SENT_PLACE + self.sent_count;
                    if let Some(id) = event.id().filter(|id| !self.waiting.contains(*id)) {
                        self.sent.push((id.to_owned(), now));
                    }
                    out.push(Output::Apply(place, event));
                }
            }
            Input::Pause if self.connection != Connection::Closed && self.connection != Connection::Over => {
                if self.wants_stream() {
                    out.extend([Output::Close, Output::DropPreviews]);
                }
                self.connection = Connection::Paused;
            }
            Input::Wake if self.connection == Connection::Paused => {
                self.connection = Connection::Waiting { until: i64::MIN };
            }
            // Of an older stream, out of place, or merely the time.
            _ => {}
        }
        self.pass_time(now, &mut out);
        if self.may_fetch()
            && let Some((number, chunk)) = self.history.next(self.cursor, now)
        {
            out.push(Output::Fetch(number, chunk));
        }
        self.tell(&mut out);
        out
    }

    fn is_on(&self, stream: u32) -> bool {
        stream == self.stream && matches!(self.connection, Connection::Open { .. })
    }

    fn wants_stream(&self) -> bool {
        matches!(self.connection, Connection::Queued | Connection::Opening { .. } | Connection::Open { .. })
    }

    fn may_fetch(&self) -> bool {
        !matches!(self.connection, Connection::Closed | Connection::Paused)
    }

    fn hear(&mut self, now: i64) {
        self.connection = Connection::Open { heard: now };
        self.fresh = Some(now);
    }

    fn fail<E>(&mut self, failure: Failure, now: i64, out: &mut Vec<Output<E>>) {
        out.extend([Output::Close, Output::DropPreviews]);
        self.is_current = false;
        if failure.status == Some(410) {
            return self.start_over(now, out);
        }
        if failure.is_final() {
            return self.finish(State::refused_by(failure), out);
        }
        let is_calm = std::mem::take(&mut self.may_reopen) && failure == Failure::default();
        let wait = if is_calm {
            0
        } else {
            self.failures += 1;
            self.waits.after(self.failures, failure)
        };
        self.connection = Connection::Waiting { until: now + wait };
    }

    fn chunk_failed<E>(&mut self, number: u32, failure: Failure, now: i64, out: &mut Vec<Output<E>>) {
        let wait = self.waits.after(self.history.failures() + 1, failure);
        if !self.history.failed(number, now + wait) {
            return;
        }
        match failure.status {
            // The log that this chunk belonged to is gone.
            Some(404 | 410) => {
                out.extend([Output::Close, Output::DropPreviews]);
                self.start_over(now, out);
            }
            Some(401 | 403) => self.finish(State::refused_by(failure), out),
            _ => {}
        }
    }

    /// The relay has another log now: everything is read again, and what is shown stays until then.
    fn start_over<E>(&mut self, now: i64, out: &mut Vec<Output<E>>) {
        self.cursor = None;
        self.is_current = false;
        self.history.start_over();
        self.standing = Standing::Connecting;
        self.failures += 1;
        let wait = if self.failures > 1 { self.waits.after(self.failures, Failure::default()) } else { 0 };
        self.connection = Connection::Waiting { until: now + wait };
        out.push(Output::StartOver);
    }

    fn finish<E>(&mut self, state: State, out: &mut Vec<Output<E>>) {
        self.connection = Connection::Closed;
        self.state = state;
        out.extend([Output::Close, Output::State(state)]);
    }
}

#[cfg(test)]
mod tests;
