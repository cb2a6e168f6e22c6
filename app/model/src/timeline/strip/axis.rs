//! Where a moment stands: four ways to spread a session over a line.

use super::number::{float, whole};
use super::{Span, Strip, View};
use crate::time::Time;

/// Shorter idle stretches are drawn as long as they were, in microseconds.
const SHORT_IDLE: i64 = 5_000_000;
/// A longer one takes this part of the time at work.
const GAP_PART: f64 = 1.0 / 24.0;
/// All of them together take no more than this part of it.
const GAPS_PART: f64 = 1.0 / 3.0;
/// And each at least this much, in microseconds.
const LEAST_GAP: f64 = 100_000.0;

/// What a line is long by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Time, with long idle stretches collapsed.
    #[default]
    Clock,
    /// Time at work.
    Active,
    /// Things that happened.
    Step,
    /// Money.
    Cost,
}

/// Moments along a line: straight pieces between points that grow both ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// What it is long by.
    pub scale: Scale,
    /// Microseconds and units: microseconds, steps or picodollars.
    points: Vec<(i64, f64)>,
    /// Idle stretches that are drawn shorter than they were.
    pub gaps: Vec<Gap>,
}

/// An idle stretch that is drawn shorter than it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// When.
    pub span: Span,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

impl Axis {
    /// The axis of a strip; none when it would have no length: nothing happened, or nothing that has a price.
    pub fn new(scale: Scale, strip: &Strip) -> Option<Self> {
        let span = strip.span?;
        let axis = match scale {
            Scale::Clock => clock(strip, span),
            Scale::Active => active(strip, span),
            Scale::Step => Self { scale, points: steps(strip, span), gaps: Vec::new() },
            Scale::Cost => Self { scale, points: cost(strip, span), gaps: Vec::new() },
        };
        (axis.len() > 0.0).then_some(axis)
    }

    /// How long it is, in its own units.
    pub fn len(&self) -> f64 {
        self.points.last().map_or(0.0, |(_, units)| *units)
    }

    /// Whether it has no length; never for one that was made.
    pub fn is_empty(&self) -> bool {
        self.len() <= 0.0
    }

    /// Which part of this axis is shown, after `view` of an `old` one: all or the end if it was that, else what
    /// happened at the same time.
    pub fn carry(&self, view: View, old: &Self) -> View {
        if self.scale == old.scale && view.is_at_end(old.len()) {
            return view.grown(old.len(), self.len());
        }
        if view.is_fit(old.len()) { View::fit(self.len()) } else { self.view(old.span(view)) }
    }

    /// The part in which just `span` stands; all, if that has no length here.
    pub fn view(&self, span: Span) -> View {
        let (from, to) = (self.at(span.from), self.at(span.to));
        if to > from { View { from, to } } else { View::fit(self.len()) }
    }

    /// The part in which `span` stands, with a little air.
    pub fn around(&self, span: Span) -> View {
        View::around(self.len(), self.at(span.from), self.at(span.to))
    }

    /// Where a moment stands.
    pub fn at(&self, time: Time) -> f64 {
        let micros = time.micros();
        let next = self.points.partition_point(|(at, _)| *at <= micros);
        between(self.points.get(next.wrapping_sub(1)), self.points.get(next), |(at, units)| (float(*at), *units), {
            float(micros)
        })
    }

    /// Which moment stands there; of several the first.
    pub fn time(&self, units: f64) -> Time {
        let next = self.points.partition_point(|(_, at)| *at < units);
        let exact = self.points.get(next).filter(|(_, at)| *at <= units);
        let swapped = |(at, units): &(i64, f64)| (*units, float(*at));
        let before = exact.or_else(|| self.points.get(next.wrapping_sub(1)));
        Time::from_micros(whole(between(before, self.points.get(next), swapped, units)))
    }
}

impl Axis {
    /// All moments that stand in `view`.
    pub fn span(&self, view: View) -> Span {
        Span::new(self.time(view.from), self.last_time(view.to))
    }

    /// Which moment stands there; of several the last.
    fn last_time(&self, units: f64) -> Time {
        let next = self.points.partition_point(|(_, at)| *at <= units);
        let swapped = |(at, units): &(i64, f64)| (*units, float(*at));
        let before = self.points.get(next.wrapping_sub(1));
        Time::from_micros(whole(between(before, self.points.get(next), swapped, units)))
    }
}

/// The value at `x` on the line between two points; beyond the first and the last it stays what it is there.
fn between(
    before: Option<&(i64, f64)>,
    after: Option<&(i64, f64)>,
    read: impl Fn(&(i64, f64)) -> (f64, f64),
    x: f64,
) -> f64 {
    match (before.map(&read), after.map(&read)) {
        (Some((x0, y0)), Some((x1, y1))) if x1 > x0 => y0 + (y1 - y0) * ((x - x0) / (x1 - x0)),
        (Some((_, y)), _) | (None, Some((_, y))) => y,
        (None, None) => 0.0,
    }
}

fn clock(strip: &Strip, span: Span) -> Axis {
    let idle: i64 = strip.idle.iter().map(|idle| idle.micros()).sum();
    let work = float(span.micros() - idle);
    let is_long = |idle: &&Span| idle.micros() > SHORT_IDLE && float(idle.micros()) > work / 20.0;
    let long: Vec<Span> = strip.idle.iter().filter(is_long).copied().collect();
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    let gap = (work * GAP_PART).min(work * GAPS_PART / long.len().max(1) as f64).max(LEAST_GAP);
    skipping(Scale::Clock, span, &long, gap)
}

fn active(strip: &Strip, span: Span) -> Axis {
    let mut axis = skipping(Scale::Active, span, &strip.idle, 0.0);
    axis.gaps.clear();
    axis
}

/// Time, with some stretches drawn `gap` wide.
fn skipping(scale: Scale, span: Span, stretches: &[Span], gap: f64) -> Axis {
    let mut points = vec![(span.from.micros(), 0.0)];
    let mut gaps = Vec::new();
    let (mut at, mut units) = (span.from, 0.0);
    for stretch in stretches.iter().filter_map(|stretch| stretch.common(span)) {
        units += float(Span::new(at, stretch.from).micros());
        points.push((stretch.from.micros(), units));
        gaps.push(Gap { span: stretch, from: units, to: units + gap });
        units += gap;
        points.push((stretch.to.micros(), units));
        at = stretch.to;
    }
    units += float(Span::new(at, span.to).micros());
    points.push((span.to.micros(), units));
    Axis { scale, points, gaps }
}

/// One unit for each moment at which something began.
fn steps(strip: &Strip, span: Span) -> Vec<(i64, f64)> {
    let lanes = strip.lanes.iter();
    let mut times: Vec<i64> = lanes
        .flat_map(|lane| {
            let bars = lane.bars.iter().map(|bar| bar.span.from.micros());
            bars.chain(lane.marks.iter().map(|mark| mark.at.micros()))
        })
        .collect();
    times.sort_unstable();
    times.dedup();
    let end = span.to.micros().max(times.last().map_or(0, |last| last + 1));
    times.push(end);
    #[expect(clippy::cast_precision_loss, reason = "a count")]
    times.into_iter().enumerate().map(|(step, at)| (at, step as f64)).collect()
}

/// Money, which each request spends evenly while it lasts.
fn cost(strip: &Strip, span: Span) -> Vec<(i64, f64)> {
    // Where the slope changes, and what is spent at once.
    let mut edges: Vec<(i64, f64, f64)> = Vec::new();
    for bar in strip.lanes.iter().flat_map(|lane| lane.bars.iter()) {
        let Some(cost) = bar.cost else { continue };
        #[expect(clippy::cast_precision_loss, reason = "for drawing")]
        let (cost, micros) = (cost.picodollars() as f64, float(bar.span.micros()));
        if micros > 0.0 {
            edges.push((bar.span.from.micros(), cost / micros, 0.0));
            edges.push((bar.span.to.micros(), -cost / micros, 0.0));
        } else {
            edges.push((bar.span.from.micros(), 0.0, cost));
        }
    }
    edges.sort_unstable_by_key(|(at, ..)| *at);
    let mut points = vec![(span.from.micros(), 0.0)];
    let (mut at, mut units, mut slope) = (span.from.micros(), 0.0, 0.0);
    for (edge, change, jump) in edges {
        if edge > at {
            units += slope * float(edge - at);
            at = edge;
            points.push((at, units));
        }
        // Rounding must not make the line fall.
        slope = f64::max(slope + change, 0.0);
        if jump > 0.0 {
            units += jump;
            points.push((at, units));
        }
    }
    if span.to.micros() > at {
        points.push((span.to.micros(), units));
    }
    points
}
