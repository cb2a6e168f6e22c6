//! What a stretch of a session held.

use super::{BarKind, Lane, Span, Strip};
use crate::cost::Money;

/// What a stretch of a session held. Work counts where it began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    /// How long it was, in microseconds.
    pub micros: i64,
    /// For how long of that the session was at work.
    pub active_micros: i64,
    /// Requests to the model, rounds of the grader among them.
    pub requests: usize,
    /// Calls of tools.
    pub calls: usize,
    /// Requests and calls that failed.
    pub failed: usize,
    /// Tokens read and written.
    pub tokens: u64,
    /// What the requests cost.
    pub cost: Money,
    /// The price of a request is not known: the cost is a lower bound.
    pub at_least: bool,
}

impl Strip {
    /// What the lanes that `counts` held in `span`.
    pub fn measure(&self, span: Span, counts: impl Fn(&Lane) -> bool) -> Measure {
        let idle: i64 = self.idle.iter().filter_map(|idle| idle.common(span)).map(Span::micros).sum();
        let mut measure = Measure { micros: span.micros(), ..Measure::default() };
        measure.active_micros = (measure.micros - idle).max(0);
        let within = self.lanes.iter().filter(|lane| counts(lane)).flat_map(|lane| lane.bars.within(span));
        for bar in within.filter(|bar| bar.span.from >= span.from) {
            measure.failed += usize::from(bar.is_failed);
            measure.tokens += bar.tokens;
            if let BarKind::Tool(_) = bar.kind {
                measure.calls += 1;
                continue;
            }
            measure.requests += 1;
            match bar.cost {
                Some(cost) => measure.cost += cost,
                None => measure.at_least |= !bar.is_open,
            }
        }
        measure
    }
}
