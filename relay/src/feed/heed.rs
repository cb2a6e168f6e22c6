//! A feed and the API: what comes of it, and what becomes of the log.

use model::follow::{self, Entry as _, Follower, Output, State};

use super::entry::Entry;
use super::log::Log;
use super::store::Broken;
use super::viewer::Mode;
use super::{Feed, Host, new_epoch};

impl Feed {
    pub(super) fn upstream(
        &mut self,
        input: follow::Input<Entry>,
        now: i64,
        host: &mut impl Host,
    ) -> Result<(), Broken> {
        let ended = matches!(input, follow::Input::Ended(..));
        let was_open = self.follower.is_open();
        // The follower is ahead of the log until all of this is in it: nothing is kept in between.
        let (mut is_urgent, mut has_history, mut states) = (false, false, Vec::new());
        for output in self.follower.handle(input, now) {
            match output {
                Output::Open(stream) => {
                    self.asked_at = now;
                    host.open(stream);
                }
                Output::Close => host.close(),
                Output::List(number, list) => host.list(number, list),
                Output::Append(entry) => {
                    is_urgent |= self.log.reserve();
                    self.previews.stored(entry.kind(), entry.id().unwrap_or_default());
                    if let Some(appended) = self.log.append(&entry) {
                        // Should the API throw a queued event away, nothing but our own memory says that it was there.
                        is_urgent |= entry.processed_at().is_none();
                        self.tell_entry(&appended, host);
                    }
                }
                Output::History(entries) => {
                    is_urgent |= self.log.reserve();
                    for appended in self.log.prepend(&entries) {
                        self.tell_entry(&appended, host);
                    }
                    has_history = true;
                }
                Output::Preview(entry) => self.tell_preview(&entry, host),
                Output::DropPreviews => self.previews.clear(),
                Output::Discard(id) => {
                    is_urgent |= self.log.reserve();
                    let appended = self.log.discard(&id, self.standing().0);
                    self.tell_entry(&appended, host);
                }
                Output::State(state) => states.push(state),
            }
        }
        if is_urgent || has_history {
            self.keep(host)?;
        }
        if has_history {
            self.tell_history(host)?;
        }
        for state in states {
            self.state_changed(state, now, host)?;
        }
        if !was_open && self.follower.is_open() {
            for id in self.viewers.ids(|viewer| viewer.mode == Mode::Asking) {
                self.admit(id, host)?;
            }
        } else if ended && !self.follower.is_asking() {
            self.refuse_all(host);
        }
        Ok(())
    }

    fn state_changed(&mut self, state: State, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        match state {
            State::Deleted => return self.erase(now, host),
            State::NotFound => {
                self.refuse_all(host);
                return self.erase(now, host);
            }
            State::Refused(_) => {
                self.refuse_all(host);
                self.let_go(|_| true, host);
            }
            State::Ended => {
                self.sealed_at = Some(now);
                self.keep(host)?;
                self.tell_history(host)?;
            }
            _ => {}
        }
        self.tell_state(host)
    }

    pub(super) fn verified(&mut self, is_there: Option<bool>, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        self.is_verifying = false;
        match is_there {
            Some(false) => {
                self.refuse_all(host);
                return self.erase(now, host);
            }
            Some(true) => {
                self.sealed_at = Some(now);
                self.keep(host)?;
            }
            // What ended does not change; whether it is gone is asked again next time.
            None => {}
        }
        for id in self.viewers.ids(|viewer| viewer.mode == Mode::Asking) {
            self.admit(id, host)?;
        }
        Ok(())
    }

    /// Forgets the log and lets everybody go, behind what waits for them.
    pub(super) fn erase(&mut self, now: i64, host: &mut impl Host) -> Result<(), Broken> {
        self.refuse_all(host);
        self.let_go(|_| true, host);
        host.close();
        host.erase()?;
        host.remember(None);
        let seed = self.random();
        let old = self.log.epoch();
        let new = Self::load(self.scope, seed, now, None, self.limits, host)?;
        let old_self = std::mem::replace(self, new);
        self.follower = Follower::new(self.scope, seed).in_place_of(&old_self.follower);
        self.follower.handle::<Entry>(follow::Input::Pause, now);
        self.log = Log::new(new_epoch(now, seed, old), self.limits.chunk_bytes);
        Ok(())
    }
}
