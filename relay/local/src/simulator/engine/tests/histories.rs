//! Histories of a wanted length.

use super::*;
use crate::simulator::sessions::History;

/// The whole event list of a finished session, page by page.
fn history(play: &mut Play, events: usize) -> Vec<Value> {
    let made = History::begin(&mut play.world, "Long", events).unwrap();
    play.id = made.play().finish(&mut play.world);
    let mut listed = Vec::new();
    let mut page = String::new();
    loop {
        let answer = play.get(&format!("/events?limit=1000{page}"));
        listed.extend(answer["data"].as_array().unwrap().clone());
        match answer["next_page"].as_str() {
            Some(next) => page = format!("&page={next}"),
            None => return listed,
        }
    }
}

#[test]
fn has_exactly_so_many_events_and_lies_in_the_past() {
    for events in [9, 10, 11, 57, 1_000, 100_000] {
        let mut play = play();
        let listed = history(&mut play, events);
        assert_eq!(listed.len(), events);
        assert_eq!(listed.last().unwrap()["type"], "session.status_idle");
        let now = play.world.now_text();
        assert!(listed.iter().all(|event| event["processed_at"].as_str().unwrap() < now.as_str()), "{events}");
        assert!(listed.is_sorted_by_key(|event| event["processed_at"].as_str().unwrap()), "{events}");
        assert_eq!(play.get("")["status"], "idle");
    }
}

#[test]
fn lengths_that_cannot_be_are_refused_with_the_least() {
    let mut play = play();
    assert_eq!(history(&mut play, 0), [] as [Value; 0]);
    for events in [1, 8, 1_000_001] {
        let refusal = History::begin(&mut play.world, "Short", events).unwrap_err();
        assert_eq!(refusal.status, 400);
        assert!(refusal.message.contains("from 9 "), "{}", refusal.message);
    }
}

#[test]
fn runs_in_the_cloud_even_if_the_newest_environment_does_not() {
    let mut play = play();
    let own = json!({ "name": "own", "config": { "type": "self_hosted" } });
    play.world.call(Method::Post, "/v1/environments", &own).unwrap();
    assert_eq!(history(&mut play, 1_000).len(), 1_000);
    let environment = play.get("")["environment_id"].as_str().unwrap().to_owned();
    let environment = play.world.call(Method::Get, &format!("/v1/environments/{environment}"), &Value::Null).unwrap();
    assert_eq!(environment["config"]["type"], "cloud");
}
