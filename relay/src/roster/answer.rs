//! What becomes of the API's answers.

use super::ask::{self, Ask, Found, Listed, Status, one_line};
use super::frame::{self, Source};
use super::known::{Entry, MAX_SESSIONS};
use super::{BACKSTOP, Failure, Output, ROUND, Roster, Sent};
use crate::rejection::Rejection;

/// How long nothing is asked after a call was refused for its number, if the API does not say, in milliseconds.
const MOMENT: i64 = 1_000;

impl Roster {
    pub(super) fn answered(&mut self, number: u64, result: Result<String, Failure>, now: i64, out: &mut Vec<Output>) {
        let Some(at) = self.sent.iter().position(|sent| sent.number == number) else { return };
        let sent = self.sent.swap_remove(at);
        match (&sent.ask, result) {
            (Ask::AtWork | Ask::Newest, Ok(text)) => match ask::listed(&text) {
                Some(listed) => self.listed(&sent, listed, out),
                None => self.failed(nonsense(), now, out),
            },
            (Ask::AtWork | Ask::Newest, Err(failure)) => self.failed(failure, now, out),
            (Ask::Session(id), Ok(text)) => self.retrieved(&sent, id, &text, now, out),
            (Ask::Session(id), Err(failure)) if failure.status == 404 => {
                self.remove(id, now, out);
            }
            (Ask::Session(id), Err(failure)) => {
                self.hold(&failure, now);
                self.wanted.refused(id, now + failure.retry_after.unwrap_or(0).max(ROUND));
            }
            (Ask::Stop { id, updated_at }, Ok(text)) => match ask::stop(&text) {
                Some(stop) => {
                    let source = self.source();
                    let news = self.known.rests(id, updated_at, stop);
                    out.extend(news.map(|entry| Output::Tell(frame::change(entry, now, source))));
                }
                None => self.known.refused(id),
            },
            (Ask::Stop { id, .. }, Err(failure)) => {
                self.hold(&failure, now);
                self.known.refused(id);
                if failure.status == 404 {
                    self.wanted.left(id, now);
                }
            }
        }
        self.gone.retain(|(_, newest)| self.sent.iter().any(|sent| sent.number <= *newest));
    }

    fn listed(&mut self, sent: &Sent, listed: Listed, out: &mut Vec<Output>) {
        let is_at_work = sent.ask == Ask::AtWork;
        (self.failures, self.trouble) = (0, None);
        let since = self.checked_at.replace(sent.at).unwrap_or(sent.at);
        self.lists += 1;
        let absent = self.known.iter().filter(|entry| {
            let belongs = if is_at_work { entry.is_at_work() } else { !entry.found.is_archived };
            belongs && entry.asked < sent.number && listed.covers(entry.found.created) && !listed.holds(&entry.found.id)
        });
        let absent: Vec<String> = absent.map(|entry| entry.found.id.clone()).collect();
        for id in absent {
            if is_at_work && self.has_at_work {
                self.trust.see(&id, since, sent.at);
            }
            self.wanted.left(&id, sent.at);
        }
        for found in listed.sessions {
            let was_at_work = self.known.get(&found.id).is_some_and(Entry::is_at_work);
            if self.has_at_work && was_at_work != (found.status == Status::AtWork) {
                self.trust.see(&found.id, since, sent.at);
            }
            self.learn(found, sent, Source::Poll, out);
        }
        self.has_at_work |= is_at_work;
        out.push(Output::Tell(frame::checked(sent.at, self.source())));
    }

    fn retrieved(&mut self, sent: &Sent, id: &str, text: &str, now: i64, out: &mut Vec<Output>) {
        let Some(found) = ask::session(text).filter(|found| found.id == id) else {
            return self.wanted.refused(id, now + ROUND);
        };
        let rests = self.wanted.is_told_of_rest(id) && found.status == Status::Idle;
        let source = self.wanted.settle_with(id, found.status, now);
        self.learn(found, sent, source, out);
        if rests {
            self.known.ask_again(id);
        }
    }

    /// Takes a session, and tells the viewers what is new.
    fn learn(&mut self, found: Found, sent: &Sent, source: Source, out: &mut Vec<Output>) {
        if self.gone.iter().any(|(id, newest)| *id == found.id && sent.number <= *newest) {
            return;
        }
        let news = self.known.learn(found, sent.number);
        out.extend(news.map(|entry| Output::Tell(frame::change(entry, sent.at, source))));
    }

    pub(super) fn remove(&mut self, id: &str, now: i64, out: &mut Vec<Output>) {
        let source = self.wanted.settle(id);
        self.known.remove(id);
        if !self.sent.is_empty() && self.gone.len() < MAX_SESSIONS {
            self.gone.push((id.to_owned(), self.newest_number));
        }
        out.push(Output::Tell(frame::removed(id, now, source)));
    }

    /// The list could not be read: that is said, and tried again later and later.
    fn failed(&mut self, failure: Failure, now: i64, out: &mut Vec<Output>) {
        let wait = ROUND.saturating_mul(1 << self.failures.min(5)).min(BACKSTOP);
        self.failures = self.failures.saturating_add(1);
        self.held_until = self.held_until.max(now + failure.retry_after.unwrap_or(0).max(wait));
        let error = one_line(&failure.error);
        out.push(Output::Tell(frame::trouble(&error)));
        self.trouble = Some(error);
        self.listed_at = None;
    }

    /// Who is told to ask less asks nothing at all for a while: as long as it is told, else for a moment. One session
    /// that cannot be read must not hold up the others.
    fn hold(&mut self, failure: &Failure, now: i64) {
        if matches!(failure.status, 429 | 503 | 529) {
            self.held_until = self.held_until.max(now + failure.retry_after.unwrap_or(MOMENT));
        }
    }
}

fn nonsense() -> Failure {
    let reply = Rejection::Nonsense.reply("req_porthole_roster");
    Failure { status: reply.status, retry_after: None, error: reply.body }
}
