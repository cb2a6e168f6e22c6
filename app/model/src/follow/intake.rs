//! What came is given out, and noted.

use super::entry::{Ending, Entry};
use super::jobs::{Edge, Edges, Taken};
use super::list::{Order, Scope};
use super::message::{Failure, Output, State};
use super::{Follower, SETTLE_MILLIS};
use crate::time::Time;

impl Follower {
    pub(super) fn take<E: Entry>(&mut self, event: E, now: i64, listed: bool, out: &mut Vec<Output<E>>) {
        if event.is_preview() {
            return out.push(Output::Preview(event));
        }
        let ending = self.note(&event, now, listed);
        out.push(Output::Append(event));
        if ending == Some(Ending::Deleted) {
            self.finish(State::Deleted, out);
        }
    }

    fn note<E: Entry>(&mut self, event: &E, now: i64, listed: bool) -> Option<Ending> {
        let at = event.processed_at();
        if let Some(id) = event.id() {
            if listed && !self.recent.knows(id) {
                self.patience.was_news();
            }
            self.recent.note(id, at);
            self.jobs.saw(id);
        }
        if event.empties_queue() && !listed {
            self.jobs.queue_emptied();
        }
        let ending = event.ending();
        let is_end = match self.scope {
            Scope::Session => ending == Some(Ending::Terminated),
            Scope::Thread => matches!(ending, Some(Ending::Terminated | Ending::ThreadTerminated)),
        };
        if is_end {
            let at = at.map_or(now, Time::millis).min(now) + SETTLE_MILLIS;
            self.settle.get_or_insert(at);
            // A list made long after the end holds everything already.
            self.settled |= listed && now >= at + SETTLE_MILLIS;
        }
        ending
    }

    pub(super) fn page<E: Entry>(
        &mut self,
        list: u32,
        events: Vec<E>,
        next: Option<String>,
        now: i64,
        out: &mut Vec<Output<E>>,
    ) {
        let Some(order) = self.jobs.order(list) else { return };
        self.fresh = Some(now);
        let edges = edges(&events);
        match order {
            Order::Ascending => {
                for event in events {
                    self.take(event, now, true, out);
                }
            }
            Order::Descending => {
                let mut older = events;
                older.reverse();
                let mut deleted = false;
                for event in &older {
                    deleted |= self.note(event, now, true) == Some(Ending::Deleted);
                }
                out.push(Output::History(older));
                if deleted {
                    self.finish(State::Deleted, out);
                }
            }
        }
        match self.jobs.answered(list, edges, next, &self.recent) {
            Taken::Listed { discarded } => {
                self.list_failures = 0;
                for id in discarded {
                    self.recent.forget(&id);
                    out.push(Output::Discard(id));
                }
            }
            // A cursor that leads to itself would be followed for ever.
            Taken::Circle => {
                self.list_failures += 1;
                let wait = self.waits.after(self.list_failures, Failure::default());
                self.jobs.wait_until(now + wait);
            }
        }
        if !self.jobs.has_gap() {
            self.failures = 0;
            self.patience.caught_up();
        }
    }
}

fn edges<E: Entry>(events: &[E]) -> Edges {
    let edge = |event: &E| event.processed_at().map_or(Edge::Queued, Edge::At);
    Some((edge(events.first()?), edge(events.last()?)))
}
