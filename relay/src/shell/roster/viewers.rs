//! The streams of those who look.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortSignal, ByteLengthQueuingStrategy, QueuingStrategyInit, ReadableStream, ReadableStreamDefaultController,
    UnderlyingSource,
};

use super::bell::Bell;
use crate::rejection::Rejection;
use crate::roster::{Frame, Roster as List};
use crate::shell::departure::Departure;
use crate::shell::js;

/// What is sent when there is nothing to say. Viewers ignore it, and so know that the line is alive.
const COMMENT: &[u8] = b": hb\n\n";

/// The most that look at once.
const MAX: usize = 1_000;

/// The most that may wait for one viewer, in bytes: all that can be known, and as much again of changes.
const MAX_BACKLOG: u32 = 24 << 20;

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
    controller: ReadableStreamDefaultController,
    has_left: Rc<Cell<bool>>,
    /// When its stream ends (milliseconds since 1970).
    until: i64,
    has_list: bool,
    /// It was told why there is no list.
    has_excuse: bool,
    late_beats: u8,
    /// They belong to the stream for as long as it is open.
    _start: Closure<dyn FnMut(ReadableStreamDefaultController)>,
    _cancel: Closure<dyn FnMut(JsValue)>,
    _departure: Departure,
}

impl Viewers {
    /// A stream for one more, who may look until `expires` (seconds since 1970) and has left once `signal` says so. The
    /// bell rings when they leave.
    pub(super) fn open(
        &mut self,
        expires: Option<u64>,
        signal: AbortSignal,
        now: i64,
        bell: &Rc<Bell>,
    ) -> Result<ReadableStream, Rejection> {
        if self.all.len() >= MAX {
            return Err(Rejection::Crowded);
        }
        let slot = Rc::new(RefCell::new(None));
        let start = {
            let slot = Rc::clone(&slot);
            Closure::new(move |controller: ReadableStreamDefaultController| {
                slot.replace(Some(controller));
            })
        };
        let has_left = Rc::new(Cell::new(false));
        let leave = {
            let (has_left, bell) = (Rc::clone(&has_left), Rc::clone(bell));
            move || {
                has_left.set(true);
                bell.ring();
            }
        };
        let cancel = {
            let leave = leave.clone();
            Closure::new(move |_: JsValue| leave())
        };
        let source = UnderlyingSource::new();
        source.set_start(start.as_ref().unchecked_ref());
        source.set_cancel(cancel.as_ref().unchecked_ref());
        let strategy = ByteLengthQueuingStrategy::new(&QueuingStrategyInit::new(f64::from(MAX_BACKLOG)))?;
        let stream = ReadableStream::new_with_underlying_source_and_strategy(&source, strategy.unchecked_ref())?;
        let controller = slot.take().ok_or(Rejection::Internal)?;
        let right_ends = expires.and_then(|at| i64::try_from(at).ok()).map_or(i64::MAX, |at| at.saturating_mul(1_000));
        let until = right_ends.min(now + LASTS + jitter());
        let mut viewer = Viewer {
            controller,
            has_left,
            until,
            has_list: false,
            has_excuse: false,
            late_beats: 0,
            _start: start,
            _cancel: cancel,
            _departure: Departure::watch(signal, leave),
        };
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
            viewer.late_beats = if viewer.backlog() > 0.0 { viewer.late_beats + 1 } else { 0 };
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
        for viewer in self.all.iter().filter(|viewer| viewer.until <= now && !viewer.has_left.replace(true)) {
            // It fails for a stream that is no longer open.
            let _ = viewer.controller.close();
        }
        self.all.retain(|viewer| !viewer.has_left.get());
        if self.all.is_empty() {
            self.list = None;
        }
        self.all.iter().map(|viewer| viewer.until).min()
    }
}

impl Viewer {
    fn send(&mut self, bytes: &Uint8Array) {
        if self.has_left.get() {
            return;
        }
        if self.controller.enqueue_with_chunk(bytes).is_err() || self.backlog() >= f64::from(MAX_BACKLOG) {
            self.cut();
        }
    }

    /// How many bytes wait for it.
    fn backlog(&self) -> f64 {
        self.controller.desired_size().map_or(0.0, |room| f64::from(MAX_BACKLOG) - room)
    }

    /// Breaks the stream off: what is missing must not look like an end.
    fn cut(&self) {
        if !self.has_left.replace(true) {
            self.controller.error_with_e(&JsValue::NULL);
        }
    }
}

fn jitter() -> i64 {
    let [low, high, ..] = js::random();
    JITTER * i64::from(u16::from_le_bytes([low, high])) / i64::from(u16::MAX)
}
