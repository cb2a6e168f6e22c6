//! Attack 5: headers that belong to one connection, and messages whose end is read in two ways.

use porthole_tests::http::{Wire, within};

use crate::rig::{Rig, five, headers, lines, operator, request};

#[tokio::test]
async fn connection_headers_strip_and_add_nothing() {
    let rig = Rig::start().await;
    for hop in [
        "Connection: x-api-key, cookie, cf-access-jwt-assertion\r\n",
        "Connection: close, anthropic-version, anthropic-beta\r\n",
        "TE: trailers, deflate\r\n",
        "Trailer: x-api-key\r\n",
        "Keep-Alive: timeout=1000\r\n",
        "Proxy-Connection: keep-alive\r\n",
        "Expect: 100-continue\r\n",
        "Max-Forwards: 0\r\n",
        "Range: bytes=0-0\r\n",
        "Accept-Encoding: gzip, br\r\n",
    ] {
        let (answer, seen) = rig.relay().ask(request("GET /v1/agents", &format!("{}{hop}", operator()))).await;
        assert_eq!(answer.status(), 200, "{hop}");
        assert_eq!(lines(&seen), ["GET /v1/agents"], "{hop}");
        assert_eq!(headers(&seen[0]), five(&[]), "{hop}");
    }
    let (_, seen) = rig
        .naive()
        .ask(request("GET /v1/agents", &format!("{}TE: trailers, deflate\r\nRange: bytes=0-0\r\n", operator())))
        .await;
    assert_ne!(headers(&seen[0]), five(&[]), "the naive relay passes them on");
}

/// An upgrade is no tunnel: what follows is a request of its own, with its own credential or none.
#[tokio::test]
async fn an_upgrade_opens_no_tunnel() {
    let rig = Rig::start().await;
    let upgrade = request("GET /v1/agents", &format!("{}Connection: Upgrade\r\nUpgrade: foo\r\n", operator()));
    let second = request("GET /v1/vaults", "Host: porthole.example\r\n");
    let mut wire = Wire::connect(rig.relay().address).await;
    wire.send(format!("{upgrade}{second}")).await;
    let first = within(wire.answer()).await.unwrap_or_default();
    assert_eq!(first.status(), 200);
    let next = within(wire.answer()).await.unwrap_or_default();
    assert!([0, 401].contains(&next.status()), "{next:?}");
    assert_eq!(lines(&rig.upstream.take()), ["GET /v1/agents"]);
}

/// Two lengths, two readings: no second request comes out of the first one's body.
#[tokio::test]
async fn no_request_hides_in_a_body() {
    let rig = Rig::start().await;
    let hidden = request("DELETE /v1/sessions/sesn_01", &operator());
    let chunked = format!("0\r\n\r\n{hidden}");
    let smuggling = [
        format!("Content-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}", chunked.len()),
        format!("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n{chunked}"),
        format!("Transfer-Encoding: xchunked\r\n\r\n{chunked}"),
        format!("Transfer-Encoding : chunked\r\n\r\n{chunked}"),
        format!("Content-Length: 0\r\nContent-Length: {}\r\n\r\n{hidden}", hidden.len()),
        format!("Content-Length: +0\r\n\r\n{hidden}"),
        format!("Content-Length: -1\r\n\r\n{hidden}"),
    ];
    // The hidden request has a credential, the outer one has none: no byte of the outer one may reach the API.
    for rest in smuggling {
        let outer =
            format!("POST /v1/agents HTTP/1.1\r\nHost: porthole.example\r\nContent-Type: application/json\r\n{rest}");
        let (answer, seen) = rig.relay().ask(&outer).await;
        assert!(matches!(answer.status(), 0 | 400 | 401 | 500 | 501), "{outer}: {answer:?}");
        let bodies: usize = seen.iter().map(|message| message.body.len()).sum();
        assert_eq!(bodies, 0, "{outer}");
        assert!(!lines(&seen).contains(&"POST /v1/agents"), "{outer}");
    }
    let body = "{\"a\":1}";
    let outer = format!("POST /v1/agents HTTP/1.1\r\nHost: naive\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let (_, seen) = rig.naive().ask(outer).await;
    assert_eq!(lines(&seen), ["POST /v1/agents"], "the naive relay lets anybody post");
}

#[tokio::test]
async fn a_body_must_have_an_end() {
    let rig = Rig::start().await;
    let head =
        format!("POST /v1/agents HTTP/1.0\r\n{}Content-Type: application/json\r\n\r\n{{\"name\":\"x\"}}", operator());
    let (answer, seen) = rig.relay().ask(head).await;
    assert!(matches!(answer.status(), 0 | 400 | 500), "{answer:?}");
    assert_eq!(lines(&seen), [""; 0]);
}
