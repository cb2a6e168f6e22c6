//! How tall lanes are: as tall as there is room for, and never too low to be read.

/// A lane that has room, and one that has little.
const LANE: f64 = 27.0;
const LOW: f64 = 18.0;
/// This many lanes have room.
const ROOMY: f64 = 5.0;
/// Less is narrow, in pixels.
const NARROW: f64 = 400.0;
/// What is left free at either end.
pub const EDGE: f64 = 8.0;
/// The row of phases.
const PHASES: f64 = 18.0;

/// How tall the row of phases is; nothing when there is none.
pub fn phases_height(has_phases: bool) -> f64 {
    if has_phases { PHASES } else { 0.0 }
}

/// How tall each of so many lanes is on a canvas of this height.
pub fn lane_height(height: f64, lanes: usize, has_phases: bool) -> f64 {
    ((height - phases_height(has_phases)) / count(lanes)).clamp(LOW, LANE)
}

/// How tall the canvas is for so many lanes: few have room, many are low, and so are all on a narrow screen.
pub fn board_height(lanes: usize, has_phases: bool, width: f64) -> f64 {
    let low = LOW * count(lanes);
    let lanes = if width < NARROW { low.max(LANE) } else { (LANE * count(lanes)).min(low.max(LANE * ROOMY)) };
    phases_height(has_phases) + lanes
}

/// Where a part of what is shown stands on a canvas of this width, so that marks at the edges are whole.
pub fn place(part: f64, width: f64) -> f64 {
    EDGE + part * (width - 2.0 * EDGE)
}

/// The part of what is shown that stands there.
pub fn part(place: f64, width: f64) -> f64 {
    (place - EDGE) / (width - 2.0 * EDGE).max(1.0)
}

/// How wide what is shown is on a canvas of this width.
pub fn inner(width: f64) -> f64 {
    (width - 2.0 * EDGE).max(1.0)
}

#[expect(clippy::cast_precision_loss, reason = "a number of lanes")]
fn count(lanes: usize) -> f64 {
    lanes.max(1) as f64
}
