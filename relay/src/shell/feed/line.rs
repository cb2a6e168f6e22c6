//! The stream of one viewer.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStream, WritableStreamDefaultWriter};
use worker::Delay;

use crate::feed::viewer::ViewerId;
use crate::shell::js;

/// Who is told that a viewer has taken what was sent, or has left. They are never called from inside a call of ours.
#[derive(Clone)]
pub(super) struct Signals {
    pub(super) taken: Rc<dyn Fn(ViewerId)>,
    pub(super) left: Rc<dyn Fn(ViewerId)>,
}

/// A viewer's end of the line.
///
/// It is the runtime's own kind of pipe, and not a stream with code of ours behind it: a piece costs less this way, and
/// sending fails once the reader has left, which a stream of ours is not told each time.
pub(super) struct Line {
    writer: WritableStreamDefaultWriter,
    /// Bytes that were sent and not taken yet.
    sent: Rc<Cell<usize>>,
    on_taken: Closure<dyn FnMut(JsValue)>,
    on_failed: Closure<dyn FnMut(JsValue)>,
}

/// How long the last bytes of a stream may take, once it is to end.
const LAST_BYTES: Duration = Duration::from_secs(30);

impl Line {
    /// A line for `viewer`, and the stream to answer with.
    pub(super) fn open(viewer: ViewerId, signals: &Signals) -> Option<(Self, ReadableStream)> {
        let pipe = js::pipe().ok()?;
        let writer = pipe.writable().get_writer().ok()?;
        let sent = Rc::new(Cell::new(0));
        let Signals { taken, left } = signals.clone();
        let on_taken = {
            let sent = Rc::clone(&sent);
            Closure::new(move |_| {
                sent.set(0);
                taken(viewer);
            })
        };
        let on_failed = Closure::new(move |_| left(viewer));
        Some((Self { writer, sent, on_taken, on_failed }, pipe.readable()))
    }

    /// Sends a piece. Nothing else should be sent before it is taken.
    pub(super) fn send(&self, bytes: &Uint8Array) {
        self.sent.set(self.sent.get() + bytes.length() as usize);
        let _ = self.writer.write_with_chunk(bytes).then2(&self.on_taken, &self.on_failed);
    }

    /// How many bytes were sent and not taken yet.
    pub(super) fn queued(&self) -> usize {
        self.sent.get()
    }

    /// Ends the stream behind what was sent; whoever does not take that in time loses it.
    pub(super) fn close(self) {
        spawn_local(async move {
            let closed = JsFuture::from(self.writer.close());
            if let Either::Right(((), closed)) = select(closed, Delay::from(LAST_BYTES)).await {
                // Both fail when it is over already.
                let _ = JsFuture::from(self.writer.abort()).await;
                let _ = closed.await;
            }
        });
    }
}
