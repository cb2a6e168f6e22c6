//! What a feed does later.

use std::time::Duration;

use wasm_bindgen_futures::spawn_local;
use worker::Delay;

use super::{Object, now};
use crate::feed::{Feed, Input, KEPT_MILLIS};

impl Object {
    /// Gives the viewers what is new, now or when it is time.
    pub(super) fn hand_out(&self) {
        let inner = &mut *self.0.inner.borrow_mut();
        if inner.is_round_set || !inner.host.has_news() {
            return;
        }
        let viewers = inner.feed.as_ref().map_or(0, Feed::viewers);
        let Err(at) = inner.pace.begin(viewers, now()) else { return inner.host.hand_out() };
        inner.is_round_set = true;
        let object = self.clone();
        later(at, move || {
            object.0.inner.borrow_mut().is_round_set = false;
            object.hand_out();
        });
    }

    /// One timer at a time, for the earliest thing to come.
    pub(super) fn set_timer(&self) {
        let mut inner = self.0.inner.borrow_mut();
        let Some(at) = inner.feed.as_ref().and_then(Feed::wake_at) else { return };
        // Erasing is what the alarm is for.
        if inner.timer_at.is_some_and(|known| known <= at) || at > now() + KEPT_MILLIS / 2 {
            return;
        }
        inner.timer_at = Some(at);
        let object = self.clone();
        later(at, move || {
            let is_mine = {
                let mut inner = object.0.inner.borrow_mut();
                let is_mine = inner.timer_at == Some(at);
                if is_mine {
                    inner.timer_at = None;
                }
                is_mine
            };
            if is_mine {
                object.tell(Input::Tick);
            }
        });
    }
}

/// Does something at a time (milliseconds since 1970).
fn later(at: i64, what: impl FnOnce() + 'static) {
    let millis = u64::try_from(at - now()).unwrap_or(0);
    spawn_local(async move {
        Delay::from(Duration::from_millis(millis)).await;
        what();
    });
}
