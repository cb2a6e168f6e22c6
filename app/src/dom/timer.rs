//! Timers that stop when dropped.

use std::time::Duration;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

/// A repeating timer; dropping it stops it.
#[derive(Debug)]
#[must_use = "a dropped timer does not fire"]
pub struct Interval {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Interval {
    /// Calls `on_tick` every `period`.
    pub fn new(period: Duration, on_tick: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::new(on_tick);
        let callback = closure.as_ref().unchecked_ref();
        let id = super::window()?
            .set_interval_with_callback_and_timeout_and_arguments_0(callback, milliseconds(period))
            .ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Interval {
    fn drop(&mut self) {
        if let Some(window) = super::window() {
            window.clear_interval_with_handle(self.id);
        }
    }
}

/// A timer that fires once; dropping it stops it.
#[derive(Debug)]
#[must_use = "a dropped timer does not fire"]
pub struct Timeout {
    id: i32,
    _closure: Closure<dyn FnMut()>,
}

impl Timeout {
    /// Calls `on_end` once, after `delay`.
    pub fn new(delay: Duration, on_end: impl FnOnce() + 'static) -> Option<Self> {
        let closure = Closure::once(on_end);
        let callback = closure.as_ref().unchecked_ref();
        let id = super::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback, milliseconds(delay))
            .ok()?;
        Some(Self { id, _closure: closure })
    }
}

impl Drop for Timeout {
    fn drop(&mut self) {
        if let Some(window) = super::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Ends after `delay`.
pub async fn sleep(delay: Duration) {
    let promise = js_sys::Promise::new(&mut |resolve, _reject| {
        if let Some(window) = super::window() {
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds(delay)).ok();
        }
    });
    // The promise is only ever resolved.
    JsFuture::from(promise).await.ok();
}

fn milliseconds(duration: Duration) -> i32 {
    i32::try_from(duration.as_millis()).unwrap_or(i32::MAX)
}
