//! Animation frames: asked for once per change, never in a loop.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// Runs one callback before the next paint, however often it was asked to since the last one.
///
/// A hidden page paints nothing; whoever must go on then uses a timer beside it.
#[derive(Debug)]
pub struct FrameScheduler {
    pending: Rc<Cell<Option<i32>>>,
    closure: Closure<dyn FnMut()>,
}

impl FrameScheduler {
    /// A scheduler for `on_frame`.
    pub fn new(mut on_frame: impl FnMut() + 'static) -> Self {
        let pending = Rc::new(Cell::new(None));
        let fired = Rc::clone(&pending);
        let closure = Closure::new(move || {
            fired.set(None);
            on_frame();
        });
        Self { pending, closure }
    }

    /// Asks for the next frame, unless that was done already.
    pub fn schedule(&self) {
        if self.pending.get().is_some() {
            return;
        }
        let callback = self.closure.as_ref().unchecked_ref();
        let asked = super::window().and_then(|window| window.request_animation_frame(callback).ok());
        self.pending.set(asked);
    }
}

impl Drop for FrameScheduler {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.pending.get(), super::window()) {
            // A frame that was never asked for cannot be cancelled; this one was.
            window.cancel_animation_frame(id).ok();
        }
    }
}
