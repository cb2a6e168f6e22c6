use super::*;
use crate::config::Upstream;
use crate::secret::Secret;

const KEY: &str = "0123456789abcdef0123456789abcdef";
const NOW: u64 = 1_000_000;

fn config(open: bool) -> Config {
    let operator_key = (!open).then(|| Secret::new(KEY));
    Config {
        upstream: Upstream::parse("http://127.0.0.1:8788").unwrap(),
        api_key: Secret::new("sk-api"),
        operator_key,
        webhook_secret: None,
        open,
        quota: crate::meter::Quota::default(),
    }
}

fn headers(pairs: &[(&str, &str)]) -> Headers {
    Headers::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

fn check(open: bool, pairs: &[(&str, &str)], expected: Option<Credential>) {
    let found = identify(&headers(pairs), &config(open), NOW);
    assert_eq!(found.map(|who| who.credential), expected, "open {open}: {pairs:?}");
    assert!(found.is_none_or(|who| who.role == Role::Operator));
}

fn cookie(signed_at: u64) -> String {
    let header = cookie::set(&Secret::new(KEY), signed_at);
    format!("{}={}", cookie::NAME, cookie::find(&header).unwrap())
}

#[test]
fn takes_one_credential() {
    let good = format!("Bearer {KEY}");
    let cookie = cookie(NOW);
    check(false, &[("Authorization", &good)], Some(Credential::Bearer));
    check(false, &[("authorization", &format!("bearer {KEY}"))], Some(Credential::Bearer));
    check(false, &[("cookie", &cookie)], Some(Credential::Cookie));
    check(false, &[("authorization", &good), ("cookie", "__Host-porthole=x")], Some(Credential::Bearer));
    check(false, &[("authorization", "Bearer wrong"), ("cookie", &cookie)], None);
    check(false, &[("authorization", ""), ("cookie", &cookie)], None);
}

#[test]
fn takes_nothing_else() {
    let expired = cookie(NOW - cookie::LIFETIME);
    for pairs in [
        &[][..],
        &[("authorization", KEY)],
        &[("authorization", "Basic demo")],
        &[("authorization", "Bearer demo")],
        &[("authorization", "Bearer ")],
        &[("authorization", &format!("Bearer {KEY}, Bearer {KEY}"))],
        &[("authorization", &format!("Bearer {KEY}")), ("authorization", "Bearer other")],
        &[("x-api-key", KEY)],
        &[("x_api_key", KEY)],
        &[("x-api-key", "sk-api")],
        &[("authorization", "Bearer sk-api")],
        &[("cookie", &expired)],
        &[("cookie", "__Host-porthole=operator")],
        &[("host", "127.0.0.1:8787")],
    ] {
        check(false, pairs, None);
    }
}

#[test]
fn is_open_on_this_machine_only() {
    check(true, &[("host", "127.0.0.1:8787")], Some(Credential::Open));
    check(true, &[("host", "localhost:8787")], Some(Credential::Open));
    check(true, &[("host", "127.0.0.1:8787"), ("authorization", "Bearer demo")], Some(Credential::Bearer));
    check(true, &[("host", "127.0.0.1:8787"), ("x-api-key", "anything")], Some(Credential::Open));
    check(true, &[("host", "127.0.0.1:8787"), ("authorization", "Bearer other")], None);
    check(true, &[("host", "evil.example")], None);
    check(true, &[("host", "evil.example"), ("authorization", "Bearer demo")], None);
    check(true, &[("host", "127.0.0.1:8787"), ("host", "evil.example")], None);
    check(true, &[("host", "evil.example"), ("x-forwarded-host", "127.0.0.1")], None);
    check(true, &[], None);
}

#[test]
fn tells_callers_apart_by_what_they_showed() {
    let one = Caller::of("one");
    assert_eq!(Caller::of("one"), one);
    assert_ne!(Caller::of("other"), one);
    assert_eq!(Caller::parse(&one.print()), Some(one));
    for text in ["", "1", "zzzzzzzzzzzzzzzz", "+123456789abcdef"] {
        assert_eq!(Caller::parse(text), None, "{text}");
    }
    assert!(!one.print().contains("one"));
}
