use model::endpoint::Method;

use super::*;
use crate::simulator::world::World;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn target() -> Target {
    Target::read("http://127.0.0.1:8787/hooks/anthropic", SECRET).unwrap()
}

/// The example of the scheme's own documentation.
#[test]
fn signs_as_the_scheme_says() {
    let webhook = Webhook { id: "msg_p5jXN8AQM9LWM0D4loKWxJek".into(), body: r#"{"test": 2432232314}"#.into() };
    let request = target().request(&webhook, 1_614_265_330);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, webhook.body);
    let lines: Vec<&str> = head.split("\r\n").collect();
    for line in [
        "POST /hooks/anthropic HTTP/1.1",
        "host: 127.0.0.1:8787",
        "content-length: 20",
        "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp: 1614265330",
        "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ] {
        assert!(lines.contains(&line), "{head}");
    }
}

#[test]
fn they_go_to_this_machine_only_and_are_signed_well() {
    let check = |url: &str, secret: &str, expected: bool| {
        assert_eq!(Target::read(url, secret).is_ok(), expected, "{url} {secret}");
    };
    check("http://127.0.0.1:8787/hooks/anthropic", SECRET, true);
    check("http://localhost:1/", SECRET, true);
    for url in [
        "http://127.0.0.1/",
        "http://127.0.0.1:8787",
        "https://127.0.0.1:8787/",
        "http://evil.example:80/",
        "http://127.0.0.1:80@evil.example/",
        "http://127.0.0.1.evil.example:80/",
        "http://127.0.0.1:1/ HTTP/1.1\r\nx: y",
        "",
    ] {
        check(url, SECRET, false);
    }
    for secret in ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
        check("http://127.0.0.1:8787/", secret, false);
    }
}

/// What was told of, in order: what, and about a thread or not.
fn told(world: &mut World) -> Vec<String> {
    let hooks = world.streams.webhooks.take_out();
    let print = |hook: &Webhook| {
        let body: Value = serde_json::from_str(&hook.body).unwrap();
        let known: model::wire::webhook::WebhookEvent = serde_json::from_str(&hook.body).unwrap();
        assert_eq!((body["type"].as_str(), body["id"].as_str()), (Some("event"), Some(hook.id.as_str())));
        assert!(!matches!(known.data.kind, model::wire::webhook::WebhookKind::Unknown(_)), "{}", hook.body);
        assert_eq!(body["data"].get("session_thread_id").is_some(), hook.body.contains("session.thread_"));
        body["data"]["type"].as_str().unwrap().to_owned()
    };
    hooks.iter().map(print).collect()
}

#[test]
fn a_session_tells_of_its_life() {
    let mut world = World::new(1, 1_795_000_000_000_000, 1.0);
    let call = |world: &mut World, path: &str, body: Value| world.call(Method::Post, path, &body).unwrap();
    let agent = call(&mut world, "/v1/agents", json!({ "name": "A", "model": "claude-sonnet-5-5" }));
    let place = call(&mut world, "/v1/environments", json!({ "name": "E", "config": { "type": "cloud" } }));
    let new = json!({ "agent": agent["id"], "environment_id": place["id"], "title": "T" });
    let unheard = call(&mut world, "/v1/sessions", new.clone());
    assert_eq!(told(&mut world), [""; 0], "nobody wants to hear");

    world.streams.webhooks.switch(true);
    let id = call(&mut world, "/v1/sessions", new)["id"].as_str().unwrap().to_owned();
    assert_eq!(told(&mut world), ["session.created"]);
    call(&mut world, &format!("/v1/sessions/{id}"), json!({ "title": "U" }));
    assert_eq!(told(&mut world), ["session.updated"]);
    let say =
        |text: &str| json!({ "events": [{ "type": "user.message", "content": [{ "type": "text", "text": text }] }] });
    let run = |world: &mut World, text: &str| {
        call(world, &format!("/v1/sessions/{id}/events"), say(text));
        world.advance(world.now() + 3_600 * SECOND);
        told(world)
    };
    assert_eq!(
        run(&mut world, "Hello"),
        ["session.status_run_started", "session.thread_idled", "session.status_idled"]
    );
    let asked = run(&mut world, "Ask before you do anything: I want to give my approval.");
    assert_eq!(asked.last().unwrap(), "session.requires_action", "{asked:?}");
    call(&mut world, &format!("/v1/sessions/{id}/archive"), json!({}));
    assert_eq!(told(&mut world), ["session.thread_terminated", "session.status_terminated", "session.archived"]);
    let gone = format!("/v1/sessions/{}", unheard["id"].as_str().unwrap());
    world.call(Method::Delete, &gone, &Value::Null).unwrap();
    assert_eq!(told(&mut world), ["session.deleted"]);
}
