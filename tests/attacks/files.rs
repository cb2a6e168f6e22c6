//! Files: what agents wrote must not run here, and what people upload must not grow without measure.

use porthole_tests::upstream::{Say, answer};

use crate::rig::{Rig, lines, operator, request};

#[tokio::test]
async fn bytes_leave_as_attachments_only() {
    let rig = Rig::saying(|_| {
        let headers = "content-type: text/html\r\ncontent-disposition: inline; filename=\"report.html\"\r\nrequest-id: req_1\r\ncontent-security-policy: default-src *\r\nx-frame-options: ALLOWALL\r\n";
        Say::Bytes(answer(200, headers, b"<script>alert(1)</script>"))
    })
    .await;
    for path in ["/v1/files/file_1/content", "/v1/skills/skill_1/versions/1/content"] {
        let (answer, seen) = rig.relay().ask(request(&format!("GET {path}"), &operator())).await;
        assert_eq!((answer.status(), lines(&seen)), (200, vec![format!("GET {path}").as_str()]));
        for (name, value) in [
            ("content-type", "application/octet-stream"),
            ("content-disposition", "attachment; filename=\"report.html\""),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
            ("cache-control", "private, no-store"),
            ("request-id", "req_1"),
        ] {
            assert_eq!(answer.header(name).as_deref(), Some(value), "{path}");
        }
        assert_eq!(answer.body, b"<script>alert(1)</script>");
    }
    let (answer, _) = rig.naive().ask(request("GET /v1/files/file_1/content", &operator())).await;
    assert_eq!(answer.header("content-type").as_deref(), Some("text/html"), "the naive relay serves a page");
}

/// Where JSON is due, nothing else is shown.
#[tokio::test]
async fn a_page_is_no_answer_of_the_api() {
    let rig =
        Rig::saying(|_| Say::Bytes(answer(200, "content-type: text/html\r\n", b"<script>alert(1)</script>"))).await;
    for line in ["GET /v1/agents", "GET /v1/sessions/s/events/stream"] {
        let (answer, _) = rig.relay().ask(request(line, &operator())).await;
        assert_eq!((answer.status(), answer.code().as_str()), (502, "porthole_api_nonsense"), "{line}");
        assert!(!answer.text().contains("script"), "{line}");
        let (answer, _) = rig.naive().ask(request(line, &operator())).await;
        assert!(answer.text().contains("script"), "the naive relay serves a page");
    }
}

#[tokio::test]
async fn uploads_are_streamed_as_they_are() {
    let rig = Rig::start().await;
    let form = b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n\x00\xff\r\n--b--\r\n";
    let head = |rest: &str| format!("POST /v1/files HTTP/1.1\r\n{}{rest}\r\n", operator());
    let typed = format!("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {}\r\n", form.len());
    let (answer, seen) = rig.relay().ask([head(&typed).as_bytes(), form].concat()).await;
    assert_eq!((answer.status(), lines(&seen)), (200, vec!["POST /v1/files"]));
    assert_eq!(seen[0].body, form);
    assert_eq!(seen[0].header("content-type").as_deref(), Some("multipart/form-data; boundary=b"));
    for (rest, status, code) in [
        ("Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 600000000\r\n", 413, "porthole_too_large"),
        (
            "Content-Type: multipart/form-data; boundary=b\r\nTransfer-Encoding: chunked\r\n",
            411,
            "porthole_length_required",
        ),
        ("Content-Type: multipart/form-data\r\nContent-Length: 5\r\n", 400, "porthole_wrong_content_type"),
        ("Content-Type: application/json\r\nContent-Length: 5\r\n", 400, "porthole_wrong_content_type"),
    ] {
        let (answer, seen) = rig.relay().ask(head(rest)).await;
        assert_eq!((answer.status(), answer.code().as_str()), (status, code), "{rest}");
        assert_eq!(lines(&seen), [""; 0], "{rest}");
    }
}
