//! The stream of one viewer.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use futures_util::future::{Either, select};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStream, TransformStream, WritableStreamDefaultWriter};
use worker::Delay;

use super::js;

/// A viewer's end of the line.
///
/// It is the runtime's own kind of pipe (`IdentityTransformStream`), and not a stream with code of ours behind it: that
/// one is not told each time that its reader has left, while sending to this one fails then.
pub(super) struct Line(Rc<Pipe>);

struct Pipe {
    writer: WritableStreamDefaultWriter,
    /// What was sent and not taken yet, in slices; the first is on its way.
    slices: RefCell<VecDeque<Uint8Array>>,
    is_closing: Cell<bool>,
    on_taken: Closure<dyn FnMut(JsValue)>,
    on_failed: Closure<dyn FnMut(JsValue)>,
}

/// The most that is on its way at once, in bytes: the runtime copies it for each viewer. Who takes less than this
/// between two heartbeats counts as stuck.
const SLICE_BYTES: u32 = 64 << 10;

/// How long the last bytes of a stream may take, once it is to end.
const LAST_BYTES: Duration = Duration::from_secs(30);

impl Line {
    /// A line, and the stream to answer with. `taken` is called when the viewer has taken all that was sent, `left`
    /// when it has left; never from inside a call of ours.
    pub(super) fn open(
        taken: impl Fn() + 'static,
        left: impl Fn() + 'static,
    ) -> Result<(Self, ReadableStream), JsValue> {
        let class: Function = Reflect::get(&js::global(), &"IdentityTransformStream".into())?.dyn_into()?;
        let stream: TransformStream = Reflect::construct(&class, &Array::new())?.unchecked_into();
        let writer = stream.writable().get_writer()?;
        let pipe = Rc::new_cyclic(|pipe| {
            let pipe = pipe.clone();
            let on_taken = move |_| {
                if pipe.upgrade().is_some_and(|pipe: Rc<Pipe>| pipe.go_on()) {
                    taken();
                }
            };
            Pipe {
                writer,
                slices: RefCell::default(),
                is_closing: Cell::new(false),
                on_taken: Closure::new(on_taken),
                on_failed: Closure::new(move |_| left()),
            }
        });
        Ok((Self(pipe), stream.readable()))
    }

    /// Sends a piece.
    pub(super) fn send(&self, bytes: &Uint8Array) {
        let mut slices = self.0.slices.borrow_mut();
        let is_idle = slices.is_empty();
        let mut start = 0;
        while start < bytes.length() {
            let end = bytes.length().min(start + SLICE_BYTES);
            slices.push_back(bytes.subarray(start, end));
            start = end;
        }
        if let (true, Some(slice)) = (is_idle, slices.front()) {
            self.0.write(slice);
        }
    }

    /// How many bytes were sent and not taken yet.
    pub(super) fn queued(&self) -> usize {
        self.0.slices.borrow().iter().map(|slice| slice.length() as usize).sum()
    }

    /// Ends the stream behind what was sent; whoever does not take that in time loses it.
    pub(super) fn close(self) {
        self.0.is_closing.set(true);
        self.0.slices.borrow().iter().skip(1).for_each(|slice| self.0.write(slice));
        spawn_local(async move {
            let closed = JsFuture::from(self.0.writer.close());
            if let Either::Right(((), closed)) = select(closed, Delay::from(LAST_BYTES)).await {
                // Both fail when it is over already.
                let _ = JsFuture::from(self.0.writer.abort()).await;
                let _ = closed.await;
            }
        });
    }

    /// Breaks the stream off: what is missing must not look like an end.
    pub(super) fn cut(self) {
        self.0.is_closing.set(true);
        spawn_local(async move {
            // It fails when it is over already.
            let _ = JsFuture::from(self.0.writer.abort()).await;
        });
    }
}

impl Pipe {
    fn write(&self, slice: &Uint8Array) {
        let _: Promise = self.writer.write_with_chunk(slice).then2(&self.on_taken, &self.on_failed);
    }

    /// Sends the next slice; says whether there is none.
    fn go_on(&self) -> bool {
        if self.is_closing.get() {
            return false;
        }
        let mut slices = self.slices.borrow_mut();
        slices.pop_front();
        if let Some(slice) = slices.front() {
            self.write(slice);
        }
        slices.is_empty()
    }
}
