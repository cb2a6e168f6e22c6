//! What is kept, and how the API is read.

use super::*;

#[test]
fn memory_is_bounded() {
    let mut known = Known::default();
    let found = |n: usize, status: &str, size: usize| {
        let mut object = object(&format!("s{n}"), status, "1");
        object["agent"] = "x".repeat(size).into();
        ask::session(&object.to_string()).unwrap()
    };
    known.learn(found(0, "running", 1), 0);
    for n in 1..3 * MAX_SESSIONS {
        known.learn(found(n, "idle", 1), n as u64);
        known.rests(&format!("s{n}"), "1", "null".to_owned());
    }
    assert_eq!(known.iter().count(), MAX_SESSIONS);
    assert!(known.get("s0").is_some(), "those at work go last");
    assert!(known.get("s5999").is_some() && known.get("s3999").is_none());
    for n in 0..50 {
        known.learn(found(n, "idle", 1 << 20), 10_000 + n as u64);
    }
    let bytes: usize = known.iter().map(|entry| entry.found.raw.len()).sum();
    assert!(bytes <= MAX_BYTES && known.get("s49").is_some(), "{bytes}");
}

#[test]
fn asks_for_what_the_endpoint_table_names() {
    let base = crate::config::Upstream::parse("https://api.example.com").unwrap();
    let url = |ask: Ask| ask.forward().map(|forward| forward.url(&base));
    let check = |ask, expected: &str| assert_eq!(url(ask).as_deref(), Some(expected));
    check(
        Ask::AtWork,
        "https://api.example.com/v1/sessions?statuses%5B%5D=running&statuses%5B%5D=rescheduling&limit=100",
    );
    check(Ask::Newest, "https://api.example.com/v1/sessions?limit=50");
    check(Ask::Session("sesn_1".into()), "https://api.example.com/v1/sessions/sesn_1");
    check(
        Ask::Stop { id: "sesn_1".into(), updated_at: String::new() },
        "https://api.example.com/v1/sessions/sesn_1/events?types%5B%5D=session.status_idle&order=desc&limit=1",
    );
    assert_eq!(url(Ask::Session("../agents".into())), None);
}

#[test]
fn reads_tolerantly_and_keeps_lines_whole() {
    let text = "{\n \"id\": \"a\",\r\n \"status\": \"paused\", \"created_at\": \"soon\", \"updated_at\": \"1\", \"new\": [\"a\\nb\"]\n}";
    let found = ask::session(text).unwrap();
    assert_eq!((found.status, found.created, found.raw.contains('\n')), (ask::Status::Other, 0, false));
    assert_eq!(serde_json::from_str::<Value>(&found.raw).unwrap()["new"][0], "a\nb");
    for odd in ["{}", "[]", "7", r#"{"id":"a b","status":"idle","created_at":"","updated_at":""}"#] {
        assert_eq!(ask::session(odd), None, "{odd}");
    }
    let listed = ask::listed(&format!(r#"{{"data":[{text},{{"id":7}},null],"next_page":""}}"#)).unwrap();
    assert_eq!((listed.sessions.len(), listed.has_more), (1, false));
    assert!(ask::listed("[]").is_none() && ask::stop("{}").is_none() && ask::stop(r#"{"data":[{}]}"#).is_none());
}
