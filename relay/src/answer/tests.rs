use super::*;
use model::endpoint::EndpointId;

const JSON: (&str, &str) = ("content-type", "application/json");

fn key() -> Secret {
    Secret::new("sk-canary")
}

fn headers(pairs: &[(&str, &str)]) -> Headers {
    Headers::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

fn check(id: EndpointId, status: u16, pairs: &[(&str, &str)], expected: Result<&str, Rejection>) {
    let params = vec!["x"; model::endpoint::Endpoint::get(id).path.matches('{').count()];
    let call = Call::new(id, &params).unwrap();
    let found = judge(&call, status, &headers(pairs), &key()).map(|passage| match passage {
        Passage::Body(pairs) => format!("body {}", kind(&pairs)),
        Passage::Stream(pairs) => format!("stream {}", kind(&pairs)),
        Passage::Error => "error".to_owned(),
    });
    assert_eq!(found, expected.map(str::to_owned), "{id:?} {status} {pairs:?}");
}

fn kind(pairs: &Pairs) -> &str {
    pairs.iter().find(|(name, _)| *name == "content-type").map_or("-", |(_, value)| value)
}

#[test]
fn passes_what_the_call_answers_with() {
    use EndpointId as E;
    check(E::AgentList, 200, &[JSON], Ok("body application/json"));
    check(E::AgentList, 200, &[("content-type", "application/json; charset=utf-8")], Ok("body application/json"));
    check(E::SessionDelete, 204, &[], Ok("body -"));
    check(E::EventStream, 200, &[("content-type", "text/event-stream; charset=utf-8")], Ok("stream text/event-stream"));
    check(E::FileContent, 200, &[("content-type", "text/html")], Ok("body application/octet-stream"));
    check(E::AgentList, 200, &[("content-type", "text/html")], Err(Rejection::Nonsense));
    check(E::AgentList, 200, &[], Err(Rejection::Nonsense));
    check(E::EventStream, 200, &[JSON], Err(Rejection::Nonsense));
}

#[test]
fn follows_nothing_and_hides_a_refused_key() {
    for status in [300, 301, 302, 303, 304, 307, 308] {
        for id in [EndpointId::AgentList, EndpointId::EventStream, EndpointId::FileContent] {
            check(id, status, &[JSON, ("location", "https://evil.example")], Err(Rejection::Redirected));
        }
    }
    check(EndpointId::AgentList, 401, &[JSON], Err(Rejection::KeyRefused));
    for status in [400, 403, 404, 409, 413, 429, 500, 503, 529] {
        check(EndpointId::FileContent, status, &[JSON], Ok("error"));
    }
    check(EndpointId::AgentList, 101, &[JSON], Err(Rejection::Nonsense));
}

#[test]
fn copies_four_headers_that_look_like_themselves() {
    let call = Call::new(EndpointId::AgentList, &[]).unwrap();
    let given = headers(&[
        JSON,
        ("request-id", "req_1"),
        ("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT"),
        ("retry-after-ms", "sk-canary"),
        ("x-should-retry", "true"),
        ("set-cookie", "a=b"),
        ("server", "x"),
        ("location", "x"),
        ("anthropic-organization-id", "org"),
        ("anthropic-ratelimit-requests-limit", "5"),
        ("access-control-allow-origin", "*"),
    ]);
    let Ok(Passage::Body(pairs)) = judge(&call, 200, &given, &key()) else { panic!() };
    let own: Vec<_> = headers::of_data().iter().map(|(name, _)| *name).collect();
    let rest: Vec<_> = pairs.iter().map(|(name, _)| *name).filter(|name| !own.contains(name)).collect();
    assert_eq!(rest, ["content-type", "request-id", "retry-after", "x-should-retry"]);
}

fn error_body(status: u16, body: &str) -> String {
    error(status, &headers(&[("request-id", "req_api"), ("retry-after", "7")]), body.as_bytes(), &key(), "req_ours")
        .body
}

#[test]
fn shows_errors_of_the_api_word_for_word() {
    let given = r#"{"type":"error","error":{"type":"rate_limit_error","message":"Slow down","details":{"error_code":"x"}},"request_id":"req_api"}"#;
    assert_eq!(error_body(429, given), given);
}

#[test]
fn shows_no_other_errors() {
    for given in [
        "",
        "<html>nginx</html>",
        "null",
        "{}",
        "panicked at src/main.rs:1",
        r#"{"type":"error"}"#,
        r#"{"type":"error","error":{"type":1,"message":"x"}}"#,
        r#"{"type":"error","error":{"type":"api_error","message":"bad key sk-canary"}}"#,
    ] {
        let found = error_body(503, given);
        assert!(
            found.contains("porthole_api_error") && found.contains("req_api") && !found.contains("sk-canary"),
            "{found}"
        );
    }
}

#[test]
fn keeps_status_id_and_delay_of_an_error() {
    for (pairs, id) in
        [(&[("retry-after", "7"), ("request-id", "req_api")][..], "req_api"), (&[("retry-after", "7")], "req_ours")]
    {
        for body in [&b"\xff"[..], br#"{"type":"error","error":{"type":"overloaded_error","message":"x"}}"#] {
            let reply = error(529, &headers(pairs), body, &key(), "req_ours");
            let get =
                |name| reply.headers.iter().filter(|(n, _)| *n == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>();
            assert_eq!(reply.status, 529);
            assert_eq!(get("request-id"), [id]);
            assert_eq!(get("retry-after"), ["7"]);
        }
    }
}

#[test]
fn reads_for_how_long_to_wait() {
    let check = |pairs: &[(&str, &str)], expected: Option<i64>| {
        let headers = Headers::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        assert_eq!(retry_after(&headers), expected, "{pairs:?}");
    };
    check(&[], None);
    check(&[("retry-after", "2")], Some(2_000));
    check(&[("retry-after", "2"), ("retry-after-ms", "150")], Some(150));
    check(&[("retry-after", "2"), ("retry-after-ms", "soon")], Some(2_000));
    check(&[("retry-after", "4294967295")], Some(4_294_967_295_000));
    for odd in ["-1", "1.5", "", "Wed, 21 Oct 2026 07:28:00 GMT"] {
        check(&[("retry-after", odd)], None);
    }
}
