//! Attack 1: dot segments and their spellings lead to another call than the one that was checked.

use crate::rig::{Door, Rig, lines, operator, request};

/// Paths whose usual readings lead elsewhere.
const TARGETS: &[&str] = &[
    "/v1/sessions/%2e%2e/agents",
    "/v1/sessions/%2E%2E/agents",
    "/v1/sessions/.%2e/agents",
    "/v1/sessions/%2e./agents",
    "/v1/sessions/..%2fagents",
    "/v1/sessions/..%5cagents",
    "/v1/sessions/%252e%252e/agents",
    "/v1/sessions/..;/agents",
    "/v1/sessions/..;x=y/agents",
    "/v1/sessions/%c0%ae%c0%ae/agents",
    "/v1/sessions/\u{2024}\u{2024}/agents",
    "/v1/sessions/s%2f..%2f..%2fagents",
    "/v1/sessions/s%00",
    "/v1/sessions/s%0d%0ax-y:%20z",
    "/v1\\agents",
    "/v1/..\\v1/agents",
    "/v1//agents",
    "/v1/agents//",
    "/%76%31/agents",
    "/api/session/%2e%2e/%2e%2e/v1/agents",
    "/assets/%2e%2e/v1/agents",
    "/sessions/%2e%2e/v1/agents",
];

#[tokio::test]
async fn dot_segments() {
    let rig = Rig::start().await;
    let relay = rig.relay();
    for target in TARGETS {
        let (answer, seen) = relay.ask(request(&format!("GET {target}"), &operator())).await;
        assert_eq!((answer.status(), answer.code().as_str()), (400, "porthole_bad_path"), "{target}");
        assert_eq!(lines(&seen), [""; 0], "{target}");
    }
    assert_eq!(another_call(&relay).await, [""; 0]);
    assert!(!another_call(&rig.naive()).await.is_empty(), "the naive relay is led astray");
}

/// Literal dots are gone before the Worker runs: the runtime's HTTP parser resolves them. What is left is a call
/// like any other, with the rights that this one needs.
#[tokio::test]
async fn literal_dot_segments() {
    let rig = Rig::start().await;
    for (target, expected) in [
        ("/v1/sessions/../agents", &["GET /v1/agents"][..]),
        ("/v1/./agents", &["GET /v1/agents"]),
        ("/v1/sessions/../../../../etc/passwd", &[]),
        ("/v1/sessions/../messages", &[]),
    ] {
        let (_, seen) = rig.relay().ask(request(&format!("GET {target}"), &operator())).await;
        assert_eq!(lines(&seen), expected, "{target}");
        let (answer, seen) = rig.relay().ask(request(&format!("GET {target}"), "Host: porthole.example\r\n")).await;
        assert_eq!(lines(&seen), [""; 0], "{target}");
        assert_ne!(answer.header("content-type").as_deref(), Some("text/event-stream"));
    }
}

/// The targets that reached a call of the API which they do not spell.
async fn another_call(door: &Door<'_>) -> Vec<String> {
    let mut reached = Vec::new();
    for target in TARGETS {
        let (_, seen) = door.ask(request(&format!("GET {target}"), &operator())).await;
        reached.extend(lines(&seen).into_iter().filter(|line| *line == "GET /v1/agents").map(str::to_owned));
    }
    reached
}
