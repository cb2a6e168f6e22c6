//! What still has to be listed, one page at a time, gaps before history.

use std::collections::{HashSet, VecDeque};

use super::Failure;
use super::recent::Recent;
use crate::time::Time;

/// The types of events that can wait in the queue, so that they have no time to be listed by.
pub const QUEUED_TYPES: [&str; 6] = [
    "user.message",
    "user.interrupt",
    "user.tool_confirmation",
    "user.tool_result",
    "user.custom_tool_result",
    "system.message",
];

/// A page to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// In which order.
    pub order: Order,
    /// Only events processed at this time or later.
    pub from: Option<Time>,
    /// Only events of these types; all when empty.
    pub types: &'static [&'static str],
    /// The cursor.
    pub page: Option<String>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Oldest first.
    Ascending,
    /// Newest first.
    Descending,
}

/// One thing to list, page after page.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) step: Step,
    page: Option<String>,
    /// The number under which its page was asked for.
    asked: Option<u32>,
    not_before: i64,
}

#[derive(Debug)]
pub(super) enum Step {
    /// What came since the last event that is known.
    Missed { from: Time },
    /// Whatever waits; what was `held` and appears nowhere was discarded.
    Queued { held: HashSet<String> },
    /// Everything, newest first.
    History { has_newest: bool },
}

#[derive(Debug)]
pub(super) struct Jobs {
    queue: VecDeque<Job>,
    next_number: u32,
    /// The stream is not covered: it is down, or the lists after its opening are not all here.
    gap: bool,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { queue: VecDeque::from([Job::new(Step::History { has_newest: false })]), next_number: 0, gap: true }
    }
}

impl Job {
    fn new(step: Step) -> Self {
        Self { step, page: None, asked: None, not_before: i64::MIN }
    }

    fn list(&self) -> List {
        let (order, from, types): (_, _, &'static [&'static str]) = match &self.step {
            Step::Missed { from } => (Order::Ascending, Some(*from), &[]),
            Step::Queued { .. } => (Order::Ascending, None, &QUEUED_TYPES),
            Step::History { .. } => (Order::Descending, None, &[]),
        };
        List { order, from, types, page: self.page.clone() }
    }
}

impl Jobs {
    pub(super) fn has_gap(&self) -> bool {
        self.gap
    }

    pub(super) fn has_history(&self) -> bool {
        !self.queue.iter().any(|job| matches!(job.step, Step::History { .. }))
    }

    pub(super) fn clear(&mut self) {
        self.queue.retain(|job| matches!(job.step, Step::History { .. }));
        for job in &mut self.queue {
            job.asked = None;
        }
    }

    /// The stream is up again: lists what may have been missed, then goes on with the history.
    ///
    /// A gap whose listing was cut short stays in the new one.
    pub(super) fn reopened(&mut self, recent: &Recent) {
        self.gap = true;
        let mut missed = recent.overlap();
        let mut waiting = recent.queued();
        for job in std::mem::take(&mut self.queue) {
            match job.step {
                Step::Missed { from } => missed = missed.map(|time| time.min(from)),
                Step::Queued { held } => waiting.extend(held),
                Step::History { .. } => self.queue.push_back(Job { asked: None, ..job }),
            }
        }
        if let Some(from) = missed {
            self.queue.push_front(Job::new(Step::Queued { held: waiting }));
            self.queue.push_front(Job::new(Step::Missed { from }));
        } else {
            // Nothing to overlap with: from the newest event again.
            self.queue = VecDeque::from([Job::new(Step::History { has_newest: false })]);
        }
    }

    /// The page to ask for now, if none is under way.
    pub(super) fn next(&mut self, now: i64) -> Option<(u32, List)> {
        let job = self.queue.front_mut()?;
        if job.asked.is_some() || now < job.not_before {
            return None;
        }
        self.next_number += 1;
        job.asked = Some(self.next_number);
        Some((self.next_number, job.list()))
    }

    /// The order of the list that was asked for under `number`.
    pub(super) fn order(&self, number: u32) -> Option<Order> {
        Some(self.asked(number)?.list().order)
    }

    /// An event came, so it was not discarded.
    pub(super) fn saw(&mut self, id: &str) {
        for job in &mut self.queue {
            if let Step::Queued { held } = &mut job.step {
                held.remove(id);
            }
        }
    }

    /// A page came; says which events were discarded.
    pub(super) fn answered(&mut self, number: u32, next: Option<String>) -> Vec<String> {
        let Some(job) = self.queue.front_mut().filter(|job| job.asked == Some(number)) else { return Vec::new() };
        job.asked = None;
        if let Step::History { has_newest } = &mut job.step {
            *has_newest = true;
        }
        let more = next.is_some();
        job.page = next;
        let done = if more { None } else { self.queue.pop_front() };
        self.gap &= !matches!(self.queue.front(), None | Some(Job { step: Step::History { has_newest: true }, .. }));
        match done {
            Some(Job { step: Step::Queued { held }, .. }) => held.into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// A page did not come; says whether it was awaited.
    pub(super) fn failed(&mut self, number: u32, failure: Failure, not_before: i64) -> bool {
        let Some(job) = self.queue.front_mut().filter(|job| job.asked == Some(number)) else { return false };
        job.asked = None;
        job.not_before = not_before;
        if failure.status == Some(400) {
            // The cursor is no longer good.
            job.page = None;
        }
        true
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        self.queue.front().filter(|job| job.asked.is_none()).map(|job| job.not_before)
    }

    pub(super) fn hurry(&mut self) {
        for job in &mut self.queue {
            job.not_before = i64::MIN;
        }
    }

    fn asked(&self, number: u32) -> Option<&Job> {
        self.queue.front().filter(|job| job.asked == Some(number))
    }
}
