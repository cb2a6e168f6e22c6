//! What the address of a session says about its strip.

use model::endpoint::is_id;
use model::query::Query;
use model::time::Time;
use model::timeline::strip::{Scale, Span};

/// The session's own lane; the others are named by their threads.
const MAIN: &str = "main";
/// More lanes than this are not named.
const MOST: usize = 50;

/// How a strip is spread, which part of it is shown, and which lanes are special.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StripPlace {
    /// What the axis is long by.
    pub scale: Scale,
    /// What is shown; everything if there is none.
    pub shown: Option<Span>,
    /// Lanes that stay on top.
    pub pinned: Vec<LaneId>,
    /// Lanes that do not count.
    pub muted: Vec<LaneId>,
}

/// A lane: the id of its thread; none is the session's own.
pub type LaneId = Option<String>;

impl StripPlace {
    pub(super) fn parse(query: &Query) -> Self {
        let lanes = |name: &str| -> Vec<LaneId> {
            let lanes = query.all(name).filter(|lane| is_id(lane));
            lanes.map(|lane| (lane != MAIN).then(|| lane.to_owned())).take(MOST).collect()
        };
        Self {
            scale: query.get("axis").and_then(parse_scale).unwrap_or_default(),
            shown: query.get("zoom").and_then(parse_span),
            pinned: lanes("pin"),
            muted: lanes("mute"),
        }
    }

    pub(super) fn print(&self, mut query: Query) -> Query {
        if self.scale != Scale::default() {
            query = query.with("axis", word(self.scale));
        }
        if let Some(Span { from, to }) = self.shown {
            query = query.with("zoom", format!("{}-{}", from.micros(), to.micros()));
        }
        for (name, lanes) in [("pin", &self.pinned), ("mute", &self.muted)] {
            for lane in lanes {
                query = query.with(name, lane.as_deref().unwrap_or(MAIN));
            }
        }
        query
    }
}

/// Two moments in microseconds; not the same, and not the wrong way round.
fn parse_span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('-')?;
    let (from, to): (i64, i64) = (from.parse().ok()?, to.parse().ok()?);
    (from < to).then(|| Span::new(Time::from_micros(from), Time::from_micros(to)))
}

fn parse_scale(text: &str) -> Option<Scale> {
    [Scale::Active, Scale::Step, Scale::Cost].into_iter().find(|scale| word(*scale) == text)
}

fn word(scale: Scale) -> &'static str {
    match scale {
        Scale::Clock => "clock",
        Scale::Active => "active",
        Scale::Step => "step",
        Scale::Cost => "cost",
    }
}
