//! The heights of elements, told before the next paint.

use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};

/// Watches the heights of elements; dropping it ends that.
#[derive(Debug)]
pub struct HeightWatch {
    observer: Option<ResizeObserver>,
    _closure: Closure<dyn FnMut(Array)>,
}

impl HeightWatch {
    /// Calls `on_heights` with the elements whose size changed and their heights.
    pub fn new(mut on_heights: impl FnMut(Vec<(HtmlElement, f64)>) + 'static) -> Self {
        let closure = Closure::new(move |entries: Array| {
            let target = |entry| js_sys::Reflect::get(&entry, &"target".into()).ok()?.dyn_into::<HtmlElement>().ok();
            let elements = entries.iter().filter_map(target);
            on_heights(
                elements.map(|element| (element.clone(), element.get_bounding_client_rect().height())).collect(),
            );
        });
        Self { observer: ResizeObserver::new(closure.as_ref().unchecked_ref()).ok(), _closure: closure }
    }

    /// Watches `element`, too.
    pub fn watch(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.observe(element);
        }
    }

    /// Watches `element` no longer.
    pub fn unwatch(&self, element: &Element) {
        if let Some(observer) = &self.observer {
            observer.unobserve(element);
        }
    }
}

impl Drop for HeightWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
