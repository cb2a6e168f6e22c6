//! One session: its fields, its threads, and how it is shown.

use std::collections::{BTreeSet, VecDeque};

use model::cost::Money;
use serde_json::{Value, json};

use super::log::Event;
use super::price;
use super::resources::Resource;
use super::thread::{Status, Stop, Thread, Wait};
use super::usage::{Usage, seconds};
use crate::simulator::check::Object;
use crate::simulator::engine::{Outcome, Run};
use crate::simulator::list::Item;
use crate::simulator::sentinel::Sentinels;
use crate::simulator::time::{self, Micros};

/// A session.
#[derive(Debug)]
pub(crate) struct Session {
    /// Its place in the order of creation, and its name inside the world.
    pub(crate) seq: u64,
    /// Its id.
    pub(crate) id: String,
    /// Its title.
    pub(crate) title: Option<String>,
    /// What the title asks to go wrong.
    pub(crate) sentinels: Sentinels,
    /// The agent's snapshot.
    pub(crate) agent: Value,
    /// Where it runs.
    pub(crate) environment_id: String,
    /// Whether the client runs the built-in tools.
    pub(crate) self_hosted: bool,
    /// The deployment that made it.
    pub(crate) deployment_id: Option<String>,
    /// What is mounted.
    pub(crate) resources: Vec<Resource>,
    /// Whose credentials it may use.
    pub(crate) vault_ids: Vec<String>,
    /// Notes of the client.
    pub(crate) metadata: Object,
    /// The cap, in cents.
    pub(crate) budget: Option<u64>,
    /// Outcomes, oldest first.
    pub(crate) outcomes: Vec<Outcome>,
    /// Workflow runs, oldest first.
    pub(crate) runs: Vec<Run>,
    /// The status as events tell it.
    pub(crate) status: Status,
    /// The status as REST shows it, a moment later.
    pub(crate) shown: Status,
    /// The primary thread; its log is the session's.
    pub(crate) primary: Thread,
    /// The other threads.
    pub(crate) children: Vec<Thread>,
    /// What waits behind earlier work.
    pub(crate) queue: VecDeque<Queued>,
    /// Confirmations and interrupts that have not taken effect yet.
    pub(crate) unprocessed: Vec<Queued>,
    /// The calls of archived threads, whose answers come too late.
    pub(crate) late_calls: BTreeSet<String>,
    /// Files that the turn has written for the user: name and content.
    pub(crate) outputs: Vec<(String, String)>,
    /// The story it follows.
    pub(crate) story: Option<&'static str>,
    /// Turns so far.
    pub(crate) turns: usize,
    /// Everything it used.
    pub(crate) usage: Usage,
    /// What it had used when it last came to rest: what is shown.
    pub(crate) booked: Usage,
    /// Time at work before `running_since`.
    pub(crate) active: Micros,
    /// Since when it has been at work.
    pub(crate) running_since: Option<Micros>,
    /// The time of its newest event.
    pub(crate) last_stamp: Micros,
    /// How often events were sent to it.
    pub(crate) sends: u64,
    /// How often it was read; some failures are every other time.
    pub(crate) reads: u64,
    /// How often its event list was read on, counted for the title that makes cursors expire.
    pub(crate) cursors: u64,
    /// When it was created.
    pub(crate) created: Micros,
    /// When it last changed.
    pub(crate) updated: Micros,
    /// When it was archived.
    pub(crate) archived: Option<Micros>,
}

/// An input that waits to be taken up.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Queued {
    /// The event's id, kept when it is taken up.
    pub(crate) id: String,
    /// Its type.
    pub(crate) kind: &'static str,
    /// Its fields.
    pub(crate) fields: Object,
}

impl Queued {
    /// The event with `processed_at`, or null while it waits.
    pub(crate) fn event(&self, at: Option<Micros>) -> Event {
        Event::new(self.id.clone(), self.kind, at, self.fields.clone())
    }

    /// Whether it was processed on receipt and only waits for its turn.
    pub(crate) fn is_stored(&self) -> bool {
        self.kind == "user.define_outcome"
    }
}

impl Session {
    /// The thread at `index`; the primary when there is none.
    pub(crate) fn thread(&self, index: usize) -> &Thread {
        index.checked_sub(1).and_then(|child| self.children.get(child)).unwrap_or(&self.primary)
    }

    /// The thread at `index`, to change it.
    pub(crate) fn thread_mut(&mut self, index: usize) -> &mut Thread {
        let Self { primary, children, .. } = self;
        index.checked_sub(1).and_then(|child| children.get_mut(child)).unwrap_or(primary)
    }

    /// Every thread, the primary first.
    pub(crate) fn threads(&self) -> impl DoubleEndedIterator<Item = &Thread> + ExactSizeIterator {
        let all: Vec<&Thread> = std::iter::once(&self.primary).chain(&self.children).collect();
        all.into_iter()
    }

    /// The index of a thread by its id.
    pub(crate) fn thread_index(&self, id: &str) -> Option<usize> {
        self.threads().position(|thread| thread.id == id)
    }

    /// Whether any thread works.
    pub(crate) fn is_busy(&self) -> bool {
        self.threads().any(Thread::is_busy)
    }

    /// What it has cost, exactly.
    pub(crate) fn cost(&self, now: Micros) -> Money {
        self.usage.cost() + price::runtime(self.active_at(now))
    }

    /// Whether the budget is used up.
    pub(crate) fn is_at_cap(&self, now: Micros) -> bool {
        self.budget.is_some_and(|cents| self.cost(now) >= Money::from_cents(cents))
    }

    /// Time at work.
    pub(crate) fn active_at(&self, now: Micros) -> Micros {
        self.active + self.running_since.map_or(0, |since| now - since)
    }

    /// The ids of every call that waits for an answer.
    pub(crate) fn unanswered(&self) -> Vec<String> {
        let waiting = self.threads().filter(|thread| thread.work.wait == Some(Wait::Answers));
        waiting.flat_map(Thread::unanswered).collect()
    }

    /// Why the session rests (§4.4): what needs the client goes first.
    pub(crate) fn stop(&self, now: Micros) -> Stop {
        let unanswered = self.unanswered();
        if !unanswered.is_empty() {
            Stop::RequiresAction(unanswered)
        } else if self.is_at_cap(now) || self.threads().any(|thread| thread.work.wait == Some(Wait::Budget)) {
            Stop::BudgetReached
        } else {
            self.primary.stop.clone()
        }
    }

    /// Whether a workflow run has not ended.
    pub(crate) fn has_open_run(&self) -> bool {
        self.runs.iter().any(|run| run.is_open)
    }

    /// The outcome that is being worked on.
    pub(crate) fn open_outcome(&mut self) -> Option<&mut Outcome> {
        self.outcomes.iter_mut().find(|outcome| outcome.is_open())
    }

    /// `budget`.
    pub(crate) fn print_budget(&self) -> Value {
        let limit = |cents: u64| json!({ "type": "limit", "max_list_cost": { "amount": cents.to_string(), "currency": "USD" } });
        self.budget.map_or(Value::Null, limit)
    }

    /// `usage` with what was used up to the last rest, and the live time.
    pub(crate) fn print_usage(&self, usage: &Usage, now: Micros) -> Value {
        let active = self.active_at(now);
        let at_rest = if self.running_since.is_some() { self.active } else { active };
        let mut printed = usage.print(active, price::runtime(at_rest));
        if !self.primary.started
            && let Some(usage) = printed.as_object_mut()
        {
            usage.remove("cache_creation");
        }
        printed
    }

    /// The session object.
    pub(crate) fn print(&self, now: Micros) -> Value {
        let until = self.archived.unwrap_or(now);
        let worked: Micros = self.threads().map(|thread| thread.active_at(now)).sum();
        let outcomes: Vec<Value> = self.outcomes.iter().map(Outcome::print).collect();
        let resources: Vec<Value> = self.resources.iter().map(Resource::print).collect();
        json!({
            "id": self.id,
            "type": "session",
            "status": self.shown.word(),
            "title": self.title,
            "agent": self.agent,
            "environment_id": self.environment_id,
            "deployment_id": self.deployment_id,
            "resources": resources,
            "vault_ids": self.vault_ids,
            "metadata": self.metadata,
            "budget": self.print_budget(),
            "outcome_evaluations": outcomes,
            "stats": { "active_seconds": seconds(worked), "duration_seconds": seconds(until - self.created) },
            "usage": self.print_usage(&self.booked, now),
            "created_at": time::print(self.created),
            "updated_at": time::print(self.updated),
            "archived_at": self.archived.map(time::print),
        })
    }
}

impl Item for Session {
    /// Sessions are listed by their time, which for an invented history lies before its turn.
    fn seq(&self) -> u64 {
        u64::try_from(self.created).unwrap_or(0) * 4096 + self.seq % 4096
    }

    fn created(&self) -> Micros {
        self.created
    }

    fn is_archived(&self) -> bool {
        self.archived.is_some()
    }
}
