//! A feed and its viewers: who is let in, where each begins, and who has to go.

use model::feed::{After, HEARTBEAT_MILLIS};
use model::follow::{self, Follower, State};

use super::entry::Entry;
use super::store::Broken;
use super::viewer::{Due, Mode, Refusal, Viewer, ViewerId, Wish};
use super::{Feed, Host, IMPATIENCE_MILLIS, Presence, ROTATION_MILLIS, SEAL_MILLIS};

impl Feed {
    pub(super) fn attach(&mut self, id: ViewerId, wish: Wish, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        if wish.after.is_some_and(|after| self.log.begin(after).is_none()) {
            host.refuse(id, Refusal::StartOver);
            return Ok(());
        }
        let rotates = now + ROTATION_MILLIS + i64::try_from(self.random() % ROTATION_MILLIS as u64).unwrap_or(0);
        self.viewers.insert(id, Viewer::new(wish, rotates));
        self.presence = Presence::Watched;
        self.beat_at.get_or_insert(now + HEARTBEAT_MILLIS);
        if self.follower.state() == State::Ended {
            if self.is_verifying || self.sealed_at.is_some_and(|at| now < at + SEAL_MILLIS) {
                return if self.is_verifying { Ok(()) } else { self.admit(id, host) };
            }
            self.is_verifying = true;
            host.verify();
            return Ok(());
        }
        if self.follower.state().is_final() {
            // What was refused then may be allowed by now.
            let again = Follower::resume(self.scope, self.random(), self.follower.tail());
            self.follower = again.in_place_of(&self.follower);
            self.follower.handle::<Entry>(follow::Input::Pause, now);
        }
        self.upstream(follow::Input::Wake, now, host)?;
        let is_asked = self.follower.is_asking();
        if !is_asked && now >= self.asked_at + IMPATIENCE_MILLIS && self.follower.may_hurry() {
            self.follower.hurry();
            self.upstream(follow::Input::Tick, now, host)?;
        }
        let has_log = self.log.entries() > 0 && wish.after.is_some();
        if self.follower.is_open() || self.follower.is_settling() || has_log {
            self.admit(id, host)?;
        } else if !self.follower.is_asking() {
            self.refuse_all(host);
        }
        Ok(())
    }

    /// Lets a viewer in, where it wanted to begin.
    pub(super) fn admit(&mut self, id: ViewerId, host: &mut impl Host) -> Result<(), Broken> {
        let Some(viewer) = self.viewers.get_mut(id) else { return Ok(()) };
        host.accept(id);
        match viewer.wish.after {
            None => {
                viewer.mode = Mode::Replays { after: self.log.end().seq };
                self.hello(id, None, host);
            }
            Some(After::Newest(count)) if self.log.entries() == 0 && !self.follower.has_history() => {
                viewer.mode = Mode::WaitsForNewest(count);
                self.hello(id, None, host);
                return Ok(());
            }
            Some(After::Start) if !self.follower.has_history() => {
                viewer.mode = Mode::WaitsForStart;
                self.hello(id, None, host);
                return Ok(());
            }
            Some(after) => self.begin(id, after, host),
        }
        self.replay(id, host)
    }

    pub(super) fn begin(&mut self, id: ViewerId, after: After, host: &mut impl Host) {
        let Some(begin) = self.log.begin(after) else { return };
        if let Some(viewer) = self.viewers.get_mut(id) {
            viewer.mode = Mode::Replays { after: begin.after };
        }
        let first = (!matches!(after, After::Cursor(_))).then_some(begin.chunk);
        self.hello(id, first, host);
    }

    /// Sends a viewer what is next for it, if nothing waits there.
    pub(super) fn replay(&mut self, id: ViewerId, host: &mut impl Host) -> Result<(), Broken> {
        let Some(Mode::Replays { after }) = self.viewers.get_mut(id).map(|viewer| viewer.mode) else { return Ok(()) };
        if host.queued(id) > 0 {
            host.want_pull(id);
            return Ok(());
        }
        self.tell_behind(id, host);
        self.keep_full(host)?;
        if let Some(piece) = self.log.piece(after, host)? {
            if let Some(viewer) = self.viewers.get_mut(id) {
                viewer.mode = Mode::Replays { after: piece.last };
            }
            self.viewers.send(id, &piece.bytes, host);
            if piece.last < self.log.end().seq {
                host.want_pull(id);
                return Ok(());
            }
        }
        self.go_live(id, host);
        Ok(())
    }

    /// Says that the line is alive, and finds out whose is not.
    pub(super) fn beat(&mut self, now: i64, host: &mut impl Host) {
        self.beat_at = Some(now + HEARTBEAT_MILLIS);
        let mut over = Vec::new();
        for (id, viewer) in self.viewers.iter_mut() {
            let queued = host.queued(id);
            if viewer.is_stuck(queued) {
                over.push((id, None));
            } else if let Some(due) = viewer.is_due(now) {
                over.push((id, Some(due)));
            }
        }
        for (id, due) in over {
            if due == Some(Due::Rotates) {
                self.tell_rotation(id, host);
            }
            self.viewers.remove(id);
            host.end(id);
        }
        self.tell_heartbeat(host);
    }

    pub(super) fn refuse_all(&mut self, host: &mut impl Host) {
        for id in self.viewers.ids(|viewer| viewer.mode == Mode::Asking) {
            self.viewers.remove(id);
            host.refuse(id, Refusal::Api);
        }
    }

    /// Ends the streams of those whom `is_meant` means.
    pub(super) fn let_go(&mut self, is_meant: impl Fn(&Viewer) -> bool, host: &mut impl Host) {
        for id in self.viewers.ids(|viewer| viewer.mode != Mode::Asking && is_meant(viewer)) {
            self.viewers.remove(id);
            host.end(id);
        }
    }
}
