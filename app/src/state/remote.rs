//! Something that lives on the server, read again and again.

use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::account::AccountState;
use crate::api::Error;
use crate::dom::clock::{Clock, Millis};
use crate::dom::listener::Listener;
use crate::dom::task::Task;
use crate::dom::timer::Interval;
use crate::dom::{self, keep};
use crate::reactive::effect;

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

/// An answer that is on its way.
pub type Asked<T> = LocalBoxFuture<'static, Result<T, Error>>;

/// A view's hold on something on the server.
#[derive(Debug)]
pub struct Watched<T: Send + Sync + 'static> {
    remote: RwSignal<Remote<T>>,
    is_busy: RwSignal<bool>,
    ask: StoredValue<Box<dyn Fn() -> Asked<T>>, LocalStorage>,
    running: StoredValue<Option<Task>, LocalStorage>,
    account: AccountState,
    clock: Clock,
}

impl<T: Send + Sync + 'static> Clone for Watched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Watched<T> {}

impl<T: Clone + Send + Sync + 'static> Watched<T> {
    /// Reads what `ask` asks for, and from the beginning whenever a signal changes that `ask` tracks.
    ///
    /// Only one reading runs at a time; it ends with the view.
    pub fn new(refresh: Refresh, ask: impl Fn() -> Asked<T> + 'static) -> Self {
        Self::of_boxed(refresh, Box::new(ask))
    }

    fn of_boxed(refresh: Refresh, ask: Box<dyn Fn() -> Asked<T>>) -> Self {
        let watched = Self {
            remote: RwSignal::new(Remote::Loading),
            is_busy: RwSignal::new(false),
            ask: StoredValue::new_local(ask),
            running: StoredValue::new_local(None),
            account: AccountState::current(),
            clock: Clock::current(),
        };
        // The server is the outside world: the effect asks it, the answer writes.
        effect(move || {
            watched.remote.set(Remote::Loading);
            watched.read();
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

    /// Reads it again.
    pub fn reload(&self) {
        untrack(|| self.read());
    }

    /// Changes what was read.
    pub(super) fn amend(self, change: impl FnOnce(&mut T)) {
        self.remote.try_update(|remote| {
            if let Remote::Fresh { value, .. } | Remote::Stale { value, .. } = remote {
                change(value);
            }
        });
    }

    /// What was read still held at `at`. What could not be read is tried again.
    pub(super) fn confirm(self, at: Millis) {
        self.remote.try_update(|remote| {
            *remote = match std::mem::replace(remote, Remote::Loading) {
                Remote::Fresh { value, checked_at } | Remote::Stale { value, checked_at, .. } => {
                    Remote::Fresh { value, checked_at: checked_at.max(at.min(self.clock.now())) }
                }
                other => other,
            };
        });
        if self.remote.with_untracked(|remote| remote.value().is_none()) {
            self.refresh();
        }
    }

    /// It could not be looked at again.
    pub(super) fn fail(self, error: Error) {
        let now = self.clock.now();
        self.remote.try_update(|remote| *remote = std::mem::replace(remote, Remote::Loading).after(Err(error), now));
    }

    fn read(self) {
        let Some(answer) = self.ask.try_with_value(|ask| ask()) else { return };
        self.is_busy.set(true);
        self.running.set_value(Some(Task::spawn(self.take(answer))));
    }

    async fn take(self, answer: Asked<T>) {
        let result = answer.await;
        if let Err(error) = &result {
            self.account.notice(error);
        }
        let now = self.clock.now();
        self.remote.update(|remote| *remote = std::mem::replace(remote, Remote::Loading).after(result, now));
        self.is_busy.set(false);
    }

    fn refresh_while_visible(self) {
        keep(Interval::new(REFRESH_PERIOD, move || self.refresh()));
        keep(Listener::at_document("visibilitychange", move |_| self.refresh()));
    }

    /// Reads it again, if somebody can see it. A slow reading is not started over by the clock.
    pub(super) fn refresh(self) {
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
