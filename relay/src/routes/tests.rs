use super::*;
use crate::auth::Caller;
use crate::config::Upstream;
use crate::policy::Forward;
use model::query::Query;
use proptest::prelude::*;

fn check(method: &str, path: &str, expected: Result<&str, NoRoute>) {
    let found = parse(method, path).map(|route| name(&route));
    assert_eq!(found, expected.map(str::to_owned), "{method} {path}");
}

fn name(route: &Route) -> String {
    match route {
        Route::Call(call) => format!("{:?}", call.endpoint().id),
        Route::File(File { hashed, .. }) => if *hashed { "hashed file" } else { "file" }.to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn finds_routes() {
    check("GET", "/v1/sessions", Ok("SessionList"));
    check("POST", "/v1/sessions/sesn_01/events", Ok("EventSend"));
    check("GET", "/api/session", Ok("WhoAmI"));
    check("POST", "/api/session", Ok("SignIn"));
    check("DELETE", "/api/session", Ok("SignOut"));
    check("GET", "/api/limits", Ok("Limits"));
    check("GET", "/api/sessions/live", Ok("LiveSessions"));
    check("POST", "/hooks/anthropic", Ok("Hook"));
    check("GET", "/api/health", Ok("Health"));
    check("HEAD", "/api/health", Ok("Health"));
    for page in ["/", "/sessions", "/sessions/sesn_01-x", "/sessions/", "/v1x", "/apis", "/~a"] {
        check("GET", page, Ok("Page"));
        check("HEAD", page, Ok("Page"));
    }
    for file in ["/favicon.svg", "/robots.txt", "/index.html", "/fonts/a.woff2", "/.dev.vars", "/assets/x/a.js"] {
        check("GET", file, Ok("file"));
    }
    for file in ["/assets/app-0123456789abcdef.js", "/assets/app-0123456789abcdef_bg.wasm"] {
        check("GET", file, Ok("hashed file"));
    }
}

#[test]
fn refuses_every_other_form() {
    let long = format!("/{}", "a".repeat(MAX_PATH_BYTES));
    for path in [
        "",
        "v1",
        "*",
        "http://evil.example/v1/agents",
        "//evil.example/x",
        "/\\evil.example",
        "/%5cevil.example",
        "/@evil.example",
        "/v1/sessions/%2e%2e/agents",
        "/v1/sessions/.%2e/agents",
        "/v1/sessions/..%2fagents",
        "/v1/sessions/%252e%252e/agents",
        "/v1/sessions/..;/agents",
        "/v1/sessions/%c0%ae/agents",
        "/v1/sessions/../agents",
        "/v1/./agents",
        "/v1/agents/.",
        "/v1/agents/..",
        "/v1//agents",
        "/v1/agents//",
        "/v1\\agents",
        "/v1/agents;x=1",
        "/v1/agents?x",
        "/v1/agents#x",
        "/v1/agénts",
        "/v1/agents%00",
        "/v1/agents\r\nx:y",
        "/v1/agents ",
        "/v1/agents\t",
        "/v1/agents%0d%0a",
        "/a:b",
        "/a,b",
        "/a+b",
        "/a'b",
        long.as_str(),
    ] {
        check("GET", path, Err(NoRoute::BadPath));
        check("TRACE", path, Err(NoRoute::BadPath));
    }
}

#[test]
fn refuses_what_is_no_id() {
    for path in ["/v1/sessions/", "/v1/sessions/-x", "/v1/sessions/.x", "/v1/sessions/~", "/v1/sessions/_"] {
        check("GET", path, Err(NoRoute::BadPath));
    }
}

#[test]
fn knows_nothing_else() {
    for path in [
        "/v1",
        "/v1/",
        "/v1/messages",
        "/v1/organizations/api_keys",
        "/v1/sessions/a/b",
        "/v1/agents.json",
        "/api",
        "/api/",
        "/api/keys",
        "/api/session/",
        "/api/health.json",
        "/api/sessions",
        "/api/sessions/live/",
        "/api/sessions/live/x",
        "/hooks",
        "/hooks/anthropic/",
        "/hooks/anthropic.json",
        "/hooks/stripe",
    ] {
        check("GET", path, Err(NoRoute::UnknownPath));
        check("PUT", path, Err(NoRoute::UnknownPath));
    }
    check("DELETE", "/v1/sessions", Err(NoRoute::WrongMethod("GET, POST")));
    check("OPTIONS", "/v1/sessions/s", Err(NoRoute::WrongMethod("GET, POST, DELETE")));
    check("HEAD", "/v1/agents", Err(NoRoute::WrongMethod("GET, POST")));
    check("get", "/v1/agents", Err(NoRoute::WrongMethod("GET, POST")));
    check("GET", "/v1/sessions/s/archive", Err(NoRoute::WrongMethod("POST")));
    check("POST", "/v1/models", Err(NoRoute::WrongMethod("GET")));
    check("PUT", "/api/session", Err(NoRoute::WrongMethod("GET, POST, DELETE")));
    check("POST", "/api/sessions/live", Err(NoRoute::WrongMethod("GET")));
    check("HEAD", "/api/sessions/live", Err(NoRoute::WrongMethod("GET")));
    check("GET", "/hooks/anthropic", Err(NoRoute::WrongMethod("POST")));
    check("POST", "/api/health", Err(NoRoute::WrongMethod("GET, HEAD")));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", ""] {
        check(method, "/", Err(NoRoute::WrongMethod("GET, HEAD")));
        check(method, "/favicon.svg", Err(NoRoute::WrongMethod("GET, HEAD")));
    }
}

/// Pieces that paths are made of, and that known bypasses are made of.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "/",
        "//",
        "\\",
        "%2f",
        "%2e",
        "%5c",
        "%252e",
        "..",
        ".",
        ";",
        "?",
        "#",
        "@",
        ":",
        "%00",
        "%0d%0a",
        "é",
        "\u{2024}",
        "v1",
        "api",
        "sessions",
        "agents",
        "events",
        "stream",
        "threads",
        "archive",
        "files",
        "content",
        "models",
        "sesn_01",
        "evil.example",
        "http://evil.example",
        "*",
        " ",
        "\t",
        "x.js",
        "~",
        "session",
    ];
    prop_oneof![6 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => "[ -~]{0,3}", 1 => ".{0,2}"]
}

fn path() -> impl Strategy<Value = String> {
    let slashed = prop::collection::vec(piece(), 0..8).prop_map(|pieces| format!("/{}", pieces.join("/")));
    let joined = || prop::collection::vec(piece(), 0..10).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => slashed, 1 => joined(), 1 => joined().prop_map(|path| format!("/v1/{path}"))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// The oracle is a WHATWG parser, which is what sends the request: whatever is forwarded reads there exactly as it was printed,
    /// leads to the configured host, and is a path of the table.
    #[test]
    fn forwards_only_printed_forms(method in prop::sample::select(&["GET", "POST", "DELETE", "HEAD", "PUT"][..]), path in path()) {
        let Ok(route) = parse(method, &path) else { return Ok(()) };
        let printed = match route {
            Route::Call(call) => {
                let base = Upstream::parse("https://api.example.com").unwrap();
                let body = crate::body::of_call(&call);
                let forward = Forward { call, query: Query::default(), body, boundary: None, caller: Caller::of("a") };
                let url = forward.url(&base);
                prop_assert_eq!(Call::parse(forward.call.endpoint().method, &path), Ok(forward.call));
                url
            }
            Route::File(file) => format!("https://api.example.com{}", file.path),
            _ => return Ok(()),
        };
        let read = url::Url::parse(&printed).unwrap();
        prop_assert_eq!(read.as_str(), &printed);
        prop_assert_eq!(read.host_str(), Some("api.example.com"));
        prop_assert_eq!(read.path(), &path);
    }
}
