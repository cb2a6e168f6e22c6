//! What time changes, and what state that is.

use super::message::Output;
use super::{Connection, FIRST, MANY_FAILURES, OPENING_MILLIS, Resume, SILENCE_MILLIS};
use crate::feed::{After, Standing};
use crate::follow::{Failure, State};

impl Resume {
    pub(super) fn pass_time<E>(&mut self, now: i64, out: &mut Vec<Output<E>>) {
        match self.connection {
            Connection::Opening { since } if now >= since + OPENING_MILLIS => {
                self.fail(Failure::default(), now, out);
            }
            Connection::Open { heard } if now >= heard + SILENCE_MILLIS => self.fail(Failure::default(), now, out),
            Connection::Waiting { until } if now >= until => {
                self.stream += 1;
                self.connection = Connection::Opening { since: now };
                if self.cursor.is_none() {
                    // Nothing came of an earlier stream, which may have begun elsewhere.
                    self.history.start_over();
                }
                out.push(Output::Open(self.stream, self.cursor.map_or(FIRST, After::Cursor)));
            }
            Connection::Over if self.history.is_complete() => self.finish(State::Ended, out),
            _ => {}
        }
    }

    pub(super) fn tell<E>(&mut self, out: &mut Vec<Output<E>>) {
        let state = match self.connection {
            Connection::Closed => return,
            Connection::Over | Connection::Open { .. } => self.told_by_relay(),
            Connection::Queued => State::Queued,
            _ if self.failures >= MANY_FAILURES => State::Stale(self.fresh.unwrap_or(0)),
            _ if self.fresh.is_none() => State::Connecting,
            _ => State::Reconnecting,
        };
        if state != self.state {
            self.state = state;
            out.push(Output::State(state));
        }
    }

    /// What an open stream makes of what the relay says: the weaker of both counts.
    fn told_by_relay(&self) -> State {
        match self.standing {
            Standing::Reconnecting => State::Reconnecting,
            Standing::Stale => State::Stale(self.since.or(self.fresh).unwrap_or(0)),
            Standing::Gap => State::Gap,
            _ if self.history.failures() >= MANY_FAILURES => State::Gap,
            Standing::Live if self.is_current && self.history.is_complete() => State::Live,
            Standing::Connecting if self.cursor.is_none() => State::Connecting,
            _ => State::CatchingUp,
        }
    }
}
