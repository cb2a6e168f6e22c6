use proptest::prelude::*;

use super::*;
use crate::timeline::Log;
use crate::wire::Wire;

const MESSAGE: &str = r#"{"type":"agent.message","id":"sevt_m","processed_at":"2026-11-20T10:00:01Z","content":[{"type":"text","text":"Say \"hi\"\nto the M\u00fcllers"}]}"#;
const CALL: &str = r#"{"type":"agent.tool_use","id":"sevt_t","processed_at":"2026-11-20T10:00:02Z","name":"bash","input":{"command":"npm test","timeout":90}}"#;
const RESULT: &str = r#"{"type":"agent.tool_result","id":"sevt_r","processed_at":"2026-11-20T10:00:03Z","tool_use_id":"sevt_t","is_error":true,"content":[{"type":"text","text":"1 failing"}]}"#;
const ERROR: &str = r#"{"type":"session.error","id":"sevt_e","processed_at":"2026-11-20T10:00:04Z","error":{"type":"unknown_error","message":"Overloaded, it seems","retry_status":{"type":"retrying"}}}"#;
const IDLE: &str = r#"{"type":"session.status_idle","id":"sevt_i","processed_at":"2026-11-20T10:00:05Z","stop_reason":{"type":"end_turn"}}"#;
const START: &str = r#"{"type":"event_start","event":{"type":"agent.message","id":"sevt_p"}}"#;
const PIECE: &str = r#"{"type":"event_delta","event_id":"sevt_p","delta":{"type":"content_delta","index":0,"content":{"type":"text","text":"Half a wo"}}}"#;

const ALL: [&str; 5] = [MESSAGE, CALL, RESULT, ERROR, IDLE];

fn timeline(events: &[&str]) -> Timeline {
    let mut timeline = Timeline::default();
    for (place, event) in (0..).zip(events) {
        timeline.apply(&Log::Session, place, Wire::parse(event).unwrap());
    }
    timeline
}

fn finish(search: &mut Search, timeline: &Timeline) -> Vec<String> {
    while !search.step(timeline, 2).is_done {}
    search.hits().map(|row| timeline.row(row).unwrap().event).collect()
}

fn check(text: &str, expected: &[&str]) {
    let timeline = timeline(&ALL);
    let mut search = Search::new(text).unwrap();
    assert_eq!(finish(&mut search, &timeline), expected, "{text}");
}

#[test]
fn finds_what_people_read() {
    check("say", &["sevt_m"]);
    check("\"HI\"", &["sevt_m"]);
    check("hi\"\nto", &["sevt_m"]);
    check("müller", &["sevt_m"]);
    check("NPM T", &["sevt_t"]);
    check("1 failing", &["sevt_t"]);
    check("90", &["sevt_t"]);
    check("bash", &["sevt_t"]);
    check("overloaded", &["sevt_e"]);
    check("it seems", &["sevt_e"]);
    check("SEVT_", &["sevt_m", "sevt_t", "sevt_e"]);
    check("sevt_r", &["sevt_t"]);
    check("nowhere", &[]);
}

#[test]
fn what_every_event_has_is_no_hit() {
    for text in ["agent.message", "text", "2026", "content", "command"] {
        check(text, &[]);
    }
}

#[test]
fn an_event_without_a_row_is_found_by_its_whole_id() {
    check("sevt_i", &["sevt_e"]);
}

#[test]
fn says_how_far_it_is() {
    let timeline = timeline(&ALL);
    let mut search = Search::new("e").unwrap();
    assert_eq!(search.step(&timeline, 2), Progress { found: 2, searched: 2, total: 5, is_done: false });
    assert_eq!(search.step(&timeline, 9), Progress { found: 3, searched: 5, total: 5, is_done: true });
    let error = search.hit(2).unwrap();
    assert_eq!((search.rank(error), search.is_hit(error), search.hit(3)), (Some(2), true, None));
    let call = timeline.row_of("sevt_t").unwrap();
    assert_eq!(search.rank_near(&timeline, call), 1);
}

#[test]
fn what_is_being_written_is_found_until_it_is_dropped() {
    let mut timeline = timeline(&[MESSAGE]);
    let mut search = Search::new("half").unwrap();
    assert_eq!(finish(&mut search, &timeline).len(), 0);
    for event in [START, PIECE] {
        let changes = timeline.apply(&Log::Session, 9, Wire::parse(event).unwrap());
        search.note(&timeline, &changes);
    }
    assert_eq!(finish(&mut search, &timeline), ["sevt_p"]);
    let changes = timeline.drop_previews();
    search.note(&timeline, &changes);
    assert_eq!(finish(&mut search, &timeline).len(), 0);
}

proptest! {
    /// Events that come while it runs, in whatever order, change nothing about what it finds in the end.
    #[test]
    fn a_search_that_was_overtaken_finds_the_same(
        order in Just(vec![0usize, 1, 2, 3, 4, 0, 2]).prop_shuffle(),
        budgets in prop::collection::vec(0usize..4, 7),
        text in prop::sample::select(vec!["e", "say", "sevt_r", "1", "bash", "x"]),
    ) {
        let mut timeline = Timeline::default();
        let mut search = Search::new(text).unwrap();
        for (index, budget) in order.into_iter().zip(budgets) {
            let place = i64::try_from(index).unwrap();
            let changes = timeline.apply(&Log::Session, place, Wire::parse(ALL[index]).unwrap());
            search.note(&timeline, &changes);
            search.step(&timeline, budget);
        }
        let found = finish(&mut search, &timeline);
        let expected = finish(&mut Search::new(text).unwrap(), &timeline);
        prop_assert_eq!(found, expected);
    }
}
