//! A thread with its own runtime and its own account of CPU time.
//!
//! The API with the publisher is one lane, all viewers are another, so that a report can say what the load itself cost.

use std::fs;
use std::future::{Future, pending};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};

use crate::process;

/// A running lane. It lasts as long as the bench.
pub struct Lane {
    runtime: Handle,
    /// Its thread, below `/proc`.
    task: PathBuf,
}

impl Lane {
    /// Starts one.
    pub fn start(name: &str) -> Self {
        let (ready, started) = mpsc::channel();
        let run = move || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            let task = fs::read_link("/proc/thread-self").expect("Linux with /proc");
            ready.send((runtime.handle().clone(), task)).expect("the starter waits");
            runtime.block_on(pending::<()>());
        };
        thread::Builder::new().name(name.to_owned()).spawn(run).expect("a thread");
        let (runtime, task) = started.recv().expect("the lane starts");
        Self { runtime, task: PathBuf::from("/proc").join(task) }
    }

    /// Runs `work` there and waits for it.
    pub async fn run<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        self.runtime.spawn(work).await.expect("no panic on the lane")
    }

    /// Where to spawn onto it.
    pub fn handle(&self) -> &Handle {
        &self.runtime
    }

    /// CPU time it has used.
    pub fn cpu(&self) -> Duration {
        Duration::from_nanos(process::ran(&self.task))
    }
}
