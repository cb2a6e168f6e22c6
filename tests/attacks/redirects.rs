//! Attack 3: the API (or what poses as it) answers with a redirect to where the key should go.

use std::sync::Arc;

use porthole_tests::upstream::{Say, Upstream, answer};

use crate::rig::{Door, Rig, lines, operator, post, request};

#[tokio::test]
async fn redirects_are_neither_followed_nor_shown() {
    let evil = Arc::new(Upstream::list().await);
    let location = format!("{}/stolen", evil.url());
    // The status to answer with stands in the agent's id.
    let rig = Rig::saying(move |request| {
        let status = request.line.split(['/', ' ', '_']).find_map(|word| word.parse().ok()).unwrap_or(302);
        let headers =
            format!("location: {location}\r\nrefresh: 0;url={location}\r\ncontent-type: application/json\r\n");
        Say::Bytes(answer(status, &headers, b"{\"moved\":true}"))
    })
    .await;
    let relay = rig.relay();
    for asked in requests() {
        let (answer, seen) = relay.ask(&asked).await;
        let line = String::from_utf8_lossy(&asked).lines().next().unwrap_or_default().to_owned();
        assert_eq!((answer.status(), answer.code().as_str()), (502, "porthole_api_redirected"), "{line}");
        assert_eq!(answer.header("x-should-retry").as_deref(), Some("false"));
        // What a feed asks besides, in its own time, is about its session.
        let asked = line.trim_end_matches(" HTTP/1.1");
        let (own, others): (Vec<_>, Vec<_>) = lines(&seen).into_iter().partition(|seen| seen.starts_with(asked));
        let is_a_feeds = |seen: &&str| seen.starts_with("GET /v1/sessions/s_");
        assert!(!own.is_empty() && others.iter().all(is_a_feeds), "{line}: {others:?}");
        for name in ["location", "refresh"] {
            assert_eq!(answer.header(name), None, "{line}");
        }
        assert!(!answer.text().contains(&evil.authority()), "{line}");
    }
    assert_eq!(lines(&evil.take()), [""; 0]);
    assert!(!relay.leaked());

    assert!(is_led(&rig.naive(), &evil).await, "the naive relay takes the key there");
}

fn requests() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        all.push(request(&format!("GET /v1/agents/a_{status}"), &operator()).into_bytes());
        all.push(post(&format!("/v1/agents/a_{status}"), &operator(), "{}"));
        all.push(request(&format!("GET /v1/files/f_{status}/content"), &operator()).into_bytes());
        all.push(request(&format!("GET /v1/sessions/s_{status}/events/stream"), &operator()).into_bytes());
    }
    all
}

async fn is_led(door: &Door<'_>, evil: &Upstream) -> bool {
    for asked in requests() {
        door.ask(asked).await;
    }
    evil.take().iter().any(|seen| seen.header("x-api-key").is_some())
}
