use super::*;
use crate::auth::{DEMO_KEY, Role};
use crate::secret::Secret;

const KEY: &str = "0123456789abcdef0123456789abcdef";
const NOW: u64 = 1_000_000;
const BEARER: (&str, &str) = ("authorization", "Bearer 0123456789abcdef0123456789abcdef");
const JSON: (&str, &str) = ("content-type", "application/json");
const SAME: (&str, &str) = ("sec-fetch-site", "same-origin");
const HOST: (&str, &str) = ("host", "127.0.0.1:8787");

fn closed() -> Result<Config, Misconfigured> {
    let upstream = Upstream::parse("https://api.example.com").ok_or(Misconfigured::BaseUrl)?;
    Ok(Config { upstream, api_key: Secret::new("sk-canary"), operator_key: Some(Secret::new(KEY)), open: false })
}

fn open() -> Result<Config, Misconfigured> {
    let upstream = Upstream::parse("http://127.0.0.1:8788").ok_or(Misconfigured::BaseUrl)?;
    Ok(Config { upstream, api_key: Secret::new("sk-canary"), operator_key: None, open: true })
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
        Decision::SignIn => "sign in".to_owned(),
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
            check(&line, &pairs, Ok(&upstream));
        }
        for pairs in bad {
            check(&line, pairs, Err(Rejection::SignInFirst));
        }
    }
}
