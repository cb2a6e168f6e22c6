//! Attack 14: one caller burns the organisation's quota. He gets his share of it; others, and whoever wants to stop
//! something, get theirs.

use std::net::SocketAddr;

use porthole_tests::http::{Message, Wire, ask, within};
use porthole_tests::naive::Naive;
use porthole_tests::upstream::{EVENTS, Say, Upstream, json};
use porthole_tests::worker::{CANARY, Worker};
use serde_json::{Value, json as value};
use tokio::sync::mpsc;

use crate::rig::{lines, post, request};

const READ: &str = "GET /v1/agents";
const INTERRUPT: &str = r#"{"events":[{"type":"user.interrupt"}]}"#;
const EVENT_SEND: &str = "/v1/sessions/sesn_01/events";

/// An open relay with a small quota, so that two callers can be told apart by their headers.
struct Small {
    upstream: Upstream,
    worker: Worker,
}

impl Small {
    async fn start(upstream: Upstream, create: u32, read: u32) -> Self {
        let worker = Worker::with(bindings(&upstream, create, read)).await;
        Self { upstream, worker }
    }

    fn address(&self) -> SocketAddr {
        self.worker.address()
    }

    /// The headers of one caller.
    fn greedy(&self) -> String {
        format!("Host: {}\r\n", self.address())
    }

    /// The headers of another one.
    fn other(&self) -> String {
        format!("{}Authorization: Bearer demo\r\n", self.greedy())
    }

    /// Asks until it is refused by the relay. Gives how many were not, and the refusal.
    async fn burn(&self, bytes: impl AsRef<[u8]>) -> (usize, Message) {
        for passed in 0..200 {
            let answer = ask(self.address(), &bytes).await;
            if answer.code() == "porthole_quota" {
                return (passed, answer);
            }
        }
        panic!("nobody stops this");
    }

    /// The object is told in the background.
    async fn learns_of_the_limit(&self) {
        within(async { while self.limits().await["read"]["source"] != "reported" {} }).await;
    }

    async fn limits(&self) -> Value {
        let answer = ask(self.address(), request("GET /api/limits", &self.greedy())).await;
        assert_eq!(answer.status(), 200, "{answer:?}");
        serde_json::from_slice(&answer.body).unwrap()
    }
}

fn bindings(upstream: &Upstream, create: u32, read: u32) -> Value {
    value!({
        "ANTHROPIC_BASE_URL": upstream.url(),
        "ANTHROPIC_API_KEY": CANARY,
        "PORTHOLE_OPEN": "1",
        "PORTHOLE_CREATE_PER_MINUTE": create.to_string(),
        "PORTHOLE_READ_PER_MINUTE": read.to_string(),
    })
}

fn status_and_code(answer: &Message) -> (u16, String) {
    (answer.status(), answer.code())
}

/// The quota flows in while a test runs, so there is a least and a most: of 20 a minute 6 are there at the start, and
/// as many as 20 only come together in 40 seconds.
fn is_a_share_of_twenty(passed: usize) -> bool {
    (6..20).contains(&passed)
}

#[tokio::test]
async fn the_api_sees_no_more_than_the_allowance() {
    let small = Small::start(Upstream::list().await, 20, 20).await;
    let (passed, refusal) = small.burn(request(READ, &small.greedy())).await;
    assert!(is_a_share_of_twenty(passed), "{passed}");
    assert_eq!(small.upstream.take().len(), passed);
    assert_eq!(status_and_code(&refusal), (429, "porthole_quota".to_owned()));
    let body: Value = serde_json::from_slice(&refusal.body).unwrap();
    assert_eq!((&body["type"], &body["error"]["type"]), (&value!("error"), &value!("rate_limit_error")));
    assert_eq!(body["request_id"].as_str(), refusal.header("request-id").as_deref());
    let number = |name: &str| refusal.header(name).unwrap().parse::<u64>().unwrap();
    assert!(number("retry-after-ms") > 0);
    assert_eq!(number("retry-after"), number("retry-after-ms").div_ceil(1_000));

    let naive = Naive::start(&small.upstream.url()).await;
    for _ in 0..30 {
        ask(naive.address(), request(READ, &small.greedy())).await;
    }
    assert_eq!(small.upstream.take().len(), 30, "the naive relay lets one caller take everything");
}

#[tokio::test]
async fn a_stream_is_a_read_once_for_all_who_watch() {
    let upstream = Upstream::start(|request| {
        if !request.line.contains("/stream") {
            return Say::Bytes(json(200, "", r#"{"data":[],"next_page":null}"#));
        }
        let (pieces, stream) = mpsc::unbounded_channel();
        tokio::spawn(async move { pieces.closed().await });
        Say::Stream(EVENTS.to_vec(), stream)
    })
    .await;
    let small = Small::start(upstream, 20, 20).await;
    let mut open = Vec::new();
    for _ in 0..30 {
        let mut viewer = Wire::connect(small.address()).await;
        viewer.send(request("GET /v1/sessions/sesn_01/events/stream", &small.greedy())).await;
        assert_eq!(within(viewer.head()).await.unwrap().status(), 200);
        open.push(viewer);
    }
    assert!(small.upstream.take().len() <= 2, "a stream and a list");
    let mut refused = 0;
    for session in 0..30 {
        let mut viewer = Wire::connect(small.address()).await;
        let line = format!("GET /v1/sessions/sesn_other{session}/events/stream");
        viewer.send(request(&line, &small.greedy())).await;
        refused += usize::from(within(viewer.head()).await.unwrap().status() == 429);
        open.push(viewer);
    }
    assert!(refused > 0, "each session costs a stream and a list");
    assert!(small.upstream.take().len() <= 20);
}

#[tokio::test]
async fn others_still_get_through() {
    let small = Small::start(Upstream::list().await, 100, 100).await;
    let flood = || small.burn(request(READ, &small.greedy()));
    let floods = tokio::join!(flood(), flood(), flood(), flood());
    let passed = floods.0.0 + floods.1.0 + floods.2.0 + floods.3.0;
    assert!((30..100).contains(&passed), "{passed}");
    assert_eq!(small.upstream.take().len(), passed);
    for _ in 0..3 {
        let answer = ask(small.address(), request(READ, &small.other())).await;
        assert_eq!(answer.status(), 200, "{answer:?}");
    }
    let answer = ask(small.address(), post("/v1/agents", &small.greedy(), "{}")).await;
    assert_eq!(answer.status(), 200, "what changes something is counted apart");
}

#[tokio::test]
async fn the_stop_button_works_when_nothing_else_does() {
    let small = Small::start(Upstream::list().await, 20, 20).await;
    let (passed, _) = small.burn(post("/v1/agents", &small.greedy(), "{}")).await;
    assert!(is_a_share_of_twenty(passed), "{passed}");
    small.upstream.take();
    let sends = format!("POST {EVENT_SEND}");
    let answer = ask(small.address(), post(EVENT_SEND, &small.greedy(), INTERRUPT)).await;
    assert_eq!((answer.status(), lines(&small.upstream.take())), (200, vec![sends.as_str()]));
    // What looks like one is none.
    for body in [
        r#"{"events":[{"type":"user.interrupt"},{"type":"user.message","content":[]}]}"#,
        r#"{"events":[{"type":"user.message","content":[{"type":"user.interrupt"}]}]}"#,
        r#"{"events":[]}"#,
    ] {
        let answer = ask(small.address(), post(EVENT_SEND, &small.greedy(), body)).await;
        assert_eq!(status_and_code(&answer), (429, "porthole_quota".to_owned()), "{body}");
    }
    // A flood of interrupts ends too, and leaves the next caller's.
    let (_, refusal) = small.burn(post(EVENT_SEND, &small.greedy(), INTERRUPT)).await;
    assert_eq!(refusal.status(), 429);
    let answer = ask(small.address(), post(EVENT_SEND, &small.other(), INTERRUPT)).await;
    assert_eq!(answer.status(), 200, "{answer:?}");
}

#[tokio::test]
async fn a_429_of_the_api_is_not_answered_with_more() {
    let refusal = r#"{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}"#;
    let upstream = Upstream::start(move |request| {
        let is_read = request.line.starts_with("GET");
        Say::Bytes(if is_read { json(429, "retry-after: 300\r\n", refusal) } else { json(200, "", "{}") })
    })
    .await;
    let small = Small::start(upstream, 600, 600).await;
    let first = ask(small.address(), request(READ, &small.greedy())).await;
    assert_eq!((first.status(), first.text().as_str()), (429, refusal), "the API's own words");
    assert_eq!(first.header("retry-after").as_deref(), Some("300"));
    let (_, refused) = small.burn(request(READ, &small.greedy())).await;
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() > 200, "{refused:?}");
    small.upstream.take();
    for who in [small.greedy(), small.other()] {
        let answer = ask(small.address(), request(READ, &who)).await;
        assert_eq!(status_and_code(&answer), (429, "porthole_quota".to_owned()));
    }
    assert_eq!(lines(&small.upstream.take()), [""; 0]);
    assert_eq!(small.limits().await["read"]["left"], 0);
    let answer = ask(small.address(), post("/v1/agents", &small.greedy(), "{}")).await;
    assert_eq!(answer.status(), 200, "what changes something is another quota");
}

/// Else one caller could close everything for everybody, by something of his own that the API refuses.
#[tokio::test]
async fn a_429_for_another_reason_closes_nothing() {
    let headers = "anthropic-ratelimit-requests-limit: 500\r\nanthropic-ratelimit-requests-remaining: 499\r\nretry-after: 300\r\n";
    let upstream = Upstream::start(move |_| Say::Bytes(json(429, headers, "{}"))).await;
    let small = Small::start(upstream, 600, 600).await;
    let ask_once = async || {
        let answer = ask(small.address(), request(READ, &small.greedy())).await;
        assert_eq!(status_and_code(&answer), (429, "porthole_api_error".to_owned()));
        assert_eq!(lines(&small.upstream.take()), [READ]);
    };
    ask_once().await;
    small.learns_of_the_limit().await;
    ask_once().await;
}

#[tokio::test]
async fn what_is_left_can_be_seen() {
    let headers = "anthropic-ratelimit-requests-limit: 50\r\nanthropic-ratelimit-requests-remaining: 40\r\n";
    let upstream = Upstream::start(move |_| Say::Bytes(json(200, headers, r#"{"data":[]}"#))).await;
    let small = Small::start(upstream, 20, 100).await;
    let with_left = |mut limits: Value| {
        for class in ["create", "read"] {
            for pointer in [format!("/{class}/left"), format!("/{class}/share/left")] {
                // It grows while one looks.
                let left = limits.pointer_mut(&pointer).unwrap();
                assert!(left.is_u64());
                *left = value!("some");
            }
        }
        limits
    };
    let class = |per_minute: u32, reserve: u32, source: &str, share: u32| {
        value!({
            "per_minute": per_minute,
            "left": "some",
            "reserve": reserve,
            "source": source,
            "share": { "per_minute": share, "left": "some" },
        })
    };
    let create = class(20, 2, "configured", 20);
    let before =
        value!({ "type": "limits", "active_callers": 1, "create": create, "read": class(100, 10, "configured", 100) });
    assert_eq!(with_left(small.limits().await), before);

    let answer = ask(small.address(), request(READ, &small.other())).await;
    assert_eq!(answer.header("anthropic-ratelimit-requests-limit"), None, "that is said here alone");
    small.learns_of_the_limit().await;
    let create = class(20, 2, "configured", 10);
    let after =
        value!({ "type": "limits", "active_callers": 2, "create": create, "read": class(50, 5, "reported", 25) });
    assert_eq!(with_left(small.limits().await), after);

    small.upstream.take();
    for (headers, status) in [
        ("Host: porthole.example\r\n".to_owned(), 401),
        (format!("{}Sec-Fetch-Site: cross-site\r\n", small.greedy()), 403),
    ] {
        assert_eq!(ask(small.address(), request("GET /api/limits", &headers)).await.status(), status);
    }
    assert_eq!(lines(&small.upstream.take()), [""; 0], "looking is no use of the quota");
}

#[tokio::test]
async fn without_the_meter_little_is_sent() {
    let upstream = Upstream::list().await;
    let worker = Worker::without_objects(bindings(&upstream, 100, 100)).await;
    little_is_sent(Small { upstream, worker }).await;
}

#[tokio::test]
async fn a_meter_that_says_nothing_is_not_waited_for() {
    let upstream = Upstream::list().await;
    let worker = Worker::with_mute_meter(bindings(&upstream, 100, 100)).await;
    little_is_sent(Small { upstream, worker }).await;
}

async fn little_is_sent(small: Small) {
    let answer = ask(small.address(), post("/v1/agents", &small.greedy(), "{}")).await;
    assert_eq!(status_and_code(&answer), (503, "porthole_meter_silent".to_owned()));
    assert_eq!(answer.header("retry-after").as_deref(), Some("1"));
    assert_eq!(answer.header("x-should-retry").as_deref(), Some("true"));
    assert_eq!(lines(&small.upstream.take()), [""; 0]);
    let answer = ask(small.address(), post(EVENT_SEND, &small.greedy(), INTERRUPT)).await;
    assert_eq!((answer.status(), small.upstream.take().len()), (200, 1));
    // Five at once, then one in twelve seconds.
    let (passed, _) = small.burn(request(READ, &small.greedy())).await;
    assert!((5..20).contains(&passed), "{passed}");
    assert_eq!(small.upstream.take().len(), passed);
    let answer = ask(small.address(), request("GET /api/limits", &small.greedy())).await;
    assert_eq!(status_and_code(&answer), (503, "porthole_meter_silent".to_owned()));
}

#[tokio::test]
async fn a_quota_that_is_no_number_stops_the_relay() {
    let upstream = Upstream::list().await;
    let mut bindings = bindings(&upstream, 1, 1);
    bindings["PORTHOLE_READ_PER_MINUTE"] = value!("unlimited");
    let worker = Worker::with(bindings).await;
    let answer = ask(worker.address(), request(READ, &format!("Host: {}\r\n", worker.address()))).await;
    assert_eq!(status_and_code(&answer), (503, "porthole_misconfigured".to_owned()));
    assert!(answer.text().contains("PORTHOLE_READ_PER_MINUTE") && !answer.text().contains("unlimited"));
}
