//! Open mode: for one person on one machine, and for no page but our own.

use porthole_tests::http::ask;
use porthole_tests::upstream::Upstream;
use porthole_tests::worker::{CANARY, Worker};
use serde_json::json;

use crate::rig::{lines, request};

async fn open() -> (Upstream, Worker) {
    let upstream = Upstream::list().await;
    let bindings = json!({ "ANTHROPIC_BASE_URL": upstream.url(), "ANTHROPIC_API_KEY": CANARY, "PORTHOLE_OPEN": "1" });
    let worker = Worker::with(bindings).await;
    (upstream, worker)
}

#[tokio::test]
async fn is_open_to_this_machine() {
    let (upstream, worker) = open().await;
    let host = format!("Host: {}\r\n", worker.address());
    let answer = ask(worker.address(), request("GET /api/session", &host)).await;
    assert_eq!(answer.text(), r#"{"role":"operator","open":true,"simulated":true}"#);
    for who in ["", "Authorization: Bearer demo\r\n", "Sec-Fetch-Site: same-origin\r\n"] {
        let answer = ask(worker.address(), request("POST /v1/agents/a/archive", &format!("{host}{who}"))).await;
        assert_eq!((answer.status(), lines(&upstream.take())), (200, vec!["POST /v1/agents/a/archive"]), "{who}");
    }
    let answer =
        ask(worker.address(), request("GET /v1/agents", &format!("{host}Authorization: Bearer other\r\n"))).await;
    assert_eq!((answer.status(), lines(&upstream.take())), (401, vec![]));
}

/// A name that an attacker points at 127.0.0.1 stays the attacker's name.
#[tokio::test]
async fn is_closed_to_rebound_names() {
    let (upstream, worker) = open().await;
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8787", "evil.example#127.0.0.1"] {
        for rest in [
            "",
            "X-Forwarded-Host: 127.0.0.1\r\n",
            "Authorization: Bearer demo\r\n",
            "MF-Original-URL: http://127.0.0.1/v1/agents\r\n",
        ] {
            let answer = ask(worker.address(), request("GET /v1/agents", &format!("Host: {host}\r\n{rest}"))).await;
            assert!(matches!(answer.status(), 0 | 401 | 500), "{host} {rest}: {answer:?}");
            assert_eq!(lines(&upstream.take()), [""; 0], "{host} {rest}");
        }
    }
}

/// Another site's page can make the browser send simple requests; they say where they come from.
#[tokio::test]
async fn is_closed_to_other_pages() {
    let (upstream, worker) = open().await;
    let host = format!("Host: {}\r\n", worker.address());
    for from in [
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://127.0.0.1:1\r\nSec-Fetch-Site: same-site\r\n",
    ] {
        for line in ["POST /v1/agents/a/archive", "GET /v1/agents", "DELETE /v1/sessions/s"] {
            let answer = ask(worker.address(), request(line, &format!("{host}{from}"))).await;
            assert_eq!((answer.status(), answer.code().as_str()), (403, "porthole_cross_site"), "{line} {from}");
            assert_eq!(lines(&upstream.take()), [""; 0], "{line} {from}");
        }
    }
}
