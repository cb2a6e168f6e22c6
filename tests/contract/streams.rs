//! Captured streams.

use model::page::Page;
use model::sse::{Decoder, Frame, Item};
use model::wire::event::Event;
use serde_json::Value;

use crate::{fixtures, strict};

#[test]
fn every_frame_is_an_event_with_nothing_unknown() {
    let mut failures = Vec::new();
    for (name, text) in fixtures::folder("streams") {
        let frames = frames(&text);
        assert!(frames.len() > 10, "{name} has only {} frames", frames.len());
        for frame in frames {
            if let Err(why) = strict::object::<Event>(&frame.data) {
                failures.push(format!("{name}: {why}"));
            }
            let event: Event = serde_json::from_str(&frame.data).unwrap();
            assert_eq!(event.kind(), frame.event, "{name}");
        }
    }
    strict::report(failures);
}

/// The two ways to the same events agree: the stream, less what it repeats and previews, is the list.
#[test]
fn the_simple_stream_is_the_list() {
    let list = fixtures::folder("objects").into_iter().find(|(name, _)| name == "session_events_list").unwrap().1;
    let listed: Page<Event> = serde_json::from_str(&list).unwrap();
    let stream = fixtures::folder("streams").into_iter().find(|(name, _)| name == "simple-session").unwrap().1;
    let streamed: Vec<Value> = frames(&stream)
        .iter()
        .map(|frame| serde_json::from_str::<Event>(&frame.data).unwrap())
        .filter(|event| event.processed_at().is_some())
        .map(|event| serde_json::to_value(event).unwrap())
        .collect();
    let listed: Vec<Value> = listed.known().map(|item| serde_json::to_value(item.value()).unwrap()).collect();
    assert_eq!(streamed, listed);
}

/// Heartbeats say nothing: an event named `ping` is left out here as it is everywhere.
fn frames(text: &str) -> Vec<Frame> {
    let mut frames = Vec::new();
    Decoder::new(1 << 20).push(text.as_bytes(), |item| match item {
        Item::Frame(frame) if frame.event == "ping" => {}
        Item::Frame(frame) => frames.push(frame),
        Item::Comment => {}
        Item::Retry(_) | Item::TooLarge => panic!("{item:?}"),
    });
    frames
}
