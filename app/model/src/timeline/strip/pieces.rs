//! What to draw of a lane: never more than there are pixels for.

use super::{Axis, Bar, BarKind, Lane, Mark, MarkKind, Scale, View};

/// What is thinner than this many pixels is drawn in columns as wide, together with what else is in them.
const FINE: f64 = 1.0;

/// A rectangle of a lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Where it begins, in pixels from the left edge.
    pub x: f64,
    /// How wide it is, at least one pixel.
    pub width: f64,
    /// What it is; of several the first.
    pub kind: BarKind,
    /// One of what it stands for failed.
    pub is_failed: bool,
    /// The last of them has not ended.
    pub is_open: bool,
}

/// The rectangles of a lane in `view`, `pixels` wide: requests first, because calls are drawn over them.
pub fn pieces(lane: &Lane, axis: &Axis, view: View, pixels: f64) -> Vec<Piece> {
    let is_tool = |bar: &&Bar| matches!(bar.kind, BarKind::Tool(_));
    let shown = lane.bars.within(axis.span(view));
    let mut drawn = merged(shown.iter().filter(|bar| !is_tool(bar)), axis, view, pixels);
    drawn.extend(merged(shown.iter().filter(is_tool), axis, view, pixels));
    drawn
}

/// Marks of a lane in `view`, `pixels` wide, and where each stands in pixels; of a kind at most one a pixel. Those that
/// stand up to `reach` pixels outside are among them.
pub fn dots(lane: &Lane, axis: &Axis, view: View, pixels: f64, reach: f64) -> Vec<(f64, MarkKind)> {
    let scale = pixels / view.width();
    let near = View { from: view.from - reach / scale, to: view.to + reach / scale };
    let mut last = [f64::NEG_INFINITY; MarkKind::COUNT];
    let dot = |mark: &Mark| {
        let x = (axis.at(mark.at) - view.from) * scale;
        let last = last.get_mut(mark.kind as usize)?;
        let is_apart = x - *last >= FINE;
        if is_apart {
            *last = x;
        }
        is_apart.then_some((x, mark.kind))
    };
    lane.marks_within(axis.span(near)).iter().filter_map(dot).collect()
}

fn merged<'a>(bars: impl Iterator<Item = &'a Bar>, axis: &Axis, view: View, pixels: f64) -> Vec<Piece> {
    let scale = pixels / view.width();
    let mut drawn: Vec<Piece> = Vec::new();
    // Whether the last one is made of columns of a pixel.
    let mut is_fine = false;
    for bar in bars {
        let x = (axis.at(bar.span.from) - view.from) * scale;
        if x > pixels {
            break;
        }
        // What costs nothing has no length in money, whatever was spent elsewhere meanwhile.
        let until = if axis.scale == Scale::Cost && bar.cost.is_none() { bar.span.from } else { bar.span.to };
        let end = (axis.at(until) - view.from) * scale;
        if end < 0.0 {
            continue;
        }
        // What lies outside is cut, so that no rectangle is wider than the canvas.
        let (x, end) = (x.max(-2.0), end.min(pixels + 2.0));
        let (kind, is_failed, is_open) = (bar.kind, bar.is_failed, bar.is_open);
        if end - x > FINE {
            drawn.push(Piece { x, width: end - x, kind, is_failed, is_open });
            is_fine = false;
            continue;
        }
        let column = Piece { x: x.floor(), width: FINE, kind, is_failed, is_open };
        match drawn.last_mut().filter(|_| is_fine) {
            // In the column of others: a failure shows, and makes no more of them red.
            Some(last) if column.x < last.x + last.width => {
                if column.is_failed && !last.is_failed {
                    last.width -= FINE;
                    if last.width < FINE {
                        drawn.pop();
                    }
                    drawn.push(column);
                }
            }
            Some(last) if column.x <= last.x + last.width && last.is_like(column) => last.width += FINE,
            _ => drawn.push(column),
        }
        is_fine = true;
    }
    drawn
}

impl Piece {
    fn is_like(self, other: Self) -> bool {
        (self.kind, self.is_failed, self.is_open) == (other.kind, other.is_failed, other.is_open)
    }
}
