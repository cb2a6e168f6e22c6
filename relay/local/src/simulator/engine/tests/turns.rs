//! Turns of one thread: order, previews, usage, queueing, budget.

use super::*;

const OPENED: [&str; 2] = ["status_running", "thread_status_running"];
const CLOSED: [&str; 3] = ["thread_status_idle", "usage", "status_idle"];

fn around(inside: &[&str]) -> Vec<String> {
    OPENED.iter().chain(inside).chain(&CLOSED).map(|&kind| kind.to_owned()).collect()
}

#[test]
fn has_the_order_of_the_reference() {
    let mut play = play();
    let thinks = Request {
        think_ms: 2000,
        says: Some("I will look.".into()),
        calls: vec![call("bash", Permission::Allow)],
        tokens: MESSAGE_TOKENS,
    };
    play.perform(turn(vec![Act::Request(thinks), request("Done.", vec![])]));
    play.pass(seconds(60));
    let expected = around(&[
        "span.model_request_start",
        "thinking",
        "message",
        "tool_use",
        "span.model_request_end",
        "tool_result",
        "span.model_request_start",
        "message",
        "span.model_request_end",
    ]);
    assert_eq!(play.kinds(), expected);
    let events = play.events();
    let find = |kind: &str| events.iter().find(|event| event["type"] == kind).unwrap();
    assert_eq!(find("agent.tool_result")["tool_use_id"], find("agent.tool_use")["id"]);
    assert_eq!(find("span.model_request_end")["model_request_start_id"], find("span.model_request_start")["id"]);
    assert_eq!(find("session.status_idle")["stop_reason"]["type"], "end_turn");
    let times: Vec<_> = events.iter().map(|event| event["processed_at"].as_str().unwrap().to_owned()).collect();
    assert!(times.is_sorted(), "{times:?}");
}

#[test]
fn a_message_shows_twice_and_opens_a_turn() {
    let mut play = play();
    play.watch(false);
    let sent = play.say("Hello").unwrap();
    assert_eq!(sent["data"][0]["processed_at"], Value::Null);
    assert_eq!(play.kinds(), ["user.message"], "it waits in the list");
    play.pass(seconds(600));
    let heard = play.heard();
    let kinds: Vec<_> = heard.iter().map(kind).collect();
    assert_eq!(kinds[..4], ["user.message", "status_running", "thread_status_running", "user.message"]);
    assert_eq!(heard[0]["processed_at"], Value::Null);
    assert!(heard[3]["processed_at"].is_string());
    assert_eq!(heard[0]["id"], heard[3]["id"]);
    assert_eq!(play.kinds().iter().filter(|kind| *kind == "user.message").count(), 1, "and once in the list");
}

#[test]
fn a_message_sent_meanwhile_waits_and_is_taken_up_without_a_rest() {
    let mut play = play();
    play.perform(turn(vec![Act::Pause(5000), request("First.", vec![])]));
    play.pass(seconds(1));
    play.say("And then?").unwrap();
    play.pass(seconds(1));
    assert_eq!(play.kinds().last().unwrap(), "user.message");
    assert_eq!(play.last("user.message")["processed_at"], Value::Null);
    play.pass(seconds(6));
    assert!(play.last("user.message")["processed_at"].is_string());
    let kinds = play.kinds();
    let taken = kinds.iter().position(|kind| kind == "user.message").unwrap();
    assert!(!kinds[..taken].contains(&"status_idle".to_owned()), "{kinds:?}");
}

#[test]
fn previews_are_a_prefix_of_the_text_and_only_for_those_who_asked() {
    let text = "A sentence that comes in a good many pieces, one after another.";
    for (asked, at_once) in [(true, true), (false, true), (true, false)] {
        let mut play = play();
        if at_once {
            play.watch(asked);
        }
        play.perform(turn(vec![request(text, vec![])]));
        if !at_once {
            play.pass(100_000);
            play.watch(asked);
        }
        play.pass(seconds(60));
        let heard = play.heard();
        let pieces: Vec<_> = heard.iter().filter(|event| event["type"] == "event_delta").collect();
        let joined: String = pieces.iter().map(|event| event["delta"]["content"]["text"].as_str().unwrap()).collect();
        assert_eq!(!pieces.is_empty(), asked && at_once, "asked {asked}, from the start {at_once}");
        assert!(text.starts_with(&joined), "{joined}");
        let message = heard.iter().find(|event| event["type"] == "agent.message").unwrap();
        assert!(pieces.iter().all(|piece| piece["event_id"] == message["id"]));
        assert!(!play.kinds().iter().any(|kind| kind.starts_with("event_")), "previews are never listed");
    }
}

#[test]
fn usage_is_the_sum_of_the_spans() {
    let mut play = play();
    assert_eq!(play.get("")["usage"]["list_cost"]["amount"], "0");
    for _ in 0..3 {
        play.perform(turn(vec![request("a", vec![call("bash", Permission::Allow)]), request("b", vec![])]));
        play.pass(seconds(30));
    }
    let sum = |events: &[Value], key: &str| -> u64 {
        events.iter().filter_map(|event| event["model_usage"][key].as_u64()).sum()
    };
    let events = play.events();
    let usage = &play.last("session.usage")["usage"];
    assert_eq!(usage["input_tokens"], sum(&events, "input_tokens"));
    assert_eq!(usage["output_tokens"], sum(&events, "output_tokens"));
    assert_eq!(usage["cache_creation"]["ephemeral_5m_input_tokens"], sum(&events, "cache_creation_input_tokens"));
    assert_eq!(&play.get("")["usage"], usage);
    let tokens = 600.0 * 2.0 + 300.0 * 10.0 + 6000.0 * 2.5;
    let cents = tokens / 10_000.0 + usage["active_seconds"].as_f64().unwrap() / 3600.0 * 8.0;
    assert_eq!(usage["list_cost"]["amount"], format!("{cents:.0}"));
}

#[test]
fn rest_lags_behind_the_events() {
    let mut play = play();
    play.perform(turn(vec![Act::Pause(1000)]));
    assert_eq!(play.get("")["status"], "idle");
    play.pass(seconds(1) / 2);
    assert_eq!(play.get("")["status"], "running");
    while play.status() == Status::Running {
        play.pass(10_000);
    }
    assert_eq!(play.get("")["status"], "running");
    assert!(play.world.call(Method::Delete, &format!("/v1/sessions/{}", play.id), &Value::Null).is_err());
    play.pass(seconds(1));
    assert_eq!(play.get("")["status"], "idle");
}

#[test]
fn stops_between_requests_at_the_budget_and_goes_on_when_it_is_raised() {
    let budget = |cents: &str| json!({ "type": "limit", "max_list_cost": { "amount": cents, "currency": "USD" } });
    let mut play = play_with(&json!({ "budget": budget("1") }));
    let costly =
        Request { tokens: Tokens { input: 10_000, ..MESSAGE_TOKENS }, says: Some("One.".into()), ..Request::default() };
    play.perform(turn(vec![Act::Request(costly), request("Two.", vec![])]));
    play.pass(seconds(60));
    assert_eq!(
        play.kinds()[2..],
        ["span.model_request_start", "message", "span.model_request_end", "thread_status_idle", "usage", "status_idle",]
    );
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "budget_reached");
    assert_eq!(play.say("Go on").unwrap_err().status, 400);
    assert_eq!(play.post("", &json!({ "budget": budget("1") })).unwrap_err().status, 400);
    play.post("", &json!({ "budget": budget("100") })).unwrap();
    play.pass(seconds(60));
    assert_eq!(play.last("agent.message")["content"][0]["text"], "Two.");
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
}

#[test]
fn a_fault_is_retried_or_ends_the_turn_and_the_queue() {
    use crate::simulator::script::Fault;
    let fault = |exhausts| {
        let error = "model_overloaded_error".to_owned();
        Act::Fault(Fault { error, message: "Overloaded".into(), times: 1, wait_ms: 2000, exhausts })
    };
    let mut play = play();
    play.perform(turn(vec![fault(false), request("Fine.", vec![])]));
    play.pass(seconds(60));
    assert_eq!(
        play.kinds()[2..],
        [
            "span.model_request_start",
            "error",
            "span.model_request_end",
            "thread_status_rescheduled",
            "status_rescheduled",
            "status_running",
            "thread_status_running",
            "span.model_request_start",
            "message",
            "span.model_request_end",
            "thread_status_idle",
            "usage",
            "status_idle",
        ]
    );
    assert_eq!(play.last("session.error")["error"]["retry_status"]["type"], "retrying");
    play.perform(turn(vec![fault(true), request("Never.", vec![])]));
    play.say("Lost").unwrap();
    play.pass(seconds(60));
    assert_eq!(play.last("session.error")["error"]["retry_status"]["type"], "exhausted");
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "retries_exhausted");
    assert!(!play.kinds().contains(&"user.message".to_owned()), "queued inputs are thrown away");
}

#[test]
fn a_session_with_initial_events_runs_from_the_start() {
    let message = json!({ "type": "user.message", "content": [{ "type": "text", "text": "Go" }] });
    let mut play = play_with(&json!({ "initial_events": [message] }));
    assert_eq!(play.get("")["status"], "running");
    assert_eq!(play.kinds(), ["status_running", "thread_status_running", "user.message"]);
}

#[test]
fn archive_and_delete_need_rest() {
    let mut play = play();
    play.watch(false);
    play.perform(turn(vec![Act::Pause(1000)]));
    let refusal = play.post("/archive", &json!({})).unwrap_err();
    assert_eq!(refusal.status, 400);
    assert!(refusal.message.starts_with("Cannot archive session while it is running."), "{}", refusal.message);
    play.pass(seconds(5));
    let archived = play.post("/archive", &json!({})).unwrap();
    assert_eq!(archived["status"], "terminated");
    assert!(archived["archived_at"].is_string());
    assert_eq!(play.kinds().last().unwrap(), "status_terminated");
    assert_eq!(play.world.streams.take_out().pop().unwrap().1, Chunk::End);
    assert_eq!(play.say("Hello?").unwrap_err().status, 400);
    let gone = play.world.call(Method::Delete, &format!("/v1/sessions/{}", play.id), &Value::Null).unwrap();
    assert_eq!(gone["type"], "session_deleted");
}

#[test]
fn watching_does_not_change_what_happens() {
    let run = |watched: bool| {
        let mut play = play();
        if watched {
            play.watch(true);
        }
        play.perform(turn(vec![
            request("A few words.", vec![call("bash", Permission::Allow)]),
            request("Done.", vec![]),
        ]));
        play.pass(seconds(60));
        play.events()
    };
    let ids = |events: &[Value]| events.iter().map(|event| event["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&run(true)), ids(&run(false)));
}

#[test]
fn the_event_list_filters_and_pages_both_orders() {
    let mut play = play();
    play.perform(turn(vec![request("One.", vec![]), Act::Pause(10_000)]));
    play.pass(seconds(5));
    play.say("Waiting").unwrap();
    let all: Vec<_> = play.events().iter().map(|event| event["id"].clone()).collect();
    for (order, expected) in [("asc", all.clone()), ("desc", all.iter().rev().cloned().collect())] {
        let mut found = Vec::new();
        let mut page = String::new();
        loop {
            let answer = play.get(&format!("/events?limit=2&order={order}{page}"));
            found.extend(answer["data"].as_array().unwrap().iter().map(|event| event["id"].clone()));
            let Some(next) = answer["next_page"].as_str() else { break };
            page = format!("&page={next}");
        }
        assert_eq!(found, expected, "{order}");
    }
    let some = play.get("/events?types[]=agent.message&types[]=user.message");
    assert_eq!(some["data"].as_array().unwrap().len(), 2);
    let message = play.last("agent.message")["processed_at"].as_str().unwrap().to_owned();
    assert_eq!(play.get(&format!("/events?created_at[gte]={message}"))["data"][0]["type"], "agent.message");
    assert_eq!(play.get(&format!("/events?created_at[gt]={message}"))["data"][0]["type"], "span.model_request_end");
    let next = play.get("/events?limit=1")["next_page"].as_str().unwrap().to_owned();
    let path = format!("/v1/sessions/{}/events?order=desc&page={next}", play.id);
    let refusal = play.world.call(Method::Get, &path, &Value::Null).unwrap_err();
    assert_eq!(refusal.message, "page token order does not match request");
}
