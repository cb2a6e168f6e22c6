//! The list of sessions, kept up to date by the relay, or, where that cannot be, by reading it again.

use std::time::Duration;

use leptos::prelude::*;

use super::account::AccountState;
use super::remote::{REFRESH_PERIOD, Watched};
use crate::api::Error;
use crate::api::roster::{Checked, News, Told, open, read};
use crate::api::stream::EventStream;
use crate::dom::clock::{Clock, Millis};
use crate::dom::listener::Listener;
use crate::dom::task::Task;
use crate::dom::timer::{Interval, sleep};
use crate::dom::{self, keep};

/// How long a page stays connected while nobody can see it, in milliseconds.
const REST_AFTER: Millis = 60_000.0;

/// How long the relay may be silent, in milliseconds; it shows every ten seconds that it is there.
const SILENCE: Millis = 35_000.0;

/// How the list is kept up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Not at all for the moment.
    Pausing,
    /// The relay tells of every change that it sees.
    Live {
        /// The API tells the relay, so that nothing goes unseen.
        by_webhook: bool,
    },
    /// It is read again and again.
    Polling,
}

/// What the relay tells of sessions, for as long as the view around it lives.
///
/// The parts of its pace are signals of their own, of a kind that the program has anyway.
#[derive(Debug)]
pub struct Roster<T: Send + Sync + 'static> {
    is_live: RwSignal<bool>,
    by_webhook: RwSignal<bool>,
    has_failed: RwSignal<bool>,
    inner: StoredValue<Inner<T>, LocalStorage>,
    account: AccountState,
    clock: Clock,
}

struct Inner<T: Send + Sync + 'static> {
    known: Vec<Told>,
    /// How the list takes what is told.
    merge: Option<Merge<T>>,
    task: Option<Task>,
    heard_at: Millis,
    seen_at: Millis,
}

type Merge<T> = Box<dyn Fn(&mut T, &Told)>;

impl<T: Send + Sync + 'static> Clone for Roster<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Roster<T> {}

impl<T: Clone + Send + Sync + 'static> Roster<T> {
    /// Nothing is known yet.
    pub fn new() -> Self {
        let clock = Clock::current();
        let inner = Inner { known: Vec::new(), merge: None, task: None, heard_at: 0.0, seen_at: clock.now() };
        Self {
            is_live: RwSignal::new(false),
            by_webhook: RwSignal::new(false),
            has_failed: RwSignal::new(false),
            inner: StoredValue::new_local(inner),
            account: AccountState::current(),
            clock,
        }
    }

    /// How the list is kept up to date; tracked.
    pub fn pace(self) -> Pace {
        match (self.is_live.get(), self.has_failed.get()) {
            (true, _) => Pace::Live { by_webhook: self.by_webhook.get() },
            (false, true) => Pace::Polling,
            (false, false) => Pace::Pausing,
        }
    }

    /// What was told so far, for a list that was just read.
    pub fn each(self, mut look: impl FnMut(&Told)) {
        self.inner.try_with_value(|inner| inner.known.iter().for_each(&mut look));
    }

    /// Keeps `list` up to date: `merge` takes what is told.
    pub fn follow(self, list: Watched<T>, merge: impl Fn(&mut T, &Told) + 'static) {
        self.inner.update_value(|inner| inner.merge = Some(Box::new(merge)));
        self.look(list, true);
        keep(Interval::new(REFRESH_PERIOD, move || {
            self.look(list, false);
            if !self.is_live.get_untracked() {
                list.refresh();
            }
        }));
        keep(Listener::at_document("visibilitychange", move |_| {
            self.look(list, true);
            // What is being read since before may lack what happened while nobody looked.
            if dom::is_visible() && !self.is_live.get_untracked() {
                list.reload();
            }
        }));
    }

    /// Connects or lets go, whichever is due. The page may just have come into sight, or gone out of it.
    fn look(self, list: Watched<T>, turns: bool) {
        let now = self.clock.now();
        let is_visible = dom::is_visible();
        let is_live = self.is_live.get_untracked();
        self.inner.update_value(|inner| {
            if is_visible || turns {
                inner.seen_at = now;
            }
            let is_unseen = now - inner.seen_at >= REST_AFTER;
            let is_dead = is_live && now - inner.heard_at > SILENCE;
            if is_unseen || is_dead {
                inner.task = None;
                self.is_live.set(false);
            }
            if is_visible && inner.task.is_none() {
                inner.task = Some(Task::spawn(self.run(list)));
            }
        });
    }

    async fn run(self, list: Watched<T>) {
        let mut failures = 0;
        loop {
            let result = match self.open().await {
                Ok(stream) => {
                    failures = 0;
                    self.listen(stream, list).await
                }
                Err(error) => Err(error),
            };
            // The relay ends a stream now and then, and so lets others have their turn.
            if let Err(error) = result {
                self.account.notice(&error);
                failures = (failures + 1).min(5);
            }
            self.is_live.set(false);
            self.has_failed.set(failures > 1);
            sleep(pause(failures)).await;
        }
    }

    /// Opens the stream. A browser has few connections: who has to wait for one waits here.
    async fn open(self) -> Result<EventStream, Error> {
        open().await
    }

    /// Takes what the stream says, until it ends.
    async fn listen(self, mut stream: EventStream, list: Watched<T>) -> Result<(), Error> {
        let mut is_first = true;
        while let Some(items) = stream.next_chunk().await? {
            let now = self.clock.now();
            self.inner.update_value(|inner| inner.heard_at = now);
            for news in items.into_iter().filter_map(read) {
                match news {
                    News::List { sessions, more, checked } => {
                        self.take(sessions, std::mem::replace(&mut is_first, !more), list);
                        if !more {
                            self.confirm(checked, list);
                        }
                    }
                    News::Change(told) => self.take(vec![told], false, list),
                    News::Checked(checked) => self.confirm(checked, list),
                    News::Trouble(error) => list.fail(error),
                }
            }
        }
        Ok(())
    }

    fn take(self, told: Vec<Told>, is_first: bool, list: Watched<T>) {
        self.inner.update_value(|inner| {
            list.amend(|value| {
                if let Some(merge) = &inner.merge {
                    for told in &told {
                        merge(value, told);
                    }
                }
            });
            inner.known.retain(|old| !is_first && told.iter().all(|told| told.id != old.id));
            inner.known.extend(told);
        });
    }

    fn confirm(self, checked: Checked, list: Watched<T>) {
        self.by_webhook.set(checked.by_webhook);
        self.is_live.set(true);
        list.confirm(checked.at);
    }
}

impl<T: Clone + Send + Sync + 'static> Default for Roster<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// How long to wait before the stream is opened again: not all pages at once.
fn pause(failures: u32) -> Duration {
    let seconds = f64::from(1_u32 << failures) * (0.5 + js_sys::Math::random());
    Duration::from_secs_f64(if failures == 0 { seconds / 5.0 } else { seconds })
}
