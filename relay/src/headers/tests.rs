use super::*;
use model::endpoint::{ENDPOINTS, EndpointId};

fn to(id: EndpointId, params: &[&str], boundary: Option<&str>) -> String {
    let call = Call::new(id, params).unwrap();
    let pairs = to_api(&call, &Secret::new("sk-canary"), boundary);
    let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    lines.concat()
}

#[test]
fn sends_five_headers_of_its_own() {
    use EndpointId as E;
    let common = "x-api-key: sk-canary\nanthropic-version: 2026-10-21\n";
    for (found, rest) in [
        (to(E::AgentList, &[], None), "accept: application/json\nanthropic-beta: managed-agents-2026-04-01\n"),
        (to(E::EventStream, &["s"], None), "accept: text/event-stream\nanthropic-beta: managed-agents-2026-04-01\n"),
        (
            to(E::EventSend, &["s"], None),
            "accept: application/json\nanthropic-beta: managed-agents-2026-04-01\ncontent-type: application/json\n",
        ),
        (to(E::MemoryList, &["m"], None), "accept: application/json\nanthropic-beta: agent-memory-2026-07-22\n"),
        (
            to(E::FileUpload, &[], Some("b")),
            "accept: application/json\ncontent-type: multipart/form-data; boundary=b\n",
        ),
        (to(E::FileContent, &["f"], None), "accept: application/binary\n"),
    ] {
        assert_eq!(found, format!("{common}{rest}"));
    }
    for endpoint in ENDPOINTS {
        let ids = vec!["x"; endpoint.path.matches('{').count()];
        assert!(to(endpoint.id, &ids, Some("b")).lines().count() <= 5, "{}", endpoint.path);
    }
}

#[test]
fn one_value_or_none() {
    let headers = Headers::new([("A", "1"), ("b", "2"), ("B", "3")].map(|(n, v)| (n.to_owned(), v.to_owned())));
    assert_eq!(headers.get("a"), Some("1"));
    assert_eq!(headers.get("b"), None);
    assert_eq!(headers.get("c"), None);
}

#[test]
fn keeps_harmless_file_names() {
    let long = format!("attachment; filename=\"{}\"", "a".repeat(101));
    for (disposition, expected) in [
        ("attachment; filename=\"report 2.csv\"", Some("report 2.csv")),
        ("attachment; filename=a.txt", Some("a.txt")),
        ("inline;filename=\"a.svg\"; filename*=UTF-8''b.html", Some("a.svg")),
        ("attachment", None),
        ("attachment; filename=\"\"", None),
        ("attachment; filename=\"../x\"", None),
        ("attachment; filename=\".htaccess\"", None),
        ("attachment; filename=\"a\\\"b\"", None),
        ("attachment; filename=\"a\r\nset-cookie: x\"", None),
        ("attachment; filename=\"é\"", None),
        (long.as_str(), None),
    ] {
        assert_eq!(filename(disposition), expected, "{disposition}");
    }
}

#[test]
fn reads_boundaries() {
    let long = format!("multipart/form-data; boundary={}", "a".repeat(71));
    for (content_type, expected) in [
        ("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk", Some("----WebKitFormBoundary7MA4YWxk")),
        ("Multipart/Form-Data;boundary=x", Some("x")),
        ("multipart/form-data", None),
        ("multipart/form-data; boundary=", None),
        ("multipart/form-data; boundary=a b", None),
        ("multipart/form-data; boundary=a; x=y", None),
        ("multipart/form-data; boundary=\"a\"", None),
        ("multipart/mixed; boundary=a", None),
        ("application/json", None),
        (long.as_str(), None),
    ] {
        assert_eq!(boundary(content_type), expected, "{content_type}");
    }
}

#[test]
fn tells_types() {
    for text in ["application/json", "application/json; charset=utf-8", "Application/JSON ;x"] {
        assert!(is_json(text), "{text}");
    }
    for text in ["", "text/plain", "application/jsonp", "text/plain, application/json", "text/plain; application/json"]
    {
        assert!(!is_json(text), "{text}");
    }
    assert!(is_events("text/event-stream; charset=utf-8"));
}

#[test]
fn the_page_runs_only_what_is_its_own() {
    let policy = page::POLICY;
    for part in
        ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'", "'wasm-unsafe-eval'"]
    {
        assert!(policy.contains(part), "{part}: {policy}");
    }
    for part in ["'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "data:", "*"] {
        assert!(!policy.contains(part), "{part}: {policy}");
    }
}

#[test]
fn no_answer_lets_another_site_in() {
    for pairs in [of_data(), of_stream(), of_attachment(None), page::of_page(), page::of_file(None, true)] {
        let get = |name| pairs.iter().filter(|(n, _)| *n == name).map(|(_, v)| v.as_str()).collect::<Vec<_>>();
        assert_eq!(get("x-content-type-options"), ["nosniff"]);
        assert_eq!(get("referrer-policy"), ["no-referrer"]);
        assert_eq!(get("cross-origin-resource-policy"), ["same-origin"]);
        assert_eq!(get("content-security-policy").len(), 1);
        assert_eq!(get("cache-control").len(), 1);
        assert!(pairs.iter().all(|(name, _)| !name.starts_with("access-control-")));
    }
}
