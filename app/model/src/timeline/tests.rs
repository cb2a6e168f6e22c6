//! The streams of the reference, as rows a reader can judge, and rows that do not depend on arrival.

mod inspect;
mod render;

use std::path::Path;

use expect_test::{ExpectFile, expect_file};
use proptest::prelude::*;

use super::*;
use crate::cost::Money;
use crate::sse::{Decoder, Item};
use render::render;

pub(in crate::timeline) const STREAMS: [&str; 5] = [
    "simple-session",
    "tool-confirmation-interrupt",
    "multi-agent-errors-deltas",
    "extra-child-thread",
    "extra-workflow-run",
];

/// The events of a captured stream, in order.
pub(in crate::timeline) fn stream(name: &str) -> Vec<Wire<Event>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/streams").join(format!("{name}.sse"));
    let bytes = std::fs::read(&path).unwrap();
    let mut events = Vec::new();
    Decoder::new(1 << 20).push(&bytes, |item| {
        if let Item::Frame(frame) = item
            && frame.event != "ping"
        {
            events.push(Wire::parse(&frame.data).unwrap());
        }
    });
    events
}

pub(in crate::timeline) fn parse(json: &str) -> Wire<Event> {
    Wire::parse(json).unwrap()
}

pub(in crate::timeline) fn timeline() -> Timeline {
    let mut timeline = Timeline::default();
    timeline.set_model(&Log::Session, Model { id: "claude-sonnet-5-5".into(), us_only: false });
    timeline
}

pub(in crate::timeline) fn apply_all(events: impl IntoIterator<Item = (Place, Wire<Event>)>) -> Timeline {
    let mut timeline = timeline();
    for (place, event) in events {
        timeline.apply(&Log::Session, place, event);
    }
    timeline
}

pub(in crate::timeline) fn placed(events: Vec<Wire<Event>>) -> Vec<(Place, Wire<Event>)> {
    (0..).zip(events).collect()
}

pub(in crate::timeline) fn now() -> Time {
    Time::of(&crate::wire::Timestamp::new("2026-11-23T00:00:00Z")).unwrap()
}

fn golden(name: &str, expected: ExpectFile) {
    expected.assert_eq(&render(&apply_all(placed(stream(name))), now()));
}

#[test]
fn a_simple_session() {
    golden("simple-session", expect_file!["tests/simple-session.txt"]);
}

#[test]
fn confirmations_and_an_interrupt() {
    golden("tool-confirmation-interrupt", expect_file!["tests/tool-confirmation-interrupt.txt"]);
}

#[test]
fn several_agents_errors_and_previews() {
    golden("multi-agent-errors-deltas", expect_file!["tests/multi-agent-errors-deltas.txt"]);
}

#[test]
fn a_child_thread() {
    golden("extra-child-thread", expect_file!["tests/extra-child-thread.txt"]);
}

#[test]
fn a_workflow_run() {
    golden("extra-workflow-run", expect_file!["tests/extra-workflow-run.txt"]);
}

#[test]
fn every_event_is_told_by_a_row() {
    for name in STREAMS {
        let events = stream(name);
        let timeline = apply_all(placed(events.clone()));
        let told: BTreeSet<&str> = timeline.rows().flat_map(|row| timeline.members(row)).collect();
        for event in events.iter().filter(|event| !event.is_preview()) {
            let id = event.id().unwrap();
            assert!(told.contains(id), "{name}: {id}");
            assert!(timeline.raw(id).is_some(), "{name}: {id}");
            let row = timeline.row_of(id).unwrap();
            assert!(timeline.rank(row).is_some(), "{name}: {id}");
        }
    }
}

/// Applies changes to a plain list, as the view does.
pub(in crate::timeline) fn follow(rows: &mut Vec<RowId>, changes: &[Change]) {
    for change in changes {
        match change {
            Change::Inserted(rank, row) => rows.insert(*rank, *row),
            Change::Removed(rank, row) => assert_eq!(rows.remove(*rank), *row),
            Change::Changed(row) => assert!(rows.contains(row)),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rows_do_not_depend_on_arrival(
        which in 0..STREAMS.len(),
        order in Just((0..200usize).collect::<Vec<_>>()).prop_shuffle(),
        doubled in prop::collection::vec(any::<bool>(), 200),
    ) {
        let events = stream(STREAMS[which]);
        let stored: Vec<_> = placed(events).into_iter().filter(|(_, event)| !event.is_preview()).collect();
        let expected = render(&apply_all(stored.clone()), now());
        let mut shuffled = Vec::new();
        for index in order.into_iter().filter(|index| *index < stored.len()) {
            shuffled.push(stored[index].clone());
            if doubled[index] {
                shuffled.push(stored[(index * 7) % stored.len()].clone());
            }
        }
        let mut timeline = timeline();
        let mut rows = Vec::new();
        for (place, event) in shuffled {
            let changes = timeline.apply(&Log::Session, place, event);
            follow(&mut rows, &changes);
            prop_assert!(timeline.rows().eq(rows.iter().copied()));
        }
        prop_assert_eq!(render(&timeline, now()), expected);
    }

    #[test]
    fn changed_rows_are_announced(which in 0..STREAMS.len()) {
        let mut timeline = timeline();
        let mut seen: HashMap<RowId, Row> = HashMap::new();
        for (place, event) in placed(stream(STREAMS[which])) {
            for change in timeline.apply(&Log::Session, place, event) {
                let (Change::Inserted(_, row) | Change::Removed(_, row) | Change::Changed(row)) = change;
                match timeline.row(row) {
                    Some(read) => seen.insert(row, read),
                    None => seen.remove(&row),
                };
            }
            for row in timeline.rows() {
                let read = timeline.row(row);
                prop_assert_eq!(seen.get(&row), read.as_ref());
            }
        }
    }
}

const MESSAGE: &str = r#"{"type":"agent.message","id":"m","processed_at":"2026-11-20T10:00:01Z","content":[{"type":"text","text":"Hello there"}]}"#;
const START: &str = r#"{"type":"event_start","event":{"type":"agent.message","id":"m"}}"#;
const PIECE: &str = r#"{"type":"event_delta","event_id":"m","delta":{"type":"content_delta","index":0,"content":{"type":"text","text":"Hel"}}}"#;
const END: &str = r#"{"type":"span.model_request_end","id":"e","processed_at":"2026-11-20T10:00:02Z","model_request_start_id":"s","is_error":true,"model_usage":{"input_tokens":0,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}"#;

fn texts(timeline: &Timeline) -> Vec<(String, bool)> {
    let message = |row| match timeline.row(row)?.kind {
        Kind::AgentMessage { blocks, writing } => match blocks.first() {
            Some(Block::Text(text)) => Some((text.clone(), writing)),
            _ => Some((String::new(), writing)),
        },
        _ => None,
    };
    timeline.rows().filter_map(message).collect()
}

/// What the messages read after each of these events.
fn check_preview(events: &[&str], expected: &[(&str, bool)]) {
    let timeline = apply_all(placed(events.iter().map(|json| parse(json)).collect()));
    let expected: Vec<_> = expected.iter().map(|(text, writing)| ((*text).to_owned(), *writing)).collect();
    assert_eq!(texts(&timeline), expected, "{events:?}");
}

#[test]
fn previews_grow_and_are_replaced() {
    check_preview(&[START], &[("", true)]);
    check_preview(&[START, PIECE], &[("Hel", true)]);
    check_preview(&[START, PIECE, PIECE], &[("HelHel", true)]);
    check_preview(&[START, PIECE, MESSAGE], &[("Hello there", false)]);
    check_preview(&[MESSAGE, START, PIECE], &[("Hello there", false)]);
    check_preview(&[PIECE], &[]);
}

#[test]
fn previews_end_with_their_request_or_the_turn() {
    check_preview(&[START, PIECE, END], &[]);
    check_preview(&[END, START, PIECE], &[("Hel", true)]);
    let idle = r#"{"type":"session.status_idle","id":"i","processed_at":"2026-11-20T10:00:02Z","stop_reason":{"type":"end_turn"}}"#;
    check_preview(&[START, PIECE, idle], &[]);
    let mut timeline = apply_all(placed(vec![parse(START), parse(PIECE)]));
    assert!(!timeline.drop_previews().is_empty());
    assert_eq!(texts(&timeline), []);
}

#[test]
fn a_preview_and_its_message_are_one_row() {
    let mut timeline = apply_all(placed(vec![parse(START), parse(PIECE)]));
    let before = timeline.row_at(0);
    timeline.apply(&Log::Session, 2, parse(MESSAGE));
    assert_eq!(timeline.row_at(0), before);
}

#[test]
fn queued_messages_come_last_and_move_when_they_are_taken_up() {
    let queued = r#"{"type":"user.message","id":"u","processed_at":null,"content":[{"type":"text","text":"Go"}]}"#;
    let taken = r#"{"type":"user.message","id":"u","processed_at":"2026-11-20T10:00:00Z","content":[{"type":"text","text":"Go"}]}"#;
    let mut timeline = apply_all(placed(vec![parse(queued), parse(MESSAGE)]));
    assert_eq!(timeline.rank(timeline.row_of("u").unwrap()), Some(1));
    let changes = timeline.discard(5, "u");
    assert_eq!(changes, [Change::Changed(timeline.row_of("u").unwrap())]);
    timeline.apply(&Log::Session, 9, parse(taken));
    assert_eq!(timeline.rank(timeline.row_of("u").unwrap()), Some(0));
    timeline.apply(&Log::Session, 10, parse(queued));
    assert_eq!(timeline.rank(timeline.row_of("u").unwrap()), Some(0), "a late copy without a time changes nothing");
}

#[test]
fn equal_times_keep_their_places() {
    let call =
        |id: &str| parse(&format!(r#"{{"type":"agent.thinking","id":"{id}","processed_at":"2026-11-20T10:00:01Z"}}"#));
    let timeline = apply_all([(2, call("c")), (0, call("a")), (1, call("b")), (7, call("a"))]);
    let ids: Vec<_> = timeline.rows().map(|row| timeline.row(row).unwrap().event).collect();
    assert_eq!(ids, ["a", "b", "c"]);
}

#[test]
fn unknown_events_are_rows() {
    let json = r#"{"type":"agent.dream","id":"d","processed_at":"2026-11-20T10:00:01Z","x":[1]}"#;
    let timeline = apply_all([(0, parse(json))]);
    let row = timeline.row_at(0).and_then(|row| timeline.row(row)).unwrap();
    assert_eq!(row.kind, Kind::Unknown { kind: "agent.dream".into(), json: json.into() });
    assert_eq!(timeline.raw("d"), Some(json));
}

#[test]
fn the_figure_snaps_to_the_servers() {
    let running = r#"{"type":"session.status_running","id":"r","processed_at":"2026-11-22T10:00:00Z"}"#;
    let end = r#"{"type":"span.model_request_end","id":"e","processed_at":"2026-11-22T10:30:00Z","model_request_start_id":"s","is_error":false,"model_usage":{"input_tokens":1000000,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}"#;
    let usage = r#"{"type":"session.usage","id":"u","processed_at":"2026-11-22T11:00:00Z","usage":{"input_tokens":1000000,"list_cost":{"amount":"205","currency":"USD"}}}"#;
    let idle = r#"{"type":"session.status_idle","id":"i","processed_at":"2026-11-22T11:00:00Z","stop_reason":{"type":"end_turn"}}"#;
    let money = |events: &[&str]| {
        let timeline = apply_all(placed(events.iter().map(|json| parse(json)).collect()));
        timeline.facts(Time::of(&crate::wire::Timestamp::new("2026-11-22T10:30:00Z")).unwrap()).figure
    };
    let exact = |cents| Figure { money: Money::from_cents(cents), at_least: false };
    assert_eq!(money(&[running]), exact(4));
    assert_eq!(money(&[running, end]), exact(204));
    assert_eq!(money(&[running, end, usage, idle]), exact(205));
    let mut unpriced = apply_all(placed(vec![parse(end)]));
    unpriced.set_model(&Log::Session, Model { id: "claude-new".into(), us_only: false });
    assert!(unpriced.facts(now()).figure.at_least);
}
