//! The time as views show it, moving on while someone looks.

use std::time::Duration;

use leptos::prelude::*;

use crate::dom::clock::{Clock, Millis};
use crate::dom::listener::Listener;
use crate::dom::timer::Interval;
use crate::dom::{self, keep};

/// What time it is, to the second; it stands still while the page is hidden.
#[derive(Debug, Clone, Copy)]
pub struct Now(RwSignal<Millis>);

impl Now {
    /// A time that moves on until the view around the call goes away.
    pub fn ticking() -> Self {
        let clock = Clock::current();
        let now = RwSignal::new(clock.now());
        let update = move || {
            if dom::is_visible() {
                now.set(clock.now());
            }
        };
        keep(Interval::new(Duration::from_secs(1), update));
        keep(Listener::at_document("visibilitychange", move |_| update()));
        Self(now)
    }

    /// The time; tracked.
    pub fn get(self) -> Millis {
        self.0.get()
    }
}
