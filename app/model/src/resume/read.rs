//! What a feed's bytes mean to its reader.

use crate::feed::{Cursor, Notice, PING};
use crate::sse::Item;
use crate::wire::{Event, Wire};

/// Something that a feed sent.
#[derive(Debug)]
pub enum Sent {
    /// An event, with its place if it is part of the log.
    Event(Option<Cursor>, Wire<Event>),
    /// What the feed says of itself, with a place if that is part of the log.
    Notice(Option<Cursor>, Notice),
    /// Nothing but that the line is alive.
    SignOfLife,
}

/// Reads an item of a feed's stream, or of a chunk; `None` when it can not be read, and what was cut has to be
/// fetched again.
pub fn read(item: Item) -> Option<Sent> {
    let frame = match item {
        Item::Frame(frame) if !frame.data.is_empty() => frame,
        Item::TooLarge => return None,
        Item::Frame(_) | Item::Comment | Item::Retry(_) => return Some(Sent::SignOfLife),
    };
    let cursor = Cursor::parse(&frame.last_event_id);
    match frame.event.as_str() {
        PING => Some(Notice::parse(&frame.data).map_or(Sent::SignOfLife, |notice| Sent::Notice(cursor, notice))),
        "error" => None,
        _ => Wire::parse(&frame.data).ok().map(|event| Sent::Event(cursor, event)),
    }
}
