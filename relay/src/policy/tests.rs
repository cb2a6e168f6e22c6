use super::*;
use crate::auth::{DEMO_KEY, Role};
use crate::feed::viewer::Wish;
use crate::meter::Quota;
use crate::secret::Secret;
use model::feed::{After, Cursor};

const KEY: &str = "0123456789abcdef0123456789abcdef";
const NOW: u64 = 1_000_000;
const BEARER: (&str, &str) = ("authorization", "Bearer 0123456789abcdef0123456789abcdef");
const JSON: (&str, &str) = ("content-type", "application/json");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
const HOST: (&str, &str) = ("host", "127.0.0.1:8787");

fn closed() -> Result<Config, Misconfigured> {
    let upstream = Upstream::parse("https://api.example.com").ok_or(Misconfigured::BaseUrl)?;
    Ok(Config {
        upstream,
        api_key: Secret::new("sk-canary"),
        operator_key: Some(Secret::new(KEY)),
        open: false,
        quota: Quota::default(),
        webhook_secret: None,
    })
}

fn open() -> Result<Config, Misconfigured> {
    let upstream = Upstream::parse("http://127.0.0.1:8788").ok_or(Misconfigured::BaseUrl)?;
    Ok(Config {
        upstream,
        api_key: Secret::new("sk-canary"),
        operator_key: None,
        webhook_secret: None,
        open: true,
        quota: Quota::default(),
    })
}

fn cookie() -> String {
    let header = cookie::set(&Secret::new(KEY), NOW);
    format!("a=b; {}={}", cookie::NAME, cookie::find(&header).unwrap())
}

fn ask(config: &Result<Config, Misconfigured>, line: &str, pairs: &[(&str, &str)]) -> Result<Decision, Rejection> {
    let (method, target) = line.split_once(' ').unwrap();
    let headers = Headers::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    decide(&Request::new(method.to_owned(), &format!("http://127.0.0.1:8787{target}"), headers, NOW), config)
}

fn print(decision: Decision) -> String {
    match decision {
        Decision::Forward(forward) => {
            let upstream = Upstream::parse("https://api.example.com").unwrap();
            format!("{} {}", forward.call.endpoint().method.as_str(), forward.url(&upstream))
        }
        Decision::Feed(log, ask) => format!("{} {ask:?}", log.object()),
        Decision::SignIn => "sign in".to_owned(),
        Decision::Limits(_) => "limits".to_owned(),
        Decision::LiveSessions(expires) => format!("live until {expires:?}"),
        Decision::Hook => "hook".to_owned(),
        Decision::Reply(reply) => format!("{} {}", reply.status, reply.body),
        Decision::File(file) => format!("file {}", file.path),
        Decision::Page => "page".to_owned(),
    }
}

fn check(line: &str, pairs: &[(&str, &str)], expected: Result<&str, Rejection>) {
    assert_eq!(ask(&closed(), line, pairs).map(print), expected.map(str::to_owned), "{line} {pairs:?}");
}

fn check_open(line: &str, pairs: &[(&str, &str)], expected: Result<&str, Rejection>) {
    assert_eq!(ask(&open(), line, pairs).map(print), expected.map(str::to_owned), "open: {line} {pairs:?}");
}

#[test]
fn streams_go_through_feeds() {
    let caller = Caller::of(KEY);
    let wish = |after, messages| Wish { after, messages, ..Wish::default() };
    let check_wish = |query: &str, pairs: &[(&str, &str)], expected: Wish| {
        let line = format!("GET /v1/sessions/s/events/stream{query}");
        let pairs: Vec<_> = pairs.iter().copied().chain([BEARER]).collect();
        let attach = Ask::Attach(expected, caller);
        let log = LogName { session: "s".into(), thread: None };
        assert_eq!(ask(&closed(), &line, &pairs), Ok(Decision::Feed(log, attach)), "{query}");
    };
    let cursor = Some(After::Cursor(Cursor { epoch: 7, seq: 5 }));
    check_wish("", &[], Wish::default());
    check_wish("?beta=true&event_deltas[]=agent.message", &[], wish(None, true));
    check_wish("?after=-200", &[], wish(Some(After::Newest(200)), false));
    check_wish("?after=start", &[("last-event-id", "7.5")], wish(cursor, false));
    check_wish("", &[("last-event-id", "sevt_1")], Wish::default());
    for query in ["?after=soon", "?after=", "?order=asc", "?event_deltas[]=agent.tool_use"] {
        check(&format!("GET /v1/sessions/s/events/stream{query}"), &[BEARER], Err(Rejection::BadQuery));
    }
    let many = format!("GET /v1/sessions/s/events/stream?{}", "event_deltas[]=agent.message&".repeat(101));
    check(&many, &[BEARER], Err(Rejection::BadQuery));
    check(
        "GET /v1/sessions/s/threads/t/stream",
        &[BEARER],
        Ok(&format!("s/t {:?}", Ask::Attach(Wish::default(), caller))),
    );
    let chunk = "s Chunk(ChunkId { epoch: 7, number: -1 })";
    check("GET /api/feeds/s/chunks/7.-1", &[BEARER], Ok(chunk));
    check("GET /api/feeds/s/chunks/7.-1", &[], Err(Rejection::SignInFirst));
    check("GET /api/feeds/s/chunks/7", &[BEARER], Err(Rejection::UnknownPath));
    check("POST /api/feeds/s/chunks/7.-1", &[BEARER, JSON], Err(Rejection::WrongMethod("GET")));
    let cookie = cookie();
    let Ok(Decision::Feed(_, Ask::Attach(wish, _))) =
        ask(&closed(), "GET /v1/sessions/s/events/stream", &[("cookie", &cookie), SAME])
    else {
        panic!("signed in")
    };
    let expires = i64::try_from((NOW + cookie::LIFETIME) * 1_000).unwrap();
    assert_eq!(wish.expires, Some(expires), "a stream lasts no longer than the sign-in");
}

#[test]
fn takes_addresses_apart_as_they_are() {
    for (url, expected) in [
        ("http://h:1/a?b=c?d", ["http://h:1", "/a", "b=c?d"]),
        ("https://h//evil.example/x", ["https://h", "//evil.example/x", ""]),
        ("http://h/%2e%2e/a\\b", ["http://h", "/%2e%2e/a\\b", ""]),
        ("http://h/a#b?c", ["http://h", "/a#b", "c"]),
        ("http://h?a/b", ["http://h", "", "a/b"]),
        ("http://h", ["http://h", "", ""]),
        ("", ["", "", ""]),
    ] {
        let request = Request::new("GET".into(), url, Headers::default(), NOW);
        assert_eq!([request.origin, request.path, request.query], expected, "{url}");
    }
}

#[test]
fn forwards_what_it_printed() {
    check("GET /v1/agents", &[BEARER], Ok("GET https://api.example.com/v1/agents"));
    check(
        "GET /v1/sessions?statuses[]=idle&statuses%5B%5D=running&beta=true&limit=5",
        &[BEARER],
        Ok("GET https://api.example.com/v1/sessions?statuses%5B%5D=idle&statuses%5B%5D=running&limit=5"),
    );
    check("POST /v1/sessions/s/events", &[BEARER, JSON], Ok("POST https://api.example.com/v1/sessions/s/events"));
    check("POST /v1/agents/a/archive", &[BEARER], Ok("POST https://api.example.com/v1/agents/a/archive"));
    check("DELETE /v1/sessions/s", &[BEARER], Ok("DELETE https://api.example.com/v1/sessions/s"));
}

#[test]
fn step_1_form_before_anything_else() {
    check("GET /v1/%2e%2e/agents", &[], Err(Rejection::BadPath));
    check("GET //evil.example/x", &[BEARER], Err(Rejection::BadPath));
    check("GET /v1/messages", &[], Err(Rejection::UnknownPath));
    check("PUT /v1/agents", &[], Err(Rejection::WrongMethod("GET, POST")));
}

#[test]
fn step_2_without_settings_nothing_is_served() {
    let none = || Err(Misconfigured::ApiKey);
    for line in
        ["GET /v1/agents", "GET /api/session", "POST /api/session", "GET /api/health", "GET /", "GET /favicon.svg"]
    {
        assert_eq!(ask(&none(), line, &[BEARER]), Err(Rejection::Misconfigured(Misconfigured::ApiKey)), "{line}");
    }
    assert_eq!(ask(&none(), "GET /a%00", &[]), Err(Rejection::BadPath));
}

#[test]
fn step_3_and_4_nobody_gets_nothing() {
    for line in ["GET /v1/agents", "GET /v1/sessions/s/events/stream", "POST /v1/files", "GET /api/session"] {
        check(line, &[], Err(Rejection::SignInFirst));
        check(line, &[SAME, JSON, ("x-api-key", KEY)], Err(Rejection::SignInFirst));
        check(line, &[("authorization", "Bearer x"), ("cookie", &cookie()), SAME], Err(Rejection::SignInFirst));
        check_open(line, &[("host", "evil.example")], Err(Rejection::SignInFirst));
    }
    check("GET /api/health", &[], Ok("200 {\"status\":\"ok\"}"));
    check("GET /sessions/s", &[], Ok("page"));
    check("GET /favicon.svg", &[], Ok("file /favicon.svg"));
}

#[test]
fn step_5_a_cookie_acts_for_our_own_page_only() {
    let cookie = cookie();
    let cookie = ("cookie", cookie.as_str());
    let origin = ("origin", "http://127.0.0.1:8787");
    for (line, upstream) in [
        ("GET /v1/agents", "GET https://api.example.com/v1/agents"),
        ("POST /v1/agents/a/archive", "POST https://api.example.com/v1/agents/a/archive"),
    ] {
        check(line, &[cookie, SAME], Ok(upstream));
        check(line, &[cookie, SAME, origin], Ok(upstream));
        check(line, &[cookie, origin], Ok(upstream));
        for pairs in [
            &[cookie][..],
            &[cookie, ("sec-fetch-site", "cross-site")],
            &[cookie, ("sec-fetch-site", "same-site")],
            &[cookie, ("sec-fetch-site", "same-origin, cross-site")],
            &[cookie, ("sec-fetch-site", "cross-site"), origin],
            &[cookie, ("sec-fetch-site", "none"), origin],
            &[cookie, SAME, ("origin", "https://evil.example")],
            &[cookie, ("origin", "null")],
            &[cookie, ("origin", "https://127.0.0.1:8787")],
            &[cookie, ("origin", "http://127.0.0.1:8787.evil.example")],
            &[cookie, ("referer", "http://127.0.0.1:8787/")],
        ] {
            check(line, pairs, Err(Rejection::CrossSite));
        }
        check(line, &[BEARER, ("sec-fetch-site", "cross-site"), ("origin", "null")], Ok(upstream));
    }
    check("GET /v1/agents", &[cookie, ("sec-fetch-site", "none")], Ok("GET https://api.example.com/v1/agents"));
    check("POST /v1/agents/a/archive", &[cookie, ("sec-fetch-site", "none")], Err(Rejection::CrossSite));
    check("GET /api/session", &[cookie, SAME], Ok("200 {\"role\":\"operator\",\"open\":false,\"simulated\":false}"));
    check("POST /api/session", &[JSON, ("sec-fetch-site", "cross-site")], Err(Rejection::CrossSite));
    check("DELETE /api/session", &[cookie, ("sec-fetch-site", "cross-site")], Err(Rejection::CrossSite));
    check("DELETE /api/session", &[cookie, SAME], Ok("204 "));
}

#[test]
fn step_5_open_mode_is_for_programs_and_our_own_page() {
    let upstream = Ok("POST https://api.example.com/v1/agents/a/archive");
    let demo = ("authorization", &*format!("Bearer {DEMO_KEY}"));
    check_open("POST /v1/agents/a/archive", &[HOST], upstream.clone());
    check_open("POST /v1/agents/a/archive", &[HOST, SAME], upstream.clone());
    check_open("POST /v1/agents/a/archive", &[HOST, demo], upstream);
    check_open("POST /v1/agents/a/archive", &[HOST, ("sec-fetch-site", "cross-site")], Err(Rejection::CrossSite));
    check_open("POST /v1/agents/a/archive", &[HOST, ("origin", "https://evil.example")], Err(Rejection::CrossSite));
    check_open("GET /api/session", &[HOST, SAME], Ok("200 {\"role\":\"operator\",\"open\":true,\"simulated\":true}"));
}

#[test]
fn the_live_list_ends_with_the_sign_in() {
    let cookie = cookie();
    let cookie = ("cookie", cookie.as_str());
    check("GET /api/sessions/live", &[], Err(Rejection::SignInFirst));
    check("GET /api/sessions/live", &[cookie], Err(Rejection::CrossSite));
    check("GET /api/sessions/live", &[cookie, ("sec-fetch-site", "cross-site")], Err(Rejection::CrossSite));
    let until = format!("live until Some({})", NOW + cookie::LIFETIME);
    check("GET /api/sessions/live", &[cookie, SAME], Ok(&until));
    check("GET /api/sessions/live", &[BEARER], Ok("live until None"));
    check_open("GET /api/sessions/live", &[HOST, SAME], Ok("live until None"));
    check_open("GET /api/sessions/live", &[HOST, ("origin", "https://evil.example")], Err(Rejection::CrossSite));
}

#[test]
fn webhooks_are_taken_only_with_a_secret() {
    check("POST /hooks/anthropic", &[], Err(Rejection::UnknownPath));
    check("POST /hooks/anthropic", &[BEARER], Err(Rejection::UnknownPath));
    let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    let config = closed().map(|config| Config { webhook_secret: Some(secret), ..config });
    let ask = |pairs: &[(&str, &str)]| ask(&config, "POST /hooks/anthropic", pairs).map(print);
    assert_eq!(ask(&[]), Ok("hook".to_owned()));
    assert_eq!(ask(&[("content-length", "65536")]), Ok("hook".to_owned()));
    assert_eq!(ask(&[("content-length", "65537")]), Err(Rejection::TooLarge(64 << 10)));
    let request = Request::new("POST".into(), "http://h/hooks/anthropic", Headers::default(), NOW);
    assert_eq!(hook(&request, b"{}", &closed().unwrap()), Err(Rejection::UnknownPath));
    assert_eq!(hook(&request, b"{}", &config.unwrap()), Err(Rejection::Webhook(webhook::Refusal::Headers)));
}

#[test]
fn step_6_kind_and_size() {
    check("GET /v1/agents?admin=1", &[BEARER], Err(Rejection::BadQuery));
    check("GET /v1/agents?page=%00", &[BEARER], Err(Rejection::BadQuery));
    check("POST /v1/agents", &[BEARER], Err(Rejection::WrongContentType("application/json")));
    check(
        "POST /v1/agents",
        &[BEARER, ("content-type", "text/plain")],
        Err(Rejection::WrongContentType("application/json")),
    );
    check("POST /v1/agents", &[BEARER, JSON, ("content-length", "1048577")], Err(Rejection::TooLarge(1 << 20)));
    check(
        "POST /v1/agents",
        &[BEARER, JSON, ("content-length", "1048576")],
        Ok("POST https://api.example.com/v1/agents"),
    );
    check("POST /api/session", &[JSON, ("content-length", "4097")], Err(Rejection::TooLarge(4096)));
    check("POST /api/session", &[], Err(Rejection::WrongContentType("application/json")));
    check("POST /api/session", &[JSON], Ok("sign in"));
    let form = ("content-type", "multipart/form-data; boundary=b");
    check("POST /v1/files", &[BEARER, form, ("content-length", "9")], Ok("POST https://api.example.com/v1/files"));
    check("POST /v1/files", &[BEARER, form], Err(Rejection::LengthRequired));
    check(
        "POST /v1/files",
        &[BEARER, form, ("content-length", "9"), ("transfer-encoding", "chunked")],
        Err(Rejection::LengthRequired),
    );
    check("POST /v1/files", &[BEARER, form, ("content-length", "524288001")], Err(Rejection::TooLarge(524_288_000)));
    check(
        "POST /v1/files",
        &[BEARER, JSON, ("content-length", "9")],
        Err(Rejection::WrongContentType("multipart/form-data with a boundary")),
    );
}

#[test]
fn step_7_asks_for_a_permit_of_the_right_kind() {
    use meter::Class::{Create, Read};
    let permit = |line: &str, pairs: &[(&str, &str)], body: &str| match ask(&closed(), line, pairs) {
        Ok(Decision::Forward(forward)) => forward.ask(body.as_bytes()),
        other => panic!("{line}: {other:?}"),
    };
    let interrupt = r#"{"events":[{"type":"user.interrupt"}]}"#;
    for (line, body, class, purpose) in [
        ("GET /v1/agents", "", Read, Purpose::Interactive),
        ("POST /v1/agents", "{}", Create, Purpose::Interactive),
        ("DELETE /v1/sessions/s", "", Create, Purpose::Interactive),
        ("POST /v1/sessions/s/events", interrupt, Create, Purpose::Interrupt),
    ] {
        let found = permit(line, &[BEARER, JSON], body);
        assert_eq!((found.class, found.purpose, found.caller), (class, purpose, Caller::of(KEY)), "{line}");
    }
    let cookie = cookie();
    let by_cookie = permit("GET /v1/agents", &[("cookie", &cookie), SAME], "");
    assert_ne!(by_cookie.caller, Caller::of(KEY));
    check("GET /api/limits", &[BEARER], Ok("limits"));
    check("GET /api/limits", &[("cookie", &cookie), ("sec-fetch-site", "cross-site")], Err(Rejection::CrossSite));
    check("GET /api/limits", &[], Err(Rejection::SignInFirst));
}

#[test]
fn signs_in_with_the_key_alone() {
    let config = closed().unwrap();
    let reply = sign_in(format!("{{\"key\":\"{KEY}\"}}").as_bytes(), &config, NOW).unwrap();
    let (_, header) = reply.headers.iter().find(|(name, _)| *name == "set-cookie").unwrap();
    let value = cookie::find(header.split(';').next().unwrap()).unwrap();
    assert_eq!(cookie::expiry(value, &Secret::new(KEY), NOW), Some(NOW + cookie::LIFETIME));
    assert_eq!(reply.body, format!("{{\"role\":\"{}\",\"open\":false,\"simulated\":false}}", Role::Operator.as_str()));
    for (body, expected) in [
        ("{\"key\":\"sk-canary\"}", Rejection::WrongKey),
        ("{\"key\":\"\"}", Rejection::WrongKey),
        ("{\"key\":\"demo\"}", Rejection::WrongKey),
        ("{}", Rejection::BadBody(BadJson::NotJson)),
        ("{\"key\":\"a\",\"key\":\"b\"}", Rejection::BadBody(BadJson::DuplicateKey)),
        ("{\"key\":\"a\",\"role\":\"operator\"}", Rejection::BadBody(BadJson::NotJson)),
        ("[]", Rejection::BadBody(BadJson::NotAnObject)),
    ] {
        assert_eq!(sign_in(body.as_bytes(), &config, NOW).map(|reply| reply.status), Err(expected), "{body}");
    }
    assert_eq!(sign_in(b"{\"key\":\"\"}", &open().unwrap(), NOW).map(|reply| reply.status), Err(Rejection::WrongKey));
}

#[test]
fn every_route_with_every_credential() {
    let cookie = cookie();
    let good = [&[BEARER][..], &[("cookie", cookie.as_str()), SAME]];
    let bad = [
        &[][..],
        &[("authorization", "Bearer demo")],
        &[("cookie", "__Host-porthole=operator.9999999999.00"), SAME],
        &[("x-api-key", KEY)],
    ];
    for endpoint in model::endpoint::ENDPOINTS {
        let ids = vec!["x"; endpoint.path.matches('{').count()];
        let call = Call::new(endpoint.id, &ids).unwrap();
        let line = format!("{} {}", endpoint.method.as_str(), call.path());
        let kind = match endpoint.body {
            model::endpoint::Body::Multipart => "multipart/form-data; boundary=b",
            _ => "application/json",
        };
        for pairs in good {
            let pairs = [pairs, &[("content-type", kind), ("content-length", "2")]].concat();
            let upstream = format!("{} https://api.example.com{}", endpoint.method.as_str(), call.path());
            match LogName::of_stream(&call) {
                None => check(&line, &pairs, Ok(&upstream)),
                Some(log) => {
                    let found = ask(&closed(), &line, &pairs);
                    assert!(matches!(found, Ok(Decision::Feed(found, Ask::Attach(..))) if found == log), "{line}");
                }
            }
        }
        for pairs in bad {
            check(&line, pairs, Err(Rejection::SignInFirst));
        }
    }
}
