//! What fingers and mice do on a strip: choose, select a stretch, move, or pinch.

/// A pointer that moved less than this did not move, in pixels.
const STILL: f64 = 4.0;

/// The pointers that are down, and what they are about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gesture {
    down: Vec<Pointer>,
    moves_view: bool,
    /// It was more than a click, or there was a second finger.
    has_moved: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Pointer {
    id: i32,
    began: f64,
    x: f64,
}

/// What a movement means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Move {
    /// The view goes along by this many pixels.
    Pan(f64),
    /// What is at `at` stays between the fingers; `factor` times as much is shown, moved by `by` pixels.
    Pinch {
        /// Where the middle of the fingers is.
        at: f64,
        /// How many times as much is shown.
        factor: f64,
        /// How far the middle moved.
        by: f64,
    },
    /// A stretch is being selected, from pixel to pixel.
    Select(f64, f64),
}

/// How a gesture ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum End {
    /// It was a click here.
    Click(f64),
    /// This stretch was selected.
    Selected(f64, f64),
    /// The view was moved, or fingers are still down.
    Nothing,
}

impl Gesture {
    /// A pointer went down. Fingers move the view; a mouse does where it was told to, and selects elsewhere.
    pub fn down(&mut self, id: i32, x: f64, moves_view: bool) {
        if self.down.is_empty() {
            self.moves_view = moves_view;
            self.has_moved = false;
        } else {
            self.has_moved = true;
        }
        self.down.retain(|pointer| pointer.id != id);
        self.down.push(Pointer { id, began: x, x });
    }

    /// A pointer moved; none if it is not down, or did not move enough.
    pub fn moved(&mut self, id: i32, x: f64) -> Option<Move> {
        let others: Vec<f64> = self.down.iter().filter(|pointer| pointer.id != id).map(|pointer| pointer.x).collect();
        let pointer = self.down.iter_mut().find(|pointer| pointer.id == id)?;
        let (before, began) = (pointer.x, pointer.began);
        if !self.has_moved && (x - began).abs() < STILL {
            return None;
        }
        pointer.x = x;
        self.has_moved = true;
        Some(match others.first() {
            Some(other) => Move::Pinch {
                at: f64::midpoint(x, *other),
                factor: (before - other).abs().max(1.0) / (x - other).abs().max(1.0),
                by: (x - before) / 2.0,
            },
            None if self.moves_view => Move::Pan(before - x),
            None => Move::Select(began.min(x), began.max(x)),
        })
    }

    /// A pointer went up.
    pub fn up(&mut self, id: i32) -> End {
        let Some(at) = self.down.iter().position(|pointer| pointer.id == id) else { return End::Nothing };
        let pointer = self.down.remove(at);
        match (self.has_moved, self.moves_view) {
            (false, _) => End::Click(pointer.x),
            (true, false) if self.down.is_empty() => {
                End::Selected(pointer.began.min(pointer.x), pointer.began.max(pointer.x))
            }
            _ => End::Nothing,
        }
    }

    /// The browser took the pointers away.
    pub fn cancel(&mut self) {
        self.down.clear();
    }

    /// Whether a pointer is down.
    pub fn is_active(&self) -> bool {
        !self.down.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mouse_clicks_selects_and_moves() {
        let mut gesture = Gesture::default();
        gesture.down(1, 100.0, false);
        assert_eq!(gesture.moved(1, 102.0), None);
        assert_eq!(gesture.up(1), End::Click(100.0));
        gesture.down(1, 100.0, false);
        assert_eq!(gesture.moved(1, 60.0), Some(Move::Select(60.0, 100.0)));
        assert_eq!(gesture.up(1), End::Selected(60.0, 100.0));
        gesture.down(1, 100.0, true);
        assert_eq!(gesture.moved(1, 130.0), Some(Move::Pan(-30.0)));
        assert_eq!(gesture.up(1), End::Nothing);
        assert_eq!(gesture.moved(1, 10.0), None, "nothing is down");
    }

    #[test]
    fn two_fingers_pinch_and_do_not_click() {
        let mut gesture = Gesture::default();
        gesture.down(1, 100.0, true);
        gesture.down(2, 200.0, true);
        assert_eq!(gesture.moved(2, 300.0), Some(Move::Pinch { at: 200.0, factor: 0.5, by: 50.0 }));
        assert_eq!(gesture.up(1), End::Nothing);
        assert_eq!(gesture.up(2), End::Nothing);
        assert!(!gesture.is_active());
    }
}
