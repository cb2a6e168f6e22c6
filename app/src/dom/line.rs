//! Lines to the relay, shared by every tab of the browser.
//!
//! Over HTTP/1.1 a browser opens six connections to an origin, and a stream takes one for as long as it lasts: with
//! a few tabs nothing else would get through. So streams share four places, which Web Locks give out: one that is free
//! at once, and else to whoever waits longest.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// How many streams a browser holds at once.
pub const LINES: u32 = 4;

/// A place among the browser's streams; dropping it gives it to the next.
#[derive(Debug)]
#[must_use = "a dropped line is free again"]
pub struct Line {
    release: Rc<RefCell<Option<Function>>>,
    on_granted: Vec<Granted>,
    /// Ends the requests for the other places.
    waiting: Option<AbortController>,
}

type Granted = Closure<dyn FnMut(JsValue) -> JsValue>;

impl Line {
    /// Waits for a place. Where there are no locks there is nothing to wait for.
    pub async fn take() -> Self {
        let release = Rc::new(RefCell::new(None));
        let mut line = Self { release: Rc::clone(&release), on_granted: Vec::new(), waiting: None };
        let Some((locks, request)) = locks() else { return line };
        line.waiting = AbortController::new().ok();
        let granted = Promise::new(&mut |resolve, _| {
            for place in 0..LINES {
                let callback = granting(Rc::clone(&release), resolve.clone());
                let options = Object::new();
                if let Some(waiting) = &line.waiting {
                    Reflect::set(&options, &"signal".into(), &waiting.signal()).ok();
                }
                let name = JsValue::from(format!("porthole-line-{place}"));
                let arguments = Array::of3(&name, &options, callback.as_ref());
                let held = request.apply(&locks, &arguments).ok().and_then(|held| held.dyn_into::<Promise>().ok());
                if let Some(held) = held {
                    // A request that is given up is rejected, which is as it should be.
                    wasm_bindgen_futures::spawn_local(async move {
                        JsFuture::from(held).await.ok();
                    });
                }
                line.on_granted.push(callback);
            }
        });
        JsFuture::from(granted).await.ok();
        if let Some(waiting) = line.waiting.take() {
            waiting.abort();
        }
        line
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.abort();
        }
        if let Some(release) = self.release.borrow_mut().take() {
            // It only resolves a promise.
            release.call0(&JsValue::NULL).ok();
        }
    }
}

/// What the browser calls with a lock: it is held until the promise that this gives is resolved.
///
/// Of several that come at once the first is kept.
fn granting(release: Rc<RefCell<Option<Function>>>, resolve: Function) -> Granted {
    Closure::new(move |lock: JsValue| {
        if lock.is_null() || release.borrow().is_some() {
            return JsValue::UNDEFINED;
        }
        let held = Promise::new(&mut |free, _| *release.borrow_mut() = Some(free));
        resolve.call0(&JsValue::NULL).ok();
        held.into()
    })
}

/// The lock manager and its `request`, which is read by name: its type is not stable in the bindings.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = super::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
