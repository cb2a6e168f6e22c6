//! The shell over real sockets: headers, streams, the control plane.

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use super::*;
use crate::simulator::options::{DEFAULT_API_KEY, Limits};

/// A stepped simulator without demonstration data.
async fn start() -> Simulator {
    start_with(Options { stepped: true, seeded: false, start_time: Some(1_795_000_000_000_000), ..Options::default() })
        .await
}

async fn start_with(options: Options) -> Simulator {
    Simulator::start(options).await.unwrap()
}

fn bare(simulator: &Simulator, method: Method, path: &str) -> RequestBuilder {
    Client::new().request(method, format!("{}{path}", simulator.url()))
}

fn call(simulator: &Simulator, method: Method, path: &str) -> RequestBuilder {
    bare(simulator, method, path)
        .header("x-api-key", DEFAULT_API_KEY)
        .header("anthropic-version", "2026-10-21")
        .header("anthropic-beta", "managed-agents-2026-04-01")
}

async fn post(simulator: &Simulator, path: &str, body: Value) -> Value {
    let response = call(simulator, Method::POST, path).json(&body).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}: {}", response.text().await.unwrap());
    response.json().await.unwrap()
}

async fn session(simulator: &Simulator, title: &str) -> String {
    let agent = json!({ "name": "A", "model": "claude-sonnet-5-5", "tools": [{ "type": "agent_toolset_20260401" }] });
    let agent = post(simulator, "/v1/agents", agent).await;
    let environment = post(simulator, "/v1/environments", json!({ "name": "E", "config": { "type": "cloud" } })).await;
    let body = json!({ "agent": agent["id"], "environment_id": environment["id"], "title": title });
    post(simulator, "/v1/sessions", body).await["id"].as_str().unwrap().to_owned()
}

async fn step(simulator: &Simulator, ms: u64) -> Value {
    let response = bare(simulator, Method::POST, "/__sim/step").json(&json!({ "ms": ms })).send().await.unwrap();
    response.json().await.unwrap()
}

async fn stats(simulator: &Simulator) -> Value {
    bare(simulator, Method::GET, "/__sim/stats?requests=1").send().await.unwrap().json().await.unwrap()
}

async fn stream(simulator: &Simulator, id: &str) -> Response {
    call(simulator, Method::GET, &format!("/v1/sessions/{id}/events/stream")).send().await.unwrap()
}

/// Reads until `marker` has arrived, or the stream is over.
async fn read_until(response: &mut Response, marker: &str) -> String {
    let mut text = Vec::new();
    while !String::from_utf8_lossy(&text).contains(marker) {
        match response.chunk().await {
            Ok(Some(chunk)) => text.extend_from_slice(&chunk),
            Ok(None) | Err(_) => break,
        }
    }
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn every_answer_names_its_request() {
    let simulator = start().await;
    let refused = bare(&simulator, Method::GET, "/v1/sessions").send().await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let id = refused.headers()["request-id"].to_str().unwrap().to_owned();
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["request_id"], id.as_str());
    assert_eq!(body["error"]["type"], "authentication_error");
    let listed = call(&simulator, Method::GET, "/v1/sessions?beta=true").send().await.unwrap();
    for name in ["request-id", "anthropic-organization-id", "anthropic-ratelimit-requests-remaining"] {
        assert!(listed.headers().contains_key(name), "{name}");
    }
    assert_eq!(listed.json::<Value>().await.unwrap(), json!({ "data": [], "next_page": null, "prev_page": null }));
}

#[tokio::test]
async fn refuses_what_is_too_large() {
    let simulator = start().await;
    let response = call(&simulator, Method::POST, "/v1/agents").body(vec![b' '; (32 << 20) + 1]).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn limits_the_rate() {
    let limits = Limits { create: 300, read: 2 };
    let simulator = start_with(Options { stepped: true, seeded: false, limits, ..Options::default() }).await;
    for expected in [200, 200, 429] {
        let response = call(&simulator, Method::GET, "/v1/agents").send().await.unwrap();
        assert_eq!(response.status(), expected);
        assert_eq!(response.headers().contains_key("retry-after"), expected == 429);
    }
    step(&simulator, 30_000).await;
    assert_eq!(call(&simulator, Method::GET, "/v1/agents").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn streams_what_happens_while_time_is_stepped() {
    let simulator = start().await;
    let id = session(&simulator, "plain").await;
    let mut stream = stream(&simulator, &id).await;
    assert!(stream.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    assert!(stream.headers().contains_key("request-id"));
    let message = json!({ "events": [{ "type": "user.message", "content": [{ "type": "text", "text": "Hello" }] }] });
    post(&simulator, &format!("/v1/sessions/{id}/events"), message).await;
    assert!(step(&simulator, 100).await["emitted"].as_u64().unwrap() >= 3);
    let text = read_until(&mut stream, "event: span.model_request_start").await;
    assert!(text.starts_with("event: user.message\ndata: {"), "{text}");
    assert!(text.contains("event: session.status_running\ndata: {"), "{text}");
    step(&simulator, 20_000).await;
    let text = read_until(&mut stream, "event: ping\n").await;
    assert!(text.contains(": keep-alive\n\n"), "{text}");
}

#[tokio::test]
async fn a_step_without_a_time_goes_to_what_is_due_next() {
    let simulator = start().await;
    let id = session(&simulator, "plain").await;
    let message = json!({ "events": [{ "type": "user.message", "content": [{ "type": "text", "text": "Hello" }] }] });
    post(&simulator, &format!("/v1/sessions/{id}/events"), message).await;
    let next = || async {
        let answer = bare(&simulator, Method::POST, "/__sim/step").send().await.unwrap();
        answer.json::<Value>().await.unwrap()["emitted"].as_u64().unwrap()
    };
    let mut emitted = 0;
    for _ in 0..20 {
        emitted += next().await;
    }
    assert!(emitted >= 3, "{emitted}");
}

/// Beside the wall clock a step jumps ahead, and time goes on from there.
#[tokio::test]
async fn a_step_carries_the_wall_clock_ahead() {
    const HOUR: u64 = 3_600_000;
    let simulator = start_with(Options { seeded: false, start_time: Some(0), ..Options::default() }).await;
    let id = session(&simulator, "plain").await;
    step(&simulator, 2 * HOUR).await;
    step(&simulator, HOUR).await;
    let body = json!({ "title": "later" });
    let updated = post(&simulator, &format!("/v1/sessions/{id}"), body).await;
    assert!(updated["updated_at"].as_str().unwrap() >= "1970-01-01T03:00:00", "{updated}");
    assert!(updated["created_at"].as_str().unwrap() < "1970-01-01T01:00:00", "{updated}");
}

#[tokio::test]
async fn notices_when_a_client_leaves() {
    let simulator = start().await;
    let id = session(&simulator, "plain").await;
    let stream = stream(&simulator, &id).await;
    assert_eq!(stats(&simulator).await["streams_open"], 1);
    drop(stream);
    while stats(&simulator).await["streams_open"] != 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(stats(&simulator).await["streams_total"], 1);
}

#[tokio::test]
async fn deleting_ends_the_stream() {
    let simulator = start().await;
    let id = session(&simulator, "plain").await;
    let mut stream = stream(&simulator, &id).await;
    call(&simulator, Method::DELETE, &format!("/v1/sessions/{id}")).send().await.unwrap();
    let text = read_until(&mut stream, "never").await;
    assert!(text.contains("event: session.deleted\n"), "{text}");
}

#[tokio::test]
async fn titles_make_streams_fail() {
    let check = async |title: &str, events: usize, is_broken: bool, tail: &str| {
        let simulator = start().await;
        let id = session(&simulator, title).await;
        let mut stream = stream(&simulator, &id).await;
        let message = json!({ "events": [{ "type": "user.message", "content": [{ "type": "text", "text": "Hi" }] }] });
        post(&simulator, &format!("/v1/sessions/{id}/events"), message).await;
        step(&simulator, 600_000).await;
        let mut text = Vec::new();
        let broken = loop {
            match stream.chunk().await {
                Ok(Some(chunk)) => text.extend_from_slice(&chunk),
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        let text = String::from_utf8(text).unwrap();
        assert_eq!(broken, is_broken, "{title}");
        assert_eq!(text.matches("\n\n").count(), events, "{title}: {text}");
        assert!(text.ends_with("\n\n") == tail.is_empty() && text.contains(tail), "{title}: {text}");
    };
    check("drop-after-3", 3, false, "").await;
    check("mid-frame", 5, false, "event: ").await;
    check("reset", 5, true, "event: ").await;
    check("error-frame", 6, false, "").await;
}

#[tokio::test]
async fn the_upstream_can_be_looked_at() {
    let simulator = start().await;
    call(&simulator, Method::GET, "/v1/agents?limit=3").header("cookie", "a=b").send().await.unwrap();
    let seen = stats(&simulator).await;
    assert_eq!((&seen["reads"], &seen["lists"], &seen["creates"]), (&json!(1), &json!(1), &json!(0)));
    let request = &seen["requests"][0];
    assert_eq!((&request["path"], &request["query"]), (&json!("/v1/agents"), &json!("limit=3")));
    assert_eq!(request["headers"]["x-api-key"], "valid", "keys are never shown");
    assert_eq!(request["headers"]["cookie"], "a=b");
    bare(&simulator, Method::POST, "/__sim/reset").send().await.unwrap();
    assert_eq!(stats(&simulator).await["requests"], json!([]));
}

#[tokio::test]
async fn takes_uploads() {
    let simulator = start().await;
    let part = reqwest::multipart::Part::bytes(b"a,b\n".to_vec()).file_name("data.csv").mime_str("text/csv").unwrap();
    let form = reqwest::multipart::Form::new().part("file", part);
    let response = call(&simulator, Method::POST, "/v1/files").multipart(form).send().await.unwrap();
    let file: Value = response.json().await.unwrap();
    assert_eq!((&file["filename"], &file["size_bytes"]), (&json!("data.csv"), &json!(4)));
}

#[tokio::test]
async fn frees_its_port_when_it_stops() {
    let simulator = start().await;
    let url = simulator.url().to_owned();
    simulator.stop().await;
    assert!(Client::new().get(url).send().await.is_err());
}

#[tokio::test]
async fn titles_make_calls_fail() {
    let simulator = start().await;
    let statuses = async |title: &str, method: Method, path: &str, body: Value| {
        let id = session(&simulator, title).await;
        let mut statuses = Vec::new();
        for _ in 0..3 {
            let request = call(&simulator, method.clone(), &format!("/v1/sessions/{id}{path}"));
            let request = if method == Method::POST { request.json(&body) } else { request };
            statuses.push(request.send().await.unwrap().status().as_u16());
        }
        (id, statuses)
    };
    let say = json!({ "events": [{ "type": "user.message", "content": [{ "type": "text", "text": "Hi" }] }] });
    assert_eq!(statuses("fail-429", Method::GET, "", Value::Null).await.1, [429, 200, 429]);
    assert_eq!(statuses("fail-500", Method::GET, "/events", Value::Null).await.1, [500, 200, 500]);
    assert_eq!(statuses("fail-529", Method::GET, "/threads", Value::Null).await.1, [529, 200, 529]);
    assert_eq!(statuses("fail-send", Method::POST, "/events", say.clone()).await.1, [529, 200, 529]);
    let (id, lost) = statuses("lost-send", Method::POST, "/events", say).await;
    assert_eq!(lost, [504, 504, 504]);
    let path = format!("/v1/sessions/{id}/events");
    let listed: Value = call(&simulator, Method::GET, &path).send().await.unwrap().json().await.unwrap();
    assert_eq!(listed["data"].as_array().unwrap().len(), 3, "they took effect all the same");
}

#[tokio::test]
async fn slow_answers_wait_for_virtual_time() {
    let simulator = start().await;
    let id = session(&simulator, "slow").await;
    let slow = tokio::spawn(call(&simulator, Method::GET, &format!("/v1/sessions/{id}")).send());
    while stats(&simulator).await["reads"] != 1 {
        tokio::task::yield_now().await;
    }
    step(&simulator, 2999).await;
    assert!(!slow.is_finished());
    step(&simulator, 1).await;
    assert_eq!(slow.await.unwrap().unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_reset_starts_all_over() {
    let simulator = start().await;
    let first = session(&simulator, "one").await;
    let mut open = stream(&simulator, &first).await;
    step(&simulator, 5000).await;
    bare(&simulator, Method::POST, "/__sim/reset").send().await.unwrap();
    assert!(!read_until(&mut open, "never").await.contains("event:"), "the stream has ended");
    assert_eq!(session(&simulator, "one").await, first, "the same requests give the same ids");
}

#[tokio::test]
async fn raw_events_can_be_injected() {
    let simulator = start().await;
    let id = session(&simulator, "one").await;
    let mut open = stream(&simulator, &id).await;
    let event = json!({ "type": "agent.new_thing", "id": "sevt_x", "processed_at": "2026-11-23T09:00:00.000000Z" });
    let body = json!({ "session_id": id, "events": [event] });
    bare(&simulator, Method::POST, "/__sim/inject").json(&body).send().await.unwrap();
    assert!(read_until(&mut open, "\n\n").await.starts_with("event: agent.new_thing\n"));
}

#[tokio::test]
async fn long_sessions_are_made_on_demand() {
    let simulator = start().await;
    let made = async |events: usize| {
        let path = format!("/__sim/session?events={events}&title=Long");
        let response = bare(&simulator, Method::POST, &path).send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    for events in [10, 1_000, 2_500] {
        let (_, session) = made(events).await;
        let id = session["id"].as_str().unwrap();
        let (mut count, mut page) = (0, String::new());
        loop {
            let path = format!("/v1/sessions/{id}/events?limit=1000{page}");
            let list: Value = call(&simulator, Method::GET, &path).send().await.unwrap().json().await.unwrap();
            count += list["data"].as_array().unwrap().len();
            let Some(next) = list["next_page"].as_str() else { break };
            page = format!("&page={next}");
        }
        assert_eq!(count, events);
    }
    let (status, body) = made(5).await;
    assert_eq!(status, 400);
    assert!(body["error"]["message"].as_str().unwrap().contains("from 9 "), "{body}");
}

/// A server that takes one request after another, and answers as it is told.
struct Receiver(TcpListener);

impl Receiver {
    async fn take(&self, status: u16) -> String {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = self.0.accept().await.unwrap();
        let mut text = String::new();
        while !text.ends_with("\"type\":\"event\"}") {
            let mut bytes = [0; 4096];
            let read = stream.read(&mut bytes).await.unwrap();
            text.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
        }
        let answer = format!("HTTP/1.1 {status} Said\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        text
    }
}

#[tokio::test]
async fn webhooks_are_delivered_and_again_when_that_failed() {
    let simulator = start().await;
    let receiver = Receiver(TcpListener::bind("127.0.0.1:0").await.unwrap());
    let url = format!("http://{}/hooks", receiver.0.local_addr().unwrap());
    let wish = json!({ "url": url, "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });
    let wishes = |wish: Value| bare(&simulator, Method::POST, "/__sim/webhook").json(&wish).send();
    assert_eq!(wishes(wish.clone()).await.unwrap().status(), StatusCode::OK);
    let elsewhere = json!({ "url": "http://evil.example:80/", "secret": wish["secret"] });
    assert_eq!(wishes(elsewhere).await.unwrap().status(), StatusCode::BAD_REQUEST);

    let id = session(&simulator, "T").await;
    let first = receiver.take(500).await;
    assert!(first.starts_with("POST /hooks HTTP/1.1\r\n") && first.contains("\"session.created\""), "{first}");
    assert!(first.contains(&id) && first.contains("webhook-signature: v1,"));
    let webhook_id = |request: &str| request.lines().find(|line| line.starts_with("webhook-id")).unwrap().to_owned();
    // The pause before the next attempt begins when the answer has arrived, and needs time to pass.
    let mut next = std::pin::pin!(receiver.take(200));
    let again = loop {
        tokio::select! {
            again = &mut next => break again,
            _ = step(&simulator, 5_000) => {}
        }
    };
    assert_eq!(webhook_id(&again), webhook_id(&first));

    assert_eq!(wishes(json!({})).await.unwrap().json::<Value>().await.unwrap(), json!({ "sends": false }));
    post(&simulator, &format!("/v1/sessions/{id}"), json!({ "title": "Unheard" })).await;
    assert_eq!(wishes(wish).await.unwrap().status(), StatusCode::OK);
    post(&simulator, &format!("/v1/sessions/{id}"), json!({ "title": "Heard" })).await;
    let last = receiver.take(302).await;
    assert!(last.contains("\"session.updated\"") && webhook_id(&last) != webhook_id(&first));
}
