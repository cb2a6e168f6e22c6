//! What may be sent when, and what comes of it.

use super::*;

fn message(text: &str) -> Value {
    json!({ "type": "user.message", "content": [{ "type": "text", "text": text }] })
}

fn system(text: &str) -> Value {
    json!({ "type": "system.message", "content": [{ "type": "text", "text": text }] })
}

fn outcome(rubric: Value) -> Value {
    json!({ "type": "user.define_outcome", "description": "A digest", "rubric": rubric })
}

fn budget(cents: &str) -> Value {
    json!({ "type": "limit", "max_list_cost": { "amount": cents, "currency": "USD" } })
}

#[test]
fn a_self_hosted_session_is_given_its_results() {
    let mut play = play_in(&json!({ "type": "self_hosted" }), &json!({}));
    play.perform(turn(vec![request("", vec![call("bash", Permission::Allow)]), request("Thanks.", vec![])]));
    play.pass(seconds(30));
    let asked = play.last("agent.tool_use");
    assert_eq!(asked["evaluated_permission"], "allow");
    assert_eq!(play.last("session.status_idle")["stop_reason"]["event_ids"], json!([asked["id"]]));
    let before = play.kinds().len();
    let content = json!([{ "type": "text", "text": "done" }]);
    let result = json!({ "type": "user.tool_result", "tool_use_id": asked["id"], "content": content });
    let sent = play.send(json!([result.clone()])).unwrap();
    assert!(sent["data"][0]["processed_at"].is_string(), "processed on receipt");
    assert_eq!(play.send(json!([result])).unwrap_err().status, 400, "answered already");
    play.pass(seconds(30));
    assert_eq!(
        play.kinds()[before..before + 4],
        ["user.tool_result", "status_running", "thread_status_running", "span.model_request_start"]
    );
    assert!(!play.kinds().contains(&"tool_result".to_owned()), "the client's result is the only one");
    assert_eq!(play.last("agent.message")["content"][0]["text"], "Thanks.");
}

#[test]
fn a_system_message_comes_last_behind_what_starts_work() {
    const NEW: &str = "claude-sonnet-5-5";
    const PLACE: Result<(), &str> = Err("must be the last event");
    let check = |model: &str, events: Value, expected: Result<(), &str>| {
        let mut play = play_with(&json!({}));
        let agent = json!({ "name": "A", "model": model });
        let agent = play.world.call(Method::Post, "/v1/agents", &agent).unwrap();
        let body = json!({ "agent": agent["id"], "environment_id": play.get("")["environment_id"] });
        let session = play.world.call(Method::Post, "/v1/sessions", &body).unwrap();
        play.id = session["id"].as_str().unwrap().to_owned();
        match (play.send(events.clone()), expected) {
            (Ok(_), Ok(())) => {}
            (Err(refusal), Err(part)) => assert!(refusal.message.contains(part), "{events}: {}", refusal.message),
            (found, _) => panic!("{events}: {found:?}"),
        }
    };
    check(NEW, json!([message("Go."), system("Be short.")]), Ok(()));
    check(NEW, json!([system("Be short.")]), Ok(()));
    check(NEW, json!([system("Be short."), message("Go.")]), PLACE);
    check(NEW, json!([message("Go."), system("Be short."), system("Be kind.")]), PLACE);
    check(NEW, json!([{ "type": "user.interrupt" }, system("Be short.")]), PLACE);
    check(NEW, json!([message("Go."), { "type": "system.message", "content": [] }]), Err("at least 1 item"));
    check(
        "claude-haiku-4-5",
        json!([message("Go."), system("Be short.")]),
        Err("model_does_not_support_mid_conversation_system"),
    );
}

#[test]
fn a_system_message_alone_starts_nothing_and_not_while_something_waits() {
    let mut play = play();
    play.send(json!([system("Be short.")])).unwrap();
    play.pass(seconds(5));
    assert_eq!(play.kinds(), ["system.message"]);
    assert!(play.last("system.message")["processed_at"].is_string());
    play.perform(turn(vec![request("", vec![custom()]), request("Done.", vec![])]));
    play.pass(seconds(30));
    assert!(play.send(json!([system("Hurry.")])).unwrap_err().message.contains("cannot stand alone"));
    let id = play.last("agent.custom_tool_use")["id"].clone();
    play.send(json!([{ "type": "user.custom_tool_result", "custom_tool_use_id": id }, system("Hurry.")])).unwrap();
    play.pass(seconds(30));
    assert_eq!(play.last("agent.message")["content"][0]["text"], "Done.");
}

#[test]
fn at_the_budget_only_answers_and_interrupts_are_taken() {
    let mut play = play_with(&json!({ "budget": budget("1") }));
    let costly = Request { tokens: Tokens { input: 10_000, ..MESSAGE_TOKENS }, ..Request::default() };
    play.perform(turn(vec![Act::Request(costly), request("Two.", vec![])]));
    play.pass(seconds(60));
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "budget_reached");
    let before = play.kinds();
    for refused in [message("Go on."), outcome(json!({ "type": "text", "content": "- short" })), system("Be cheap.")] {
        let refusal = play.send(json!([refused])).unwrap_err();
        assert!(refusal.message.contains("budget_reached"), "{}", refusal.message);
    }
    play.send(json!([{ "type": "user.interrupt" }])).unwrap();
    play.pass(seconds(5));
    assert_eq!(play.kinds(), before, "an interrupt is taken and ignored");
}

#[test]
fn at_the_budget_a_question_is_still_answered() {
    let mut play = play_with(&json!({ "budget": budget("1") }));
    let calls = vec![call("bash", Permission::Ask), custom()];
    let costly = Request { tokens: Tokens { input: 10_000, ..MESSAGE_TOKENS }, calls, ..Request::default() };
    play.perform(turn(vec![Act::Request(costly), request("Two.", vec![])]));
    play.pass(seconds(60));
    let ids = play.last("session.status_idle")["stop_reason"]["event_ids"].clone();
    assert_eq!(
        play.last("session.status_idle")["stop_reason"]["type"],
        "requires_action",
        "what needs somebody is told first"
    );
    let allowed = json!({ "type": "user.tool_confirmation", "tool_use_id": ids[0], "result": "allow" });
    play.send(json!([allowed, { "type": "user.custom_tool_result", "custom_tool_use_id": ids[1] }])).unwrap();
    play.pass(seconds(60));
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "budget_reached");
    assert_eq!(play.last("agent.tool_result")["is_error"], false, "the call has run");
}

#[test]
fn an_update_tells_what_changed() {
    let mut play = play_with(&json!({ "budget": budget("100"), "metadata": { "team": "a", "state": "new" } }));
    let told = |play: &mut Play| play.kinds().iter().filter(|kind| *kind == "updated").count();
    play.post("", &json!({ "title": "Named", "metadata": { "state": null, "ticket": "7" } })).unwrap();
    let updated = play.last("session.updated");
    assert_eq!((&updated["title"], &updated["metadata"]), (&json!("Named"), &json!({ "team": "a", "ticket": "7" })));
    assert!(updated.get("agent").is_none() && updated.get("budget").is_none(), "{updated}");
    play.post("", &json!({ "title": "Named" })).unwrap();
    assert_eq!(told(&mut play), 1, "nothing has changed");
    play.post("", &json!({ "agent": { "tools": [] }, "budget": null })).unwrap();
    let updated = play.last("session.updated");
    assert_eq!((&updated["agent"]["tools"], updated.get("budget")), (&json!([]), Some(&Value::Null)));
    assert!(updated.get("title").is_none(), "{updated}");
    assert_eq!(play.get("")["budget"], Value::Null);
    let refused = [json!({ "budget": budget("500") }), json!({ "vault_ids": [] }), json!({ "status": "idle" })];
    for body in refused {
        assert_eq!(play.post("", &body).unwrap_err().status, 400, "{body}");
    }
    play.perform(turn(vec![Act::Pause(5000)]));
    assert_eq!(play.post("", &json!({ "agent": { "tools": [] } })).unwrap_err().status, 400, "not while it runs");
    assert!(play.post("", &json!({ "title": "Other" })).is_ok());
    assert_eq!(told(&mut play), 3);
}

#[test]
fn a_rubric_in_a_file_comes_back_as_its_text() {
    let mut play = play();
    let (id, text) = ("session", b"- fits on a page\n- names its sources".to_vec());
    crate::simulator::objects::files::write_output(&mut play.world, id, "rubric.md", text);
    let file = play.world.call(Method::Get, "/v1/files", &Value::Null).unwrap()["data"][0]["id"].clone();
    let missing = play.send(json!([outcome(json!({ "type": "file", "file_id": "file_none" }))])).unwrap_err();
    assert_eq!(missing.status, 404);
    let sent = play.send(json!([outcome(json!({ "type": "file", "file_id": file }))])).unwrap();
    let rubric = json!({ "type": "text", "content": "- fits on a page\n- names its sources" });
    assert_eq!(sent["data"][0]["rubric"], rubric);
    play.pass(seconds(300));
    assert_eq!(play.last("user.define_outcome")["rubric"], rubric);
    let verdicts: Vec<_> =
        play.events().iter().filter_map(|event| event["explanation"].as_str().map(str::to_owned)).collect();
    assert!(verdicts[0].contains("names its sources"), "the grader has read it: {verdicts:?}");
    assert_eq!(verdicts.last().unwrap(), "All 2 points of the rubric are met.");
}
