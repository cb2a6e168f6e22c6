//! How the list moves: by scrolling, by keys, and to an event that an address names.

use leptos::prelude::*;
use model::timeline::RowId;
use web_sys::{Element, HtmlElement};

use crate::dom::resize::HeightWatch;
use crate::state::live_session::LiveSession;

/// This near to the end counts as the end.
pub(super) const NEAR: f64 = 24.0;

impl LiveSession {
    /// The list is in the page: `element` scrolls, and `rows` is as tall as the whole list.
    pub fn attach(self, element: HtmlElement, rows: &Element) {
        // Told before the next paint: whenever the list grows or shrinks, its place is kept.
        let watch = HeightWatch::new(move |heights| self.measured(&heights));
        watch.watch(&element);
        watch.watch(rows);
        self.with_inner(|inner| {
            inner.window.element = Some(element);
            inner.window.watch = Some(watch);
        });
        self.schedule();
    }

    /// A row is in the page.
    pub fn shown(self, element: &Element) {
        self.inner.with_value(|inner| {
            if let Some(watch) = &inner.window.watch {
                watch.watch(element);
            }
        });
    }

    /// A row is in the page no longer.
    pub fn hidden(self, element: &Element) {
        self.inner.try_with_value(|inner| {
            if let Some(watch) = &inner.window.watch {
                watch.unwatch(element);
            }
        });
    }

    /// The person scrolled, or the list did.
    pub fn scrolled(self) {
        let Some(element) = self.element() else { return };
        let height = element.scroll_height();
        let has_shrunk = self.with_inner(|inner| std::mem::replace(&mut inner.window.last_height, height) > height);
        if has_shrunk == Some(true) && self.list.is_following_now() {
            // Not a person went up: there is less than there was.
            return self.stick();
        }
        let place = f64::from(element.scroll_top());
        let moved = self.with_inner(|inner| {
            let from = inner.window.last_place;
            if (place - from).abs() < 1.0 {
                return None; // The list itself scrolled.
            }
            let length = inner.length(f64::from(element.client_height()));
            let top = inner.window.scroll.moved(from, place, length);
            inner.window.last_place = place;
            inner.anchor_at(top);
            Some((place < from, length.end() - top))
        });
        let Some(Some((went_up, rest))) = moved else { return };
        // Something may stand below the rows.
        let below = f64::from(element.scroll_height() - element.client_height()) - place;
        if rest.max(below) <= NEAR {
            self.set_following(true);
        } else if went_up {
            self.set_following(false);
        }
        self.refresh();
    }

    /// Sticks to the end.
    pub fn follow(self) {
        self.set_following(true);
        self.refresh();
        self.stick();
    }

    /// Goes to the beginning; the browser's own way there ends where rows turn out to be taller than thought.
    pub fn to_start(self) {
        self.set_following(false);
        self.with_inner(|inner| inner.anchor_at(0.0));
        self.scroll_to(0.0);
        self.refresh();
    }

    /// Selects the row `step` rows away from the selected one, or the last, and brings it into view.
    pub fn select_by(self, step: isize) {
        let target = self.inner.with_value(|inner| {
            let current = self.list.selected.get_untracked().and_then(|row| inner.rank(row));
            let last = inner.row_count().checked_sub(1)?;
            let rank = current.map_or(last, |rank| rank.saturating_add_signed(step).min(last));
            inner.row_at(rank)
        });
        if let Some(row) = target {
            self.select(row);
            self.bring_into_view(row, false);
        }
    }

    /// Selects a row.
    pub fn select(self, row: RowId) {
        self.list.selected.set(Some(row));
    }

    /// Shows the event that the address named, once it is here.
    pub(in crate::state::live_session) fn show_wanted(self) {
        let row = self.with_inner(|inner| {
            let row = inner.timeline.row_of(inner.wanted.as_deref()?)?;
            inner.wanted = None;
            Some(row)
        });
        if let Some(Some(row)) = row {
            self.select(row);
            self.bring_into_view(row, true);
        }
    }

    /// Scrolls so that the row can be seen; in the middle when it was far away.
    pub fn bring_into_view(self, row: RowId, in_middle: bool) {
        let Some(element) = self.element() else { return };
        let place = self.inner.with_value(|inner| {
            let rank = inner.rank(row)?;
            Some((inner.extents.offset(rank), inner.window.height_of(row)))
        });
        let Some((top, height)) = place else { return };
        let (seen, room) = (self.inner.with_value(|inner| inner.window.last_top), f64::from(element.client_height()));
        let target = if in_middle {
            top - room / 3.0
        } else if top < seen {
            top - 8.0
        } else if top + height > seen + room {
            top + height - room + 8.0
        } else {
            return;
        };
        if target < seen || in_middle {
            self.set_following(false);
        }
        // First the rows around the target, so that there is something to scroll to.
        self.with_inner(|inner| inner.anchor_at(target.max(0.0)));
        self.scroll_to(target.max(0.0));
        self.refresh();
    }

    fn set_following(self, following: bool) {
        if self.list.following.get_untracked() != following {
            self.list.following.set(following);
        }
        if following && self.list.fresh.get_untracked() > 0 {
            self.list.fresh.set(0);
        }
    }

    pub(super) fn stick(self) {
        let Some(element) = self.element() else { return };
        let end = self.with_inner(|inner| {
            let length = inner.length(f64::from(element.client_height()));
            inner.window.scroll.stand(length.end(), length)
        });
        // Something may stand below the rows.
        self.stand(end.map_or(0.0, |end| end.max(f64::from(element.scroll_height()))));
    }

    /// Shows `top` of the list, as far as its element is as tall already.
    pub(super) fn scroll_to(self, top: f64) {
        let Some(element) = self.element() else { return };
        let place = self.with_inner(|inner| {
            let length = inner.length(f64::from(element.client_height()));
            inner.window.scroll.stand(top, length)
        });
        if let Some(place) = place {
            self.stand(place);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "an element is less than 2^31 pixels tall")]
    fn stand(self, place: f64) {
        let Some(element) = self.element() else { return };
        element.set_scroll_top(place.round() as i32);
        let place = f64::from(element.scroll_top());
        self.with_inner(|inner| {
            inner.window.last_place = place;
            inner.window.last_top = inner.window.scroll.on_list(place);
        });
    }

    pub(in crate::state::live_session) fn element(self) -> Option<HtmlElement> {
        self.inner.try_with_value(|inner| inner.window.element.clone())?
    }
}
