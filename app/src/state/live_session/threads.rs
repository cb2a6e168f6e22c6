//! Logs of child threads: read only while they are shown, for each takes a line.

use leptos::prelude::*;
use model::endpoint::is_id;
use model::follow::State;
use model::ids::ThreadId;
use model::resume::Input;
use model::timeline::Log;

use super::reader::Reader;
use super::{LiveSession, seed};
use crate::dom::storage::{self, Memory};

/// How many threads' own logs are read at once, at most.
const MOST_THREADS: usize = 8;

impl LiveSession {
    /// Reads a thread's own log, live, the same way as the session's. Its rows stay when it is let go again.
    pub fn open_thread(self, thread: &str) {
        let log = Log::Thread(ThreadId::new(thread));
        let is_new = self.with_inner(|inner| {
            let is_new = inner.readers.len() <= MOST_THREADS && inner.readers.iter().all(|reader| reader.log != log);
            if is_new {
                inner.readers.push(Reader::new(log.clone(), seed(self.clock.now())));
            }
            is_new
        });
        if is_new == Some(true) {
            self.input(&log, Input::Tick);
            self.threads_changed();
        }
    }

    /// Reads the logs of all child threads, up to as many as can be read at once.
    pub fn open_threads(self) {
        for thread in untrack(|| self.threads()) {
            self.open_thread(&thread.id);
        }
    }

    /// Reads the threads' logs again that this tab read before it was loaded anew.
    pub(super) fn reopen_threads(self) {
        let kept = storage::get(Memory::Tab, &self.threads_key()).unwrap_or_default();
        for thread in kept.split(',').filter(|thread| is_id(thread)) {
            self.open_thread(thread);
        }
    }

    /// Lets a thread's log go.
    pub fn close_thread(self, thread: &str) {
        let log = Log::Thread(ThreadId::new(thread));
        self.with_inner(|inner| inner.readers.retain(|reader| reader.log != log));
        self.threads_changed();
    }

    /// How much of a thread's own log is known; none while it is not read; tracked.
    pub fn thread_state(self, thread: &str) -> Option<State> {
        self.version.track();
        let log = Log::Thread(ThreadId::new(thread));
        self.inner.with_value(|inner| {
            inner.readers.iter().find(|reader| reader.log == log).map(|reader| reader.resume.state())
        })
    }

    /// How many child threads are read in full, and how many there are; tracked.
    pub fn threads_read(self) -> (usize, usize) {
        let all = self.look(|timeline| timeline.threads().len());
        let is_whole = |reader: &&Reader| {
            reader.log != Log::Session && matches!(reader.resume.state(), State::Live | State::Ended)
        };
        (self.inner.with_value(|inner| inner.readers.iter().filter(is_whole).count()), all)
    }

    fn threads_changed(self) {
        let threads: Vec<String> = self.inner.with_value(|inner| {
            let thread = |reader: &Reader| match &reader.log {
                Log::Session => None,
                Log::Thread(thread) => Some(thread.to_string()),
            };
            inner.readers.iter().filter_map(thread).collect()
        });
        storage::set(Memory::Tab, &self.threads_key(), &threads.join(","));
        self.version.update(|version| *version += 1);
    }
    fn threads_key(self) -> String {
        format!("porthole-threads-{}", self.id())
    }
}
