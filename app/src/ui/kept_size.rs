//! The size of an area that people set, remembered by the browser.

use leptos::prelude::*;

use super::divider::Bounds;
use crate::dom;
use crate::dom::storage::{self, Memory};

/// A size that was set, or not yet.
#[derive(Debug, Clone, Copy)]
pub struct KeptSize {
    key: &'static str,
    /// The custom property that the style sheet reads.
    property: &'static str,
    size: RwSignal<Option<f64>>,
}

impl KeptSize {
    /// What the browser remembers under `key`; while nothing is, the style sheet says how large the area is.
    pub fn new(key: &'static str, property: &'static str, bounds: Bounds) -> Self {
        let kept = storage::get(Memory::Browser, key).and_then(|size| size.parse::<u32>().ok());
        let state = Self { key, property, size: RwSignal::new(kept.map(|size| bounds.clamp(f64::from(size)))) };
        state.apply();
        state
    }

    /// The size, in pixels; tracked.
    pub fn get(self) -> Option<f64> {
        self.size.get()
    }

    /// Sets it.
    pub fn set(self, size: f64) {
        let size = size.round();
        self.size.set(Some(size));
        self.apply();
        storage::set(Memory::Browser, self.key, &size.to_string());
    }

    fn apply(self) {
        if let Some(size) = self.size.get_untracked() {
            dom::set_root_property(self.property, &format!("{size}px"));
        }
    }
}
