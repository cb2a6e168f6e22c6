//! Streams: bytes at once, heartbeats between frames only, and an end upstream soon after the viewer's.

use std::sync::Mutex;
use std::time::Duration;

use porthole_tests::http::{Wire, within};
use porthole_tests::upstream::{EVENTS, Say};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::rig::{Rig, operator, post, request};

/// How soon the API must be free of a stream that nobody watches.
const UPSTREAM_CLOSES_WITHIN: Duration = Duration::from_secs(20);

/// A rig whose streams say what the test sends into them.
async fn rig() -> (Rig, mpsc::UnboundedReceiver<mpsc::UnboundedSender<Vec<u8>>>) {
    let (opened, streams) = mpsc::unbounded_channel();
    let opened = Mutex::new(opened);
    let rig = Rig::saying(move |_| {
        let (pieces, stream) = mpsc::unbounded_channel();
        opened.lock().unwrap().send(pieces).unwrap();
        Say::Stream(EVENTS.to_vec(), stream)
    })
    .await;
    (rig, streams)
}

async fn open(address: std::net::SocketAddr) -> Wire {
    let mut wire = Wire::connect(address).await;
    wire.send(request("GET /v1/sessions/sesn_01/events/stream", &operator())).await;
    wire
}

async fn chunk(wire: &mut Wire) -> String {
    let chunk = within(wire.chunk()).await.expect("the stream is open").expect("the stream goes on");
    String::from_utf8(chunk).unwrap()
}

#[tokio::test]
async fn every_chunk_is_passed_on_at_once() {
    let (rig, mut streams) = rig().await;
    let mut viewer = open(rig.relay().address).await;
    let upstream = streams.recv().await.unwrap();
    within(viewer.head()).await.unwrap();
    assert_eq!(chunk(&mut viewer).await, ": hb\n\n", "a first byte before the API has said anything");
    // Each piece is sent only when the one before it has arrived, so nothing on the way waits for more.
    for piece in ["data: 1\n\n", "data: 2\n\n", "data:", " 3\n", "\n"] {
        upstream.send(piece.into()).unwrap();
        assert_eq!(chunk(&mut viewer).await, piece);
    }
    drop(upstream);
    assert_eq!(within(viewer.chunk()).await.unwrap(), None, "an end is an end");
}

/// Two streams, open at once: the heartbeat of the idle one is the clock for the one that stopped inside a frame.
#[tokio::test]
async fn no_heartbeat_inside_a_frame() {
    let (rig, mut streams) = rig().await;
    let mut torn = open(rig.relay().address).await;
    let half = streams.recv().await.unwrap();
    within(torn.head()).await.unwrap();
    assert_eq!(chunk(&mut torn).await, ": hb\n\n");
    half.send(b"data: ha".to_vec()).unwrap();
    assert_eq!(chunk(&mut torn).await, "data: ha");
    let mut idle = open(rig.relay().address).await;
    let _quiet = streams.recv().await.unwrap();
    within(idle.head()).await.unwrap();
    assert_eq!(chunk(&mut idle).await, ": hb\n\n");
    assert_eq!(chunk(&mut idle).await, ": hb\n\n", "the heartbeat");
    half.send(b"lf\n\n".to_vec()).unwrap();
    assert_eq!(chunk(&mut torn).await, "lf\n\n", "the rest comes next, with nothing between");
}

/// A quiet stream hides that its viewer has left; the heartbeat finds out.
#[tokio::test]
async fn a_stream_that_nobody_watches_is_closed() {
    let (rig, mut streams) = rig().await;
    let mut viewer = open(rig.relay().address).await;
    let _quiet = streams.recv().await.unwrap();
    within(viewer.head()).await.unwrap();
    chunk(&mut viewer).await;
    rig.upstream.streams(1).await;
    drop(viewer);
    timeout(UPSTREAM_CLOSES_WITHIN, rig.upstream.streams(0)).await.expect("the API is free of it in time");

    let mut viewer = open(rig.naive().address).await;
    let _quiet = streams.recv().await.unwrap();
    within(viewer.head()).await.unwrap();
    rig.upstream.streams(1).await;
    drop(viewer);
    let closed = timeout(UPSTREAM_CLOSES_WITHIN, rig.upstream.streams(0)).await;
    assert!(closed.is_err(), "the naive relay does not notice");
}

/// Comments into a line that is dead upstream would let a viewer believe that it is live.
#[tokio::test]
async fn a_stream_that_the_api_forgot_is_cut() {
    let (rig, mut streams) = rig().await;
    let mut viewer = open(rig.relay().address).await;
    let _forgotten = streams.recv().await.unwrap();
    within(viewer.head()).await.unwrap();
    let mut comments = 0;
    while let Ok(Some(chunk)) = within(viewer.chunk()).await {
        assert_eq!(chunk, b": hb\n\n");
        comments += 1;
        assert!(comments < 10, "a dead line is kept alive");
    }
    assert_eq!(comments, 4, "one at once, then for three beats of silence");
    within(rig.upstream.streams(0)).await;
}

/// A stream needs the same right as every other call.
#[tokio::test]
async fn a_stream_is_for_those_who_may() {
    let (rig, _streams) = rig().await;
    for path in ["/v1/sessions/sesn_01/events/stream", "/v1/sessions/sesn_01/threads/sthr_01/stream"] {
        let (answer, seen) = rig
            .relay()
            .ask(request(&format!("GET {path}"), "Host: porthole.example\r\nAccept: text/event-stream\r\n"))
            .await;
        assert_eq!((answer.status(), answer.code().as_str()), (401, "porthole_sign_in_first"), "{path}");
        assert!(seen.is_empty(), "{path}");
    }
}

/// Who leaves before the answer ends a read, but not a write: half of that helps nobody.
#[tokio::test]
async fn a_read_ends_with_its_caller_and_a_write_does_not() {
    let (opened, mut waiting) = mpsc::unbounded_channel();
    let opened = Mutex::new(opened);
    let rig = Rig::saying(move |_| {
        let (answer, held_back) = mpsc::unbounded_channel();
        opened.lock().unwrap().send(answer).unwrap();
        Say::Stream(Vec::new(), held_back)
    })
    .await;
    let address = rig.relay().address;
    let mut writer = Wire::connect(address).await;
    writer.send(post("/v1/agents", &operator(), "{}")).await;
    let write = waiting.recv().await.unwrap();
    let mut reader = Wire::connect(address).await;
    reader.send(request("GET /v1/agents", &operator())).await;
    let _read = waiting.recv().await.unwrap();
    rig.upstream.streams(2).await;
    writer.reset();
    reader.reset();
    rig.upstream.streams(1).await;
    assert!(!write.is_closed(), "the write is still waited for");
}
