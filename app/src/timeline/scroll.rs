//! A list that is longer than an element can be tall: where it is scrolled to.
//!
//! Up to [`TALLEST`] a place in the list is the place on the element. Beyond that the element is a window that is
//! `shift` pixels down the list: small steps move both alike, so that a wheel moves rows by what it turns, and a leap
//! (somebody drags the scroll bar) leads to the same part of the list as of the element.

/// The tallest an element is made, in pixels. Browsers round places wrongly beyond some 16 million.
pub const TALLEST: f64 = 8_000_000.0;
/// A longer way at once is a leap, in heights of what can be seen.
const LEAP: f64 = 4.0;
/// The scroll bar may be wrong by this much of its way, before it is set right.
const DRIFT: f64 = 0.01;

/// How long a list is, and how much of it can be seen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// All rows.
    pub total: f64,
    /// What can be seen.
    pub room: f64,
}

/// How far down the list its element is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scroll {
    shift: f64,
}

impl Length {
    /// How tall the element is.
    pub fn height(self) -> f64 {
        self.total.min(TALLEST)
    }

    /// Where the list is when it shows its end.
    pub fn end(self) -> f64 {
        (self.total - self.room).max(0.0)
    }

    fn fits(self) -> bool {
        self.total <= TALLEST
    }

    fn element_end(self) -> f64 {
        (self.height() - self.room).max(0.0)
    }

    /// The place on the element that is as far down it as `top` is down the list.
    fn alike(self, top: f64) -> f64 {
        (top / self.end().max(1.0)).clamp(0.0, 1.0) * self.element_end()
    }
}

impl Scroll {
    /// Where on the element a place of the list is.
    pub fn on_element(self, place: f64) -> f64 {
        place - self.shift
    }

    /// Where in the list a place on the element is.
    pub fn on_list(self, place: f64) -> f64 {
        place + self.shift
    }

    /// The element stands at `to` after `from`. Gives where the list is now; [`Self::stand`] says whether the element
    /// should stand elsewhere.
    pub fn moved(&mut self, from: f64, to: f64, length: Length) -> f64 {
        if length.fits() {
            self.shift = 0.0;
            return to;
        }
        if (to - from).abs() > LEAP * length.room {
            self.shift = to / length.element_end().max(1.0) * length.end() - to;
        }
        (to + self.shift).clamp(0.0, length.end())
    }

    /// Where the element has to stand to show `top` of the list: where it stands already, unless that is impossible,
    /// or the scroll bar would be too wrong.
    pub fn stand(&mut self, top: f64, length: Length) -> f64 {
        if length.fits() {
            self.shift = 0.0;
            return top;
        }
        let top = top.clamp(0.0, length.end());
        let (here, alike) = (top - self.shift, length.alike(top));
        let is_possible = (0.0..=length.element_end()).contains(&here);
        // At an end of either, both have to be there.
        let is_end = |place: f64, end: f64| place < length.room || place > end - length.room;
        let is_right = (here - alike).abs() <= DRIFT * length.element_end()
            && !is_end(here, length.element_end())
            && !is_end(top, length.end());
        if !is_possible || !is_right {
            self.shift = top - alike;
        }
        top - self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Length = Length { total: 100_000.0, room: 500.0 };
    const LONG: Length = Length { total: 80_000_000.0, room: 500.0 };

    fn same(a: f64, b: f64) {
        assert!((a - b).abs() < 1.0, "{a} is not {b}");
    }

    #[test]
    fn a_list_that_fits_is_its_element() {
        let mut scroll = Scroll::default();
        same(scroll.moved(0.0, 90_000.0, SHORT), 90_000.0);
        same(scroll.stand(50_000.0, SHORT), 50_000.0);
        same(scroll.on_element(7.0), 7.0);
        same(SHORT.height(), SHORT.total);
    }

    #[test]
    fn a_wheel_moves_rows_by_what_it_turns() {
        let mut scroll = Scroll::default();
        let mut at = scroll.stand(40_000_000.0, LONG);
        same(at, LONG.alike(40_000_000.0));
        let mut top = 40_000_000.0;
        for _ in 0..10_000 {
            let old = top;
            top = scroll.moved(at, at + 100.0, LONG);
            same(top - old, 100.0);
            // Set right now and then, and never so that what is seen changes.
            at = scroll.stand(top, LONG);
            same(scroll.on_element(top), at);
            assert!((at - LONG.alike(top)).abs() <= DRIFT * LONG.height() + 1.0);
        }
    }

    #[test]
    fn the_scroll_bar_leads_to_the_same_part_of_the_list() {
        let mut scroll = Scroll::default();
        same(scroll.moved(0.0, LONG.element_end(), LONG), LONG.end());
        same(scroll.moved(LONG.element_end(), 0.0, LONG), 0.0);
        same(scroll.moved(0.0, LONG.element_end() / 4.0, LONG), LONG.end() / 4.0);
    }

    #[test]
    fn both_ends_can_be_reached_by_small_steps() {
        for (start, step, end) in [(20_000.0, -90.0, 0.0), (LONG.end() - 20_000.0, 90.0, LONG.end())] {
            let mut scroll = Scroll::default();
            let mut at = scroll.stand(start, LONG);
            let mut top = start;
            for _ in 0..1_000 {
                let to = (at + step).clamp(0.0, LONG.element_end());
                top = scroll.moved(at, to, LONG);
                at = scroll.stand(top, LONG);
            }
            same(top, end);
            same(at, LONG.alike(end));
        }
    }

    #[test]
    fn a_list_that_becomes_short_again_is_its_element_again() {
        let mut scroll = Scroll::default();
        scroll.stand(60_000_000.0, LONG);
        same(scroll.stand(60_000.0, SHORT), 60_000.0);
    }
}
