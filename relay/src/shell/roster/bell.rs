//! Wakes a task that waits, or that is about to.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, Waker};
use std::time::Duration;

use futures_util::future::select;
use worker::Delay;

/// The bell of one task.
#[derive(Default)]
pub(super) struct Bell {
    has_rung: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Bell {
    /// Wakes the task.
    pub(super) fn ring(&self) {
        self.has_rung.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Waits until it rings, or so many milliseconds.
    pub(super) async fn wait(&self, millis: i64) {
        let rung = poll_fn(|context| {
            if self.has_rung.replace(false) {
                return Poll::Ready(());
            }
            self.waker.replace(Some(context.waker().clone()));
            Poll::Pending
        });
        let delay = Delay::from(Duration::from_millis(u64::try_from(millis).unwrap_or(0)));
        select(pin!(rung), pin!(delay)).await;
    }
}
