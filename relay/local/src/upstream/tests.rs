use super::*;

#[test]
fn a_key_means_the_api_and_no_key_means_a_simulator() {
    let check = |upstream: Option<&str>, key: Option<&str>, expected: Option<Upstream>| {
        let chosen =
            Upstream::choose(Wishes { upstream: upstream.map(str::to_owned), api_key: key.map(str::to_owned) });
        assert!(chosen.ok() == expected, "{upstream:?} with key {key:?}");
    };
    let api = |url: &str| Some(Upstream::Api { url: url.to_owned(), key: "k".to_owned() });
    let other = |url: &str| Some(Upstream::OtherSimulator { url: url.to_owned() });
    check(None, None, Some(Upstream::Simulator));
    check(None, Some("k"), api("https://api.anthropic.com"));
    check(Some("https://proxy.test"), Some("k"), api("https://proxy.test"));
    check(Some("http://127.0.0.1:8788"), Some("k"), api("http://127.0.0.1:8788"));
    check(Some("http://127.0.0.1:8788"), None, other("http://127.0.0.1:8788"));
    check(Some("http://localhost"), None, other("http://localhost"));
    check(Some("http://[::1]:9/x"), None, other("http://[::1]:9/x"));
    check(Some("https://proxy.test"), None, None);
    check(Some("http://127.0.0.1.test:80"), None, None);
    check(Some("http://127.0.0.1@proxy.test"), None, None);
    check(Some("http://127.0.0.1:80@proxy.test:80"), None, None);
}

#[test]
fn open_mode_is_never_on_with_an_operator_key() {
    let open = open_bindings("http://127.0.0.1:1", "k");
    assert_eq!(open.get("PORTHOLE_OPEN").map(String::as_str), Some("1"));
    assert!(!open.contains_key(OPERATOR_KEY));
    let closed = closed_bindings("https://api.test", "k", "o");
    assert!(!closed.contains_key("PORTHOLE_OPEN"));
    assert_eq!(closed.get(OPERATOR_KEY).map(String::as_str), Some("o"));
}

#[test]
fn reads_the_operator_key_as_it_is_written() {
    let check = |file, expected| assert_eq!(read_variable(file, OPERATOR_KEY), expected, "{file:?}");
    check("PORTHOLE_OPERATOR_KEY=abc\n", Some("abc"));
    check("A=1\nPORTHOLE_OPERATOR_KEY = \"abc=\"\r\n", Some("abc="));
    check("XPORTHOLE_OPERATOR_KEY=abc", None);
    check("PORTHOLE_OPERATOR_KEY=", None);
    check("", None);
}

#[test]
fn refuses_a_short_operator_key() {
    assert!(check_operator_key(&"x".repeat(31)).is_err());
    assert!(check_operator_key(&"x".repeat(32)).is_ok());
}
