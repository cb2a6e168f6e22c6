//! What a session is doing, from its events.

use super::Timeline;
use super::digest::{Asks, Digest, RunStep, SessionStep, Stop};
use super::key::{Key, Slot};
use super::row::RowId;
use super::stored::Group;
use crate::cost::Tokens;
use crate::wire::session::SessionStatus;

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

impl Timeline {
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

    pub(super) fn status(&self) -> Status {
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
        let step = |slot: &Slot| match self.event(*slot).map(|stored| &stored.digest) {
            Some(Digest::Run { step, .. }) => Some(*step),
            _ => None,
        };
        self.runs.iter().filter_map(|(_, row)| self.entry(*row)).any(|entry| {
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

    pub(super) fn asks_person(&self, row: RowId) -> bool {
        self.entry(row).is_some_and(|entry| {
            entry.members.iter().any(|(_, slot)| {
                let digest = self.event(*slot).map(|stored| &stored.digest);
                matches!(digest, Some(Digest::Call { asks: Asks::Permission | Asks::Answer, .. }))
            })
        })
    }

    pub(super) fn waiting_rows(&self) -> Vec<RowId> {
        if self.is_over() {
            return Vec::new();
        }
        self.waiting.iter().map(|(_, row)| *row).filter(|row| self.asks_person(*row)).collect()
    }
}
