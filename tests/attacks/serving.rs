//! The page, its files and the sign-in, as a browser meets them.

use porthole_tests::http::{Wire, ask, within};
use porthole_tests::upstream::Upstream;
use porthole_tests::worker::{OPERATOR_KEY, Worker};

use crate::rig::{lines, post, request};

const HOST: &str = "Host: porthole.example\r\n";

#[tokio::test]
async fn serves_the_page_and_its_files() {
    let worker = Worker::start("https://api.example.com").await;
    for path in ["/", "/sessions", "/sessions/sesn_01", "/no/such/page"] {
        let answer = ask(worker.address(), request(&format!("GET {path}"), HOST)).await;
        assert_eq!((answer.status(), answer.text().trim()), (200, "<!doctype html><title>page</title>"), "{path}");
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name).as_deref(), Some(value), "{path}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("'unsafe-inline'"), "{policy}");
        let mut wire = Wire::connect(worker.address()).await;
        wire.send(request(&format!("HEAD {path}"), HOST)).await;
        let head = within(wire.head()).await.unwrap();
        assert_eq!((head.status(), head.header("content-type")), (200, answer.header("content-type")), "{path}");
    }
    let icon = ask(worker.address(), request("GET /icon.svg", HOST)).await;
    assert_eq!((icon.status(), icon.header("content-type").as_deref()), (200, Some("image/svg+xml")));
    assert_eq!(icon.header("cache-control").as_deref(), Some("no-cache"));
    let script = ask(worker.address(), request("GET /assets/app-0123456789abcdef.js", HOST)).await;
    assert_eq!((script.status(), script.text().trim()), (200, "export {};"));
    for path in ["/missing.js", "/missing-0123456789abcdef.js", "/sessions/a.html"] {
        let answer = ask(worker.address(), request(&format!("GET {path}"), HOST)).await;
        assert_eq!((answer.status(), answer.code().as_str()), (404, "porthole_unknown_path"), "{path}");
    }
}

#[tokio::test]
async fn signs_in_and_out() {
    let upstream = Upstream::list().await;
    let worker = Worker::start(&upstream.url()).await;
    let page = format!("{HOST}Sec-Fetch-Site: same-origin\r\n");
    let signed_in = ask(worker.address(), post("/api/session", &page, format!("{{\"key\":\"{OPERATOR_KEY}\"}}"))).await;
    assert_eq!(
        (signed_in.status(), signed_in.text().as_str()),
        (200, r#"{"role":"operator","open":false,"simulated":false}"#)
    );
    let set = signed_in.header("set-cookie").unwrap();
    for attribute in ["__Host-porthole=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=604800"] {
        assert!(set.contains(attribute), "{set}");
    }
    let cookie = format!("Cookie: {}\r\n", set.split(';').next().unwrap());
    let who = ask(worker.address(), request("GET /api/session", &format!("{page}{cookie}"))).await;
    assert_eq!((who.status(), who.text()), (200, signed_in.text()));
    let answer = ask(worker.address(), request("GET /v1/agents", &format!("{page}{cookie}"))).await;
    assert_eq!((answer.status(), lines(&upstream.take())), (200, vec!["GET /v1/agents"]));
    let other_page = format!("{HOST}Sec-Fetch-Site: cross-site\r\nOrigin: https://evil.example\r\n");
    for (line, from) in
        [("GET /v1/agents", HOST), ("GET /v1/agents", &other_page), ("POST /v1/agents/a/archive", &other_page)]
    {
        let answer = ask(worker.address(), request(line, &format!("{from}{cookie}"))).await;
        assert_eq!((answer.status(), answer.code().as_str()), (403, "porthole_cross_site"), "{line} {from}");
        assert_eq!(lines(&upstream.take()), [""; 0]);
    }
    let out = ask(worker.address(), request("DELETE /api/session", &format!("{page}{cookie}"))).await;
    assert_eq!(out.status(), 204);
    assert!(out.header("set-cookie").unwrap().starts_with("__Host-porthole=; Max-Age=0;"));
}

#[tokio::test]
async fn a_wrong_key_signs_nobody_in() {
    let worker = Worker::start("https://api.example.com").await;
    let wrong = ask(worker.address(), post("/api/session", HOST, r#"{"key":"demo"}"#)).await;
    assert_eq!((wrong.status(), wrong.code().as_str(), wrong.header("set-cookie")), (401, "porthole_wrong_key", None));
    let nobody = ask(worker.address(), request("GET /api/session", HOST)).await;
    assert_eq!((nobody.status(), nobody.code().as_str()), (401, "porthole_sign_in_first"));
    let large =
        ask(worker.address(), post("/api/session", HOST, format!("{{\"key\":\"{}\"}}", "x".repeat(5000)))).await;
    assert_eq!((large.status(), large.code().as_str()), (413, "porthole_too_large"));
    let login_csrf = ask(
        worker.address(),
        post(
            "/api/session",
            &format!("{HOST}Origin: https://evil.example\r\n"),
            format!("{{\"key\":\"{OPERATOR_KEY}\"}}"),
        ),
    )
    .await;
    assert_eq!((login_csrf.status(), login_csrf.header("set-cookie")), (403, None));
}
