//! One thread: what it is, what it has said, and what it is in the middle of.

use std::collections::VecDeque;

use model::cost::Money;
use serde_json::{Value, json};

use super::log::Event;
use super::price::Price;
use super::usage::{Usage, seconds};
use crate::simulator::engine::{Beat, OpenCall};
use crate::simulator::list::Item;
use crate::simulator::script::{Act, End};
use crate::simulator::time::{self, Micros};

/// The index of the primary thread.
pub(crate) const PRIMARY: usize = 0;

/// A thread of a session.
#[derive(Debug, Clone)]
pub(crate) struct Thread {
    /// Its id.
    pub(crate) id: String,
    /// The agent as the thread object shows it.
    pub(crate) agent: Value,
    /// The thread it reports to; none for the primary.
    pub(crate) parent: Option<usize>,
    /// The workflow run it works for, as an index.
    pub(crate) run: Option<usize>,
    /// Its status.
    pub(crate) status: Status,
    /// Why it rests, when it does.
    pub(crate) stop: Stop,
    /// When it was created.
    pub(crate) created: Micros,
    /// When it last changed.
    pub(crate) updated: Micros,
    /// When it was archived.
    pub(crate) archived: Option<Micros>,
    /// Its events. For the primary they are the session's.
    pub(crate) log: Vec<Event>,
    /// What it still has to do in this turn.
    pub(crate) work: Work,
    /// Everything it used.
    pub(crate) usage: Usage,
    /// What it had used when it last came to rest: what is shown.
    pub(crate) booked: Option<Usage>,
    /// Time at work before `running_since`.
    pub(crate) active: Micros,
    /// Since when it has been at work.
    pub(crate) running_since: Option<Micros>,
    /// Whether it was ever at work.
    pub(crate) started: bool,
}

/// What a thread has to do in the turn it is in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Work {
    /// The acts that are left.
    pub(crate) acts: VecDeque<Act>,
    /// The small steps of the current act, each with the time before it.
    pub(crate) beats: VecDeque<(Micros, Beat)>,
    /// How the turn ends.
    pub(crate) end: Option<End>,
    /// What it waits for, if it does not work by itself.
    pub(crate) wait: Option<Wait>,
    /// Counts the wake-ups: one that was asked for in another epoch is void.
    pub(crate) epoch: u64,
    /// The event id of the model request that is open.
    pub(crate) span: Option<String>,
    /// The calls without a result.
    pub(crate) calls: Vec<OpenCall>,
    /// Children that have not reported back.
    pub(crate) children: usize,
    /// What to report to the parent.
    pub(crate) report: String,
    /// Whether it has thought in this turn.
    pub(crate) thought: bool,
}

/// What a thread waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wait {
    /// Answers to its calls.
    Answers,
    /// Its children's reports.
    Children,
    /// The end of a workflow run.
    Run,
    /// More money.
    Budget,
}

/// The status of a thread or a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// At work.
    Running,
    /// At rest.
    Idle,
    /// Between a fault and its retry.
    Rescheduling,
    /// Ended.
    Terminated,
}

/// `stop_reason` and `stop_details`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    /// `end_turn`.
    EndTurn,
    /// `requires_action` with the calls.
    RequiresAction(Vec<String>),
    /// `retries_exhausted`.
    RetriesExhausted,
    /// `budget_reached`.
    BudgetReached,
    /// `refusal`.
    Refusal {
        /// `stop_details.category`.
        category: Option<String>,
        /// `stop_details.explanation`.
        explanation: Option<String>,
    },
}

impl Status {
    /// Every status.
    pub(crate) const ALL: [Self; 4] = [Self::Running, Self::Idle, Self::Rescheduling, Self::Terminated];

    /// The word on the wire.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Idle => "idle",
            Self::Rescheduling => "rescheduling",
            Self::Terminated => "terminated",
        }
    }
}

impl Stop {
    /// `stop_reason`.
    pub(crate) fn reason(&self) -> Value {
        match self {
            Self::EndTurn => json!({ "type": "end_turn" }),
            Self::RequiresAction(ids) => json!({ "type": "requires_action", "event_ids": ids }),
            Self::RetriesExhausted => json!({ "type": "retries_exhausted" }),
            Self::BudgetReached => json!({ "type": "budget_reached" }),
            Self::Refusal { .. } => json!({ "type": "refusal" }),
        }
    }

    /// `stop_details`.
    pub(crate) fn details(&self) -> Value {
        match self {
            Self::Refusal { category, explanation } => {
                json!({ "type": "refusal", "category": category, "explanation": explanation })
            }
            _ => Value::Null,
        }
    }
}

impl Thread {
    /// A new thread at rest.
    pub(crate) fn new(id: String, agent: Value, parent: Option<usize>, run: Option<usize>, now: Micros) -> Self {
        Self {
            id,
            agent,
            parent,
            run,
            status: Status::Idle,
            stop: Stop::EndTurn,
            created: now,
            updated: now,
            archived: None,
            log: Vec::new(),
            work: Work::default(),
            usage: Usage::default(),
            booked: None,
            active: 0,
            running_since: None,
            started: false,
        }
    }

    /// The agent's name.
    pub(crate) fn agent_name(&self) -> &str {
        if self.is_advisor() { ADVISOR } else { self.agent.get("name").and_then(Value::as_str).unwrap_or_default() }
    }

    /// Whether it only gives advice.
    pub(crate) fn is_advisor(&self) -> bool {
        self.agent.get("type").is_some_and(|kind| kind == "advisor")
    }

    /// The agent's model id.
    pub(crate) fn model(&self) -> &str {
        let model = self.agent.get("model");
        model.and_then(|model| model.get("id").unwrap_or(model).as_str()).unwrap_or_default()
    }

    /// What its model requests cost.
    pub(crate) fn price(&self) -> Price {
        Price::of(self.agent.get("model").unwrap_or(&Value::Null))
    }

    /// Whether it works, or will by itself.
    pub(crate) fn is_busy(&self) -> bool {
        matches!(self.status, Status::Running | Status::Rescheduling)
    }

    /// The ids of the calls that wait for an answer.
    pub(crate) fn unanswered(&self) -> Vec<String> {
        self.work.calls.iter().filter(|call| call.is_unanswered()).map(|call| call.id.clone()).collect()
    }

    /// Time at work.
    pub(crate) fn active_at(&self, now: Micros) -> Micros {
        self.active + self.running_since.map_or(0, |since| now - since)
    }

    /// Notes that it starts to work.
    pub(crate) fn clock_in(&mut self, now: Micros) {
        self.status = Status::Running;
        self.started = true;
        self.updated = now;
        self.running_since = self.running_since.or(Some(now));
    }

    /// Notes that it stops working.
    pub(crate) fn clock_out(&mut self, now: Micros, status: Status) {
        self.active = self.active_at(now);
        self.running_since = None;
        self.status = status;
        self.updated = now;
    }

    /// The thread object.
    pub(crate) fn print(&self, session_id: &str, parent_id: Option<&str>, run_id: Option<&str>, now: Micros) -> Value {
        let active = self.active_at(now);
        let until = if self.status == Status::Terminated { self.updated } else { now };
        let stats = self.started.then(|| {
            json!({
                "active_seconds": seconds(active),
                "duration_seconds": seconds(until - self.created),
                "startup_seconds": 0.0,
            })
        });
        json!({
            "id": self.id,
            "type": "session_thread",
            "session_id": session_id,
            "parent_thread_id": parent_id,
            "workflow_run_id": run_id,
            "agent": self.agent,
            "status": self.status.word(),
            "stats": stats,
            "usage": self.booked.as_ref().map(|usage| usage.print(active, Money::ZERO)),
            "created_at": time::print(self.created),
            "updated_at": time::print(self.updated),
            "archived_at": self.archived.map(time::print),
        })
    }
}

/// The name of an advisor's thread.
pub(crate) const ADVISOR: &str = "anthropic.advisor";

/// A thread in the list of its session, in order of creation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed<'a> {
    /// Its index.
    pub(crate) index: usize,
    /// The thread.
    pub(crate) thread: &'a Thread,
}

impl Item for Listed<'_> {
    fn seq(&self) -> u64 {
        self.index as u64
    }

    fn created(&self) -> Micros {
        self.thread.created
    }

    fn is_archived(&self) -> bool {
        false
    }
}
