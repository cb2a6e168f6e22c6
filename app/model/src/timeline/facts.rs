//! What the header and the inspector say of a session, taken together from its events.

use super::digest::{self, Count, Digest, Stop, ThreadStep};
use super::key::Key;
use super::stored::Group;
use super::{Figure, RowId, Status, StopReason, ThreadState, Timeline, ToolFacts};
use crate::cost::{Money, Tokens};
use crate::time::Time;
use crate::wire::session::{Session, SessionStatus};

/// What the session object said when it was fetched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    pub(super) status: Option<SessionStatus>,
    pub(super) created: Option<Time>,
    pub(super) count: Option<Count>,
}

/// A session at a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// What it is doing.
    pub status: Status,
    /// When it was made, or began.
    pub started: Option<Time>,
    /// Until when its time counts; none while it still does.
    pub ended: Option<Time>,
    /// Milliseconds at work.
    pub active_millis: u64,
    /// What it used so far.
    pub tokens: Tokens,
    /// What it cost so far.
    pub figure: Figure,
    /// The cap.
    pub budget: Option<Money>,
    /// How many tools were called.
    pub calls: usize,
    /// How many of them failed.
    pub failed: usize,
    /// The calls that wait for a person, oldest first.
    pub waiting: Vec<RowId>,
    /// An interrupt was sent and has not taken effect.
    pub interrupting: bool,
}

/// A child thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadFacts {
    /// Its row.
    pub row: RowId,
    /// Its id.
    pub id: String,
    /// What its agent is called.
    pub name: String,
    /// What it is doing.
    pub state: ThreadState,
}

impl Base {
    /// What `session` says.
    pub fn of(session: &Session) -> Self {
        Self {
            status: Some(session.status.clone()),
            created: Time::of(&session.created_at),
            count: Some(digest::count(&session.usage, digest::budget(&session.budget))),
        }
    }
}

impl Timeline {
    /// The session as it is at `now`.
    pub fn facts(&self, now: Time) -> Facts {
        let status = self.status();
        let counted = self.counts.last_key_value().and_then(|(key, slot)| Some((*key, self.count_at(*slot)?)));
        let since = counted.map_or(Key::MIN, |(key, _)| key);
        let running_since = self.running_millis(since, now);
        // Before a count is here the session's own is the better one.
        let base = counted.map(|(_, count)| count).or(self.base.count.as_ref().filter(|_| self.charges.is_empty()));
        let active = base.and_then(|count| count.active_millis).unwrap_or(0);
        Facts {
            started: self.started(),
            ended: self.ended(&status),
            active_millis: active + running_since,
            tokens: self.tokens(base, since),
            figure: self.figure(now),
            budget: self.budget(),
            calls: self.tallies.calls(),
            failed: self.tallies.failed(),
            waiting: self.waiting_rows(),
            interrupting: self.interrupts.iter().next_back().is_some_and(|key| key.time().is_none()),
            status,
        }
    }

    /// When the session was made, or began.
    pub(super) fn started(&self) -> Option<Time> {
        self.base.created.or_else(|| self.statuses.keys().next().and_then(|key| key.time()))
    }

    /// Until when its time counts; none while it still does.
    pub(super) fn ended(&self, status: &Status) -> Option<Time> {
        let goes_on =
            matches!(status, Status::Running | Status::WaitsForYou | Status::WaitsForProgram | Status::Retrying);
        self.statuses.keys().next_back().and_then(|key| key.time()).filter(|_| !goes_on)
    }

    /// The child threads, in the order in which they were made.
    pub fn threads(&self) -> Vec<ThreadFacts> {
        let facts = |row: RowId| {
            let Group::Thread(thread) = self.entry(row)?.group else { return None };
            let name = self.agents.get(&thread).map_or("", |agent| self.names.text(*agent));
            let id = self.names.text(thread).to_owned();
            Some(ThreadFacts { row, id, name: name.to_owned(), state: self.thread_state(row).0 })
        };
        self.threads.iter().filter_map(|(_, row)| facts(*row)).collect()
    }

    /// The tools that were called, most often first.
    pub fn tools(&self) -> Vec<ToolFacts> {
        self.tallies.facts(&self.names)
    }

    /// What a thread is doing, and how often it was rescheduled.
    pub(super) fn thread_state(&self, row: RowId) -> (ThreadState, usize) {
        let mut state = ThreadState::Created;
        let mut retries = 0;
        let Some(entry) = self.entry(row) else { return (state, retries) };
        for (_, slot) in &entry.members {
            let Some(Digest::Thread { step, .. }) = self.event(*slot).map(|stored| &stored.digest) else { continue };
            state = match step {
                ThreadStep::Created => ThreadState::Created,
                ThreadStep::Running => ThreadState::Running,
                ThreadStep::Idle(stop) => ThreadState::Idle(self.reason(*stop)),
                ThreadStep::Rescheduled => {
                    retries += 1;
                    ThreadState::Retrying
                }
                ThreadStep::Terminated => {
                    ThreadState::Ended { failed: state == ThreadState::Idle(StopReason::RetriesExhausted) }
                }
            };
        }
        (state, retries)
    }

    /// A reason without its details.
    pub(super) fn reason(&self, stop: Stop) -> StopReason {
        match stop {
            Stop::EndTurn => StopReason::EndTurn,
            Stop::RequiresAction => StopReason::RequiresAction,
            Stop::RetriesExhausted => StopReason::RetriesExhausted,
            Stop::BudgetReached => StopReason::BudgetReached,
            Stop::Refusal => StopReason::Refusal { category: None, explanation: None },
            Stop::Other(word) => StopReason::Other(self.names.text(word).to_owned()),
        }
    }
}
