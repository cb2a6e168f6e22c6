//! A feed: one log, one stream of the API, any number of viewers.
//!
//! Sans-IO: the shell opens streams, fetches pages, keeps rows and moves bytes; this decides.
//! What comes of the API goes into the log and to every live viewer, encoded once. Whoever is behind reads the log
//! at its own pace until it is live again; so the slowest viewer costs nobody anything.

pub mod ask;
mod attend;
pub mod entry;
pub mod frame;
mod heed;
pub mod intake;
pub mod log;
pub mod pace;
pub mod store;
mod tell;
pub mod viewer;

use model::follow::{self, Follower, Previews, Scope, State};

use entry::Entry;
use log::Log;
use store::{Broken, Limits, Store};
use viewer::{Audience, ViewerId, Viewers, Wish};

/// How long a batch is gathered before it is kept.
const BATCH_MILLIS: i64 = 100;
/// A batch of this size is kept at once, in bytes.
const BATCH_BYTES: usize = 128 << 10;
/// How long the API's stream outlives the last viewer, who may just be reloading the page.
const LINGER_MILLIS: i64 = 1_500;
/// A viewer's stream is ended after this time at the earliest, and twice this at the latest.
const ROTATION_MILLIS: i64 = 300_000;
/// A log that nobody looked at for so long is erased.
pub const KEPT_MILLIS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// An ended log is compared with the API once in so long: the session may have been deleted.
const SEAL_MILLIS: i64 = 24 * 60 * 60 * 1_000;
/// Somebody who asks while the API is being left alone may ask it again after this time.
const IMPATIENCE_MILLIS: i64 = 1_000;

/// What happened.
#[derive(Debug)]
pub enum Input {
    /// Somebody wants to read.
    Attach(ViewerId, Wish),
    /// Nothing waits for this viewer any more.
    Pull(ViewerId),
    /// This viewer has left.
    Left(ViewerId),
    /// Something came of the API.
    Upstream(follow::Input<Entry>),
    /// The API was asked whether an ended session is still there; `None`: it did not say.
    Verified(Option<bool>),
    /// The session is deleted: its log is erased and its viewers are let go.
    Erase,
    /// Time passed.
    Tick,
}

/// What a feed lives in.
pub trait Host: Store + Audience {
    /// Opens the API's stream under this number.
    fn open(&mut self, stream: u32);
    /// Lets the API's stream go.
    fn close(&mut self);
    /// Fetches a page.
    fn list(&mut self, number: u32, list: follow::List);
    /// Asks the API whether the session is still there.
    fn verify(&mut self);
    /// Sees to it that [`Input::Tick`] comes at this time even after a restart; `None`: that is no longer needed.
    fn remember(&mut self, at: Option<i64>);
}

/// The feed of one log.
#[derive(Debug)]
pub struct Feed {
    scope: Scope,
    limits: Limits,
    seed: u64,
    follower: Follower,
    log: Log,
    viewers: Viewers,
    previews: Previews,
    /// When the batch is kept.
    keep_at: Option<i64>,
    beat_at: Option<i64>,
    presence: Presence,
    sealed_at: Option<i64>,
    is_verifying: bool,
    /// When the API was last asked for a stream.
    asked_at: i64,
}

/// Whether somebody looks; times are in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Watched,
    /// Nobody does, and the API's stream is let go at this time.
    Leaving(i64),
    /// Nobody does, and the log is erased at this time, if there is one.
    Left(Option<i64>),
}

impl Feed {
    /// The feed whose log is in the store, or a new one. `seed` spreads its waits and names a new log; `erase_at` is
    /// what was last [remembered](Host::remember).
    pub fn load(
        scope: Scope,
        seed: u64,
        now: i64,
        erase_at: Option<i64>,
        limits: Limits,
        store: &mut impl Store,
    ) -> Result<Self, Broken> {
        let kept = store.load()?;
        let (follower, log, sealed_at) = match kept {
            Some(kept) => {
                let follower = Follower::resume(scope, seed, kept.meta.tail.clone());
                (follower, Log::restore(&kept, limits.chunk_bytes), kept.meta.sealed_at)
            }
            None => (Follower::new(scope, seed), Log::new(new_epoch(now, seed, 0), limits.chunk_bytes), None),
        };
        let mut feed = Self {
            scope,
            limits,
            seed,
            follower,
            log,
            viewers: Viewers::new(limits),
            previews: Previews::default(),
            keep_at: None,
            beat_at: None,
            presence: Presence::Left(erase_at),
            sealed_at,
            is_verifying: false,
            asked_at: i64::MIN,
        };
        // Nobody looks yet.
        feed.follower.handle::<Entry>(follow::Input::Pause, now);
        Ok(feed)
    }

    /// When to send the next [`Input::Tick`], in milliseconds since 1970.
    pub fn wake_at(&self) -> Option<i64> {
        let follower = self.follower.wake_at();
        let presence = match self.presence {
            Presence::Watched => None,
            Presence::Leaving(at) => Some(at),
            Presence::Left(at) => at,
        };
        [follower, self.keep_at, self.beat_at, presence].into_iter().flatten().min()
    }

    /// The log.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// How it stands to the API.
    pub fn state(&self) -> State {
        self.follower.state()
    }

    /// How many viewers there are.
    pub fn viewers(&self) -> usize {
        self.viewers.len()
    }

    /// The bytes of a chunk that is full and so will never change.
    pub fn chunk(&mut self, number: i64, host: &mut impl Host) -> Result<Option<Vec<u8>>, Broken> {
        self.keep(host)?;
        if self.log.is_full(number) { host.chunk(number) } else { Ok(None) }
    }

    /// Takes what happened at `now` (milliseconds since 1970). When the store is broken the feed is of no use any more.
    pub fn handle(&mut self, input: Input, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        match input {
            Input::Attach(id, wish) => self.attach(id, wish, now, host)?,
            Input::Pull(id) => self.replay(id, host)?,
            Input::Left(id) => {
                self.viewers.remove(id);
                host.end(id);
            }
            Input::Upstream(input) => self.upstream(input, now, host)?,
            Input::Verified(is_there) => self.verified(is_there, now, host)?,
            Input::Erase => self.erase(now, host)?,
            Input::Tick => {}
        }
        self.pass_time(now, host)
    }

    fn pass_time(&mut self, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        if self.follower.wake_at().is_some_and(|at| now >= at) {
            self.upstream(follow::Input::Tick, now, host)?;
        }
        if self.beat_at.is_some_and(|at| now >= at) {
            self.beat(now, host);
        }
        if self.viewers.is_empty() {
            self.beat_at = None;
            self.nobody_looks(now, host)?;
        }
        if self.log.unkept_bytes() >= BATCH_BYTES || self.keep_at.is_some_and(|at| now >= at) {
            self.keep(host)?;
        } else if self.log.unkept_bytes() > 0 {
            self.keep_at.get_or_insert(now + BATCH_MILLIS);
        }
        Ok(())
    }

    fn nobody_looks(&mut self, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        match self.presence {
            Presence::Watched => self.presence = Presence::Leaving(now + LINGER_MILLIS),
            Presence::Leaving(at) if now >= at => {
                self.upstream(follow::Input::Pause, now, host)?;
                let erase_at = (self.log.entries() > 0).then_some(now + KEPT_MILLIS);
                if erase_at.is_some() {
                    self.keep(host)?;
                }
                host.remember(erase_at);
                self.presence = Presence::Left(erase_at);
            }
            Presence::Left(Some(at)) if now >= at => self.erase(now, host)?,
            Presence::Leaving(_) | Presence::Left(_) => {}
        }
        Ok(())
    }

    fn keep_full(&mut self, host: &mut impl Host) -> Result<(), Broken> {
        if self.log.has_unkept_chunks() { self.keep(host) } else { Ok(()) }
    }

    fn keep(&mut self, host: &mut impl Host) -> Result<(), Broken> {
        self.keep_at = None;
        host.keep(self.log.batch(self.follower.tail(), self.sealed_at))
    }

    /// Some number, another one each time.
    fn random(&mut self) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.seed >> 33
    }
}

/// The name of a log that follows the log `old`. It grows with time, so that no earlier log had it.
fn new_epoch(now: i64, seed: u64, old: u64) -> u64 {
    let by_time = u64::try_from(now).unwrap_or(0) << 8 | seed & 0xff;
    by_time.max(old + 1)
}

#[cfg(test)]
mod tests;
