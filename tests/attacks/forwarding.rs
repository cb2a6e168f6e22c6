//! Attack 6: headers by which proxies tell each other what was really asked, sent by a client.

use crate::rig::{Door, Rig, five, headers, lines, operator, request};

const SPOOFS: &[&str] = &[
    "X-Original-URL: /v1/vaults\r\n",
    "X-Rewrite-URL: /v1/vaults\r\n",
    "X-Forwarded-Uri: /v1/vaults\r\n",
    "X-Forwarded-Path: /v1/vaults\r\nX-Forwarded-Prefix: /v1/vaults\r\n",
    "X-HTTP-Method-Override: DELETE\r\n",
    "X-HTTP-Method: DELETE\r\nX-Method-Override: DELETE\r\n",
    "X-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\nTrue-Client-IP: 127.0.0.1\r\n",
    "X-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\n",
    "MF-Original-URL: http://127.0.0.1/v1/vaults\r\nMF-Route-Override: other\r\n",
    "CF-Worker: other\r\nX-Middleware-Subrequest: middleware\r\n",
];

#[tokio::test]
async fn what_is_asked_stands_in_the_request_line_only() {
    let rig = Rig::start().await;
    for spoof in SPOOFS {
        let (answer, seen) = rig.relay().ask(request("GET /v1/agents/a", &format!("{}{spoof}", operator()))).await;
        assert_eq!(answer.status(), 200, "{spoof}");
        assert_eq!(lines(&seen), ["GET /v1/agents/a"], "{spoof}");
        assert_eq!(headers(&seen[0]), five(&[]), "{spoof}");
        let (answer, seen) =
            rig.relay().ask(request("GET /v1/agents/a", &format!("Host: porthole.example\r\n{spoof}"))).await;
        assert_eq!((answer.status(), answer.code().as_str()), (401, "porthole_sign_in_first"), "{spoof}");
        assert_eq!(lines(&seen), [""; 0], "{spoof}");
        // An open address stays what it is, and opens no other.
        let (answer, seen) =
            rig.relay().ask(request("GET /api/health", &format!("Host: porthole.example\r\n{spoof}"))).await;
        assert_eq!((answer.status(), answer.text().as_str()), (200, "{\"status\":\"ok\"}"), "{spoof}");
        assert_eq!(lines(&seen), [""; 0], "{spoof}");
    }
    assert!(!leads_elsewhere(&rig.relay()).await);
    assert!(leads_elsewhere(&rig.naive()).await, "the naive relay believes them");
}

async fn leads_elsewhere(door: &Door<'_>) -> bool {
    for spoof in SPOOFS {
        let (_, seen) = door.ask(request("GET /v1/agents/a", &format!("{}{spoof}", operator()))).await;
        if lines(&seen).iter().any(|line| *line != "GET /v1/agents/a") {
            return true;
        }
    }
    false
}
