//! How messages were written, as far as this page saw it. Nothing of it is stored anywhere, and it cannot be had again.

use std::collections::VecDeque;

use crate::time::Time;
use crate::wire::Event;
use crate::wire::event::{Delta, PreviewKind};

/// How many messages are remembered.
const MESSAGES: usize = 50;
/// The most steps of one message that are told.
const STEPS: usize = 24;

/// How the last messages were written.
#[derive(Debug, Default)]
pub struct Deltas(VecDeque<Written>);

/// How one message was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    event: String,
    began: Time,
    /// When each piece came, in milliseconds from the beginning, and its length in characters.
    pieces: Vec<(u64, u64)>,
}

impl Deltas {
    /// Notes a preview that came at `now`; other events change nothing.
    pub fn note(&mut self, event: &Event, now: Time) {
        match event {
            Event::EventStart(start) if matches!(start.event.kind, PreviewKind::AgentMessage) => {
                let event = start.event.id.to_string();
                // A second beginning is that of another connection.
                self.0.retain(|written| written.event != event);
                if self.0.len() >= MESSAGES {
                    self.0.pop_front();
                }
                self.0.push_back(Written { event, began: now, pieces: Vec::new() });
            }
            Event::EventDelta(delta) => {
                let written = self.0.iter_mut().rev().find(|written| written.event == delta.event_id.as_str());
                let (Some(written), Delta::Content(piece)) = (written, &delta.delta) else { return };
                let characters = piece.content.as_text().unwrap_or_default().chars().count();
                let millis = now.millis_since(written.began);
                written.pieces.push((millis, u64::try_from(characters).unwrap_or(u64::MAX)));
            }
            _ => {}
        }
    }

    /// How the message `event` was written, if that was seen.
    pub fn of(&self, event: &str) -> Option<&Written> {
        self.0.iter().find(|written| written.event == event)
    }
}

impl Written {
    /// How many pieces came.
    pub fn count(&self) -> usize {
        self.pieces.len()
    }

    /// Milliseconds from the beginning to the first text.
    pub fn first_text_millis(&self) -> Option<u64> {
        self.pieces.iter().find(|(_, characters)| *characters > 0).map(|(millis, _)| *millis)
    }

    /// How many characters were there after how many milliseconds, in at most 24 steps; the last is the end.
    pub fn steps(&self) -> Vec<(u64, u64)> {
        let mut sum = 0_u64;
        let mut steps: Vec<(u64, u64)> = Vec::new();
        for (millis, characters) in &self.pieces {
            sum = sum.saturating_add(*characters);
            match steps.last_mut() {
                Some(last) if last.0 == *millis => last.1 = sum,
                _ => steps.push((*millis, sum)),
            }
        }
        let len = steps.len();
        // Evenly many of them, counted from the end.
        let every = len.div_ceil(STEPS).max(1);
        let is_kept = |index: usize| (len - 1 - index).is_multiple_of(every);
        steps.into_iter().enumerate().filter(|(index, _)| is_kept(*index)).map(|(_, step)| step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Wire;

    fn start(id: &str) -> String {
        format!(r#"{{"type":"event_start","event":{{"type":"agent.message","id":"{id}"}}}}"#)
    }

    fn piece(id: &str, text: &str) -> String {
        format!(
            r#"{{"type":"event_delta","event_id":"{id}","delta":{{"type":"content_delta","index":0,"content":{{"type":"text","text":"{text}"}}}}}}"#
        )
    }

    fn deltas(events: &[(i64, String)]) -> Deltas {
        let mut deltas = Deltas::default();
        for (millis, json) in events {
            deltas.note(Wire::<Event>::parse(json).unwrap().value(), Time::from_millis(*millis));
        }
        deltas
    }

    fn check(events: &[(i64, String)], count: usize, first: Option<u64>, steps: &[(u64, u64)]) {
        let deltas = deltas(events);
        let written = deltas.of("m").unwrap();
        assert_eq!((written.count(), written.first_text_millis(), &*written.steps()), (count, first, steps));
    }

    #[test]
    fn pieces_are_counted_from_the_beginning() {
        check(&[(100, start("m"))], 0, None, &[]);
        let hello = [(100, start("m")), (150, piece("m", "")), (400, piece("m", "Hé")), (400, piece("m", "llo"))];
        check(&hello, 3, Some(300), &[(50, 0), (300, 5)]);
        check(&[(1, start("m")), (2, piece("m", "a")), (5, start("m")), (9, piece("m", "b"))], 1, Some(4), &[(4, 1)]);
        check(&[(1, start("m")), (2, piece("x", "a"))], 0, None, &[]);
    }

    #[test]
    fn a_long_message_is_told_in_few_steps() {
        let pieces = (0..1_000).map(|at| (at, piece("m", "ab")));
        let events: Vec<_> = std::iter::once((0, start("m"))).chain(pieces).collect();
        let steps = deltas(&events).of("m").unwrap().steps();
        assert!(steps.len() <= STEPS);
        assert_eq!(steps.last(), Some(&(999, 2_000)));
    }

    #[test]
    fn only_the_last_messages_are_remembered() {
        let events: Vec<_> = (0..60).map(|number| (number, start(&format!("m{number}")))).collect();
        let known = deltas(&events);
        assert!(known.of("m9").is_none() && known.of("m10").is_some() && known.of("m59").is_some());
        let thinking = r#"{"type":"event_start","event":{"type":"agent.thinking","id":"t"}}"#;
        assert!(deltas(&[(0, thinking.to_owned())]).of("t").is_none());
    }
}
