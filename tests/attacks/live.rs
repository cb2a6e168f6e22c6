//! The live list: for those who may see it, as long as they may, at the cost of one list for everybody.

use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use porthole_tests::http::{Wire, ask, within};
use porthole_tests::upstream::{Say, json};
use porthole_tests::worker::{CANARY, OPERATOR_KEY};
use relay::auth::cookie;
use relay::secret::Secret;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::rig::{Rig, contains, lines, operator, request};

/// Longer than a round of the list, and than the relay may take to notice that nobody looks.
const LONG: Duration = Duration::from_secs(37);

pub(crate) const SESSION: &str = r#"{"id":"sesn_1","type":"session","status":"running","title":"One","created_at":"2026-11-20T14:00:00Z","updated_at":"2026-11-20T14:00:01Z","archived_at":null}"#;

/// A rig whose API has one session, and says which paths it was asked for.
pub(crate) async fn rig() -> (Rig, mpsc::UnboundedReceiver<String>) {
    let (asked, paths) = mpsc::unbounded_channel();
    let asked = Mutex::new(asked);
    let rig = Rig::saying(move |message| {
        let path = message.line.split(' ').nth(1).unwrap_or_default().to_owned();
        let body = match path.split_once('?').map_or(path.as_str(), |(path, _)| path) {
            "/v1/sessions" => format!("{{\"data\":[{SESSION}],\"next_page\":null}}"),
            path if path.ends_with("/events") => r#"{"data":[],"next_page":null}"#.to_owned(),
            path => SESSION.replace("sesn_1", path.rsplit('/').next().unwrap()).replace("running", "idle"),
        };
        // The test may be over.
        let _ = asked.lock().unwrap().send(path);
        Say::Bytes(json(200, "", &body))
    })
    .await;
    (rig, paths)
}

/// An open list.
pub(crate) struct Viewer {
    wire: Wire,
    text: String,
}

impl Viewer {
    pub(crate) async fn open(rig: &Rig, headers: &str) -> Self {
        let mut wire = Wire::connect(rig.relay().address).await;
        wire.send(request("GET /api/sessions/live", headers)).await;
        let head = within(wire.head()).await.unwrap();
        assert_eq!((head.status(), head.header("content-type").as_deref()), (200, Some("text/event-stream")));
        assert_eq!(head.header("cache-control").as_deref(), Some("private, no-store"));
        Self { wire, text: String::new() }
    }

    /// The next frame: its name and data; nothing at the end.
    pub(crate) async fn frame(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((frame, rest)) = self.text.split_once("\n\n") {
                let (frame, rest) = (frame.to_owned(), rest.to_owned());
                self.text = rest;
                match frame.strip_prefix("event: ").and_then(|frame| frame.split_once("\ndata: ")) {
                    Some((name, data)) => return Some((name.to_owned(), serde_json::from_str(data).unwrap())),
                    None => assert_eq!(frame, ": hb"),
                }
            } else {
                let chunk = within(self.wire.chunk()).await.ok()??;
                self.text.push_str(std::str::from_utf8(&chunk).unwrap());
            }
        }
    }
}

#[tokio::test]
async fn the_list_is_for_those_who_may() {
    let (rig, _paths) = rig().await;
    let host = "Host: porthole.example\r\n";
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let set = cookie::set(&Secret::new(OPERATOR_KEY), now);
    let cookie = set.split(';').next().unwrap();
    for (who, status) in [
        (String::new(), 401),
        ("Authorization: Bearer wrong\r\n".to_owned(), 401),
        (format!("Authorization: Bearer {CANARY}\r\n"), 401),
        (format!("x-api-key: {OPERATOR_KEY}\r\n"), 401),
        ("Cookie: __Host-porthole=operator.9999999999.00\r\nSec-Fetch-Site: same-origin\r\n".to_owned(), 401),
        (format!("Cookie: {cookie}\r\n"), 403),
        (format!("Cookie: {cookie}\r\nSec-Fetch-Site: cross-site\r\n"), 403),
        (format!("Cookie: {cookie}\r\nOrigin: https://evil.example\r\n"), 403),
    ] {
        let (answer, seen) = rig.relay().ask(request("GET /api/sessions/live", &format!("{host}{who}"))).await;
        assert_eq!((answer.status(), lines(&seen)), (status, vec![]), "{who}");
    }
    for line in ["POST /api/sessions/live", "HEAD /api/sessions/live", "GET /api/sessions/live/join", "GET /join"] {
        let (answer, seen) = rig.relay().ask(request(line, host)).await;
        assert!(matches!(answer.status(), 404 | 405) || line == "GET /join", "{line}");
        assert_eq!(lines(&seen), [""; 0], "{line}");
    }
    let (_, seen) = rig.naive().ask(request("GET /v1/sessions", host)).await;
    assert_eq!(lines(&seen), ["GET /v1/sessions"], "the naive relay asks for anybody");
}

#[tokio::test]
async fn everybody_shares_one_list() {
    let (rig, mut paths) = rig().await;
    let mut first = Viewer::open(&rig, &operator()).await;
    let (name, data) = first.frame().await.unwrap();
    assert_eq!((name.as_str(), &data["type"], &data["source"]), ("roster", &"roster".into(), &"poll".into()));
    assert_eq!(data["sessions"][0]["session"], serde_json::from_str::<Value>(SESSION).unwrap());
    for _ in 0..5 {
        let mut viewer = Viewer::open(&rig, &operator()).await;
        assert_eq!(viewer.frame().await.unwrap(), (name.clone(), data.clone()));
        assert!(!contains(&viewer.wire.heard, CANARY.as_bytes()));
    }
    assert_eq!(within(paths.recv()).await.unwrap(), "/v1/sessions?limit=50");
    assert!(paths.try_recv().is_err(), "once for all");
    // And again when a round is over: what says so comes to the first viewer.
    let (name, checked) = first.frame().await.unwrap();
    assert_eq!((name.as_str(), checked["type"].as_str()), ("checked", Some("checked")));
    assert_ne!(checked["checked_at"], data["checked_at"]);
    let query = "?statuses%5B%5D=running&statuses%5B%5D=rescheduling&limit=100";
    assert_eq!(within(paths.recv()).await.unwrap(), format!("/v1/sessions{query}"));
    assert!(paths.try_recv().is_err());
}

/// A sign-in ends at its time, and takes its stream with it.
#[tokio::test]
async fn a_stream_ends_with_the_right_to_it() {
    let (rig, _paths) = rig().await;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let set = cookie::set(&Secret::new(OPERATOR_KEY), now - cookie::LIFETIME + 3);
    let cookie = set.split(';').next().unwrap();
    let who = format!("Host: porthole.example\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n");
    let mut viewer = Viewer::open(&rig, &who).await;
    assert_eq!(viewer.frame().await.unwrap().0, "roster");
    assert_eq!(viewer.frame().await, None, "an end");
    let again = ask(rig.relay().address, request("GET /api/sessions/live", &who)).await;
    assert_eq!(again.status(), 401);
}

#[tokio::test]
async fn nothing_is_asked_when_nobody_looks() {
    let (rig, mut paths) = rig().await;
    let mut viewer = Viewer::open(&rig, &operator()).await;
    viewer.frame().await.unwrap();
    drop(viewer);
    let mut lists = 0;
    while timeout(LONG, paths.recv()).await.is_ok() {
        lists += 1;
    }
    assert!(lists <= 3, "one at first, and no more than two until it is noticed: {lists}");
    let mut viewer = Viewer::open(&rig, &operator()).await;
    assert_eq!(viewer.frame().await.unwrap().0, "roster", "and it is there again");
}

#[tokio::test]
async fn trouble_is_told_in_the_apis_words_and_without_its_key() {
    let error = r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded."},"request_id":"req_1"}"#;
    let rig = Rig::saying(move |_| Say::Bytes(json(529, "", error))).await;
    let mut viewer = Viewer::open(&rig, &operator()).await;
    assert_eq!(viewer.frame().await.unwrap(), ("trouble".to_owned(), serde_json::from_str(error).unwrap()));
    let mut late = Viewer::open(&rig, &operator()).await;
    assert_eq!(late.frame().await.unwrap().0, "trouble");

    let leaky = format!(r#"{{"type":"error","error":{{"type":"api_error","message":"{CANARY}"}}}}"#);
    for (status, headers) in [(500, ""), (401, ""), (302, "location: https://evil.example/\r\n")] {
        let leaky = leaky.clone();
        let rig = Rig::saying(move |_| Say::Bytes(json(status, headers, &leaky))).await;
        let mut viewer = Viewer::open(&rig, &operator()).await;
        let (name, data) = viewer.frame().await.unwrap();
        assert_eq!((name.as_str(), data["type"].as_str()), ("trouble", Some("error")), "{status}");
        assert!(!contains(&viewer.wire.heard, CANARY.as_bytes()), "{status}");
    }
}
