//! Bars in order, and those of them that reach into a stretch.

use std::ops::Deref;

use super::{Bar, Lane, Mark, Span};
use crate::time::Time;

/// Bars by their beginning.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    all: Vec<Bar>,
    /// For each bar, when it and all before it have ended. They never fall, so they can be searched.
    ended: Vec<Time>,
}

impl Bars {
    /// Puts bars in order.
    pub fn new(mut all: Vec<Bar>) -> Self {
        all.sort_by_key(|bar| (bar.span.from, bar.event));
        let mut latest = Time::from_micros(i64::MIN);
        let ended = all.iter().map(|bar| {
            latest = latest.max(bar.span.to);
            latest
        });
        Self { ended: ended.collect(), all }
    }

    /// Those that reach into `span`, and those between them that do not.
    pub fn within(&self, span: Span) -> &[Bar] {
        let first = self.ended.partition_point(|ended| *ended < span.from);
        let end = self.all.partition_point(|bar| bar.span.from <= span.to);
        self.all.get(first..end).unwrap_or_default()
    }
}

impl Deref for Bars {
    type Target = [Bar];

    fn deref(&self) -> &[Bar] {
        &self.all
    }
}

impl Lane {
    /// Marks in `span`.
    pub fn marks_within(&self, span: Span) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.at < span.from);
        let end = self.marks.partition_point(|mark| mark.at <= span.to);
        self.marks.get(first..end).unwrap_or_default()
    }
}
