//! Frames of a feed's stream: written in one way only, so that text can never become structure.

use model::feed::{Cursor, Notice, PING};

use super::entry::Entry;

/// A stored event.
pub fn event(cursor: Cursor, entry: &Entry) -> Vec<u8> {
    let name = name(entry.kind());
    format!("id: {cursor}\nevent: {name}\ndata: {}\n\n", entry.json()).into_bytes()
}

/// A piece of an event that is being written: not part of the log, so it has no cursor.
pub fn preview(kind: &str, json: &str) -> Vec<u8> {
    format!("event: {}\ndata: {json}\n\n", name(kind)).into_bytes()
}

/// What the feed says of itself, with a cursor when that is part of the log.
pub fn notice(cursor: Option<Cursor>, notice: &Notice) -> Vec<u8> {
    let id = cursor.map_or_else(String::new, |cursor| format!("id: {cursor}\n"));
    format!("{id}event: {PING}\ndata: {}\n\n", notice.print()).into_bytes()
}

/// The frames of a chunk, each with its number. A chunk holds nothing but what [`event`] and [`notice`] wrote.
pub fn split(chunk: &[u8]) -> impl Iterator<Item = (i64, &[u8])> {
    let mut rest = chunk;
    std::iter::from_fn(move || {
        let end = rest.windows(2).position(|two| two == b"\n\n")? + 2;
        let (frame, after) = rest.split_at_checked(end)?;
        rest = after;
        Some((number(frame)?, frame))
    })
}

/// The event's name in its frame. The API's types are plain words; what is none is named by its JSON alone.
fn name(kind: &str) -> &str {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.');
    if !kind.is_empty() && kind.bytes().all(is_plain) { kind } else { "message" }
}

fn number(frame: &[u8]) -> Option<i64> {
    let line = frame.strip_prefix(b"id: ")?.split(|&b| b == b'\n').next()?;
    std::str::from_utf8(line).ok().and_then(Cursor::parse).map(|cursor| cursor.seq)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::feed::Standing;
    use model::sse::{Decoder, Item};

    fn decode(bytes: &[u8]) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        Decoder::new(1 << 20).push(bytes, |item| match item {
            Item::Frame(frame) => found.push((frame.last_event_id, frame.event, frame.data)),
            other => panic!("{other:?}"),
        });
        found
    }

    #[test]
    fn nothing_in_an_event_can_become_a_frame() {
        for (kind, name) in [
            ("agent.message", "agent.message"),
            ("a\\nid: 9", "message"),
            ("", "message"),
            ("new_type.2", "new_type.2"),
            ("ping\\n", "message"),
        ] {
            let json = format!("{{\"type\":\"{kind}\",\n\r\"text\":\"\\n\\nid: 7\\nretry: 1\\u2028\u{2028}\"}}");
            let entry = Entry::parse(&json).unwrap();
            let cursor = Cursor { epoch: 3, seq: -4 };
            let expected = ("3.-4".to_owned(), name.to_owned(), entry.json().to_owned());
            assert_eq!(decode(&event(cursor, &entry)), [expected]);
        }
    }

    #[test]
    fn chunks_come_apart_where_they_were_put_together() {
        let entry = Entry::parse(r#"{"type":"a","text":"\n\n"}"#).unwrap();
        let first = event(Cursor { epoch: 1, seq: -1 }, &entry);
        let gone = Notice { standing: Standing::Live, discarded: Some("q".into()), ..Notice::default() };
        let second = notice(Some(Cursor { epoch: 1, seq: 2 }), &gone);
        let chunk = [first.clone(), second.clone()].concat();
        assert_eq!(split(&chunk).collect::<Vec<_>>(), [(-1, &first[..]), (2, &second[..])]);
        assert_eq!(split(b"").count(), 0);
    }
}
