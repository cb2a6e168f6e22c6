//! Something that lives on the server, read again and again.

use std::future::Future;
use std::time::Duration;

use leptos::prelude::*;

use super::account::AccountState;
use crate::api::Error;
use crate::dom::clock::{Clock, Millis};
use crate::dom::listener::Listener;
use crate::dom::task::Task;
use crate::dom::timer::Interval;
use crate::dom::{self, keep};

/// How often a visible list is read again.
pub const REFRESH_PERIOD: Duration = Duration::from_secs(15);

/// What is known of something on the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Remote<T> {
    /// It was asked for.
    Loading,
    /// It was read.
    Fresh {
        /// What was read.
        value: T,
        /// When.
        checked_at: Millis,
    },
    /// It was read, and reading it again failed.
    Stale {
        /// What was read.
        value: T,
        /// When.
        checked_at: Millis,
        /// Why reading it again failed.
        error: Error,
    },
    /// It could not be read.
    Failed(Error),
}

impl<T> Remote<T> {
    /// The value, if it was ever read.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Fresh { value, .. } | Self::Stale { value, .. } => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// What is known after another reading.
    fn after(self, result: Result<T, Error>, now: Millis) -> Self {
        match (result, self) {
            (Ok(value), _) => Self::Fresh { value, checked_at: now },
            (Err(error), Self::Fresh { value, checked_at } | Self::Stale { value, checked_at, .. }) => {
                Self::Stale { value, checked_at, error }
            }
            (Err(error), Self::Loading | Self::Failed(_)) => Self::Failed(error),
        }
    }
}

/// When something is read again without being asked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// Never.
    Never,
    /// Every 15 seconds while the page can be seen, and when it is seen again.
    WhileVisible,
}

/// A view's hold on something on the server.
#[derive(Debug)]
pub struct Watched<T: Send + Sync + 'static> {
    remote: ArcRwSignal<Remote<T>>,
    again: ArcTrigger,
    is_busy: ArcRwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Watched<T> {
    fn clone(&self) -> Self {
        Self { remote: self.remote.clone(), again: self.again.clone(), is_busy: self.is_busy.clone() }
    }
}

impl<T: Clone + Send + Sync + 'static> Watched<T> {
    /// Reads what `key` names by `ask`, and from the beginning whenever the key changes.
    ///
    /// Only one reading runs at a time; it ends with the view.
    pub fn new<K, F>(refresh: Refresh, key: Memo<K>, ask: impl Fn(K) -> F + 'static) -> Self
    where
        K: Clone + PartialEq + Send + Sync + 'static,
        F: Future<Output = Result<T, Error>> + 'static,
    {
        let watched = Self {
            remote: ArcRwSignal::new(Remote::Loading),
            again: ArcTrigger::new(),
            is_busy: ArcRwSignal::new(false),
        };
        let running = StoredValue::new_local(None::<Task>);
        let (account, clock) = (AccountState::current(), Clock::current());
        let target = watched.clone();
        // The server is the outside world: the effect asks it, the answer writes.
        Effect::new(move |last: Option<K>| {
            target.again.track();
            let key = key.get();
            if last.as_ref() != Some(&key) {
                target.remote.set(Remote::Loading);
            }
            target.is_busy.set(true);
            running.set_value(Some(Task::spawn(target.clone().take(ask(key.clone()), account, clock))));
            key
        });
        if refresh == Refresh::WhileVisible {
            watched.refresh_while_visible();
        }
        watched
    }

    /// What is known; tracked.
    pub fn get(&self) -> Remote<T> {
        self.remote.get()
    }

    /// Looks at what is known; tracked.
    pub fn with<R>(&self, look: impl FnOnce(&Remote<T>) -> R) -> R {
        self.remote.with(look)
    }

    /// Whether it is being read; tracked.
    pub fn is_busy(&self) -> bool {
        self.is_busy.get()
    }

    /// Reads it again.
    pub fn reload(&self) {
        self.again.notify();
    }

    async fn take(self, answer: impl Future<Output = Result<T, Error>>, account: AccountState, clock: Clock) {
        let result = answer.await;
        if let Err(error) = &result {
            account.notice(error);
        }
        let now = clock.now();
        self.remote.update(|remote| *remote = std::mem::replace(remote, Remote::Loading).after(result, now));
        self.is_busy.set(false);
    }

    fn refresh_while_visible(&self) {
        let (timed, shown) = (self.clone(), self.clone());
        keep(Interval::new(REFRESH_PERIOD, move || timed.refresh()));
        keep(Listener::at_document("visibilitychange", move |_| shown.refresh()));
    }

    /// A slow reading is not started over by the clock.
    fn refresh(&self) {
        if dom::is_visible() && !self.is_busy.get_untracked() {
            self.reload();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(steps: &[Result<u32, Error>], expected: Remote<u32>) {
        let mut remote = Remote::Loading;
        for (step, now) in steps.iter().zip([1.0, 2.0, 3.0]) {
            remote = remote.after(step.clone(), now);
        }
        assert_eq!(remote, expected, "{steps:?}");
    }

    #[test]
    fn a_failed_refresh_keeps_what_was_read() {
        check(&[Ok(1)], Remote::Fresh { value: 1, checked_at: 1.0 });
        check(&[Err(Error::Network)], Remote::Failed(Error::Network));
        check(&[Ok(1), Err(Error::Network)], Remote::Stale { value: 1, checked_at: 1.0, error: Error::Network });
        check(
            &[Ok(1), Err(Error::Network), Err(Error::BadId)],
            Remote::Stale { value: 1, checked_at: 1.0, error: Error::BadId },
        );
        check(&[Ok(1), Err(Error::Network), Ok(2)], Remote::Fresh { value: 2, checked_at: 3.0 });
        check(&[Err(Error::Network), Ok(2)], Remote::Fresh { value: 2, checked_at: 2.0 });
    }
}
