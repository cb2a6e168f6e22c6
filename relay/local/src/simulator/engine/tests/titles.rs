//! What titles ask to go wrong, short of a socket.

use super::*;

#[test]
fn dup_sends_every_event_twice() {
    let mut play = play_with(&json!({ "title": "dup" }));
    play.watch(false);
    play.perform(turn(vec![]));
    play.pass(seconds(1));
    let ids: Vec<_> = play.heard().iter().map(|event| event["id"].clone()).collect();
    assert_eq!(ids.len(), 2 * play.events().len());
    assert!(ids.chunks(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn unknown_type_slips_in_what_nobody_knows() {
    let mut play = play_with(&json!({ "title": "Odd (unknown-type)" }));
    play.perform(turn(vec![request("One.", vec![]), request("Two.", vec![]), request("Three.", vec![])]));
    play.pass(seconds(30));
    let events = play.events();
    assert!(events.iter().any(|event| event["type"] == "agent.mood_changed"));
    assert!(events.iter().any(|event| !event["x_tone"].is_null()));
}

#[test]
fn gap_ends_the_stream_and_refuses_new_ones_for_a_while() {
    let mut play = play_with(&json!({ "title": "gap" }));
    play.watch(false);
    play.perform(turn(vec![request("One.", vec![])]));
    play.pass(seconds(2));
    assert_eq!(play.heard().len(), 4);
    let path = format!("/v1/sessions/{}/events/stream", play.id);
    assert_eq!(play.world.call(Method::Get, &path, &Value::Null).unwrap_err().status, 529);
    play.pass(seconds(3));
    assert!(play.world.call(Method::Get, &path, &Value::Null).is_ok());
}

#[test]
fn empty_page_begins_with_nothing_and_goes_on() {
    let mut play = play_with(&json!({ "title": "empty-page" }));
    play.perform(turn(vec![]));
    play.pass(seconds(1));
    for order in ["asc", "desc"] {
        let first = play.get(&format!("/events?order={order}"));
        assert_eq!(first["data"], json!([]));
        let next = first["next_page"].as_str().unwrap().to_owned();
        let rest = play.get(&format!("/events?order={order}&page={next}"));
        assert_eq!((rest["data"].as_array().unwrap().len(), &rest["next_page"]), (5, &Value::Null));
    }
}

#[test]
fn half_open_goes_silent() {
    let mut play = play_with(&json!({ "title": "half-open" }));
    play.watch(false);
    play.perform(turn(vec![request("One.", vec![]), request("Two.", vec![])]));
    play.pass(seconds(120));
    assert_eq!(play.heard().len(), 5);
    play.pass(seconds(120));
    assert_eq!(play.world.streams.take_out(), [], "no keep-alives either");
    assert_eq!(play.world.streams.count(), 1);
}

#[test]
fn fail_create_creates_nothing() {
    let mut play = play();
    let session = play.get("");
    let body = json!({
        "agent": session["agent"]["id"], "environment_id": session["environment_id"], "title": "fail-create",
    });
    assert_eq!(play.world.call(Method::Post, "/v1/sessions", &body).unwrap_err().status, 500);
    assert_eq!(play.world.sessions.iter().count(), 1);
}
