//! Those who read a feed: how far each is, and what each may have waiting.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::feed::After;

use super::store::Limits;

/// The name of a viewer, as long as it is there.
pub type ViewerId = u32;

/// What a viewer asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish {
    /// Where it begins; `None`: with whatever comes, as the API's own stream does.
    pub after: Option<After>,
    /// Pieces of messages that are being written.
    pub messages: bool,
    /// Beginnings of thoughts.
    pub thoughts: bool,
    /// When its right to read ends (milliseconds since 1970).
    pub expires: Option<i64>,
}

/// The way to the viewers.
pub trait Audience {
    /// Answers a viewer: its stream is open.
    fn accept(&mut self, viewer: ViewerId);
    /// Answers a viewer: there will be no stream.
    fn refuse(&mut self, viewer: ViewerId, why: Refusal);
    /// Puts bytes into a viewer's queue.
    fn send(&mut self, viewer: ViewerId, bytes: &Arc<[u8]>);
    /// How many bytes wait for a viewer.
    fn queued(&self, viewer: ViewerId) -> usize;
    /// Asks to be told ([`super::Input::Pull`]) when nothing waits for a viewer any more.
    fn want_pull(&mut self, viewer: ViewerId);
    /// Ends a viewer's stream behind what waits for it.
    fn end(&mut self, viewer: ViewerId);
}

/// Why a viewer gets no stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Its cursor is of another log: it has to start over. 410
    StartOver,
    /// The API refused, or did not answer; the shell has its words.
    Api,
}

/// How far a viewer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Waits until it is known whether there is such a log.
    Asking,
    /// Waits for the first page of history.
    WaitsForNewest(u32),
    /// Waits for all of the history.
    WaitsForStart,
    /// Reads the log at its own pace: what follows is behind this entry.
    Replays { after: i64 },
    /// Has everything, and gets what comes.
    Live,
}

/// One viewer.
#[derive(Debug)]
pub(super) struct Viewer {
    pub(super) wish: Wish,
    pub(super) mode: Mode,
    /// When its stream is ended so that it opens another (milliseconds since 1970).
    rotates: i64,
    /// Bytes that were sent since its queue was last looked at, at most.
    unseen: usize,
    /// Bytes that were ever sent.
    sent: u64,
    /// How many of them had left its queue at the last heartbeat, if something waited there.
    waited: Option<u64>,
    /// Messages that were being written when it fell behind: it has lost the thread of them.
    pub(super) muted: Vec<String>,
    /// It does not know yet that it fell behind.
    pub(super) fell_behind: bool,
    /// Whether it was live before, so that it knows what is being written.
    pub(super) was_live: bool,
}

/// All viewers of a feed.
#[derive(Debug)]
pub(super) struct Viewers {
    all: BTreeMap<ViewerId, Viewer>,
    limits: Limits,
}

impl Viewer {
    pub(super) fn new(wish: Wish, rotates: i64) -> Self {
        Self {
            wish,
            mode: Mode::Asking,
            rotates,
            unseen: 0,
            sent: 0,
            waited: None,
            muted: Vec::new(),
            was_live: false,
            fell_behind: false,
        }
    }

    /// When its time is over for some reason.
    pub(super) fn is_due(&self, now: i64) -> Option<Due> {
        if self.wish.expires.is_some_and(|expires| now >= expires) {
            Some(Due::Expired)
        } else {
            (now >= self.rotates).then_some(Due::Rotates)
        }
    }

    /// Whether nothing has left its queue since the last call, although something waited there already.
    pub(super) fn is_stuck(&mut self, queued: usize) -> bool {
        let drained = self.sent.saturating_sub(queued as u64);
        let waits = (queued > 0).then_some(drained);
        let is_stuck = waits.is_some() && waits == self.waited;
        self.waited = waits;
        is_stuck
    }
}

/// Why a viewer's stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// Its right to read is over.
    Expired,
    /// It has lasted long enough: what a stream costs is counted by the request that opened it.
    Rotates,
}

impl Viewers {
    pub(super) fn new(limits: Limits) -> Self {
        Self { all: BTreeMap::new(), limits }
    }

    pub(super) fn insert(&mut self, id: ViewerId, viewer: Viewer) {
        self.all.insert(id, viewer);
    }

    pub(super) fn remove(&mut self, id: ViewerId) -> Option<Viewer> {
        self.all.remove(&id)
    }

    pub(super) fn get_mut(&mut self, id: ViewerId) -> Option<&mut Viewer> {
        self.all.get_mut(&id)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = (ViewerId, &mut Viewer)> {
        self.all.iter_mut().map(|(id, viewer)| (*id, viewer))
    }

    /// The viewers for whom `is_meant` holds.
    pub(super) fn ids(&self, is_meant: impl Fn(&Viewer) -> bool) -> Vec<ViewerId> {
        self.all.iter().filter(|(_, viewer)| is_meant(viewer)).map(|(id, _)| *id).collect()
    }

    /// Sends to one viewer, whatever waits for it.
    pub(super) fn send(&mut self, id: ViewerId, bytes: &Arc<[u8]>, audience: &mut impl Audience) {
        if let Some(viewer) = self.all.get_mut(&id) {
            viewer.sent += bytes.len() as u64;
            viewer.unseen += bytes.len();
            audience.send(id, bytes);
        }
    }

    /// Sends to every live viewer whom `is_meant` means. Who has too much waiting reads the log at its own pace
    /// from here on, behind the entry `behind`.
    pub(super) fn broadcast(
        &mut self,
        bytes: &Arc<[u8]>,
        behind: i64,
        audience: &mut impl Audience,
        is_meant: impl Fn(&Viewer) -> bool,
    ) {
        let limit = self.limits.queue_bytes.min(self.limits.all_queues_bytes / self.all.len().max(1));
        for (id, viewer) in &mut self.all {
            if viewer.mode != Mode::Live || !is_meant(viewer) {
                continue;
            }
            // Looking costs a call of the runtime, so it is done only when it could matter.
            if viewer.unseen + bytes.len() > limit {
                viewer.unseen = audience.queued(*id);
                if viewer.unseen > 0 && viewer.unseen + bytes.len() > limit {
                    viewer.mode = Mode::Replays { after: behind };
                    viewer.fell_behind = true;
                    audience.want_pull(*id);
                    continue;
                }
            }
            viewer.sent += bytes.len() as u64;
            viewer.unseen += bytes.len();
            audience.send(*id, bytes);
        }
    }
}
