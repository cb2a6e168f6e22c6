//! The client in the loop: questions, answers, interrupts.

use super::*;

/// A session that waits for a yes, a yes and a custom result.
fn waiting() -> (Play, Vec<String>) {
    let mut play = play();
    let calls =
        vec![call("bash", Permission::Ask), call("write", Permission::Ask), custom(), call("read", Permission::Allow)];
    play.perform(turn(vec![request("May I?", calls), request("Thank you.", vec![])]));
    play.pass(seconds(30));
    let ids = play.last("session.status_idle")["stop_reason"]["event_ids"].as_array().unwrap().clone();
    (play, ids.iter().map(|id| id.as_str().unwrap().to_owned()).collect())
}

fn confirm(id: &str, result: &str) -> Value {
    json!({ "type": "user.tool_confirmation", "tool_use_id": id, "result": result })
}

#[test]
fn waits_with_all_that_needs_an_answer_after_what_does_not() {
    let (mut play, ids) = waiting();
    assert_eq!(ids.len(), 3);
    let kinds = play.kinds();
    assert_eq!(
        kinds[kinds.len() - 5..],
        ["span.model_request_end", "tool_result", "thread_status_idle", "usage", "status_idle"]
    );
    let times: Vec<_> = play.events().iter().map(|event| event["processed_at"].clone().to_string()).collect();
    assert!(times.is_sorted(), "{times:?}");
    let refusal = play.say("Hurry up").unwrap_err();
    assert_eq!(refusal.status, 400);
    for id in &ids {
        assert!(refusal.message.contains(id), "{}", refusal.message);
    }
}

#[test]
fn says_what_is_left_after_a_partial_answer() {
    let (mut play, ids) = waiting();
    play.watch(false);
    let sent = play.send(json!([confirm(&ids[0], "allow")])).unwrap();
    assert_eq!(sent["data"][0]["processed_at"], Value::Null);
    play.pass(seconds(10));
    let kinds: Vec<_> = play.heard().iter().map(kind).collect();
    assert_eq!(
        kinds,
        ["user.tool_confirmation", "user.tool_confirmation", "thread_status_idle", "usage", "status_idle"]
    );
    assert_eq!(play.last("session.status_idle")["stop_reason"]["event_ids"], json!(ids[1..]));
    assert_eq!(play.send(json!([confirm(&ids[0], "allow")])).unwrap_err().status, 400, "answered already");
}

#[test]
fn goes_on_when_all_is_answered() {
    let (mut play, ids) = waiting();
    let before = play.kinds().len();
    let mut denial = confirm(&ids[1], "deny");
    denial["deny_message"] = json!("Keep it.");
    let result = json!({
        "type": "user.custom_tool_result", "custom_tool_use_id": ids[2], "content": [{ "type": "text", "text": "shipped" }],
    });
    let sent = play.send(json!([confirm(&ids[0], "allow"), denial, result])).unwrap();
    assert!(sent["data"][2]["processed_at"].is_string(), "results are processed on receipt");
    play.pass(seconds(30));
    assert_eq!(
        play.kinds()[before..],
        [
            "user.custom_tool_result",
            "status_running",
            "thread_status_running",
            "user.tool_confirmation",
            "user.tool_confirmation",
            "tool_result",
            "tool_result",
            "span.model_request_start",
            "message",
            "span.model_request_end",
            "thread_status_idle",
            "usage",
            "status_idle",
        ]
    );
    let events = play.events();
    let results: Vec<_> = events.iter().filter(|event| event["type"] == "agent.tool_result").collect();
    let [.., denied, allowed] = results.as_slice() else { panic!("results") };
    assert_eq!(denied["content"][0]["text"], "Permission to use write has been denied. Keep it.");
    assert_eq!((&denied["is_error"], &allowed["is_error"]), (&json!(true), &json!(false)));
}

#[test]
fn a_send_is_taken_as_a_whole_or_not_at_all() {
    let (mut play, ids) = waiting();
    let before = play.kinds();
    let check = |play: &mut Play, events: Value| {
        assert_eq!(play.send(events.clone()).unwrap_err().status, 400, "{events}");
        assert_eq!(play.kinds(), before, "{events}");
    };
    check(&mut play, json!([confirm(&ids[0], "allow"), confirm("sevt_unknown", "allow")]));
    check(&mut play, json!([confirm(&ids[0], "allow"), confirm(&ids[0], "deny")]));
    check(&mut play, json!([confirm(&ids[2], "allow")]));
    check(&mut play, json!([confirm(&ids[0], "perhaps")]));
    check(
        &mut play,
        json!([{ "type": "user.tool_confirmation", "tool_use_id": ids[0], "result": "allow", "deny_message": "x" }]),
    );
    check(&mut play, json!([{ "type": "user.tool_result", "tool_use_id": ids[0] }]));
    check(&mut play, json!([{ "type": "user.message", "content": [{ "type": "redacted" }] }]));
    check(&mut play, json!([{ "type": "user.message", "content": [{ "type": "text", "text": "" }] }]));
    check(&mut play, json!([{ "type": "agent.message", "content": [] }]));
    check(&mut play, json!([]));
}

#[test]
fn an_answer_before_the_rest_is_seen_when_the_thread_gets_there() {
    let mut play = play();
    let slow = Call { takes_ms: 5000, ..call("bash", Permission::Allow) };
    play.perform(turn(vec![request("", vec![call("write", Permission::Ask), slow]), request("Done.", vec![])]));
    play.pass(seconds(2));
    let id = play.last("agent.tool_use")["id"].clone();
    let first = play.events().into_iter().find(|event| event["name"] == "write").unwrap()["id"].clone();
    assert_ne!(id, first);
    play.send(json!([confirm(first.as_str().unwrap(), "allow")])).unwrap();
    play.pass(seconds(30));
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
    assert_eq!(play.kinds().iter().filter(|kind| *kind == "status_idle").count(), 1, "it never had to wait");
}

#[test]
fn an_interrupt_stops_the_model_at_once() {
    let mut play = play();
    play.watch(true);
    play.perform(turn(vec![request(&"many words ".repeat(50), vec![]), request("More.", vec![])]));
    play.pass(seconds(1));
    let interrupt = json!({ "type": "user.interrupt" });
    let next = json!({ "type": "user.message", "content": [{ "type": "text", "text": "Something else" }] });
    let sent = play.send(json!([interrupt, next])).unwrap();
    assert_eq!(sent["data"][0]["processed_at"], Value::Null);
    play.pass(seconds(1) / 5);
    let kinds = play.kinds();
    assert_eq!(
        kinds[2..8],
        [
            "span.model_request_start",
            "user.interrupt",
            "span.model_request_end",
            "thread_status_idle",
            "usage",
            "status_idle",
        ]
    );
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
    play.pass(seconds(1));
    assert_eq!(play.kinds()[8..11], ["status_running", "thread_status_running", "user.message"]);
    let heard = play.heard();
    assert!(heard.iter().any(|event| event["type"] == "event_delta"));
}

#[test]
fn an_interrupt_closes_what_waits() {
    let (mut play, _) = waiting();
    let before = play.kinds().len();
    play.send(json!([{ "type": "user.interrupt" }])).unwrap();
    play.pass(seconds(5));
    assert_eq!(
        play.kinds()[before..],
        ["user.interrupt", "tool_result", "tool_result", "tool_result", "thread_status_idle", "usage", "status_idle",]
    );
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
    assert_eq!(play.last("agent.tool_result")["is_error"], true);
    play.say("Go on").unwrap();
}

#[test]
fn an_outcome_is_graded_until_it_is_satisfied() {
    let mut play = play();
    let outcome = json!({
        "type": "user.define_outcome", "description": "A digest", "rubric": { "type": "text", "content": "- short" },
    });
    let sent = play.send(json!([outcome.clone()])).unwrap();
    assert!(sent["data"][0]["outcome_id"].as_str().unwrap().starts_with("outc_"));
    assert!(sent["data"][0]["processed_at"].is_string());
    assert_eq!(play.send(json!([outcome])).unwrap_err().status, 400, "one at a time");
    let verdict = |result: &str| Act::Evaluate { result: result.into(), explanation: "See.".into(), takes_ms: 7000 };
    play.perform(turn(vec![verdict("needs_revision"), request("Better.", vec![]), verdict("satisfied")]));
    play.pass(seconds(60));
    let kinds = play.kinds();
    let spans: Vec<_> = kinds.iter().filter_map(|kind| kind.strip_prefix("span.outcome_evaluation_")).collect();
    assert_eq!(spans[..6], ["start", "ongoing", "end", "start", "ongoing", "end"]);
    let evaluation = &play.get("")["outcome_evaluations"][0];
    assert_eq!((&evaluation["result"], &evaluation["iteration"]), (&json!("satisfied"), &json!(1)));
    assert!(evaluation["completed_at"].is_string());
}
