//! Finding out that whoever made a request has gone.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::AbortSignal;

/// Watches whether somebody is still there; dropping it stops that.
///
/// The `cancel` of the stream that answers a request is not called each time its reader leaves: the runtime may go on
/// reading it, to nowhere. The signal of the request tells of that too.
pub(super) struct Departure {
    signal: AbortSignal,
    _on_abort: Closure<dyn FnMut()>,
}

impl Departure {
    /// Calls `left` once the maker of the request of this signal has gone, and at once if that has happened already.
    ///
    /// It is called from inside the runtime's own calls.
    pub(super) fn watch(signal: AbortSignal, left: impl Fn() + 'static) -> Self {
        if signal.aborted() {
            left();
        }
        let on_abort = Closure::<dyn FnMut()>::new(left);
        signal.set_onabort(Some(on_abort.as_ref().unchecked_ref()));
        Self { signal, _on_abort: on_abort }
    }
}

impl Drop for Departure {
    fn drop(&mut self) {
        self.signal.set_onabort(None);
    }
}
