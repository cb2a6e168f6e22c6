//! What still has to be listed, one page at a time, gaps before history.

use std::collections::{HashSet, VecDeque};

use super::Failure;
use super::list::{List, Order, QUEUED_TYPES, Scope};
use super::recent::Recent;
use super::tail::{History, Pages};
use crate::time::Time;

#[derive(Debug)]
pub(super) struct Jobs {
    scope: Scope,
    queue: VecDeque<Job>,
    next_number: u32,
    /// The stream is not covered: it is down, or the lists after its opening are not all here.
    gap: bool,
    /// The last pages of a thread's list, with the times they begin at: as many as may still get events.
    thread_pages: Pages,
}

/// One thing to list, page after page.
#[derive(Debug)]
struct Job {
    step: Step,
    page: Option<String>,
    /// The number under which its page was asked for.
    asked: Option<u32>,
    not_before: i64,
}

#[derive(Debug)]
enum Step {
    /// What came since the last event that is known.
    Missed { from: Time },
    /// Whatever waits; what was `held` when that was asked and appears nowhere was discarded.
    Queued { held: HashSet<String> },
    /// Everything, newest first. Until it is past what waits, the newest may be missing.
    History { has_newest: bool },
    /// A thread's list, from the page that was its last.
    Rest,
}

/// Where the event at an end of a page stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    At(Time),
    /// In the queue: it is moved when it is taken up, past others perhaps.
    Queued,
}

/// The first and the last event of a page that has any.
pub(super) type Edges = Option<(Edge, Edge)>;

/// What became of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was taken; these queued events are known to be gone.
    Listed {
        /// Their ids.
        discarded: Vec<String>,
    },
    /// Its cursor leads to itself: the list is begun again.
    Circle,
}

impl Job {
    fn new(step: Step) -> Self {
        Self { step, page: None, asked: None, not_before: i64::MIN }
    }

    fn history(page: Option<String>) -> Self {
        Self { page: page.clone(), ..Self::new(Step::History { has_newest: page.is_some() }) }
    }

    fn rest(pages: &Pages) -> Self {
        Self { page: pages.first().and_then(|(page, _)| page.clone()), ..Self::new(Step::Rest) }
    }

    fn list(&self) -> List {
        let (scope, order, from, types): (_, _, _, &'static [&'static str]) = match &self.step {
            Step::Missed { from } => (Scope::Session, Order::Ascending, Some(*from), &[]),
            Step::Queued { .. } => (Scope::Session, Order::Ascending, None, &QUEUED_TYPES),
            Step::History { .. } => (Scope::Session, Order::Descending, None, &[]),
            Step::Rest => (Scope::Thread, Order::Ascending, None, &[]),
        };
        List { scope, order, from, types, page: self.page.clone() }
    }
}

impl Jobs {
    pub(super) fn restore(scope: Scope, history: History, missed: Option<Time>, thread_pages: Pages) -> Self {
        let mut queue = VecDeque::new();
        if let Some(from) = missed {
            queue.push_back(Job::new(Step::Missed { from }));
        }
        match (scope, history) {
            (_, History::Complete) => {}
            (Scope::Thread, _) => queue.push_back(Job::rest(&thread_pages)),
            (Scope::Session, History::Unlisted) => queue.push_back(Job::history(None)),
            (Scope::Session, History::Before(page)) => queue.push_back(Job::history(Some(page))),
        }
        // A complete log has a gap behind it once its stream is open, and none if it has ended.
        let gap = !queue.is_empty();
        Self { scope, queue, next_number: 0, gap, thread_pages }
    }

    /// The history, the beginning of a gap, and a thread's last pages, as [`Self::restore`] takes them.
    pub(super) fn keep(&self) -> (History, Option<Time>, Pages) {
        let mut history = History::Complete;
        let mut missed = None;
        for job in &self.queue {
            match &job.step {
                Step::History { has_newest } => {
                    let page = job.page.clone().filter(|_| *has_newest);
                    history = page.map_or(History::Unlisted, History::Before);
                }
                Step::Missed { from } => missed = Some(*from),
                Step::Rest => history = History::Unlisted,
                Step::Queued { .. } => {}
            }
        }
        (history, missed, self.thread_pages.clone())
    }

    /// Uses no number that `old` has used.
    pub(super) fn count_on(&mut self, old: &Self) {
        self.next_number = old.next_number;
    }

    pub(super) fn has_gap(&self) -> bool {
        self.gap
    }

    pub(super) fn has_history(&self) -> bool {
        !self.queue.iter().any(|job| matches!(job.step, Step::History { .. } | Step::Rest))
    }

    /// What is under way will not arrive.
    pub(super) fn forget_asked(&mut self) {
        for job in &mut self.queue {
            job.asked = None;
        }
    }

    /// The stream is up again: lists what may have been missed, then goes on with the history.
    ///
    /// A gap whose listing was cut short stays in the new one.
    pub(super) fn reopened(&mut self, recent: &Recent) {
        self.gap = true;
        if self.scope == Scope::Thread {
            self.queue = VecDeque::from([Job::rest(&self.thread_pages)]);
            return;
        }
        let mut missed = recent.overlap();
        for job in std::mem::take(&mut self.queue) {
            match job.step {
                Step::Missed { from } => missed = missed.map(|time| time.min(from)),
                Step::History { .. } => self.queue.push_back(Job { asked: None, ..job }),
                Step::Queued { .. } | Step::Rest => {}
            }
        }
        if let Some(from) = missed {
            self.queue.push_front(Job::new(Step::Queued { held: HashSet::new() }));
            self.queue.push_front(Job::new(Step::Missed { from }));
        } else {
            // Nothing to overlap with: from the newest event again, and then whatever waits.
            self.queue = VecDeque::from([Job::history(None)]);
            if !recent.queued().is_empty() {
                self.queue_emptied();
            }
        }
    }

    /// The queue was emptied: lists what is left of it, after what is under way.
    pub(super) fn queue_emptied(&mut self) {
        if self.scope == Scope::Session {
            self.queue.push_back(Job::new(Step::Queued { held: HashSet::new() }));
        }
    }

    /// The page to ask for now, if none is under way.
    pub(super) fn next(&mut self, recent: &Recent, now: i64) -> Option<(u32, List)> {
        let job = self.queue.front_mut()?;
        if job.asked.is_some() || now < job.not_before {
            return None;
        }
        if let (Step::Queued { held }, None) = (&mut job.step, &job.page) {
            // What comes to wait from now on may be too late for this list.
            *held = recent.queued();
        }
        self.next_number += 1;
        job.asked = Some(self.next_number);
        Some((self.next_number, job.list()))
    }

    /// The order of the list that was asked for under `number`.
    pub(super) fn order(&self, number: u32) -> Option<Order> {
        let job = self.queue.front().filter(|job| job.asked == Some(number))?;
        Some(job.list().order)
    }

    /// An event came, so it was not discarded.
    pub(super) fn saw(&mut self, id: &str) {
        for job in &mut self.queue {
            if let Step::Queued { held } = &mut job.step {
                held.remove(id);
            }
        }
    }

    /// A page came, with its edges and the cursor of the one after it.
    pub(super) fn answered(&mut self, number: u32, edges: Edges, next: Option<String>, recent: &Recent) -> Taken {
        let nothing = Taken::Listed { discarded: Vec::new() };
        let Some(job) = self.queue.front_mut().filter(|job| job.asked == Some(number)) else { return nothing };
        job.asked = None;
        if next.is_some() && next == job.page {
            job.page = None;
            return Taken::Circle;
        }
        let mut again = None;
        match &mut job.step {
            Step::History { has_newest } => {
                if job.page.is_some() && !*has_newest {
                    // This page was asked for by an event in the queue. If the agent took that up meanwhile, the page
                    // begins below its new place, and what is above that came in no page.
                    again = match (edges, &next) {
                        (Some((Edge::At(from), _)), _) => Some(Job::new(Step::Missed { from })),
                        (None, None) => Some(Job::history(None)),
                        _ => None,
                    };
                }
                *has_newest |= next.is_none() || matches!(edges, Some((_, Edge::At(_))));
            }
            Step::Rest => {
                if let Some((Edge::At(begins), _)) = edges {
                    self.thread_pages.retain(|(_, known)| *known < begins);
                    self.thread_pages.push((job.page.clone(), begins));
                }
                // A page is done with once the one after it begins before everything that may still come late.
                let late = recent.overlap();
                while self.thread_pages.get(1).is_some_and(|(_, begins)| late.is_some_and(|late| *begins <= late)) {
                    self.thread_pages.remove(0);
                }
            }
            Step::Missed { .. } | Step::Queued { .. } => {}
        }
        let more = next.is_some();
        job.page = next;
        let done = if more { None } else { self.queue.pop_front() };
        if let Some(job) = again {
            self.queue.push_front(job);
        }
        self.gap &= !matches!(self.queue.front(), None | Some(Job { step: Step::History { has_newest: true }, .. }));
        match done {
            Some(Job { step: Step::Queued { held }, .. }) => Taken::Listed { discarded: held.into_iter().collect() },
            _ => nothing,
        }
    }

    /// A page did not come; says whether it was awaited.
    pub(super) fn failed(&mut self, number: u32, failure: Failure, not_before: i64) -> bool {
        let Some(job) = self.queue.front_mut().filter(|job| job.asked == Some(number)) else { return false };
        job.asked = None;
        job.not_before = not_before;
        if failure.status == Some(400) {
            // The cursor is no longer good: the list is begun again.
            job.page = None;
            if let Step::Rest = job.step {
                self.thread_pages.clear();
            }
        }
        true
    }

    pub(super) fn wait_until(&mut self, not_before: i64) {
        if let Some(job) = self.queue.front_mut() {
            job.not_before = not_before;
        }
    }

    pub(super) fn wake_at(&self) -> Option<i64> {
        self.queue.front().filter(|job| job.asked.is_none()).map(|job| job.not_before)
    }

    pub(super) fn hurry(&mut self) {
        for job in &mut self.queue {
            job.not_before = i64::MIN;
        }
    }
}
