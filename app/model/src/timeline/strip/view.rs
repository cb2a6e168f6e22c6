//! Which part of an axis is on screen.

/// The narrowest part that can be shown, of the whole.
const NARROWEST: f64 = 2e-7;
/// Nearer to an end than this part of what is shown counts as being there.
const NEAR: f64 = 1e-9;

/// A part of an axis, in its units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// What stands at the left edge.
    pub from: f64,
    /// What stands at the right edge.
    pub to: f64,
}

impl View {
    /// All of an axis of this length.
    pub fn fit(len: f64) -> Self {
        Self { from: 0.0, to: len }
    }

    /// How much is shown.
    pub fn width(self) -> f64 {
        self.to - self.from
    }

    /// Whether all is shown.
    pub fn is_fit(self, len: f64) -> bool {
        self.from <= len * NEAR && self.is_at_end(len)
    }

    /// Shows `factor` times as much, with what stands at `at` staying where it is.
    #[must_use]
    pub fn zoomed(self, len: f64, at: f64, factor: f64) -> Self {
        let width = (self.width() * factor).clamp(len * NARROWEST, len);
        let part = if self.width() > 0.0 { (at - self.from) / self.width() } else { 0.5 };
        Self::of_width(width, at - part * width, len)
    }

    /// Whether the end is shown.
    pub fn is_at_end(self, len: f64) -> bool {
        self.to >= len * (1.0 - NEAR)
    }

    /// Moves by this much; to the right when it is positive.
    #[must_use]
    pub fn panned(self, len: f64, by: f64) -> Self {
        Self::of_width(self.width(), self.from + by, len)
    }

    /// Moves as little as is needed to show `at`.
    #[must_use]
    pub fn showing(self, len: f64, at: f64) -> Self {
        if at < self.from || at > self.to { Self::of_width(self.width(), at - self.width() / 2.0, len) } else { self }
    }

    /// Shows just this stretch, with a little air.
    pub fn around(len: f64, from: f64, to: f64) -> Self {
        let width = (to - from).max(len * NARROWEST) * 1.1;
        Self::of_width(width.min(len), f64::midpoint(from, to) - width / 2.0, len)
    }

    /// The axis became longer: what showed all goes on to, and what showed the end stays at the end.
    #[must_use]
    pub fn grown(self, old: f64, new: f64) -> Self {
        if self.is_fit(old) {
            Self::fit(new)
        } else if self.is_at_end(old) {
            Self::of_width(self.width(), new - self.width(), new)
        } else {
            Self::of_width(self.width(), self.from, new)
        }
    }

    fn of_width(width: f64, from: f64, len: f64) -> Self {
        let width = width.min(len);
        let from = from.clamp(0.0, (len - width).max(0.0));
        Self { from, to: from + width }
    }
}
