//! What the relay sent is given out, and believed as far as it goes.

use super::message::Output;
use super::{Connection, Resume, SENT_MILLIS, SENT_PLACE};
use crate::feed::{Cursor, Notice, Standing};
use crate::follow::{Ending, Entry, Failure, State};

impl Resume {
    pub(super) fn entry<E: Entry>(&mut self, cursor: Option<Cursor>, event: E, now: i64, out: &mut Vec<Output<E>>) {
        if event.is_preview() {
            return out.push(Output::Preview(self.place(), event));
        }
        let Some(cursor) = self.advance(cursor) else { return self.fail(Failure::default(), now, out) };
        let ending = event.ending();
        self.saw(&event);
        out.push(Output::Apply(cursor.seq, event));
        if ending == Some(Ending::Deleted) {
            self.finish(State::Deleted, out);
        }
    }

    /// An event came, so it is not lost.
    pub(super) fn saw<E: Entry>(&mut self, event: &E) {
        let Some(id) = event.id() else { return };
        self.sent.retain(|(sent, _)| sent != id);
        match event.processed_at() {
            None => self.waiting.insert(id.to_owned()),
            Some(_) => self.waiting.remove(id),
        };
    }

    /// The last place that was reached.
    pub(super) fn place(&self) -> i64 {
        self.cursor.map_or(0, |cursor| cursor.seq)
    }

    /// Goes on to `cursor`; `None` when it is of another log, which a stream never changes to.
    pub(super) fn advance(&mut self, cursor: Option<Cursor>) -> Option<Cursor> {
        let cursor = cursor?;
        if self.cursor.is_some_and(|known| known.epoch != cursor.epoch) {
            return None;
        }
        self.cursor = Some(cursor);
        Some(cursor)
    }

    pub(super) fn notice<E>(&mut self, cursor: Option<Cursor>, notice: &Notice, now: i64, out: &mut Vec<Output<E>>) {
        let reached = notice.cursor.as_deref().and_then(Cursor::parse);
        if let Some(cursor) = cursor.filter(|_| notice.discarded.is_some()).or(reached)
            && self.advance(Some(cursor)).is_none()
        {
            return self.fail(Failure::default(), now, out);
        }
        if let Some(id) = &notice.discarded {
            return out.push(Output::Discard(self.place(), id.clone()));
        }
        self.may_reopen |= notice.reopen;
        self.history.note(notice);
        if notice.behind {
            self.is_current = false;
        }
        if reached.is_some() {
            self.is_current = true;
            self.failures = 0;
        }
        if notice.standing != Standing::Live && self.standing == Standing::Live {
            // The relay lost its line: what was being written there is void.
            out.push(Output::DropPreviews);
        }
        (self.standing, self.since, self.entries) = (notice.standing, notice.since, notice.entries);
        let is_ended = notice.standing == Standing::Ended;
        if self.is_current && (is_ended || notice.standing == Standing::Live) {
            // The relay has everything, and this is not there: it was thrown away before anybody saw it.
            let lost = self.sent.extract_if(.., |(_, at)| is_ended || now >= *at + SENT_MILLIS);
            out.extend(lost.map(|(id, _)| Output::Discard(SENT_PLACE / 2, id)));
        }
        if is_ended && self.is_current {
            self.connection = Connection::Over;
            out.extend([Output::Close, Output::DropPreviews]);
        }
    }
}
