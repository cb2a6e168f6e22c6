//! The streams of those who look.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Uint8Array;
use web_sys::ReadableStream;

use super::bell::Bell;
use crate::rejection::Rejection;
use crate::roster::{Frame, Roster as List};
use crate::shell::js;
use crate::shell::line::Line;

/// What is sent when there is nothing to say. Viewers ignore it, and so know that the line is alive.
const COMMENT: &[u8] = b": hb\n\n";

/// The most that look at once.
const MAX: usize = 1_000;

/// The most that may wait for one viewer, in bytes: all that can be known, and as much again of changes.
const MAX_BACKLOG: usize = 24 << 20;

/// How many beats a viewer may leave something unread.
const PATIENCE: u8 = 2;

/// How long a stream lasts at least, in milliseconds, and how much longer at most. What a stream costs is counted by
/// the request that opened it, and not all of them should come back at once.
const LASTS: i64 = 5 * 60_000;
const JITTER: i64 = 5 * 60_000;

#[derive(Default)]
pub(super) struct Viewers {
    all: Vec<Viewer>,
    /// The list in frames, as long as it stands: many may come at once.
    list: Option<Vec<Uint8Array>>,
}

struct Viewer {
    /// None once its stream is over.
    line: Option<Line>,
    has_left: Rc<Cell<bool>>,
    /// When its stream ends (milliseconds since 1970).
    until: i64,
    has_list: bool,
    /// It was told why there is no list.
    has_excuse: bool,
    late_beats: u8,
}

impl Viewers {
    /// A stream for one more, who may look until `expires` (seconds since 1970). The bell rings when they leave.
    pub(super) fn open(
        &mut self,
        expires: Option<u64>,
        now: i64,
        bell: &Rc<Bell>,
    ) -> Result<ReadableStream, Rejection> {
        if self.all.len() >= MAX {
            return Err(Rejection::Crowded);
        }
        let has_left = Rc::new(Cell::new(false));
        let leave = {
            let (has_left, bell) = (Rc::clone(&has_left), Rc::clone(bell));
            move || {
                has_left.set(true);
                bell.ring();
            }
        };
        let (line, stream) = Line::open(|| (), leave)?;
        let right_ends = expires.and_then(|at| i64::try_from(at).ok()).map_or(i64::MAX, |at| at.saturating_mul(1_000));
        let until = right_ends.min(now + LASTS + jitter());
        let mut viewer =
            Viewer { line: Some(line), has_left, until, has_list: false, has_excuse: false, late_beats: 0 };
        // The first byte goes out at once: the viewer, and whatever stands between, knows that the stream is open.
        viewer.send(&Uint8Array::from(COMMENT));
        self.all.push(viewer);
        Ok(stream)
    }

    /// Tells all whom it is for.
    pub(super) fn tell(&mut self, frame: &Frame) {
        self.list = None;
        let is_for_all = matches!(frame, Frame::Trouble(_));
        let mut told = self.all.iter_mut().filter(|viewer| viewer.has_list || is_for_all).peekable();
        if told.peek().is_some() {
            let bytes = Uint8Array::from(frame.text().as_bytes());
            told.for_each(|viewer| {
                viewer.has_excuse |= is_for_all;
                viewer.send(&bytes);
            });
        }
    }

    /// Gives the list to those who do not have it, once there is one; until then, what keeps it away.
    pub(super) fn greet(&mut self, list: &List) {
        if self.all.iter().all(|viewer| viewer.has_list) {
            return;
        }
        if self.list.is_none() {
            let encode = |pieces: Vec<String>| pieces.iter().map(|piece| Uint8Array::from(piece.as_bytes())).collect();
            self.list = list.snapshot().map(encode);
        }
        let trouble = list.trouble().map(|frame| Uint8Array::from(frame.text().as_bytes()));
        for viewer in self.all.iter_mut().filter(|viewer| !viewer.has_list) {
            let pieces = self.list.as_ref();
            viewer.has_list = pieces.is_some();
            pieces.into_iter().flatten().for_each(|piece| viewer.send(piece));
            // Those who have the list hear of later trouble as it comes.
            if let Some(trouble) = trouble.as_ref().filter(|_| !viewer.has_excuse || viewer.has_list) {
                viewer.has_excuse = true;
                viewer.send(trouble);
            }
        }
    }

    /// Shows that the streams are alive, and lets those go who do not read them.
    pub(super) fn beat(&mut self) {
        let comment = Uint8Array::from(COMMENT);
        for viewer in &mut self.all {
            viewer.late_beats = if viewer.backlog() > 0 { viewer.late_beats + 1 } else { 0 };
            if viewer.late_beats >= PATIENCE {
                viewer.cut();
            } else {
                viewer.send(&comment);
            }
        }
    }

    /// Ends the streams whose time is over, and forgets who has left. Gives when the next one ends; nothing when
    /// nobody is left.
    pub(super) fn sweep(&mut self, now: i64) -> Option<i64> {
        for viewer in self.all.iter_mut().filter(|viewer| viewer.until <= now || viewer.has_left.get()) {
            viewer.line.take().into_iter().for_each(Line::close);
        }
        self.all.retain(|viewer| viewer.line.is_some());
        if self.all.is_empty() {
            self.list = None;
        }
        self.all.iter().map(|viewer| viewer.until).min()
    }
}

impl Viewer {
    fn send(&mut self, bytes: &Uint8Array) {
        if let Some(line) = &self.line {
            line.send(bytes);
        }
        if self.backlog() >= MAX_BACKLOG {
            self.cut();
        }
    }

    /// How many bytes wait for it.
    fn backlog(&self) -> usize {
        self.line.as_ref().map_or(0, Line::queued)
    }

    fn cut(&mut self) {
        self.line.take().into_iter().for_each(Line::cut);
    }
}

fn jitter() -> i64 {
    let [low, high, ..] = js::random();
    JITTER * i64::from(u16::from_le_bytes([low, high])) / i64::from(u16::MAX)
}
