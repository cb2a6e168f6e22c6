//! One clock for the publisher and the viewers, who all live in this process.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Nanoseconds since the first call.
pub fn now() -> u64 {
    u64::try_from(START.elapsed().as_nanos()).expect("no bench takes 500 years")
}

/// The end of a wait.
pub fn deadline(after: Duration) -> Instant {
    Instant::now() + after
}
