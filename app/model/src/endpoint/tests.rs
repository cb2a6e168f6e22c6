use super::*;

fn check(method: Method, path: &str, expected: Result<(EndpointId, &[&str]), NoCall>) {
    let found = Call::parse(method, path);
    let found = found.as_ref().map(|c| (c.endpoint().id, c.params().iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(found.map_err(|e| *e), expected.map(|(id, p)| (id, p.to_vec())), "{method:?} {path}");
}

#[test]
fn finds_calls() {
    use EndpointId as E;
    check(Method::Get, "/v1/sessions", Ok((E::SessionList, &[])));
    check(Method::Get, "/v1/sessions/sesn_01", Ok((E::SessionRetrieve, &["sesn_01"])));
    check(Method::Get, "/v1/sessions/session_old-id/events/stream", Ok((E::EventStream, &["session_old-id"])));
    check(Method::Get, "/v1/sessions/s/threads/t/stream", Ok((E::ThreadStream, &["s", "t"])));
    check(Method::Get, "/v1/environments/e/work/stats", Ok((E::EnvironmentWorkStats, &["e"])));
    check(Method::Get, "/v1/models/claude-haiku-4-5-20251001", Ok((E::ModelRetrieve, &["claude-haiku-4-5-20251001"])));
}

#[test]
fn refuses_everything_else() {
    check(Method::Delete, "/v1/sessions", Err(NoCall::WrongMethod));
    for path in [
        "",
        "/",
        "/v1",
        "/v1/",
        "/v1/sessions/",
        "/v1//sessions",
        "/v1/sessions/a/b",
        "/v1/messages",
        "/v1/sessions/a/events/stream/",
        "/V1/sessions",
        "v1/sessions",
    ] {
        let found = Call::parse(Method::Get, path).unwrap_err();
        assert!(matches!(found, NoCall::UnknownPath | NoCall::BadId), "{path}: {found:?}");
    }
    for path in [
        "/v1/sessions/..",
        "/v1/sessions/.",
        "/v1/sessions/%2e%2e",
        "/v1/sessions/a%2fb",
        "/v1/sessions/a;b",
        "/v1/sessions/a\\b",
        "/v1/sessions/é",
        "/v1/sessions/a b",
        "/v1/sessions/@evil.com",
    ] {
        check(Method::Get, path, Err(NoCall::BadId));
    }
    check(Method::Get, &format!("/v1/sessions/{}", "a".repeat(MAX_PATH_BYTES)), Err(NoCall::UnknownPath));
}

#[test]
fn every_row_prints_what_it_parses() {
    for endpoint in ENDPOINTS {
        let places = endpoint.path.matches('{').count();
        let ids: Vec<String> = (0..places).map(|n| format!("id_{n}-x")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let call = Call::new(endpoint.id, &ids).unwrap();
        assert_eq!(Call::parse(endpoint.method, &call.path()), Ok(call.clone()), "{}", endpoint.path);
        assert_eq!(Endpoint::get(endpoint.id), endpoint);
    }
}

#[test]
fn no_two_rows_answer_the_same_request() {
    for (n, a) in ENDPOINTS.iter().enumerate() {
        for b in ENDPOINTS.iter().skip(n + 1) {
            assert!(a.path != b.path || a.method != b.method, "{} twice", a.path);
        }
    }
}

#[test]
fn ids_are_checked_when_a_call_is_made() {
    assert_eq!(Call::new(EndpointId::SessionRetrieve, &["../agents"]), Err(NoCall::BadId));
    assert_eq!(Call::new(EndpointId::SessionRetrieve, &[]), Err(NoCall::BadId));
    assert_eq!(Call::new(EndpointId::SessionList, &["x"]), Err(NoCall::BadId));
}

#[test]
fn reading_never_needs_an_operator_less_than_writing() {
    for endpoint in ENDPOINTS {
        if endpoint.class == Class::Create {
            assert_eq!(endpoint.access, Access::Operator, "{}", endpoint.path);
        }
        assert_eq!(endpoint.method == Method::Get, endpoint.class != Class::Create, "{}", endpoint.path);
        assert_eq!(endpoint.answer == Answer::Events, endpoint.class == Class::Stream, "{}", endpoint.path);
    }
}
