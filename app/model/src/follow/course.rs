//! What time changes, what is asked next, and what state that is.

use super::connection::{Connection, OPENING_MILLIS};
use super::message::{Failure, Output, State};
use super::{Follower, MANY_FAILURES};

impl Follower {
    pub(super) fn pass_time<E>(&mut self, now: i64, out: &mut Vec<Output<E>>) {
        match self.connection {
            Connection::Opening { since } if now >= since + OPENING_MILLIS => {
                out.push(Output::Close);
                self.fail(Failure::default(), now, out);
            }
            Connection::Open { heard } if now >= heard + self.patience.silence_millis() => {
                out.push(Output::Close);
                self.patience.ran_out();
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
        if self.is_over() && !matches!(self.connection, Connection::Closed | Connection::Paused { .. }) {
            self.finish(State::Ended, out);
        }
    }

    pub(super) fn list<E>(&mut self, now: i64, out: &mut Vec<Output<E>>) {
        if self.may_list_from().is_some_and(|from| now >= from)
            && let Some((number, list)) = self.jobs.next(&self.recent, now)
        {
            out.push(Output::List(number, list));
        }
    }

    pub(super) fn tell<E>(&mut self, out: &mut Vec<Output<E>>) {
        let state = match self.connection {
            Connection::Closed => return,
            Connection::Open { .. } if !self.jobs.has_gap() && self.jobs.has_history() => State::Live,
            Connection::Open { .. } if self.list_failures >= MANY_FAILURES => State::Gap,
            Connection::Open { .. } | Connection::Over => State::CatchingUp,
            _ if self.failures >= MANY_FAILURES => State::Stale(self.fresh.unwrap_or(0)),
            _ if self.fresh.is_none() => State::Connecting,
            _ => State::Reconnecting,
        };
        if state != self.state {
            self.state = state;
            out.push(Output::State(state));
        }
    }
}
