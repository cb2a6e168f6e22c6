//! Attack 4: headers of the client that look like credentials or choose another version of the API.

use porthole_tests::worker::{CANARY, OPERATOR_KEY};

use crate::rig::{Door, Rig, five, headers, lines, operator, request};

/// What a client may try to slip to the API.
const SMUGGLED: &[&str] = &[
    "x-api-key: sk-ant-of-the-client\r\n",
    "X-Api-Key: one\r\nX-Api-Key: two\r\n",
    "X_Api_Key: sk-ant-of-the-client\r\n",
    "anthropic-beta: mcp-tunnels-2026-06-22,agent-memory-2026-07-22\r\n",
    "anthropic-version: 2023-06-01\r\n",
    "anthropic-workspace-id: wrkspc_other\r\n",
    "anthropic-dangerous-direct-browser-access: true\r\n",
    "cookie: __Host-porthole=operator.9999999999.00; session=1\r\n",
    "proxy-authorization: Basic eDp5\r\n",
    "cf-access-jwt-assertion: a.b.c\r\n",
    "last-event-id: 1\r\n",
    "user-agent: somebody\r\nreferer: https://evil.example/\r\naccept-language: de\r\n",
];

#[tokio::test]
async fn nothing_of_the_client_reaches_the_api() {
    let rig = Rig::start().await;
    for smuggled in SMUGGLED {
        let (answer, seen) = rig.relay().ask(request("GET /v1/agents", &format!("{}{smuggled}", operator()))).await;
        assert_eq!(answer.status(), 200, "{smuggled}");
        assert_eq!(lines(&seen), ["GET /v1/agents"], "{smuggled}");
        assert_eq!(headers(&seen[0]), five(&[]), "{smuggled}");
    }
    assert_eq!(smuggled_through(&rig.relay()).await, 0);
    assert!(smuggled_through(&rig.naive()).await > 0, "the naive relay passes them on");
}

#[tokio::test]
async fn nothing_but_the_one_credential_counts() {
    let rig = Rig::start().await;
    let good = format!("Authorization: Bearer {OPERATOR_KEY}\r\n");
    let relay = rig.relay();
    for claimed in [
        "".to_owned(),
        format!("x-api-key: {OPERATOR_KEY}\r\n"),
        format!("x-api-key: {CANARY}\r\n"),
        format!("X_Api_Key: {OPERATOR_KEY}\r\n"),
        format!("Authorization: Bearer {CANARY}\r\n"),
        format!("Authorization: {OPERATOR_KEY}\r\n"),
        format!("Authorization: Basic {OPERATOR_KEY}\r\n"),
        format!("Authorization: Bearer demo\r\n{good}"),
        format!("{good}Authorization: Bearer demo\r\n"),
        format!("{good}{good}"),
        format!("Proxy-Authorization: Bearer {OPERATOR_KEY}\r\n"),
        format!("X-Authorization: Bearer {OPERATOR_KEY}\r\n"),
        format!("Cookie: __Host-porthole={OPERATOR_KEY}\r\nSec-Fetch-Site: same-origin\r\n"),
        "Cookie: __Host-porthole=operator.9999999999.e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\nSec-Fetch-Site: same-origin\r\n".to_owned(),
        "X-Forwarded-User: operator\r\nX-Forwarded-Email: a@b\r\nX-Remote-User: operator\r\n".to_owned(),
        "CF-Connecting-IP: 127.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r\nX-Real-IP: 127.0.0.1\r\n".to_owned(),
    ] {
        for line in ["GET /v1/agents", "GET /v1/sessions/sesn_01/events/stream", "DELETE /v1/sessions/sesn_01"] {
            let (answer, seen) = relay.ask(request(line, &format!("Host: porthole.example\r\n{claimed}"))).await;
            assert_eq!((answer.status(), answer.code().as_str()), (401, "porthole_sign_in_first"), "{line} {claimed}");
            assert_eq!(lines(&seen), [""; 0], "{line} {claimed}");
        }
    }
    let (_, seen) = rig.naive().ask(request("GET /v1/agents", "Host: porthole.example\r\n")).await;
    assert_eq!(lines(&seen), ["GET /v1/agents"], "the naive relay asks nobody");
    assert!(!relay.leaked());
}

async fn smuggled_through(door: &Door<'_>) -> usize {
    let mut count = 0;
    for smuggled in SMUGGLED {
        let (_, seen) = door.ask(request("GET /v1/agents", &format!("{}{smuggled}", operator()))).await;
        let pairs = smuggled.split("\r\n").filter_map(|line| line.split_once(": "));
        let arrives = |(name, value): &(&str, &str)| {
            let name = name.to_ascii_lowercase();
            seen.iter().flat_map(|message| &message.headers).any(|(n, v)| *n == name && v == value)
        };
        count += pairs.filter(arrives).count();
    }
    count
}
