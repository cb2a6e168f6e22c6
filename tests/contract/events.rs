//! Events.

use std::collections::BTreeSet;

use model::wire::event::Event;

use crate::{fixtures, strict};

#[test]
fn every_event_is_read_with_nothing_unknown() {
    let files = fixtures::folder("events").into_iter().chain(fixtures::folder("events-variants"));
    strict::report(
        files.filter_map(|(name, text)| Some(format!("{name}: {}", strict::object::<Event>(&text).err()?))).collect(),
    );
}

/// One file for each type: a type that is added to either side alone fails here.
#[test]
fn the_types_known_are_exactly_those_of_the_examples() {
    let files = fixtures::folder("events");
    let examples: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let known: BTreeSet<&str> = Event::TYPES.iter().copied().collect();
    assert_eq!(known, examples);
    assert_eq!(Event::TYPES.len(), 44);
}

#[test]
fn the_accessors_agree_with_the_json() {
    for (name, text) in fixtures::folder("events").into_iter().chain(fixtures::folder("events-variants")) {
        let event: Event = serde_json::from_str(&text).unwrap();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let field = |key: &str| json[key].as_str();
        assert_eq!(Some(event.kind()), field("type"), "{name}");
        assert_eq!(event.id(), field("id"), "{name}");
        assert_eq!(event.processed_at().map(AsRef::as_ref), field("processed_at"), "{name}");
        assert_eq!(event.thread_id().map(AsRef::as_ref), field("session_thread_id"), "{name}");
        assert_eq!(event.is_preview(), field("id").is_none(), "{name}");
        assert_eq!(event.tool_use().is_some(), json.get("input").is_some(), "{name}");
        let call = field("tool_use_id").or(field("mcp_tool_use_id")).or(field("custom_tool_use_id"));
        let call = call.filter(|_| name.contains("tool_result"));
        assert_eq!(event.tool_result().and_then(|r| r.call_id()).map(AsRef::as_ref), call, "{name}");
    }
}
