//! What the header and the inspector say of a session, taken together from its events.

use std::collections::BTreeMap;

use super::digest::{self, BudgetChange, Count, Digest, RunStep, SessionStep, Stop, ThreadStep};
use super::key::{Key, Slot};
use super::{Group, RowId, StopReason, ThreadState, Timeline};
use crate::cost::{self, Money, Tokens};
use crate::time::Time;
use crate::wire::session::{Session, SessionStatus};

/// What the session object said when it was fetched.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    status: Option<SessionStatus>,
    created: Option<Time>,
    count: Option<Count>,
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

/// What a session cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// The server's last count, and what came after it at list price.
    pub money: Money,
    /// Something came after it that has no known price: the figure is a lower bound.
    pub at_least: bool,
}

/// What a session is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// It never ran.
    NotStarted,
    /// It works, or a workflow run of it does.
    Running,
    /// A person must answer.
    WaitsForYou,
    /// A program must answer.
    WaitsForProgram,
    /// The turn is finished.
    Idle,
    /// The turn was interrupted.
    Stopped,
    /// A retry is planned.
    Retrying,
    /// Errors ate the retries.
    Failed,
    /// The cost reached the cap.
    AtBudget,
    /// The model refused.
    Declined,
    /// It is over.
    Ended,
    /// It was deleted.
    Deleted,
    /// Something that is not known, by the API's word.
    Other(String),
}

/// A child thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadFacts {
    /// Its row.
    pub row: RowId,
    /// What its agent is called.
    pub name: String,
    /// What it is doing.
    pub state: ThreadState,
}

/// The calls of one tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolFacts {
    /// Its name.
    pub tool: String,
    /// How often it was called.
    pub calls: usize,
    /// How often it failed.
    pub failed: usize,
    /// Half of the calls that came back took no longer.
    pub median_millis: Option<u64>,
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
        let goes_on =
            matches!(status, Status::Running | Status::WaitsForYou | Status::WaitsForProgram | Status::Retrying);
        let ended = self.statuses.keys().next_back().and_then(|key| key.time()).filter(|_| !goes_on);
        Facts {
            started: self.base.created.or_else(|| self.statuses.keys().next().and_then(|key| key.time())),
            ended,
            active_millis: active + running_since,
            tokens: self.tokens(base, since),
            figure: self.figure(now),
            budget: self.budget(),
            calls: self.tool_rows.len(),
            failed: self.failed_calls,
            waiting: self.waiting_rows(),
            interrupting: self.interrupts.iter().next_back().is_some_and(|key| key.time().is_none()),
            status,
        }
    }

    /// The child threads, in the order in which they were made.
    pub fn threads(&self) -> Vec<ThreadFacts> {
        let entries = self.rows.iter().filter(|entry| matches!(entry.group, Group::Thread(_)));
        let mut threads: Vec<_> = entries
            .filter_map(|entry| {
                let position = entry.position?;
                let Group::Thread(thread) = entry.group else { return None };
                let agent = self.agents.get(&thread).map_or("", |agent| self.names.text(*agent));
                let facts =
                    ThreadFacts { row: position.row, name: agent.to_owned(), state: self.thread_state(position.row).0 };
                Some((position, facts))
            })
            .collect();
        threads.sort_by_key(|(position, _)| *position);
        threads.into_iter().map(|(_, facts)| facts).collect()
    }

    /// The tools that were called, most often first.
    pub fn tools(&self) -> Vec<ToolFacts> {
        let mut tools: BTreeMap<&str, (usize, usize, Vec<u64>)> = BTreeMap::new();
        for row in &self.tool_rows {
            let Some(entry) = self.entry(*row) else { continue };
            let mut name = None;
            let mut ends = [None, None];
            for (key, slot) in &entry.members {
                match self.event(*slot).map(|stored| &stored.digest) {
                    Some(Digest::Call { name: called, .. }) => (name, ends[0]) = (Some(*called), key.time()),
                    Some(Digest::Result { .. }) => ends[1] = key.time(),
                    _ => {}
                }
            }
            let tool = tools.entry(name.map_or("", |name| self.names.text(name))).or_default();
            tool.0 += 1;
            tool.1 += usize::from(entry.failed);
            if let [Some(start), Some(end)] = ends {
                tool.2.push(end.millis_since(start));
            }
        }
        let facts = tools.into_iter().map(|(tool, (calls, failed, mut millis))| {
            millis.sort_unstable();
            let middle = millis.len().saturating_sub(1) / 2;
            ToolFacts { tool: tool.to_owned(), calls, failed, median_millis: millis.get(middle).copied() }
        });
        let mut facts: Vec<_> = facts.collect();
        facts.sort_by_key(|tool| std::cmp::Reverse(tool.calls));
        facts
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

    /// Whether nothing can happen any more, so that nothing waits.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.last_status(), Some((_, SessionStep::Terminated | SessionStep::Deleted)))
    }

    fn last_status(&self) -> Option<(Key, &SessionStep)> {
        let (key, slot) = self.statuses.last_key_value()?;
        match &self.event(*slot)?.digest {
            Digest::Status(step) => Some((*key, step)),
            _ => None,
        }
    }

    fn status(&self) -> Status {
        let Some((key, step)) = self.last_status() else { return self.base_status() };
        match step {
            SessionStep::Running => Status::Running,
            SessionStep::Rescheduled => Status::Retrying,
            SessionStep::Terminated => Status::Ended,
            SessionStep::Deleted => Status::Deleted,
            SessionStep::Idle(Stop::EndTurn, _) if self.has_open_run() => Status::Running,
            SessionStep::Idle(Stop::EndTurn, _) if self.was_interrupted(key) => Status::Stopped,
            SessionStep::Idle(Stop::EndTurn, _) => Status::Idle,
            SessionStep::Idle(Stop::RequiresAction, waiting) => {
                let unanswered = waiting.iter().filter_map(|tool| self.by_group.get(&Group::Tool(*tool)));
                let unanswered: Vec<RowId> = unanswered.copied().filter(|row| !self.is_answered(*row)).collect();
                match &*unanswered {
                    // Of calls that are not loaded yet nothing is known but that they wait.
                    [] if waiting.iter().any(|tool| !self.by_group.contains_key(&Group::Tool(*tool))) => {
                        Status::WaitsForYou
                    }
                    // Every answer is on its way.
                    [] => Status::Running,
                    rows if rows.iter().any(|row| self.asks_person(*row)) => Status::WaitsForYou,
                    _ => Status::WaitsForProgram,
                }
            }
            SessionStep::Idle(Stop::RetriesExhausted, _) => Status::Failed,
            SessionStep::Idle(Stop::BudgetReached, _) => Status::AtBudget,
            SessionStep::Idle(Stop::Refusal, _) => Status::Declined,
            SessionStep::Idle(Stop::Other(word), _) => Status::Other(self.names.text(*word).to_owned()),
        }
    }

    fn base_status(&self) -> Status {
        match &self.base.status {
            None => Status::NotStarted,
            Some(SessionStatus::Idle)
                if self.base.count.as_ref().is_none_or(|count| count.tokens == Tokens::default()) =>
            {
                Status::NotStarted
            }
            Some(SessionStatus::Idle) => Status::Idle,
            Some(SessionStatus::Running) => Status::Running,
            Some(SessionStatus::Rescheduling) => Status::Retrying,
            Some(SessionStatus::Terminated) => Status::Ended,
            Some(SessionStatus::Unknown(word)) => Status::Other(word.to_string()),
        }
    }

    /// An interrupt took effect between the last running and the idle at `idle`.
    fn was_interrupted(&self, idle: Key) -> bool {
        let running = self.statuses.range(..idle).rev().find(|(_, slot)| {
            matches!(self.event(**slot).map(|stored| &stored.digest), Some(Digest::Status(SessionStep::Running)))
        });
        let from = running.map_or(Key::MIN, |(key, _)| *key);
        self.interrupts.range(from..idle).next().is_some()
    }

    fn has_open_run(&self) -> bool {
        let runs = self.rows.iter().filter(|entry| matches!(entry.group, Group::Run(_)) && entry.position.is_some());
        let step = |slot: &Slot| match self.event(*slot).map(|stored| &stored.digest) {
            Some(Digest::Run { step, .. }) => Some(*step),
            _ => None,
        };
        runs.into_iter().any(|entry| {
            let mut steps = entry.members.iter().rev().filter_map(|(_, slot)| step(slot));
            let last = steps.find(|step| *step != RunStep::Other);
            !matches!(last, Some(RunStep::Ended | RunStep::Paused) | None)
        })
    }

    fn is_answered(&self, row: RowId) -> bool {
        self.entry(row).is_some_and(|entry| {
            entry.members.iter().any(|(_, slot)| {
                let digest = self.event(*slot).map(|stored| &stored.digest);
                matches!(digest, Some(Digest::Confirmation { .. } | Digest::Result { .. }))
            })
        })
    }

    fn asks_person(&self, row: RowId) -> bool {
        self.entry(row).is_some_and(|entry| {
            entry.members.iter().any(|(_, slot)| {
                let digest = self.event(*slot).map(|stored| &stored.digest);
                matches!(digest, Some(Digest::Call { asks: digest::Asks::Person, .. }))
            })
        })
    }

    fn waiting_rows(&self) -> Vec<RowId> {
        if self.is_over() {
            return Vec::new();
        }
        self.waiting.iter().map(|(_, row)| *row).filter(|row| self.asks_person(*row)).collect()
    }

    fn count_at(&self, slot: Slot) -> Option<&Count> {
        match &self.event(slot)?.digest {
            Digest::Usage(count) => Some(count),
            _ => None,
        }
    }

    /// The server's count, and the requests after it.
    fn tokens(&self, base: Option<&Count>, since: Key) -> Tokens {
        let after = self.charges.range(since..).filter_map(|(_, slot)| self.charge_of(*slot));
        after.fold(base.map_or(Tokens::default(), |count| count.tokens), |sum, charge| sum + charge.tokens)
    }

    /// The server's last figure, and what came after it.
    fn figure(&self, now: Time) -> Figure {
        let last = self.counts.iter().rev().find_map(|(key, slot)| Some((*key, self.count_at(*slot)?.list_cost?)));
        let since = last.map_or(Key::MIN, |(key, _)| key);
        let mut figure = Figure { money: last.map_or(Money::ZERO, |(_, money)| money), at_least: false };
        for (_, slot) in self.charges.range(since..) {
            match self.cost_of(*slot) {
                Some(cost) => figure.money += cost.money,
                None => figure.at_least = true,
            }
        }
        figure.money += cost::runtime(self.running_millis(since, now));
        if last.is_none() {
            // Searches are counted by the server alone.
            let searches =
                self.counts.last_key_value().and_then(|(_, slot)| self.count_at(*slot)).map_or(0, |c| c.searches);
            figure.money += cost::web_searches(searches);
            // Before the history is here the session's own figure is the better one.
            let base = self.base.count.as_ref().and_then(|count| count.list_cost).unwrap_or_default();
            figure.money = figure.money.max(base);
        }
        figure
    }

    fn budget(&self) -> Option<Money> {
        let last = |index: &BTreeMap<Key, Slot>| {
            index.iter().rev().find_map(|(key, slot)| {
                let change = match &self.event(*slot)?.digest {
                    Digest::Usage(count) => count.budget,
                    Digest::Updated { budget } => *budget,
                    _ => BudgetChange::Silent,
                };
                (change != BudgetChange::Silent).then_some((*key, change))
            })
        };
        let changes = [last(&self.counts), last(&self.budgets)].into_iter().flatten();
        let base = self.base.count.as_ref().map_or(BudgetChange::Silent, |count| count.budget);
        match changes.max_by_key(|(key, _)| *key).map_or(base, |(_, change)| change) {
            BudgetChange::Cap(cap) => Some(cap),
            BudgetChange::Removed | BudgetChange::Silent => None,
        }
    }

    /// Milliseconds for which the session ran after `since`, up to `now`.
    fn running_millis(&self, since: Key, now: Time) -> u64 {
        let is_running = |slot: &Slot| {
            matches!(self.event(*slot).map(|stored| &stored.digest), Some(Digest::Status(SessionStep::Running)))
        };
        let was_running = self.statuses.range(..since).next_back().is_some_and(|(_, slot)| is_running(slot));
        let mut from = since.time().filter(|_| was_running);
        let mut micros = 0i64;
        for (key, slot) in self.statuses.range(since..) {
            let at = key.time();
            if let (Some(from), Some(at)) = (from, at) {
                micros = micros.saturating_add((at.micros() - from.micros()).max(0));
            }
            from = at.filter(|_| is_running(slot));
        }
        if let Some(from) = from {
            micros = micros.saturating_add((now.micros() - from.micros()).max(0));
        }
        u64::try_from(micros / 1_000).unwrap_or(0)
    }
}
