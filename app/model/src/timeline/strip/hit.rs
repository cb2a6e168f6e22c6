//! What is under a pointer, and what is next to it.

use super::{Axis, Bar, BarKind, Mark, MarkKind, Shelf, Span, Strip, View};
use crate::timeline::key::Slot;

/// A mark is hit this far to either side, in pixels.
const MARK_REACH: f64 = 6.0;
/// A bar is hit this far beyond its ends.
const BAR_REACH: f64 = 3.0;

/// Something on a lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// On which lane.
    pub lane: usize,
    /// When.
    pub span: Span,
    /// What it is.
    pub spot: Spot,
    /// It failed.
    pub is_failed: bool,
    pub(super) is_request: bool,
    pub(super) event: Slot,
}

/// What a target is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Work.
    Bar(BarKind),
    /// A moment.
    Mark(MarkKind),
}

/// Where to go from a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What came before it on its lane.
    Back,
    /// What came after it on its lane.
    On,
    /// The nearest on the lane above.
    Up,
    /// The nearest on the lane below.
    Down,
}

impl Target {
    fn bar(lane: usize, bar: &Bar) -> Self {
        Self {
            lane,
            span: bar.span,
            spot: Spot::Bar(bar.kind),
            is_failed: bar.is_failed,
            is_request: bar.kind == BarKind::Model,
            event: bar.event,
        }
    }

    fn mark(lane: usize, mark: &Mark) -> Self {
        Self {
            lane,
            span: Span::new(mark.at, mark.at),
            spot: Spot::Mark(mark.kind),
            is_failed: mark.kind == MarkKind::Error,
            is_request: false,
            event: mark.event,
        }
    }
}

impl Strip {
    /// What is drawn at `x` pixels on a lane: what is small goes before what is large, as it is drawn.
    pub fn hit(&self, lane: usize, axis: &Axis, view: View, pixels: f64, x: f64) -> Option<Target> {
        let scale = pixels / view.width();
        let place = |time| (axis.at(time) - view.from) * scale;
        let nearest = |targets: &mut dyn Iterator<Item = (f64, Target)>| {
            targets.min_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, target)| target)
        };
        let found = self.lanes.get(lane)?;
        // What is drawn within reach, by time: the rest need not be looked at.
        let reach = MARK_REACH / scale;
        let at = view.from + x / scale;
        let near = axis.span(View { from: at - reach, to: at + reach });
        let mut marks = found.marks_within(near).iter().filter_map(|mark| {
            let distance = (place(mark.at) - x).abs();
            (distance <= MARK_REACH).then(|| (distance, Target::mark(lane, mark)))
        });
        let bar = |bar: &Bar| {
            let (from, to) = (place(bar.span.from), place(bar.span.to));
            let distance = (from - x).max(x - to).max(0.0);
            (distance <= BAR_REACH).then(|| (distance, Target::bar(lane, bar)))
        };
        let is_tool = |bar: &&Bar| matches!(bar.kind, BarKind::Tool(_));
        nearest(&mut marks)
            .or_else(|| nearest(&mut found.bars.within(near).iter().filter(is_tool).filter_map(bar)))
            .or_else(|| nearest(&mut found.bars.within(near).iter().filter(|bar| !is_tool(bar)).filter_map(bar)))
    }

    /// The next thing that way, with lanes in this order; without a current one the last thing of all.
    pub fn next(&self, current: Option<&Target>, way: Way, order: &[Shelf]) -> Option<Target> {
        let Some(current) = current else {
            let last = |shelf: &Shelf| self.targets(shelf.lane).max_by_key(|target| target.span.from);
            return order.iter().filter_map(last).max_by_key(|target| target.span.from);
        };
        let key = |target: &Target| (target.span.from, target.event);
        let here = key(current);
        let nearest = |shelf: &Shelf| {
            let distance = |target: &Target| target.span.from.micros().abs_diff(current.span.from.micros());
            self.targets(shelf.lane).min_by_key(distance)
        };
        let place = order.iter().position(|shelf| shelf.lane == current.lane)?;
        match way {
            Way::Back => self.targets(current.lane).filter(|target| key(target) < here).max_by_key(key),
            Way::On => self.targets(current.lane).filter(|target| key(target) > here).min_by_key(key),
            Way::Up => order.iter().take(place).rev().find_map(nearest),
            Way::Down => order.iter().skip(place + 1).find_map(nearest),
        }
    }

    fn targets(&self, lane: usize) -> impl Iterator<Item = Target> + '_ {
        let found = self.lanes.get(lane);
        let bars = found.into_iter().flat_map(|lane| lane.bars.iter());
        let marks = found.into_iter().flat_map(|lane| &lane.marks);
        bars.map(move |bar| Target::bar(lane, bar)).chain(marks.map(move |mark| Target::mark(lane, mark)))
    }
}
