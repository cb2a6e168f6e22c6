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

/// A session of this title that has said two things, and the chunks that its stream got.
fn watched(title: &str) -> (Play, Vec<Vec<u8>>) {
    let mut play = play_with(&json!({ "title": title }));
    play.watch(false);
    play.perform(turn(vec![request("Grüße.", vec![]), request("Two.", vec![])]));
    play.pass(seconds(20));
    let chunks = play.world.streams.take_out().into_iter().filter_map(|(_, chunk)| match chunk {
        Chunk::Bytes(bytes) => Some(bytes),
        Chunk::End | Chunk::Reset => None,
    });
    let chunks = chunks.collect();
    (play, chunks)
}

/// The ids of the events in a stream's bytes.
fn ids(chunks: &[Vec<u8>]) -> Vec<Value> {
    let mut decoder = model::sse::Decoder::new(1 << 20);
    let mut ids = Vec::new();
    for chunk in chunks {
        decoder.push(chunk, |item| {
            if let model::sse::Item::Frame(frame) = item {
                ids.push(serde_json::from_str::<Value>(&frame.data).unwrap()["id"].clone());
            }
        });
    }
    ids.retain(|id| !id.is_null());
    ids
}

#[test]
fn one_byte_at_a_time_is_the_same_stream() {
    let (mut play, chunks) = watched("one-byte");
    let listed: Vec<_> = play.events().iter().map(|event| event["id"].clone()).collect();
    assert_eq!(ids(&chunks), listed);
    let frames: Vec<_> = chunks.iter().filter(|chunk| !chunk.starts_with(b":")).collect();
    assert!(frames.len() > 1000 && frames.iter().filter(|chunk| chunk.len() > 1).count() < 3, "all but keep-alives");
}

#[test]
fn crlf_ends_every_line() {
    let (mut play, chunks) = watched("crlf");
    let listed: Vec<_> = play.events().iter().map(|event| event["id"].clone()).collect();
    assert_eq!(ids(&chunks), listed);
    let text = String::from_utf8(chunks.concat()).unwrap();
    assert!(text.ends_with("\r\n\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn expired_cursor_refuses_every_third_use() {
    let mut play = play_with(&json!({ "title": "expired-cursor" }));
    play.perform(turn(vec![request("One.", vec![])]));
    play.pass(seconds(20));
    let next = play.get("/events?limit=2")["next_page"].as_str().unwrap().to_owned();
    let path = format!("/v1/sessions/{}/events?limit=2&page={next}", play.id);
    let used: Vec<_> =
        (0..6).map(|_| play.world.call(Method::Get, &path, &Value::Null).map_or_else(|r| r.status, |_| 200)).collect();
    assert_eq!(used, [200, 200, 400, 200, 200, 400]);
    assert_eq!(
        play.get("/events")["data"].as_array().unwrap().len(),
        play.kinds().len(),
        "a list from its start is fine"
    );
}
