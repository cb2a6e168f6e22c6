//! The live list of sessions: one for everybody, and nothing is asked while nobody looks.
//!
//! A state machine without clock or socket: it is told what happens and when (milliseconds since 1970), and says
//! what to ask the API and what to tell the viewers. Its time goes in rounds of 15 s, with at most one list a round:
//! the sessions at work, every fourth time the newest. Sessions that left the list are asked for one by one, and once
//! for each rest why they rest, a few a round. A webhook has its session asked for at once; when webhooks are proven
//! to arrive ([`trust`]), the list is read every five minutes only, to be sure.

mod answer;
pub mod ask;
mod frame;
mod known;
mod trust;
mod wanted;

use crate::webhook::{Happened, News};
use ask::Ask;
pub use frame::{Frame, Source};
use known::Known;
pub use known::{MAX_BYTES, MAX_SESSIONS};
use trust::Trust;
use wanted::Wanted;

/// How long a round is, in milliseconds: at most one list in it.
pub const ROUND: i64 = 15_000;

/// How often the list is read while webhooks are proven to arrive, in milliseconds.
pub const BACKSTOP: i64 = 300_000;

/// Of how many sessions a round learns why they rest.
pub const STOPS_A_ROUND: u8 = 5;

/// How many calls are on their way at once.
pub const AT_ONCE: usize = 4;

/// After so long without viewers, what is known is too old to be shown, in milliseconds.
const FORGET: i64 = 60_000;

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Somebody looks.
    Watched,
    /// Nobody looks any more.
    Unwatched,
    /// A webhook said this.
    Hook(News),
    /// The call with this number was answered, with a text or a failure.
    Answered(u64, Result<String, Failure>),
    /// Time has passed.
    Tick,
}

/// Why a call gave no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The status that the relay would have answered with.
    pub status: u16,
    /// How long the API wants to be left alone, in milliseconds.
    pub retry_after: Option<i64>,
    /// The error in the API's shape.
    pub error: String,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Ask the API, and say under this number what came of it.
    Ask(u64, Ask),
    /// Tell the viewers.
    Tell(Frame),
}

/// A call on its way.
#[derive(Debug)]
struct Sent {
    number: u64,
    ask: Ask,
    at: i64,
}

/// The list.
#[derive(Debug, Default)]
pub struct Roster {
    is_watched: bool,
    unwatched_at: i64,
    /// Something was said while nobody looked.
    has_missed: bool,
    known: Known,
    /// Sessions that are gone, and the newest question at that time: answers to earlier ones may still hold them.
    gone: Vec<(String, u64)>,
    newest_number: u64,
    sent: Vec<Sent>,
    wanted: Wanted,
    /// When the next round begins.
    round_at: i64,
    stops_left: u8,
    /// The list to read next, once a round has it due.
    due: Option<Ask>,
    lists: u64,
    /// When the list was last asked for.
    listed_at: Option<i64>,
    /// When that was which the list shows; nothing until it was read.
    checked_at: Option<i64>,
    /// The sessions at work were listed before, so that a change can be told.
    has_at_work: bool,
    /// Nothing is asked before this.
    held_until: i64,
    failures: u32,
    trouble: Option<String>,
    trust: Trust,
}

impl Roster {
    /// Takes what happened at `now`, and gives what to do.
    pub fn handle(&mut self, input: Input, now: i64) -> Vec<Output> {
        let mut out = Vec::new();
        let source = self.source();
        match input {
            Input::Watched => self.watched(now),
            Input::Unwatched => (self.is_watched, self.unwatched_at) = (false, now),
            Input::Hook(news) => self.hook(&news, now, &mut out),
            Input::Answered(number, result) => self.answered(number, result, now, &mut out),
            Input::Tick => {}
        }
        if self.source() != source
            && let Some(checked_at) = self.checked_at
        {
            out.push(Output::Tell(frame::checked(checked_at, self.source())));
        }
        if self.is_watched {
            self.begin_round(now);
            self.ask(now, &mut out);
        }
        out
    }

    /// When after `now` to call with [`Input::Tick`]; never while nobody looks.
    ///
    /// What was due by `now` and was not asked waits for an answer, or for the next round.
    pub fn wake_at(&self, now: i64) -> Option<i64> {
        let times = [self.round_at, self.held_until].into_iter().chain(self.wanted.due());
        times.filter(|at| self.is_watched && *at > now).min()
    }

    /// The list as it is, in frames; nothing while it was not read.
    pub fn snapshot(&self) -> Option<Vec<String>> {
        Some(frame::roster(&self.known.newest_first(), self.checked_at?, self.source()))
    }

    /// What keeps the list from being read, as a frame.
    pub fn trouble(&self) -> Option<Frame> {
        self.trouble.as_deref().map(frame::trouble)
    }

    fn source(&self) -> Source {
        if self.trust.is_proven() { Source::Webhook } else { Source::Poll }
    }

    fn watched(&mut self, now: i64) {
        if !self.is_watched && (self.has_missed || now - self.unwatched_at >= FORGET) {
            self.known.clear();
            self.wanted.clear();
            (self.checked_at, self.lists, self.has_at_work, self.has_missed) = (None, 0, false, false);
        }
        self.is_watched = true;
    }

    fn begin_round(&mut self, now: i64) {
        if now < self.round_at {
            return;
        }
        self.round_at = now + ROUND;
        self.stops_left = STOPS_A_ROUND;
        self.wanted.begin_round();
        self.trust.judge(now);
        // Both lists were read once before either is put off.
        let (period, turns) = if self.trust.is_proven() && self.lists > 1 { (BACKSTOP, 2) } else { (ROUND, 4) };
        let is_due = self.checked_at.is_none() || self.listed_at.is_none_or(|at| now - at >= period);
        if is_due && !self.sent.iter().any(|sent| sent.ask.is_list()) {
            self.due = Some(if self.lists.is_multiple_of(turns) { Ask::Newest } else { Ask::AtWork });
        }
    }

    /// Asks what may be asked now: the list first, then what webhooks told of, then the rest.
    fn ask(&mut self, now: i64, out: &mut Vec<Output>) {
        while now >= self.held_until && self.sent.len() < AT_ONCE {
            let Some(ask) = self.next(now) else { return };
            if ask.is_list() {
                // A list that had to wait begins a round of its own.
                (self.listed_at, self.round_at) = (Some(now), now + ROUND);
            }
            self.newest_number += 1;
            self.sent.push(Sent { number: self.newest_number, ask: ask.clone(), at: now });
            out.push(Output::Ask(self.newest_number, ask));
        }
    }

    fn next(&mut self, now: i64) -> Option<Ask> {
        if let Some(list) = self.due.take() {
            return Some(list);
        }
        let is_asked = |id: &str| self.sent.iter().any(|sent| sent.ask.about() == Some(id));
        if let Some(id) = self.wanted.take(now, is_asked) {
            return Some(Ask::Session(id));
        }
        let urgent = self.known.lacking(true, is_asked).filter(|_| self.wanted.spend());
        let resting = match urgent {
            Some(urgent) => urgent,
            None if self.stops_left > 0 => {
                let lacking = self.known.lacking(false, is_asked)?;
                self.stops_left -= 1;
                lacking
            }
            None => return None,
        };
        Some(Ask::Stop { id: resting.id.clone(), updated_at: resting.updated_at.clone() })
    }

    fn hook(&mut self, news: &News, now: i64, out: &mut Vec<Output>) {
        self.trust.hear(news, now);
        if !self.is_watched {
            self.has_missed = true;
        } else if news.kind == Happened::Deleted {
            self.wanted.told(&news.session_id, news.kind, now);
            self.remove(&news.session_id, now, out);
        } else {
            self.wanted.told(&news.session_id, news.kind, now);
        }
    }
}

#[cfg(test)]
mod tests;
