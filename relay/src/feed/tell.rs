//! What a feed tells its viewers.

use std::sync::Arc;

use model::feed::{Cursor, Notice, Standing};
use model::follow::{Piece, Pieces, State};
use serde_json::json;

use super::entry::Entry;
use super::log::Appended;
use super::store::Broken;
use super::viewer::{Audience, Mode, Viewer, ViewerId};
use super::{Feed, Host, frame};

/// The type of what an agent says.
const MESSAGE: &str = "agent.message";

impl Feed {
    pub(super) fn standing(&self) -> (Standing, Option<i64>) {
        Standing::of(self.follower.state())
    }

    /// What the feed says of itself now.
    fn notice(&self) -> Notice {
        let (standing, since) = self.standing();
        Notice {
            kind: "ping".to_owned(),
            standing,
            since,
            entries: self.log.entries(),
            oldest: self.log.oldest(),
            complete: self.follower.has_history(),
            ..Notice::default()
        }
    }

    /// The same for those who have everything: it says where they are.
    fn current(&self) -> Notice {
        Notice { cursor: Some(self.log.end().to_string()), ..self.notice() }
    }

    pub(super) fn hello(&mut self, id: ViewerId, begins: Option<i64>, audience: &mut impl Audience) {
        let notice = Notice { begins, ..self.notice() };
        self.viewers.send(id, &bytes(&notice), audience);
    }

    /// A viewer has everything: says so, and what is being written.
    pub(super) fn go_live(&mut self, id: ViewerId, host: &mut impl Host) {
        let current = bytes(&self.current());
        let is_ended = self.follower.state() == State::Ended;
        let open = self.previews.open();
        let Some(viewer) = self.viewers.get_mut(id) else { return };
        viewer.mode = Mode::Live;
        let was_live = std::mem::replace(&mut viewer.was_live, true);
        let (mut pieces, mut muted) = (Vec::new(), Vec::new());
        for open in open.iter().filter(|open| wants(viewer, &open.kind)) {
            if was_live { muted.push(open.id.clone()) } else { pieces.extend(so_far(open)) }
        }
        viewer.muted = muted;
        self.viewers.send(id, &current, host);
        if !pieces.is_empty() {
            self.viewers.send(id, &pieces.into(), host);
        }
        if is_ended {
            self.viewers.remove(id);
            host.end(id);
        }
    }

    pub(super) fn tell_entry(&mut self, entry: &Appended, audience: &mut impl Audience) {
        self.viewers.broadcast(&entry.frame, entry.seq - 1, audience, |_| true);
    }

    /// A piece of a message goes to those who asked, and is not kept.
    pub(super) fn tell_preview(&mut self, entry: &Entry, audience: &mut impl Audience) {
        let Some(piece) = Piece::parse(entry.json()) else { return };
        self.previews.take(&piece);
        // A piece of text can only be a message's.
        let kind = if let Piece::Start { kind, .. } = &piece { kind } else { MESSAGE };
        let id = piece.id();
        let bytes = frame::preview(entry.kind(), entry.json()).into();
        let end = self.log.end().seq;
        self.viewers.broadcast(&bytes, end, audience, |viewer| {
            wants(viewer, kind) && !viewer.muted.iter().any(|muted| muted == id)
        });
    }

    /// History came, or is complete: whoever waits for it may begin, and the others can fetch it.
    pub(super) fn tell_history(&mut self, host: &mut impl Host) -> Result<(), Broken> {
        let is_complete = self.follower.has_history();
        let waits = |viewer: &Viewer| match viewer.mode {
            Mode::WaitsForNewest(_) => true,
            Mode::WaitsForStart => is_complete,
            _ => false,
        };
        for id in self.viewers.ids(waits) {
            let wish = self.viewers.get_mut(id).and_then(|viewer| viewer.wish.after);
            if let Some(after) = wish {
                self.begin(id, after, host);
                self.replay(id, host)?;
            }
        }
        let current = bytes(&self.current());
        let end = self.log.end().seq;
        self.viewers.broadcast(&current, end, host, |viewer| viewer.wish.after.is_some());
        Ok(())
    }

    /// The standing has changed: everybody hears it, those who have everything with their place.
    pub(super) fn tell_state(&mut self, host: &mut impl Host) -> Result<(), Broken> {
        if self.follower.has_history() {
            self.tell_history(host)?;
        } else {
            self.tell_heartbeat(host);
        }
        if self.follower.state() == State::Ended {
            self.let_go(|viewer| viewer.mode == Mode::Live, host);
        }
        Ok(())
    }

    /// Something for everybody, and for those who are behind only if nothing waits for them.
    pub(super) fn tell_heartbeat(&mut self, audience: &mut impl Audience) {
        let end = self.log.end().seq;
        self.viewers.broadcast(&bytes(&self.current()), end, audience, |_| true);
        let waiting = bytes(&self.notice());
        for id in self.viewers.ids(|viewer| !matches!(viewer.mode, Mode::Live | Mode::Asking)) {
            if audience.queued(id) == 0 {
                self.viewers.send(id, &waiting, audience);
            }
        }
    }

    /// A viewer that had everything fell behind: it must not believe that it still has.
    pub(super) fn tell_behind(&mut self, id: ViewerId, audience: &mut impl Audience) {
        let notice = Notice { behind: true, ..self.notice() };
        let Some(viewer) = self.viewers.get_mut(id) else { return };
        if std::mem::take(&mut viewer.fell_behind) {
            self.viewers.send(id, &bytes(&notice), audience);
        }
    }

    pub(super) fn tell_rotation(&mut self, id: ViewerId, audience: &mut impl Audience) {
        let notice = Notice { reopen: true, ..self.notice() };
        self.viewers.send(id, &bytes(&notice), audience);
    }
}

fn bytes(notice: &Notice) -> Arc<[u8]> {
    frame::notice(None::<Cursor>, notice).into()
}

fn wants(viewer: &Viewer, kind: &str) -> bool {
    match kind {
        MESSAGE => viewer.wish.messages,
        "agent.thinking" => viewer.wish.thoughts,
        _ => viewer.wish.messages && viewer.wish.thoughts,
    }
}

/// What a joiner gets of a message that is being written: its beginning, and the text so far in one piece a block.
fn so_far(open: &Pieces) -> Vec<u8> {
    let start = json!({ "type": "event_start", "event": { "type": open.kind, "id": open.id } });
    let mut frames = frame::preview("event_start", &start.to_string());
    for (index, text) in open.texts.iter().enumerate() {
        let delta = json!({
            "type": "event_delta",
            "event_id": open.id,
            "delta": { "type": "content_delta", "index": index, "content": { "type": "text", "text": text } },
        });
        frames.extend(frame::preview("event_delta", &delta.to_string()));
    }
    frames
}
