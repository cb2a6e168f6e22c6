//! Streams: one of the API's for any number of viewers, events at once, and an end upstream soon after the last viewer's.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Duration;

use model::feed::{Notice, Standing};
use model::sse::{Decoder, Frame, Item};
use porthole_tests::http::{Wire, within};
use porthole_tests::upstream::{EVENTS, Say, json};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::rig::{Rig, lines, operator, post, request};

/// How soon the API must be free of a stream that nobody watches.
const UPSTREAM_CLOSES_WITHIN: Duration = Duration::from_secs(20);

/// A rig whose lists are empty, and whose streams say what the test sends into them.
async fn rig() -> (Rig, mpsc::UnboundedReceiver<mpsc::UnboundedSender<Vec<u8>>>) {
    let (opened, streams) = mpsc::unbounded_channel();
    let opened = Mutex::new(opened);
    let rig = Rig::saying(move |request| {
        if !request.line.contains("/stream") {
            return Say::Bytes(json(200, "", r#"{"data":[],"next_page":null}"#));
        }
        let (pieces, stream) = mpsc::unbounded_channel();
        opened.lock().unwrap().send(pieces).unwrap();
        Say::Stream(EVENTS.to_vec(), stream)
    })
    .await;
    (rig, streams)
}

/// A viewer, and what it has read.
struct Viewer {
    wire: Wire,
    decoder: Decoder,
    ahead: Vec<Frame>,
}

impl Viewer {
    async fn open(address: SocketAddr, query: &str) -> Self {
        let mut wire = Wire::connect(address).await;
        wire.send(request(&format!("GET /v1/sessions/sesn_01/events/stream{query}"), &operator())).await;
        Self { wire, decoder: Decoder::new(64 << 20), ahead: Vec::new() }
    }

    /// The status of the answer.
    async fn status(&mut self) -> u16 {
        within(self.wire.head()).await.unwrap().status()
    }

    /// The next frame; `None` at the end.
    async fn frame(&mut self) -> Option<Frame> {
        while self.ahead.is_empty() {
            let chunk = within(self.wire.chunk()).await.ok().flatten()?;
            let ahead = &mut self.ahead;
            self.decoder.push(&chunk, |item| {
                if let Item::Frame(frame) = item {
                    ahead.push(frame);
                }
            });
        }
        Some(self.ahead.remove(0))
    }

    /// The next event; `None` at the end.
    async fn next_event(&mut self) -> Option<Frame> {
        loop {
            let frame = self.frame().await?;
            if frame.event != "ping" {
                return Some(frame);
            }
        }
    }

    /// The data of the next event.
    async fn event(&mut self) -> String {
        self.next_event().await.expect("the stream goes on").data
    }

    /// Waits until the relay says that it stands so.
    async fn stands(&mut self, standing: Standing) {
        loop {
            let frame = self.frame().await.expect("the stream goes on");
            if Notice::parse(&frame.data).is_some_and(|notice| notice.standing == standing) {
                return;
            }
        }
    }
}

fn event(number: usize) -> String {
    format!(
        "event: agent.message\ndata: {{\"id\":\"sevt_{number}\",\"type\":\"agent.message\",\"processed_at\":\"2026-11-20T14:03:02.{number:06}Z\",\"content\":[]}}\n\n"
    )
}

#[tokio::test]
async fn every_event_reaches_every_viewer_at_once_over_one_stream() {
    let (rig, mut streams) = rig().await;
    let address = rig.relay().address;
    let mut viewers = Vec::new();
    for query in ["", "?after=-200", "?after=start"] {
        let mut viewer = Viewer::open(address, query).await;
        assert_eq!(viewer.status().await, 200);
        viewers.push(viewer);
    }
    let upstream = streams.recv().await.unwrap();
    viewers[1].stands(Standing::Live).await;
    // Each is sent only when the one before has arrived everywhere, so nothing on the way waits for more.
    for number in 1..=5 {
        upstream.send(event(number).into_bytes()).unwrap();
        for viewer in &mut viewers {
            assert!(viewer.event().await.contains(&format!("sevt_{number}\"")));
        }
    }
    rig.upstream.streams(1).await;
    let seen = rig.upstream.take();
    let count = |part: &str| lines(&seen).iter().filter(|line| line.contains(part)).count();
    assert_eq!((count("/events/stream"), count("/events?")), (1, 1), "{:?}", lines(&seen));
}

/// A quiet stream hides that its viewers have left, and a busy one must not be kept either, however soon they leave.
#[tokio::test]
async fn a_stream_that_nobody_watches_is_closed() {
    for is_busy in [false, true] {
        let (rig, mut streams) = rig().await;
        let address = rig.relay().address;
        let mut last = Viewer::open(address, "").await;
        assert_eq!(last.status().await, 200);
        let upstream = streams.recv().await.unwrap();
        rig.upstream.streams(1).await;
        let chatter = tokio::spawn(async move {
            let mut number = 0;
            let mut pace = tokio::time::interval(Duration::from_millis(20));
            while upstream.send(event(number).into_bytes()).is_ok() && is_busy {
                number += 1;
                pace.tick().await;
            }
            upstream.closed().await;
        });
        let mut hasty = tokio::task::JoinSet::new();
        for reads in [true, true, false].repeat(20) {
            hasty.spawn(async move {
                let mut viewer = Viewer::open(address, "").await;
                if reads {
                    assert_eq!(viewer.status().await, 200);
                    viewer.frame().await.unwrap();
                }
                viewer.wire.reset();
            });
        }
        hasty.join_all().await;
        last.frame().await.unwrap();
        drop(last);
        timeout(UPSTREAM_CLOSES_WITHIN, rig.upstream.streams(0)).await.expect("the API is free of it in time");
        chatter.abort();
    }
    let (rig, mut streams) = rig().await;
    let mut viewer = Viewer::open(rig.naive().address, "").await;
    let _quiet = streams.recv().await.unwrap();
    assert_eq!(viewer.status().await, 200);
    rig.upstream.streams(1).await;
    drop(viewer);
    let closed = timeout(UPSTREAM_CLOSES_WITHIN, rig.upstream.streams(0)).await;
    assert!(closed.is_err(), "the naive relay does not notice");
}

/// Heartbeats over a line that is dead upstream would let a viewer believe that it is live.
#[tokio::test]
async fn a_line_that_the_api_forgot_is_not_called_live() {
    let (rig, mut streams) = rig().await;
    let mut viewer = Viewer::open(rig.relay().address, "?after=-200").await;
    let _forgotten = streams.recv().await.unwrap();
    viewer.status().await;
    viewer.stands(Standing::Live).await;
    viewer.stands(Standing::Reconnecting).await;
    let again = streams.recv().await.unwrap();
    viewer.stands(Standing::Live).await;
    again.send(event(1).into_bytes()).unwrap();
    assert!(viewer.event().await.contains("sevt_1"), "the viewer's own line never broke");
}

/// A viewer that does not read costs the others nothing, and is let go with a place to come back to.
#[tokio::test]
async fn a_viewer_that_stands_still_slows_nobody() {
    let (rig, mut streams) = rig().await;
    let address = rig.relay().address;
    let mut still = Viewer::open(address, "?after=-200").await;
    let upstream = streams.recv().await.unwrap();
    still.status().await;
    let mut quick = Viewer::open(address, "?after=-200").await;
    quick.status().await;
    quick.stands(Standing::Live).await;
    let text = "x".repeat(200_000);
    for number in 1..=200 {
        let large = event(number).replace("\"content\":[]", &format!("\"content\":[],\"note\":\"{text}\""));
        upstream.send(large.into_bytes()).unwrap();
        assert!(quick.event().await.contains(&format!("sevt_{number}\"")), "forty megabytes, one by one");
    }
    // What was under way to it arrives, whole and in order, and then more for as long as it reads.
    let mut number = 0;
    while number < 200 {
        number += 1;
        let Some(frame) = still.next_event().await else { break };
        assert!(frame.data.contains(&format!("sevt_{number}\"")));
    }
    assert!(number >= 1);
}

#[tokio::test]
async fn a_large_event_reaches_every_viewer() {
    let (rig, mut streams) = rig().await;
    let address = rig.relay().address;
    let mut viewers = Vec::new();
    for _ in 0..5 {
        let mut viewer = Viewer::open(address, "").await;
        assert_eq!(viewer.status().await, 200);
        viewers.push(viewer);
    }
    let upstream = streams.recv().await.unwrap();
    let text = "y".repeat(10 << 20);
    let large = event(1).replace("\"content\":[]", &format!("\"content\":[],\"note\":\"{text}\""));
    upstream.send(large.into_bytes()).unwrap();
    for viewer in &mut viewers {
        let data = viewer.event().await;
        assert!(data.len() > 10 << 20 && data.contains(&text));
    }
    let mut late = Viewer::open(address, "?after=-1").await;
    late.status().await;
    assert!(late.event().await.contains(&text), "out of the log, where it takes many rows");
}

/// A stream and a chunk need the same right as every other call.
#[tokio::test]
async fn a_stream_is_for_those_who_may() {
    let (rig, _streams) = rig().await;
    for path in [
        "/v1/sessions/sesn_01/events/stream",
        "/v1/sessions/sesn_01/threads/sthr_01/stream",
        "/api/feeds/sesn_01/chunks/1.0",
    ] {
        let (answer, seen) = rig
            .relay()
            .ask(request(&format!("GET {path}"), "Host: porthole.example\r\nAccept: text/event-stream\r\n"))
            .await;
        assert_eq!((answer.status(), answer.code().as_str()), (401, "porthole_sign_in_first"), "{path}");
        assert!(seen.is_empty(), "{path}");
    }
    // A chunk of a log that is not this one.
    let (answer, seen) = rig.relay().ask(request("GET /api/feeds/sesn_01/chunks/1.0", &operator())).await;
    assert_eq!((answer.status(), answer.code().as_str()), (410, "porthole_start_over"));
    assert!(seen.is_empty());
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
