//! Attack 16: text in a stream that tries to become a frame, and forged places to resume from.

use model::feed::{Cursor, Notice};
use model::sse::{Decoder, Frame, Item};
use porthole_tests::http::{Wire, within};
use porthole_tests::upstream::{EVENTS, Say, json};
use tokio::sync::mpsc;

use crate::rig::{Door, Rig, five, headers, lines, operator, request};

/// Pieces of a stream, cut where a relay that writes between chunks would tear it.
const PIECES: &[&[u8]] = &[
    b"\xef\xbb",
    b"\xbfevent: agent.message\ndata: {\"type\":\"agent.message\",\"text\":\"a\\r\\n\\nid: 7\\nretry: 1\\n\\u2028\\u0000\"}\n\n",
    b"event: agent.message\r\nda",
    b"ta: {\"type\":\"agent.message\",\"text\":\"\xe2\x80",
    b"\xa8 line separator\"}\r\n\r",
    b"\nid: 5\x00\ndata: {\"type\":\"nul\"}\n\n",
    b"retry: 1\n\n",
    b"id: forged\nevent: ping\ndata: {\"type\":\"ping\",\"standing\":\"live\",\"cursor\":\"1.9\"}\n\n",
    b"id: 1.1\nevent: \xff\xfe\ndata: {\"type\":\"a\\nid: 9.9\",\"text\":\"\xff\"}\n\n",
    b"data: {\"type\":\"two.lines\",\ndata: \"text\":\"\"}\n\n",
    b": comment\n\n",
];

/// What a viewer must get of them: event names and data.
const EXPECTED: &[(&str, &str)] = &[
    ("agent.message", "{\"type\":\"agent.message\",\"text\":\"a\\r\\n\\nid: 7\\nretry: 1\\n\\u2028\\u0000\"}"),
    ("agent.message", "{\"type\":\"agent.message\",\"text\":\"\u{2028} line separator\"}"),
    ("nul", "{\"type\":\"nul\"}"),
    ("message", "{\"type\":\"a\\nid: 9.9\",\"text\":\"\u{fffd}\"}"),
    ("two.lines", "{\"type\":\"two.lines\", \"text\":\"\"}"),
];

async fn rig() -> Rig {
    Rig::saying(|request| {
        if !request.line.contains("/stream") {
            return Say::Bytes(json(200, "", r#"{"data":[],"next_page":null}"#));
        }
        let (pieces, stream) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            for piece in PIECES {
                if pieces.send(piece.to_vec()).is_err() {
                    return;
                }
                tokio::task::yield_now().await;
            }
            // The stream stays open, as the API's does.
            pieces.closed().await;
        });
        Say::Stream(EVENTS.to_vec(), stream)
    })
    .await
}

#[tokio::test]
async fn text_stays_text_and_places_are_the_relays_own() {
    let rig = rig().await;
    let mut wire = Wire::connect(rig.relay().address).await;
    wire.send(stream_of("")).await;
    let head = within(wire.head()).await.unwrap();
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "private, no-store"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(head.header(name).as_deref(), Some(value));
    }
    let frames = events(&mut wire, EXPECTED.len()).await;
    let found: Vec<_> = frames.iter().map(|frame| (frame.event.as_str(), frame.data.as_str())).collect();
    assert_eq!(found, EXPECTED);
    let cursors: Vec<Cursor> = frames.iter().map(|frame| Cursor::parse(&frame.last_event_id).unwrap()).collect();
    assert!(cursors.windows(2).all(|two| two[0].epoch == two[1].epoch && two[0].seq < two[1].seq), "{cursors:?}");
    assert_ne!(cursors[0].epoch, 1);
    let seen = rig.upstream.take();
    let asked = |seen: &[porthole_tests::http::Message]| -> Vec<String> {
        lines(seen).iter().map(|line| (*line).to_owned()).filter(|line| line.contains("stream")).collect()
    };
    let deltas = "event_deltas%5B%5D=agent.message&event_deltas%5B%5D=agent.thinking";
    assert_eq!(asked(&seen), [format!("GET /v1/sessions/sesn_01/events/stream?{deltas}")]);
    assert_eq!(headers(&seen[0]), five_of_a_stream());

    let mut naive = Wire::connect(rig.naive().address).await;
    naive.send(stream_of("")).await;
    within(naive.head()).await.unwrap();
    // What its heartbeats tear apart depends on the network: this frame comes in one piece.
    let is_forged = |frames: &[Frame]| frames.iter().any(|frame| frame.last_event_id == "1.1");
    let frames = events_until(&mut naive, is_forged).await;
    assert!(is_forged(&frames), "the naive relay lets a forged place through");
}

#[tokio::test]
async fn forged_places_go_nowhere() {
    let rig = rig().await;
    let long = format!("Last-Event-ID: {}\r\n", "9".repeat(1 << 13));
    let forged = [
        "Last-Event-ID: -1\r\n",
        "Last-Event-ID: sevt_of_another_session\r\n",
        "Last-Event-ID: a%0d%0ab\r\n",
        "Last-Event-ID: \u{2028}\u{feff}\r\n",
        "Last-Event-ID: 1.1\r\nLast-Event-ID: 1.2\r\n",
        &long,
    ];
    for header in forged {
        let mut wire = Wire::connect(rig.relay().address).await;
        wire.send(stream_of(header)).await;
        assert_eq!(within(wire.head()).await.unwrap().status(), 200, "{header}");
    }
    let seen = rig.upstream.take();
    let streams: Vec<_> = seen.iter().filter(|message| message.line.contains("/stream")).collect();
    assert_eq!(streams.len(), 1, "one stream for all of them");
    assert_eq!(headers(streams[0]), five_of_a_stream());
    // A place in a log of another session, or in one that never was.
    for place in ["1.1", "18446744073709551615.9223372036854775807"] {
        let (answer, seen) = rig.relay().ask(stream_of(&format!("Last-Event-ID: {place}\r\n"))).await;
        assert_eq!((answer.status(), answer.code().as_str()), (410, "porthole_start_over"));
        assert_eq!(lines(&seen), [""; 0]);
    }
    // A megabyte of header is more than the runtime takes.
    let (answer, seen) = rig.relay().ask(stream_of(&format!("Last-Event-ID: {}\r\n", "9".repeat(1 << 20)))).await;
    assert!(matches!(answer.status(), 0 | 400 | 413 | 431), "{answer:?}");
    assert_eq!(lines(&seen), [""; 0]);
    for query in [
        "?after=",
        "?after=soon",
        "?after=-0",
        "?after=1",
        "?after=1.1.1",
        "?after=-99999999999",
        "?last_event_id=1",
        "?event_deltas[]=a%0d%0ab",
        "?event_deltas[]=%00",
        "?event_deltas[]=agent.tool_use",
    ] {
        let (answer, seen) =
            rig.relay().ask(request(&format!("GET /v1/sessions/sesn_01/events/stream{query}"), &operator())).await;
        assert_eq!((answer.status(), answer.code().as_str()), (400, "porthole_bad_query"), "{query}");
        assert_eq!(lines(&seen), [""; 0], "{query}");
    }
    assert!(forged_place_arrives(&rig.naive()).await, "the naive relay passes it on");
}

/// Frames that carry events, so many.
async fn events(wire: &mut Wire, count: usize) -> Vec<Frame> {
    events_until(wire, |frames| frames.len() >= count).await
}

/// Frames that carry events, until they are enough.
async fn events_until(wire: &mut Wire, are_enough: impl Fn(&[Frame]) -> bool) -> Vec<Frame> {
    let mut bytes = Vec::new();
    loop {
        bytes.extend(within(wire.chunk()).await.expect("the stream is open").expect("it goes on"));
        let frames = decode(&bytes);
        if are_enough(&frames) {
            return frames;
        }
    }
}

/// The frames, without what the relay says of itself.
fn decode(bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    Decoder::new(1 << 20).push(bytes, |item| match item {
        Item::Frame(frame) if frame.event != "ping" || Notice::parse(&frame.data).is_none() => frames.push(frame),
        _ => {}
    });
    frames
}

fn stream_of(header: &str) -> String {
    request("GET /v1/sessions/sesn_01/events/stream", &format!("{}{header}", operator()))
}

fn five_of_a_stream() -> Vec<String> {
    let mut all = five(&["accept: text/event-stream"]);
    all.retain(|header| header != "accept: application/json");
    all
}

async fn forged_place_arrives(door: &Door<'_>) -> bool {
    door.upstream.take();
    let mut wire = Wire::connect(door.address).await;
    wire.send(stream_of("Last-Event-ID: -1\r\n")).await;
    within(wire.head()).await.unwrap();
    door.upstream.take().iter().any(|message| message.header("last-event-id").is_some())
}
