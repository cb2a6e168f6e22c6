//! Where an axis is labelled: at round figures, as many as have room.

use super::number::{float, whole};
use super::{Axis, Scale, View};
use crate::cost::Money;
use crate::time::Time;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Round lengths of time, in microseconds.
const ROUND: [i64; 27] = [
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
];

/// A label of an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// Where it stands, in units of the axis.
    pub at: f64,
    /// What it says.
    pub value: TickValue,
}

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TickValue {
    /// Microseconds from the beginning.
    Elapsed(i64),
    /// How many things happened before.
    Steps(u64),
    /// What was spent before.
    Spent(Money),
}

/// At most about `most` labels of the part that is shown.
pub fn ticks(axis: &Axis, view: View, most: usize) -> Vec<Tick> {
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    let rough = view.width() / most.max(1) as f64;
    match axis.scale {
        Scale::Clock => clock(axis, view, round_time(rough)),
        Scale::Active => even(view, float(round_time(rough)), |at| TickValue::Elapsed(whole(at))),
        Scale::Step => even(view, round(rough).max(1.0), |at| TickValue::Steps(whole(at).unsigned_abs())),
        Scale::Cost => even(view, round(rough), |at| {
            TickValue::Spent(Money::from_picodollars(u128::from(whole(at).unsigned_abs())))
        }),
    }
}

/// At round times; none within an idle stretch that is drawn short.
fn clock(axis: &Axis, view: View, step: i64) -> Vec<Tick> {
    let start = axis.time(0.0).micros();
    let end = axis.time(view.to).micros();
    let mut elapsed = round_up(axis.time(view.from).micros() - start, step);
    let mut found = Vec::new();
    while start + elapsed <= end {
        let time = Time::from_micros(start + elapsed);
        if let Some(gap) = axis.gaps.iter().find(|gap| gap.span.from < time && time < gap.span.to) {
            elapsed = round_up(gap.span.to.micros() - start, step).max(elapsed + step);
        } else {
            found.push(Tick { at: axis.at(time), value: TickValue::Elapsed(elapsed) });
            elapsed += step;
        }
    }
    found
}

fn even(view: View, step: f64, value: impl Fn(f64) -> TickValue) -> Vec<Tick> {
    let (first, last) = ((view.from / step).ceil(), (view.to / step).floor());
    let mut found = Vec::new();
    let mut count = first;
    while count <= last {
        found.push(Tick { at: count * step, value: value(count * step) });
        count += 1.0;
    }
    found
}

fn round_up(micros: i64, step: i64) -> i64 {
    let rest = micros.rem_euclid(step);
    if rest == 0 { micros } else { micros - rest + step }
}

/// The smallest round length of time that is not less.
fn round_time(rough: f64) -> i64 {
    let found = ROUND.iter().copied().find(|round| float(*round) >= rough);
    found.unwrap_or_else(|| DAY.saturating_mul(whole((rough / float(DAY)).ceil()).max(1)))
}

/// The smallest of 1, 2, 5, 10, 20 and so on that is not less.
fn round(rough: f64) -> f64 {
    let power = 10f64.powf(rough.max(1e-9).log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|round| *round >= rough).unwrap_or(power)
}
