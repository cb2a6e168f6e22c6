//! Attack 12: bodies that two parsers read in two ways, and bodies without measure.

use porthole_tests::http::{Wire, within};

use crate::rig::{Door, Rig, five, headers, lines, operator, post};

/// Bodies that must not reach the API, and how the relay refuses them.
fn hostile() -> Vec<(Vec<u8>, u16, &'static str)> {
    let bad = |body: &[u8]| (body.to_vec(), 400, "porthole_bad_body");
    vec![
        bad(br#"{"name":"a","name":"b"}"#),
        bad(br#"{"budget":{"max_list_cost":1,"max_list_cost":999}}"#),
        bad(br#"{"agent":1,"\u0061gent":2}"#),
        bad(br#"{"agent\u0000":1,"agent":2}"#),
        bad(b"{\"a\":\"\xff\xfe\"}"),
        bad(b"{\"\xc0\xae\":1}"),
        bad(br#"{"a":"\ud800"}"#),
        bad(br#"{"a":1e400}"#),
        bad(br#"{"a":NaN}"#),
        bad(br#"{"a":1}{"b":2}"#),
        bad(br#"{"a":1,}"#),
        bad(br#"{/* c */"a":1}"#),
        bad(b"\xef\xbb\xbf{}"),
        bad(b"[]"),
        bad(b"null"),
        bad(b""),
        bad(format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()),
        bad(format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000)).as_bytes()),
        (format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20)).into_bytes(), 413, "porthole_too_large"),
    ]
}

#[tokio::test]
async fn what_parsers_read_differently_is_refused() {
    let rig = Rig::start().await;
    let relay = rig.relay();
    for (body, status, code) in hostile() {
        let shown = String::from_utf8_lossy(&body).chars().take(60).collect::<String>();
        let (answer, seen) = relay.ask(post("/v1/agents", &operator(), body)).await;
        assert_eq!((answer.status(), answer.code().as_str()), (status, code), "{shown}");
        assert_eq!(lines(&seen), [""; 0], "{shown}");
    }
    assert_eq!(passed(&relay).await, 0);
    assert!(passed(&rig.naive()).await > 0, "the naive relay passes them on");
}

#[tokio::test]
async fn what_is_good_is_printed_again() {
    let rig = Rig::start().await;
    let body = b"\r\n{ \"z\" : [ 1 , 2.50 , \"\\u0041\\ud83d\\ude00\" ] ,\t\"a\":{ } }\n";
    let (answer, seen) = rig.relay().ask(post("/v1/agents", &operator(), body)).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(lines(&seen), ["POST /v1/agents"]);
    assert_eq!(String::from_utf8_lossy(&seen[0].body), "{\"z\":[1,2.5,\"A😀\"],\"a\":{}}");
    assert_eq!(headers(&seen[0]), five(&["content-type: application/json"]));
    // A call without a body has none, whatever the client sends.
    let (answer, seen) = rig.relay().ask(post("/v1/agents/a/archive", &operator(), "{\"x\":1}")).await;
    assert_eq!((answer.status(), lines(&seen)), (200, vec!["POST /v1/agents/a/archive"]));
    assert_eq!((seen[0].body.len(), headers(&seen[0])), (0, five(&[])));
    let (_, seen) = rig.naive().ask(post("/v1/agents", &operator(), body)).await;
    assert_eq!(seen[0].body, body, "the naive relay passes on what it did not read");
}

#[tokio::test]
async fn only_json_is_json() {
    let rig = Rig::start().await;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "text/plain; application/json",
        "",
    ] {
        let head =
            format!("POST /v1/agents HTTP/1.1\r\n{}Content-Type: {kind}\r\nContent-Length: 2\r\n\r\n{{}}", operator());
        let (answer, seen) = rig.relay().ask(head).await;
        assert_eq!((answer.status(), answer.code().as_str()), (400, "porthole_wrong_content_type"), "{kind}");
        assert_eq!(lines(&seen), [""; 0], "{kind}");
    }
}

#[tokio::test]
async fn size_is_counted_not_believed() {
    let rig = Rig::start().await;
    let relay = rig.relay();
    let head =
        |rest: &str| format!("POST /v1/agents HTTP/1.1\r\n{}Content-Type: application/json\r\n{rest}\r\n", operator());
    // 100 MB announced: refused before a byte of it is sent.
    let (answer, seen) = relay.ask(head("Content-Length: 104857600\r\n")).await;
    assert_eq!((answer.status(), answer.code().as_str()), (413, "porthole_too_large"));
    assert_eq!(lines(&seen), [""; 0]);
    // No length announced: refused when it has grown too large, without an end in sight.
    let mut endless = head("Transfer-Encoding: chunked\r\n").into_bytes();
    for _ in 0..20 {
        endless.extend(b"10000\r\n");
        endless.extend([b' '; 0x10000]);
        endless.extend(b"\r\n");
    }
    let (answer, seen) = relay.ask(endless).await;
    assert_eq!((answer.status(), answer.code().as_str()), (413, "porthole_too_large"));
    assert_eq!(lines(&seen), [""; 0]);
    // A large session is work, a large agent is not.
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(2 << 20));
    let (answer, seen) = relay.ask(post("/v1/sessions", &operator(), &large)).await;
    assert_eq!((answer.status(), seen[0].body.len()), (200, large.len()));
}

/// A body that stops half way, or never comes: the API is not asked until all of it is there.
#[tokio::test]
async fn half_a_body_is_no_request() {
    let rig = Rig::start().await;
    let mut slow = Wire::connect(rig.relay().address).await;
    slow.send(format!(
        "POST /v1/agents HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{{\"a\"",
        operator()
    ))
    .await;
    let short = format!(
        "POST /v1/agents HTTP/1.1\r\n{}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{{\"a\":1}}",
        operator()
    );
    let mut cut = Wire::connect(rig.relay().address).await;
    cut.send(short).await;
    drop(cut);
    let (answer, seen) = rig.relay().ask(post("/v1/agents", &operator(), "{}")).await;
    assert_eq!((answer.status(), lines(&seen)), (200, vec!["POST /v1/agents"]));
    slow.send(":123}").await;
    assert_eq!(within(slow.answer()).await.unwrap_or_default().status(), 200);
    let seen = rig.upstream.take();
    assert_eq!((lines(&seen), seen[0].body.as_slice()), (vec!["POST /v1/agents"], &b"{\"a\":123}"[..]));
}

async fn passed(door: &Door<'_>) -> usize {
    let mut count = 0;
    for (body, ..) in hostile() {
        let (_, seen) = door.ask(post("/v1/agents", &operator(), body)).await;
        count += seen.len();
    }
    count
}
