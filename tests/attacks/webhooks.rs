//! Webhooks: nobody signs in for them, so their signature is all that keeps a stranger from being believed.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac as _};
use porthole_tests::http::{Message, ask};
use porthole_tests::upstream::Upstream;
use porthole_tests::worker::{CANARY, OPERATOR_KEY, WEBHOOK_SECRET, Worker};
use serde_json::json;
use sha2::Sha256;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::live::{Viewer, rig};
use crate::rig::{Rig, lines, operator, post, request};

const TARGET: &str = "/hooks/anthropic";

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn sign(secret: &str, id: &str, stamp: u64, body: &str) -> String {
    let key = BASE64_STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap();
    let mac = Hmac::<Sha256>::new_from_slice(&key).unwrap().chain_update(format!("{id}.{stamp}.{body}"));
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

fn body(kind: &str, session: &str) -> String {
    json!({ "type": "event", "id": "whevt_1", "created_at": "2026-11-20T14:00:00Z", "data": { "type": kind, "id": session } })
        .to_string()
}

fn delivery(id: &str, stamp: u64, signature: &str, body: &str) -> Vec<u8> {
    let headers = format!(
        "Host: porthole.example\r\nwebhook-id: {id}\r\nwebhook-timestamp: {stamp}\r\nwebhook-signature: {signature}\r\n"
    );
    post(TARGET, &headers, body)
}

fn signed(id: &str, stamp: u64, body: &str) -> Vec<u8> {
    delivery(id, stamp, &format!("v1,{}", sign(WEBHOOK_SECRET, id, stamp, body)), body)
}

fn outcome(answer: &Message) -> (u16, String) {
    (answer.status(), answer.code())
}

/// Deliveries that nobody should believe, each with its refusal.
fn forgeries() -> Vec<(Vec<u8>, u16, &'static str)> {
    let body = body("session.status_idled", "sesn_forged");
    let good = sign(WEBHOOK_SECRET, "msg_1", now(), &body);
    let unsigned = |bytes| (bytes, 401, "porthole_webhook_unsigned");
    let other_secret = sign("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "msg_1", now(), &body);
    let v1 = |signature: &str| format!("v1,{signature}");
    vec![
        unsigned(delivery("msg_1", now(), "", &body)),
        unsigned(delivery("msg_1", now(), "v1,", &body)),
        unsigned(delivery("msg_1", now(), &v1(&other_secret), &body)),
        unsigned(delivery("msg_1", now(), &good, &body)),
        unsigned(delivery("msg_1", now(), &format!("v1a,{good}"), &body)),
        // A good signature of something else.
        unsigned(delivery("msg_2", now(), &v1(&good), &body)),
        unsigned(delivery("msg_1", now() + 1, &v1(&good), &body)),
        unsigned(delivery("msg_1", now(), &v1(&good), &body.replace("sesn_forged", "sesn_forged2"))),
        unsigned(delivery("msg_1", now(), &v1(&sign(WEBHOOK_SECRET, "msg_1", now(), "")), &body)),
        // The operator's key and the API's are no secret for webhooks.
        unsigned(delivery("msg_1", now(), &format!("Bearer {OPERATOR_KEY}"), &body)),
        unsigned(delivery("msg_1", now(), &format!("v1,{}", BASE64_STANDARD.encode(CANARY)), &body)),
        (post(TARGET, &operator(), &body), 400, "porthole_webhook_headers"),
        (signed("msg.1", now(), &body), 400, "porthole_webhook_headers"),
        // Old, and ahead.
        (signed("msg_1", now() - 302, &body), 401, "porthole_webhook_expired"),
        (signed("msg_1", now() + 310, &body), 401, "porthole_webhook_expired"),
        (signed("msg_1", 1_614_265_330, &body), 401, "porthole_webhook_expired"),
        (signed("msg_1", now(), "[]"), 400, "porthole_webhook_body"),
    ]
}

/// What the API was asked for about single sessions, up to the question about `last`.
async fn sessions_up_to(paths: &mut UnboundedReceiver<String>, last: &str) -> Vec<String> {
    let mut seen = Vec::new();
    while seen.last().is_none_or(|path| path != last) {
        let path = porthole_tests::http::within(paths.recv()).await.unwrap();
        seen.extend(Some(path).filter(|path| path.starts_with("/v1/sessions/") && !path.contains('?')));
    }
    seen
}

#[tokio::test]
async fn what_is_forged_is_refused_and_has_no_effect() {
    let (rig, mut paths) = rig().await;
    let mut viewer = Viewer::open(&rig, &operator()).await;
    viewer.frame().await.unwrap();
    for (at, (bytes, status, code)) in forgeries().into_iter().enumerate() {
        let answer = ask(rig.relay().address, bytes).await;
        assert_eq!(outcome(&answer), (status, code.to_owned()), "forgery {at}");
    }
    // One that is right has its session asked for, and comes after all of them.
    let good = signed("msg_1", now(), &body("session.status_idled", "sesn_2"));
    assert_eq!(outcome(&ask(rig.relay().address, good).await), (200, String::new()));
    assert_eq!(sessions_up_to(&mut paths, "/v1/sessions/sesn_2").await, ["/v1/sessions/sesn_2"]);
    loop {
        let (name, data) = viewer.frame().await.unwrap();
        if name == "change" {
            assert_eq!((&data["session"]["id"], &data["source"]), (&"sesn_2".into(), &"webhook".into()));
            break;
        }
    }
    let (_, seen) = rig.naive().ask(post(TARGET, "Host: x\r\n", body("session.deleted", "sesn_1"))).await;
    assert!(lines(&seen).contains(&"POST /hooks/anthropic"), "the naive relay takes it from anybody");
}

#[tokio::test]
async fn what_came_before_is_refused() {
    let rig = Rig::start().await;
    let relay = rig.relay().address;
    let body = body("session.status_idled", "sesn_1");
    let first = signed("msg_1", now(), &body);
    assert_eq!(ask(relay, &first).await.status(), 200);
    for _ in 0..3 {
        assert_eq!(outcome(&ask(relay, &first).await), (409, "porthole_webhook_replayed".to_owned()));
    }
    // Another attempt has another time, and the same id.
    let second = signed("msg_1", now() + 1, &body);
    assert_eq!(ask(relay, second).await.status(), 409);
    assert_eq!(ask(relay, signed("msg_2", now(), &body)).await.status(), 200);
    // At once, exactly one is taken.
    let third = signed("msg_3", now(), &body);
    let (a, b, c, d) = tokio::join!(ask(relay, &third), ask(relay, &third), ask(relay, &third), ask(relay, &third));
    let mut statuses = [a, b, c, d].map(|answer| answer.status());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409]);
}

#[tokio::test]
async fn one_that_is_too_large_is_not_read() {
    let rig = Rig::start().await;
    let body = format!("{{\"padding\":\"{}\"}}", "x".repeat(64 << 10));
    let answer = ask(rig.relay().address, signed("msg_1", now(), &body)).await;
    assert_eq!(outcome(&answer), (413, "porthole_too_large".to_owned()));
    // Without a length it is counted.
    let head = format!(
        "POST {TARGET} HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
        body.len()
    );
    assert_eq!(ask(rig.relay().address, head).await.status(), 413);
}

#[tokio::test]
async fn without_a_secret_there_is_no_such_place() {
    let upstream = Upstream::list().await;
    let with = |secret: Option<&str>| {
        Worker::with(json!({
            "ANTHROPIC_BASE_URL": upstream.url(),
            "ANTHROPIC_API_KEY": CANARY,
            "PORTHOLE_OPERATOR_KEY": OPERATOR_KEY,
            "ANTHROPIC_WEBHOOK_SECRET": secret.unwrap_or_default(),
        }))
    };
    let good = || signed("msg_1", now(), &body("session.status_idled", "sesn_1"));
    let without = with(None).await;
    assert_eq!(outcome(&ask(without.address(), good()).await), (404, "porthole_unknown_path".to_owned()));
    let weak = with(Some("whsec_c2hvcnQ=")).await;
    for bytes in [good(), request("GET /v1/agents", &operator()).into_bytes()] {
        assert_eq!(outcome(&ask(weak.address(), bytes).await), (503, "porthole_misconfigured".to_owned()));
    }
    assert_eq!(lines(&upstream.take()), [""; 0]);
}
