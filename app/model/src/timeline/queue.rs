//! Where a message stands among those that wait.

use super::digest::Digest;
use super::stored::Group;
use super::{RowId, Timeline};

/// The place of a message in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueuePlace {
    /// From 1, the next to be taken up.
    pub number: usize,
    /// How many wait.
    pub of: usize,
}

impl Timeline {
    /// The place of a row in the queue; none when it does not wait there.
    pub fn queue_place(&self, row: RowId) -> Option<QueuePlace> {
        // What waits has no time yet, and so stands last.
        let last = self.shown.iter().rev().take_while(|position| position.key.is_queued());
        let queue: Vec<RowId> = last.map(|position| position.row).filter(|row| self.is_message(*row)).collect();
        let behind = queue.iter().position(|queued| *queued == row)?;
        Some(QueuePlace { number: queue.len() - behind, of: queue.len() })
    }

    fn is_message(&self, row: RowId) -> bool {
        let Some(entry) = self.entry(row) else { return false };
        let Group::Event(_, id) = entry.group else { return false };
        entry.members.iter().filter_map(|(_, slot)| self.event(*slot)).any(|stored| {
            let is_gone = self.discarded.get(&id).is_some_and(|until| stored.copy <= *until);
            stored.digest == Digest::Queueable && !is_gone
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::timeline::{Log, Timeline};
    use crate::wire::Wire;

    #[test]
    fn messages_wait_in_the_order_they_came() {
        let mut timeline = Timeline::default();
        let mut apply = |place, id: &str, kind: &str, at: &str| {
            let json = format!(r#"{{"type":"{kind}","id":"{id}","content":[],"processed_at":{at}}}"#);
            timeline.apply(&Log::Session, place, Wire::parse(&json).unwrap());
        };
        apply(0, "done", "user.message", r#""2026-11-20T10:00:01Z""#);
        apply(1, "a", "user.message", "null");
        apply(2, "stop", "user.interrupt", "null");
        apply(3, "b", "system.message", "null");
        apply(4, "c", "user.message", "null");
        let places = |timeline: &Timeline| {
            ["done", "a", "stop", "b", "c"].map(|id| {
                let place = timeline.row_of(id).and_then(|row| timeline.queue_place(row));
                place.map(|place| (place.number, place.of))
            })
        };
        assert_eq!(places(&timeline), [None, Some((1, 3)), None, Some((2, 3)), Some((3, 3))]);
        timeline.discard(9, "b");
        assert_eq!(places(&timeline), [None, Some((1, 2)), None, None, Some((2, 2))]);
        let taken = r#"{"type":"user.message","id":"a","content":[],"processed_at":"2026-11-20T10:00:09Z"}"#;
        timeline.apply(&Log::Session, 10, Wire::parse(taken).unwrap());
        assert_eq!(places(&timeline), [None, None, None, None, Some((1, 1))]);
    }
}
