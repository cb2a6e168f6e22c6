//! What is due when.

use std::collections::BTreeMap;

use crate::simulator::streams::StreamId;
use crate::simulator::time::Micros;

/// Something that will happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Job {
    /// A thread goes on, if it is still in this epoch.
    Wake {
        /// The session's `seq`.
        session: u64,
        /// The thread's index.
        thread: usize,
        /// The epoch it was asked for in.
        epoch: u64,
    },
    /// The primary thread takes up what is queued.
    Begin(u64),
    /// An interrupt takes effect.
    Interrupt {
        /// The session's `seq`.
        session: u64,
        /// The thread it names, or all.
        thread: Option<usize>,
        /// The id of the `user.interrupt`.
        event: String,
    },
    /// A thread looks at the answers it got.
    Answers {
        /// The session's `seq`.
        session: u64,
        /// The thread's index.
        thread: usize,
    },
    /// REST shows the status that the events have told.
    Show(u64),
    /// Threads that stand at the budget go on.
    Resume(u64),
    /// Files that a turn wrote appear.
    Outputs(u64),
    /// A stream gets its keep-alive.
    Heartbeat(StreamId),
    /// A deployment is due.
    Deployment(String),
    /// The old sessions of the demonstration's busiest deployment make room.
    Tidy(String),
}

/// Jobs by time; those of one time in the order they were entered.
#[derive(Debug, Default)]
pub(crate) struct Agenda {
    jobs: BTreeMap<(Micros, u64), Job>,
    entered: u64,
}

impl Agenda {
    /// Enters a job.
    pub(crate) fn add(&mut self, at: Micros, job: Job) {
        self.entered += 1;
        self.jobs.insert((at, self.entered), job);
    }

    /// Takes the next job that is due at `now`, with its time.
    pub(crate) fn take_due(&mut self, now: Micros) -> Option<(Micros, Job)> {
        let entry = self.jobs.first_entry().filter(|entry| entry.key().0 <= now)?;
        let ((at, _), job) = entry.remove_entry();
        Some((at, job))
    }

    /// When something is due next.
    pub(crate) fn next(&self) -> Option<Micros> {
        self.jobs.first_key_value().map(|((at, _), _)| *at)
    }
}
