//! What viewers are told, as server-sent events.

use model::time::Time;

use super::known::Entry;

/// A piece of the list is sent on when it has this many bytes.
const PIECE: usize = 48 << 10;

/// Where news come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The list is read again and again.
    Poll,
    /// The API says what happens; the list is read now and then, to be sure.
    Webhook,
}

impl Source {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Webhook => "webhook",
        }
    }
}

/// Something to tell all viewers, as the text of a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// One session is new or has changed, or is gone: for those who have the list.
    Change(String),
    /// The list was read: for those who have it.
    Checked(String),
    /// It could not be read: for all.
    Trouble(String),
}

impl Frame {
    /// Its text.
    pub fn text(&self) -> &str {
        match self {
            Self::Change(text) | Self::Checked(text) | Self::Trouble(text) => text,
        }
    }
}

/// All that is known, in pieces; all but the last say that more follows.
pub(super) fn roster(entries: &[&Entry], checked_at: i64, source: Source) -> Vec<String> {
    let tail = tail(checked_at, source);
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for entry in entries {
        if piece.len() > PIECE {
            pieces.push(std::mem::take(&mut piece));
        }
        piece.push_str(if piece.is_empty() { "" } else { "," });
        piece.extend(["{", &fields(entry), "}"]);
    }
    pieces.push(piece);
    let last = pieces.len() - 1;
    let print = |(at, piece): (usize, String)| {
        let more = if at < last { ",\"more\":true" } else { "" };
        frame("roster", &format!("{{\"type\":\"roster\",\"sessions\":[{piece}],{tail}{more}}}"))
    };
    pieces.into_iter().enumerate().map(print).collect()
}

pub(super) fn change(entry: &Entry, checked_at: i64, source: Source) -> Frame {
    let data = format!("{{\"type\":\"change\",{},{}}}", fields(entry), tail(checked_at, source));
    Frame::Change(frame("change", &data))
}

/// `id` is one that can stand in a path, and so in quotes.
pub(super) fn removed(id: &str, checked_at: i64, source: Source) -> Frame {
    let data = format!("{{\"type\":\"change\",\"removed\":\"{id}\",{}}}", tail(checked_at, source));
    Frame::Change(frame("change", &data))
}

pub(super) fn checked(checked_at: i64, source: Source) -> Frame {
    Frame::Checked(frame("checked", &format!("{{\"type\":\"checked\",{}}}", tail(checked_at, source))))
}

/// `error` is in the API's own shape, on one line.
pub(super) fn trouble(error: &str) -> Frame {
    Frame::Trouble(frame("trouble", error))
}

fn fields(entry: &Entry) -> String {
    format!("\"session\":{},\"waits\":{}", entry.found.raw, entry.waits())
}

fn tail(checked_at: i64, source: Source) -> String {
    let checked_at = Time::from_millis(checked_at).to_timestamp();
    format!("\"checked_at\":\"{}\",\"source\":\"{}\"", checked_at.as_str(), source.as_str())
}

fn frame(event: &str, data: &str) -> String {
    format!("event: {event}\ndata: {data}\n\n")
}
