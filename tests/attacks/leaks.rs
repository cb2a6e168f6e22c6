//! Attack 19: what answers give away. The API key is in none of them.

use porthole_tests::http::ask;
use porthole_tests::upstream::{Say, Upstream, answer, json};
use porthole_tests::worker::{CANARY, OPERATOR_KEY, Worker};

use crate::rig::{Door, Rig, contains, lines, operator, post, request};

/// An API that gives away all it can; the way is chosen by the agent's id.
async fn talkative() -> Rig {
    Rig::saying(|request| {
        let headers = format!(
            "server: api\r\nset-cookie: a={CANARY}\r\nanthropic-organization-id: org_1\r\nanthropic-ratelimit-requests-limit: 100000\r\nanthropic-ratelimit-requests-remaining: 99999\r\nx-trace: {CANARY}\r\nrequest-id: {CANARY}\r\nx-powered-by: x\r\nvia: y\r\n"
        );
        let key = request.header("x-api-key").unwrap_or_default();
        Say::Bytes(match request.line.split(['/', ' ']).nth(4).unwrap_or_default() {
            "stack" => answer(500, &format!("content-type: text/plain\r\n{headers}"), format!("panicked at src/main.rs:7: {key}").as_bytes()),
            "page" => answer(503, &format!("content-type: text/html\r\n{headers}"), b"<h1>nginx/1.2.3</h1>"),
            "echo" => json(400, &headers, &format!(r#"{{"type":"error","error":{{"type":"invalid_request_error","message":"bad key {key}"}}}}"#)),
            "refused" => json(401, &headers, &format!(r#"{{"type":"error","error":{{"type":"authentication_error","message":"invalid x-api-key {key}"}}}}"#)),
            "long" => json(429, &format!("retry-after: 9\r\n{headers}"), &format!("{{\"type\":\"error\",\"error\":{{\"type\":\"rate_limit_error\",\"message\":\"{}\"}}}}", key.repeat(5000))),
            "garbage" => b"this is not HTTP\r\n\r\n".to_vec(),
            "silence" => Vec::new(),
            _ => json(200, &headers, "{}"),
        })
    })
    .await
}

const WAYS: &[(&str, u16, &str)] = &[
    ("stack", 500, "porthole_api_error"),
    ("page", 503, "porthole_api_error"),
    ("echo", 400, "porthole_api_error"),
    ("refused", 502, "porthole_api_key_refused"),
    ("long", 429, "porthole_api_error"),
    ("garbage", 502, "porthole_api_unreachable"),
    ("silence", 502, "porthole_api_unreachable"),
    ("fine", 200, ""),
];

#[tokio::test]
async fn errors_of_the_api_give_nothing_away() {
    let rig = talkative().await;
    let relay = rig.relay();
    for (way, status, code) in WAYS {
        let (answer, seen) = relay.ask(request(&format!("GET /v1/agents/{way}"), &operator())).await;
        assert_eq!((answer.status(), answer.code().as_str()), (*status, *code), "{way}");
        assert_eq!(lines(&seen).first(), Some(&format!("GET /v1/agents/{way}").as_str()));
        for name in [
            "server",
            "set-cookie",
            "anthropic-organization-id",
            "anthropic-ratelimit-requests-limit",
            "anthropic-ratelimit-requests-remaining",
            "x-trace",
            "x-powered-by",
            "via",
            "cf-worker",
        ] {
            assert_eq!(answer.header(name), None, "{way}");
        }
        for word in ["panicked", "main.rs", "nginx", "org_1"] {
            assert!(!answer.text().contains(word), "{way}");
        }
    }
    let (answer, _) = relay.ask(request("GET /v1/agents/long", &operator())).await;
    assert_eq!(answer.header("retry-after").as_deref(), Some("9"), "when to come back is no secret");
    assert!(!relay.leaked());
    assert!(!contains(&rig.worker.log(), CANARY.as_bytes()));
    assert!(ask_every_way(&rig.naive()).await, "the naive relay tells");
}

#[tokio::test]
async fn an_error_in_the_words_of_the_api_keeps_them() {
    let body = r#"{"type":"error","error":{"type":"not_found_error","message":"No such agent","details":{"error_code":"x"}},"request_id":"req_9"}"#;
    let rig = Rig::saying(move |_| Say::Bytes(json(404, "request-id: req_9\r\nx-should-retry: false\r\n", body))).await;
    let (answer, _) = rig.relay().ask(request("GET /v1/agents/a", &operator())).await;
    assert_eq!((answer.status(), answer.text().as_str()), (404, body));
    assert_eq!(answer.header("request-id").as_deref(), Some("req_9"));
    assert_eq!(answer.header("x-should-retry").as_deref(), Some("false"));
}

#[tokio::test]
async fn no_method_and_no_path_says_more_than_it_should() {
    let rig = Rig::start().await;
    let relay = rig.relay();
    for (line, status, code) in [
        ("OPTIONS /v1/agents", 405, "porthole_wrong_method"),
        ("TRACE /v1/agents", 405, "porthole_wrong_method"),
        ("PUT /v1/agents/a", 405, "porthole_wrong_method"),
        ("PATCH /v1/agents/a", 405, "porthole_wrong_method"),
        ("PROPFIND /", 405, "porthole_wrong_method"),
        ("POST /", 405, "porthole_wrong_method"),
        ("GET /v1/messages", 404, "porthole_unknown_path"),
        ("GET /v1/organizations/users", 404, "porthole_unknown_path"),
        ("GET /api/debug", 404, "porthole_unknown_path"),
        ("GET /index.js.map", 404, "porthole_unknown_path"),
        ("GET /.dev.vars", 404, "porthole_unknown_path"),
        ("GET /wrangler.toml", 404, "porthole_unknown_path"),
        ("GET /index.html", 404, "porthole_unknown_path"),
    ] {
        for who in [
            operator(),
            "Host: porthole.example\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                .to_owned(),
        ] {
            let (answer, seen) = relay.ask(request(line, &who)).await;
            assert_eq!((answer.status(), answer.code().as_str()), (status, code), "{line}");
            assert_eq!(lines(&seen), [""; 0], "{line}");
            assert!(answer.headers.iter().all(|(name, _)| !name.starts_with("access-control-")), "{line}");
            assert!(!answer.text().contains(OPERATOR_KEY), "{line}");
        }
    }
    // Nobody learns from a refusal whether an id exists: the API is not asked.
    let (known, _) = relay.ask(request("GET /v1/sessions/sesn_known", "Host: porthole.example\r\n")).await;
    let (unknown, _) = relay.ask(request("GET /v1/sessions/sesn_unknown", "Host: porthole.example\r\n")).await;
    assert_eq!((known.status(), known.code()), (unknown.status(), unknown.code()));
    let (answer, seen) = rig.naive().ask(request("OPTIONS /v1/messages", &operator())).await;
    assert_eq!(
        (answer.status(), lines(&seen)),
        (200, vec!["OPTIONS /v1/messages"]),
        "the naive relay forwards anything"
    );
}

#[tokio::test]
async fn an_api_that_is_away_is_said_so() {
    let upstream = Upstream::list().await;
    let url = upstream.url();
    drop(upstream);
    let worker = Worker::start(&url).await;
    let read = ask(worker.address(), request("GET /v1/agents", &operator())).await;
    assert_eq!((read.status(), read.code().as_str()), (502, "porthole_api_unreachable"));
    assert_eq!(read.header("x-should-retry").as_deref(), Some("true"));
    // A write may have arrived: it must not be repeated by an SDK.
    let write = ask(worker.address(), post("/v1/agents", &operator(), "{}")).await;
    assert_eq!((write.status(), write.header("x-should-retry").as_deref()), (502, Some("false")));
    for answer in [read, write] {
        let id = answer.header("request-id").unwrap();
        assert!(id.starts_with("req_porthole_") && answer.text().contains(&id), "{answer:?}");
        assert!(!answer.text().contains(&url) && !answer.text().contains("Error:"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_missing_setting_is_named_never_shown() {
    for (bindings, name) in [
        (serde_json::json!({ "PORTHOLE_OPERATOR_KEY": OPERATOR_KEY }), "ANTHROPIC_API_KEY"),
        (serde_json::json!({ "ANTHROPIC_API_KEY": CANARY }), "PORTHOLE_OPERATOR_KEY"),
        (
            serde_json::json!({ "ANTHROPIC_API_KEY": CANARY, "PORTHOLE_OPERATOR_KEY": "short-canary-key" }),
            "PORTHOLE_OPERATOR_KEY",
        ),
        (
            serde_json::json!({ "ANTHROPIC_API_KEY": CANARY, "PORTHOLE_OPERATOR_KEY": OPERATOR_KEY, "ANTHROPIC_BASE_URL": "http://canary.example" }),
            "ANTHROPIC_BASE_URL",
        ),
        (serde_json::json!({ "ANTHROPIC_API_KEY": CANARY, "PORTHOLE_OPEN": "1" }), "PORTHOLE_OPERATOR_KEY"),
    ] {
        let worker = Worker::with(bindings).await;
        for line in ["GET /v1/agents", "GET /api/session", "GET /api/health", "GET /"] {
            let answer = ask(worker.address(), request(line, &operator())).await;
            assert_eq!((answer.status(), answer.code().as_str()), (503, "porthole_misconfigured"), "{line}");
            assert!(answer.text().contains(name) && !answer.text().contains("canary"), "{}", answer.text());
        }
        assert!(!contains(&worker.log(), b"canary"));
    }
}

async fn ask_every_way(door: &Door<'_>) -> bool {
    for (way, ..) in WAYS {
        door.ask(request(&format!("GET /v1/agents/{way}"), &operator())).await;
    }
    door.leaked()
}
