//! What is not known, or not there, survives as it came.

use model::page::Page;
use model::wire::content::Block;
use model::wire::event::{Event, StopReason};
use model::wire::session::Session;
use model::wire::{Maybe, Wire};

use crate::fixtures;

/// Reads `text`, and checks that it is written byte for byte.
fn event(text: &str) -> Event {
    let wire = Wire::<Event>::parse(text).unwrap();
    assert_eq!(serde_json::to_string(&wire).unwrap(), text);
    let page = format!(r#"{{"data":[{text}],"next_page":null}}"#);
    let read: Page<Event> = serde_json::from_str(&page).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), page);
    assert_eq!(read.misfits().count(), 0);
    wire.into_value()
}

fn fixture(folder: &str, name: &str) -> serde_json::Value {
    let (_, text) = fixtures::folder(folder).into_iter().find(|(file, _)| file == name).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn an_unknown_event_keeps_all_it_has() {
    let text = r#"{"type":"agent.levitated","id":"sevt_1","processed_at":"2026-11-20T14:03:05Z","session_thread_id":"sthr_1","height":{"m":[1,2.50,-0]}}"#;
    let event = event(text);
    assert!(matches!(event, Event::Unknown(_)));
    assert_eq!(event.kind(), "agent.levitated");
    assert_eq!(event.id(), Some("sevt_1"));
    assert_eq!(event.processed_at().map(AsRef::as_ref), Some("2026-11-20T14:03:05Z"));
    assert_eq!(event.thread_id().map(AsRef::as_ref), Some("sthr_1"));
    // Also without the raw copy beside it.
    assert_eq!(serde_json::to_string(&event).unwrap(), text);
}

#[test]
fn a_known_type_of_another_shape_is_shown_not_dropped() {
    for text in [
        r#"{"type":"agent.message","id":"sevt_1"}"#,
        r#"{"type":"agent.message","id":"sevt_1","content":"text"}"#,
        r#"{"type":"agent.tool_use","id":"sevt_1","name":null,"input":{}}"#,
    ] {
        let event = event(text);
        assert!(matches!(event, Event::Unknown(_)), "{text}");
        assert!(text.contains(event.kind()) && !event.kind().is_empty());
        assert_eq!(event.id(), Some("sevt_1"), "{text}");
    }
}

#[test]
fn what_is_no_event_at_all_survives() {
    for text in ["null", "7", r#""text""#, "[]", "{}", r#"{"type":7,"id":[]}"#, r#"{"type":"","id":"a"}"#] {
        let event = event(text);
        assert_eq!(event.kind(), "", "{text}");
        assert!(matches!(event, Event::Unknown(_)), "{text}");
    }
}

#[test]
fn unknown_fields_words_and_blocks_do_not_hide_the_rest() {
    let read = event(
        r#"{"new_field":{"deep":[null]},"type":"agent.message","id":"sevt_1","content":[{"type":"hologram","depth":3},{"type":"text","text":"hi","voice":"low"}]}"#,
    );
    let Event::AgentMessage(message) = &read else { panic!("{read:?}") };
    assert_eq!(message.content.iter().map(Block::kind).collect::<Vec<_>>(), ["hologram", "text"]);
    assert_eq!(message.content[1].as_text(), Some("hi"));

    let read = event(r#"{"type":"session.status_idle","id":"sevt_1","stop_reason":{"type":"moonrise","phase":2}}"#);
    let Event::SessionStatusIdle(idle) = &read else { panic!("{read:?}") };
    assert_eq!(idle.stop_reason.kind(), "moonrise");
    assert!(matches!(idle.stop_reason, StopReason::Unknown(_)));

    let read = event(
        r#"{"type":"session.error","id":"sevt_1","error":{"type":"gravity_error","message":"It fell.","retry_status":{"type":"pondering"}}}"#,
    );
    let Event::SessionError(error) = &read else { panic!("{read:?}") };
    assert_eq!(error.error.kind.as_str(), "gravity_error");
    assert_eq!(error.error.retry_status.kind(), "pondering");

    let read = event(
        r#"{"type":"agent.tool_use","id":"sevt_1","name":"bash","input":{"a" : 1e400,"b":"\u00e9"},"evaluated_permission":"perhaps","evaluation":{"type":"dice"}}"#,
    );
    let call = read.tool_use().unwrap();
    assert_eq!(call.input.as_str(), r#"{"a" : 1e400,"b":"\u00e9"}"#);
    assert_eq!(call.evaluated_permission.as_str(), Some("perhaps"));
}

/// Histories are older than some fields.
#[test]
fn events_from_before_a_field_are_known() {
    for (text, kind) in [
        (r#"{"id":"sevt_1","stop_reason":{"type":"end_turn"},"type":"session.status_idle"}"#, "session.status_idle"),
        (
            r#"{"id":"sevt_1","session_thread_id":"sthr_1","agent_name":"A","type":"session.thread_created"}"#,
            "session.thread_created",
        ),
        (r#"{"id":"sevt_1","name":"bash","input":{},"type":"agent.tool_use"}"#, "agent.tool_use"),
        (r#"{"id":"sevt_1","usage":{},"type":"session.usage"}"#, "session.usage"),
        (r#"{"id":"sevt_1","usage":{"cache_creation":null},"type":"session.usage"}"#, "session.usage"),
    ] {
        let event = event(text);
        assert!(!matches!(event, Event::Unknown(_)), "{text}");
        assert_eq!(event.kind(), kind);
    }
}

#[test]
fn sessions_from_before_a_field_are_known() {
    let mut json = fixture("objects", "session");
    for key in ["budget", "outcome_evaluations", "deployment_id"] {
        json.as_object_mut().unwrap().remove(key).unwrap();
    }
    json["agent"].as_object_mut().unwrap().remove("execution_identity").unwrap();
    let session: Session = serde_json::from_value(json).unwrap();
    assert_eq!(session.budget, Maybe::Absent);
    let definition = session.agent.definition().unwrap();
    assert!(definition.execution_identity.is_absent());
    assert_eq!(definition.tools.as_slice()[0].kind(), "agent_toolset_20260401");
}

#[test]
fn ids_are_any_text() {
    for id in ["session_01OldForm", "", "..", "a b/c?d#e", "𝕏\u{0}", &"x".repeat(10_000)] {
        let mut json = fixture("objects", "session");
        json["id"] = id.into();
        let text = json.to_string();
        let session = Wire::<Session>::parse(&text).unwrap();
        assert_eq!(session.id.as_str(), id);
        assert_eq!(session.raw(), text);
        let text = serde_json::json!({"type": "agent.thinking", "id": id}).to_string();
        assert_eq!(event(&text).id(), Some(id));
    }
}
