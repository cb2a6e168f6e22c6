//! Futures that stop when their handle is dropped.

use std::future::Future;
use std::pin::Pin;

use futures_util::future::{AbortHandle, abortable};

/// A running future; dropping it drops the future, and with it the requests it waits for.
#[derive(Debug)]
#[must_use = "a dropped task stops"]
pub struct Task(AbortHandle);

impl Task {
    /// Runs `future` in the page.
    pub fn spawn(future: impl Future<Output = ()> + 'static) -> Self {
        Self::spawn_boxed(Box::pin(future))
    }

    /// Not generic, so that the machinery around a future is in the program once.
    fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) -> Self {
        let (future, handle) = abortable(future);
        wasm_bindgen_futures::spawn_local(async move {
            // Being aborted is one of the two ways to end.
            future.await.ok();
        });
        Self(handle)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
