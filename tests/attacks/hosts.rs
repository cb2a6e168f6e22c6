//! Attack 2: a target or header that names another host leads the key there.

use porthole_tests::upstream::Upstream;

use crate::rig::{Door, Rig, contains, five, headers, lines, operator, request};
use porthole_tests::worker::CANARY;

#[tokio::test]
async fn host_override() {
    let rig = Rig::start().await;
    let evil = Upstream::list().await;
    let relay = rig.relay();
    for target in targets(&evil) {
        let (answer, seen) = relay.ask(request(&format!("GET {target}"), &operator())).await;
        // The runtime itself does not take an absolute target.
        let expected = if target.starts_with('/') { (400, "porthole_bad_path") } else { (500, "") };
        assert_eq!((answer.status(), answer.code().as_str()), expected, "{target}");
        assert_eq!(lines(&seen), [""; 0], "{target}");
    }
    assert!(!lets_the_key_out(&relay, &evil).await);
    assert!(lets_the_key_out(&rig.naive(), &evil).await, "the naive relay is led astray");
    assert!(!relay.leaked());
}

#[tokio::test]
async fn spoofed_hosts_change_nothing() {
    let rig = Rig::start().await;
    let evil = Upstream::list().await;
    let host = evil.authority();
    let spoofs = [
        format!("Host: {host}\r\n"),
        format!("Host: porthole.example\r\nX-Forwarded-Host: {host}\r\n"),
        format!("Host: porthole.example\r\nForwarded: host={host};proto=http\r\n"),
        format!(
            "Host: porthole.example\r\nX-Host: {host}\r\nX-Original-Host: {host}\r\nX-Forwarded-Server: {host}\r\n"
        ),
        format!("Host: porthole.example\r\nMF-Original-URL: http://{host}/v1/agents\r\n"),
        format!("Host: porthole.example\r\nanthropic-base-url: http://{host}\r\napi_base: http://{host}\r\n"),
    ];
    let bearer = operator().replace("Host: porthole.example\r\n", "");
    for spoof in spoofs {
        let (answer, seen) = rig.relay().ask(request("GET /v1/agents", &format!("{spoof}{bearer}"))).await;
        assert_eq!(answer.status(), 200, "{spoof}");
        assert_eq!(lines(&seen), ["GET /v1/agents"], "{spoof}");
        assert_eq!(headers(&seen[0]), five(&[]), "{spoof}");
        assert_eq!(seen[0].header("host"), Some(rig.upstream.authority()), "{spoof}");
    }
    assert_eq!(lines(&evil.take()), [""; 0]);
}

fn targets(evil: &Upstream) -> Vec<String> {
    let host = evil.authority();
    vec![
        format!("//{host}/v1/agents"),
        format!("///{host}/v1/agents"),
        format!("/\\{host}/v1/agents"),
        format!("/%5c{host}/v1/agents"),
        format!("/@{host}/v1/agents"),
        format!("/:80@{host}/v1/agents"),
        format!("http://{host}/v1/agents"),
        format!("//{host}"),
    ]
}

async fn lets_the_key_out(door: &Door<'_>, evil: &Upstream) -> bool {
    for target in targets(evil) {
        door.ask(request(&format!("GET {target}"), &operator())).await;
    }
    evil.take().iter().any(|seen| contains(format!("{:?}", seen.headers).as_bytes(), CANARY.as_bytes()))
}
