//! The stream of one viewer.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ByteLengthQueuingStrategy, QueuingStrategy, QueuingStrategyInit, ReadableStream, ReadableStreamDefaultController,
};

use crate::feed::viewer::ViewerId;

/// Who is told that a viewer has read everything, or has left.
///
/// They are called from inside the runtime's own calls, so they only put down what happened, for later.
#[derive(Clone)]
pub(super) struct Signals {
    pub(super) pulled: Rc<dyn Fn(ViewerId)>,
    pub(super) left: Rc<dyn Fn(ViewerId)>,
}

/// A viewer's end of the line.
pub(super) struct Line {
    controller: ReadableStreamDefaultController,
    pull: Rc<Pull>,
    /// The runtime calls these for as long as the stream lives.
    _on_pull: Closure<dyn FnMut() -> Promise>,
    _on_cancel: Closure<dyn FnMut()>,
}

/// Whether the feed wants to hear when the queue is empty.
///
/// A stream asks for more as long as its queue is empty and the last asking was answered. So the answer to one nobody
/// wants to hear of is kept back: a live viewer costs no calls.
#[derive(Default)]
struct Pull {
    is_wanted: Cell<bool>,
    answer: RefCell<Option<Function>>,
}

/// The queue counts as empty below this many bytes.
const EMPTY_BELOW: f64 = 1.0;

impl Line {
    /// A line for `viewer`, and the stream to answer with.
    pub(super) fn open(viewer: ViewerId, signals: &Signals) -> Option<(Self, ReadableStream)> {
        let pull = Rc::new(Pull::default());
        let asked = Rc::clone(&pull);
        let pulled = Rc::clone(&signals.pulled);
        let on_pull = Closure::<dyn FnMut() -> Promise>::new(move || {
            if asked.is_wanted.take() {
                pulled(viewer);
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            Promise::new(&mut |resolve, _| *asked.answer.borrow_mut() = Some(resolve))
        });
        let left = Rc::clone(&signals.left);
        let on_cancel = Closure::<dyn FnMut()>::new(move || left(viewer));
        let given = Rc::new(RefCell::new(None));
        let take = Rc::clone(&given);
        let on_start = Closure::once(move |controller: JsValue| *take.borrow_mut() = Some(controller));

        let source = Object::new();
        Reflect::set(&source, &"start".into(), on_start.as_ref()).ok()?;
        Reflect::set(&source, &"pull".into(), on_pull.as_ref()).ok()?;
        Reflect::set(&source, &"cancel".into(), on_cancel.as_ref()).ok()?;
        let strategy = ByteLengthQueuingStrategy::new(&QueuingStrategyInit::new(EMPTY_BELOW)).ok()?;
        let strategy: &QueuingStrategy = strategy.unchecked_ref();
        let stream = ReadableStream::new_with_underlying_source_and_strategy(&source, strategy).ok()?;
        let controller = given.borrow_mut().take()?.unchecked_into();
        Some((Self { controller, pull, _on_pull: on_pull, _on_cancel: on_cancel }, stream))
    }

    pub(super) fn send(&self, bytes: &Uint8Array) {
        // A stream that is over takes nothing; that its viewer has left is told in another way.
        let _ = self.controller.enqueue_with_chunk(bytes);
    }

    /// How many bytes wait.
    pub(super) fn queued(&self) -> usize {
        let room = self.controller.desired_size().unwrap_or(EMPTY_BELOW);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of bytes")]
        let queued = (EMPTY_BELOW - room).max(0.0) as usize;
        queued
    }

    pub(super) fn want_pull(&self) {
        self.pull.is_wanted.set(true);
        let answer = self.pull.answer.borrow_mut().take();
        if let Some(answer) = answer {
            let _ = answer.call0(&JsValue::NULL);
        }
    }

    pub(super) fn close(&self) {
        // Fails when it is over already.
        let _ = self.controller.close();
    }
}
