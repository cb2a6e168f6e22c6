//! Draws the lanes of a strip.

use model::timeline::Family;
use model::timeline::strip::{Axis, BarKind, Lane, MarkKind, Span, Strip, Target, Tick, View, dots, pieces};

use super::measures;
use super::palette::Palette;
use crate::dom::canvas::Surface;
use crate::words::session::strip as words;

/// How tall a request and a call are drawn, in a lane that has room.
const MODEL_HEIGHT: f64 = 10.0;
const TOOL_HEIGHT: f64 = 16.0;
/// A mark reaches this far beyond its moment.
const MARK_REACH: f64 = 8.0;

/// What there is to draw.
pub struct Scene<'a> {
    /// The lanes.
    pub strip: &'a Strip,
    /// How they are spread.
    pub axis: &'a Axis,
    /// Which part is shown.
    pub view: View,
    /// Which lanes, from top to bottom, and whether each is muted.
    pub order: &'a [(usize, bool)],
    /// How tall a lane is.
    pub lane_height: f64,
    /// How tall the row of phases above them is; nothing when there are none.
    pub phases_height: f64,
    /// Where the axis is labelled.
    pub ticks: &'a [Tick],
    /// What is measured.
    pub selected: Option<Span>,
    /// What is under the pointer, and where the keyboard is.
    pub outlined: [Option<Target>; 2],
    /// When the chosen row happened.
    pub playhead: Option<f64>,
}

impl Scene<'_> {
    /// Draws it, from what lies lowest to what lies on top.
    pub fn paint(&self, surface: &Surface, palette: &Palette) {
        let place = |units: f64| measures::place((units - self.view.from) / self.view.width(), surface.width);
        // What can be seen of the transcript lies below, and shows through.
        surface.set_alpha(0.6);
        for gap in &self.axis.gaps {
            let (from, to) = (place(gap.from), place(gap.to));
            surface.fill(&palette.raise, from, 0.0, to - from, surface.height);
        }
        surface.set_alpha(1.0);
        for tick in self.ticks {
            surface.fill(&palette.line, place(tick.at).round(), 0.0, 1.0, surface.height);
        }
        self.phases(surface, palette, place);
        for (index, (lane, is_muted)) in self.order.iter().enumerate() {
            let Some(lane) = self.strip.lanes.get(*lane) else { continue };
            surface.set_alpha(if *is_muted { 0.3 } else { 1.0 });
            self.lane(surface, palette, lane, self.middle(index), place);
        }
        surface.set_alpha(1.0);
        self.gaps(surface, palette, place);
        if let Some(selected) = self.selected {
            let (from, to) = (place(self.axis.at(selected.from)), place(self.axis.at(selected.to)));
            surface.set_alpha(0.16);
            surface.fill(&palette.accent, from, 0.0, to - from, surface.height);
            surface.set_alpha(1.0);
            surface.fill(&palette.accent, from, 0.0, 2.0, surface.height);
            surface.fill(&palette.accent, to - 2.0, 0.0, 2.0, surface.height);
        }
        for (target, colour) in self.outlined.iter().zip([&palette.ink, &palette.accent]) {
            if let Some(target) = target {
                self.outline(surface, colour, target, place);
            }
        }
        if let Some(at) = self.playhead.map(place).filter(|at| (0.0..=surface.width).contains(at)) {
            surface.fill(&palette.accent, at - 1.0, 0.0, 2.0, surface.height);
            surface.shape(&palette.accent, &[(at - 5.0, 0.0), (at + 5.0, 0.0), (at, 6.0)]);
        }
    }

    fn middle(&self, index: usize) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a number of lanes")]
        let above = index as f64;
        self.phases_height + (above + 0.5) * self.lane_height
    }

    fn lane(&self, surface: &Surface, palette: &Palette, lane: &Lane, middle: f64, place: impl Fn(f64) -> f64) {
        for active in &lane.active {
            let (from, to) = (place(self.axis.at(active.from)), place(self.axis.at(active.to)));
            surface.fill(&palette.line_strong, from, middle - 1.0, (to - from).max(1.0), 2.0);
        }
        let most = self.lane_height - 4.0;
        for piece in pieces(lane, self.axis, self.view, measures::inner(surface.width)) {
            let height = if let BarKind::Tool(_) = piece.kind { TOOL_HEIGHT } else { MODEL_HEIGHT }.min(most);
            let colour = if piece.is_failed { &palette.bad } else { bar_colour(palette, piece.kind) };
            // A hair of air between neighbours that have room for it.
            let width = if piece.width > 3.0 { piece.width - 1.0 } else { piece.width };
            surface.fill(colour, piece.x + measures::EDGE, middle - height / 2.0, width, height);
        }
        for (x, kind) in dots(lane, self.axis, self.view, measures::inner(surface.width), MARK_REACH) {
            self.mark(surface, palette, kind, x + measures::EDGE, middle);
        }
    }

    fn mark(&self, surface: &Surface, palette: &Palette, kind: MarkKind, x: f64, middle: f64) {
        let top = middle - self.lane_height / 2.0 + 1.0;
        match kind {
            MarkKind::Message => {
                surface.shape(&palette.accent, &[(x - 4.0, top), (x + 4.0, top), (x, top + 6.0)]);
            }
            MarkKind::Answer => surface.disc(&palette.ink_2, x, middle + self.lane_height / 2.0 - 3.0, 2.0),
            MarkKind::Interrupt => surface.fill(&palette.ink, x - 3.0, middle - 3.0, 6.0, 6.0),
            MarkKind::Error => {
                surface.shape(&palette.bad, &[(x - 5.0, middle + 5.0), (x + 5.0, middle + 5.0), (x, middle - 5.0)]);
            }
            MarkKind::Waits => {
                let corners = [(x - 7.0, middle), (x, middle - 7.0), (x + 7.0, middle), (x, middle + 7.0)];
                surface.shape(&palette.wait, &corners);
            }
        }
    }

    fn phases(&self, surface: &Surface, palette: &Palette, place: impl Fn(f64) -> f64) {
        for band in &self.strip.bands {
            let (from, to) = (place(self.axis.at(band.span.from)), place(self.axis.at(band.span.to)));
            let (from, to) = (from.max(0.0), to.min(surface.width));
            if to <= from {
                continue;
            }
            surface.fill(&palette.line, from, 2.0, (to - from - 1.0).max(1.0), self.phases_height - 4.0);
            if surface.text_width(&palette.font, &band.name) + 12.0 < to - from {
                surface.text(&palette.ink_2, &palette.font, &band.name, from + 6.0, self.phases_height / 2.0);
            }
        }
    }

    /// Says how long each idle stretch was, where there is room.
    fn gaps(&self, surface: &Surface, palette: &Palette, place: impl Fn(f64) -> f64) {
        for gap in &self.axis.gaps {
            #[expect(clippy::cast_precision_loss, reason = "a duration in microseconds fits")]
            let text = words::idle(gap.span.micros() as f64 / 1e6);
            let (from, to) = (place(gap.from), place(gap.to));
            let width = surface.text_width(&palette.font, &text);
            let x = f64::midpoint(from, to) - width / 2.0;
            if width <= to - from - 2.0 && x >= 0.0 && x + width <= surface.width {
                surface.text(&palette.ink_3, &palette.font, &text, x, self.middle(0));
            }
        }
    }

    fn outline(&self, surface: &Surface, colour: &str, target: &Target, place: impl Fn(f64) -> f64) {
        let Some(index) = self.order.iter().position(|(lane, _)| *lane == target.lane) else { return };
        let (from, to) = (place(self.axis.at(target.span.from)), place(self.axis.at(target.span.to)));
        let (from, to) = (from.max(-4.0), to.min(surface.width + 4.0));
        let height = (TOOL_HEIGHT + 4.0).min(self.lane_height);
        surface.outline(colour, 2.0, from - 2.0, self.middle(index) - height / 2.0, (to - from).max(2.0) + 4.0, height);
    }
}

fn bar_colour(palette: &Palette, kind: BarKind) -> &str {
    match kind {
        BarKind::Model => &palette.model,
        BarKind::Grader => &palette.retry,
        BarKind::Tool(Family::Shell | Family::Custom) => &palette.tool,
        BarKind::Tool(Family::File) => &palette.file,
        BarKind::Tool(Family::Web) => &palette.web,
        BarKind::Tool(Family::Mcp) => &palette.mcp,
    }
}
