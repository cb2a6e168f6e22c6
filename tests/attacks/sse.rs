//! Attack 16: text in a stream that tries to become a frame, and forged places to resume from.

use model::sse::{Decoder, Item};
use porthole_tests::http::{Message, Wire, within};
use porthole_tests::upstream::{EVENTS, Say};
use tokio::sync::mpsc;

use crate::rig::{Door, Rig, five, headers, lines, operator, request};

/// Pieces of a stream, cut where a relay that writes between chunks would tear it.
const PIECES: &[&[u8]] = &[
    b"\xef\xbb",
    b"\xbfevent: agent.message\ndata: {\"text\":\"a\\r\\n\\nid: 7\\nretry: 1\\n\\u2028\\u0000\"}\n\n",
    b"event: agent.message\r\nda",
    b"ta: {\"text\":\"\xe2\x80",
    b"\xa8 line separator\"}\r\n\r",
    b"\nid: 5\x00\ndata: nul\n\n",
    b"retry: 1\n\n",
    b"id: forged\nevent: \xff\xfe\ndata: broken text\n\n",
    b"data: one\ndata: two\n",
    b"\n: comment\n\nevent: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
    b"data: half of a frame",
];

async fn rig() -> Rig {
    Rig::saying(|_| {
        let (pieces, stream) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            for piece in PIECES {
                if pieces.send(piece.to_vec()).is_err() {
                    return;
                }
                tokio::task::yield_now().await;
            }
        });
        Say::Stream(EVENTS.to_vec(), stream)
    })
    .await
}

#[tokio::test]
async fn frames_arrive_as_they_were_sent() {
    let rig = rig().await;
    let expected = frames(&PIECES.concat());
    let (answer, seen) = rig.relay().ask(stream_of("")).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(lines(&seen), ["GET /v1/sessions/sesn_01/events/stream"]);
    assert_eq!(headers(&seen[0]), five_of_a_stream());
    assert_eq!(frames(&answer.body), expected);
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "private, no-store"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
        ("request-id", "req_stream"),
    ] {
        assert_eq!(answer.header(name).as_deref(), Some(value));
    }
    let (answer, _) = rig.naive().ask(stream_of("")).await;
    assert_ne!(frames(&answer.body), expected, "the naive relay tears frames");
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
        "Last-Event-ID: 1\r\nLast-Event-ID: 2\r\n",
        &long,
    ];
    for header in forged {
        let (answer, seen) = rig.relay().ask(stream_of(header)).await;
        assert_eq!(answer.status(), 200);
        assert_eq!(headers(&seen[0]), five_of_a_stream());
    }
    // A megabyte of header is more than the runtime takes.
    let (answer, seen) = rig.relay().ask(stream_of(&format!("Last-Event-ID: {}\r\n", "9".repeat(1 << 20)))).await;
    assert!(matches!(answer.status(), 0 | 400 | 413 | 431), "{answer:?}");
    assert_eq!(lines(&seen), [""; 0]);
    for query in ["?after=-1", "?after=start", "?last_event_id=1", "?event_deltas[]=a%0d%0ab", "?event_deltas[]=%00"] {
        let (answer, seen) =
            rig.relay().ask(request(&format!("GET /v1/sessions/sesn_01/events/stream{query}"), &operator())).await;
        assert_eq!((answer.status(), answer.code().as_str()), (400, "porthole_bad_query"), "{query}");
        assert_eq!(lines(&seen), [""; 0], "{query}");
    }
    assert!(!forged_place_arrives(&rig.relay()).await);
    assert!(forged_place_arrives(&rig.naive()).await, "the naive relay passes it on");
}

/// The error of the API inside a stream is the viewer's to read.
#[tokio::test]
async fn a_stream_that_breaks_off_breaks_off() {
    let rig = rig().await;
    let mut wire = Wire::connect(rig.relay().address).await;
    wire.send(stream_of("")).await;
    let head: Message = within(wire.head()).await.unwrap();
    assert_eq!(head.status(), 200);
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = within(wire.chunk()).await {
        body.extend(chunk);
    }
    let last = frames(&body).pop();
    assert!(matches!(last, Some(Item::Frame(frame)) if frame.event == "error"));
}

fn stream_of(header: &str) -> String {
    request("GET /v1/sessions/sesn_01/events/stream", &format!("{}{header}", operator()))
}

fn five_of_a_stream() -> Vec<String> {
    let mut all = five(&["accept: text/event-stream"]);
    all.retain(|header| header != "accept: application/json");
    all
}

fn frames(bytes: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    Decoder::new(1 << 20).push(bytes, |item| items.push(item));
    items.retain(|item| *item != Item::Comment);
    items
}

async fn forged_place_arrives(door: &Door<'_>) -> bool {
    let (_, seen) = door.ask(stream_of("Last-Event-ID: -1\r\n")).await;
    seen.iter().any(|message| message.header("last-event-id").is_some())
}
