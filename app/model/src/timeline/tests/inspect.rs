//! What the inspector says: money over time, repeated calls, events, calls of a tool.

use super::*;

fn at(seconds: i64) -> Time {
    Time::of(&crate::wire::Timestamp::new("2026-11-22T10:00:00Z")).unwrap().minus_millis(-seconds * 1_000)
}

fn event(kind: &str, id: &str, seconds: i64, rest: &str) -> String {
    let at = at(seconds).to_timestamp();
    format!(r#"{{"type":"{kind}","id":"{id}","processed_at":"{}"{rest}}}"#, at.as_str())
}

fn running(seconds: i64) -> String {
    event("session.status_running", &format!("r{seconds}"), seconds, "")
}

fn idle(seconds: i64) -> String {
    event("session.status_idle", &format!("i{seconds}"), seconds, r#","stop_reason":{"type":"end_turn"}"#)
}

/// A request of so many thousand tokens, which cost $2 a million.
fn request(seconds: i64, thousands: u64) -> String {
    let usage = format!(
        r#","model_request_start_id":"s","is_error":false,"model_usage":{{"input_tokens":{thousands}000,"output_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0}}"#
    );
    event("span.model_request_end", &format!("e{seconds}"), seconds, &usage)
}

fn usage(seconds: i64, cents: u64, cap: Option<u64>) -> String {
    let budget = cap.map_or(String::new(), |cap| {
        format!(r#","budget":{{"type":"limit","max_list_cost":{{"amount":"{cap}","currency":"USD"}}}}"#)
    });
    let usage = format!(r#","usage":{{"list_cost":{{"amount":"{cents}","currency":"USD"}}}}{budget}"#);
    event("session.usage", &format!("u{seconds}"), seconds, &usage)
}

fn of(events: &[String]) -> Timeline {
    apply_all(placed(events.iter().map(|json| parse(json)).collect()))
}

fn check_spending(events: &[String], now: i64, expected: &[(i64, u128)]) {
    let points = of(events).spending(at(now));
    let points: Vec<_> =
        points.iter().map(|(time, money)| ((time.millis() - at(0).millis()) / 1_000, money.cents())).collect();
    assert_eq!(points, expected, "{events:?}");
}

#[test]
fn spending_grows_with_requests_and_snaps_to_the_servers_counts() {
    check_spending(&[], 0, &[]);
    check_spending(&[running(0)], 0, &[(0, 0), (0, 0)]);
    let turn = [running(0), request(10, 500), request(20, 500)];
    check_spending(&turn, 30, &[(0, 0), (10, 100), (20, 200), (30, 200)]);
    // The server's clock is ahead.
    check_spending(&turn, 5, &[(0, 0), (10, 100), (20, 200), (20, 200)]);
    // The server counts less: what was reckoned before gives way.
    let counted = [&turn[..], &[usage(30, 150, None), idle(30)]].concat();
    check_spending(&counted, 900, &[(0, 0), (10, 100), (20, 150), (30, 150), (30, 150)]);
    let again = [&counted[..], &[running(100), request(110, 50)]].concat();
    check_spending(&again, 120, &[(0, 0), (10, 100), (20, 150), (30, 150), (110, 160), (120, 160)]);
}

#[test]
fn a_long_course_is_told_in_few_points() {
    let requests = (1..=3_000).map(|second| request(second, 5));
    let points = of(&std::iter::once(running(0)).chain(requests).collect::<Vec<_>>()).spending(at(3_001));
    assert!(points.len() <= 200 && points.len() > 150, "{}", points.len());
    assert!(points.is_sorted());
    assert_eq!(points.first(), Some(&(at(0), Money::ZERO)));
    assert_eq!(points.last().map(|(time, money)| (*time, money.cents())), Some((at(3_001), 3_007)));
}

/// Cents a minute, over how many seconds, and seconds until the budget is spent.
fn check_burn(events: &[String], now: i64, expected: Option<(u128, u64, Option<u64>)>) {
    let burn = of(events).burn(at(now));
    let burn =
        burn.map(|b| (b.per_minute.cents(), b.window_millis / 1_000, b.budget_millis.map(|millis| millis / 1_000)));
    assert_eq!(burn, expected, "{events:?} at {now}");
}

#[test]
fn the_speed_is_that_of_the_last_minutes() {
    let turn = [running(0), request(60, 500)];
    check_burn(&turn, 20, None);
    check_burn(&turn, 100, Some((60, 100, None)));
    // Only time at work is left of what was spent in the window: it costs 8 cents an hour.
    check_burn(&turn, 660, Some((0, 300, None)));
    check_burn(&[&turn[..], &[idle(100)]].concat(), 110, None);
    let capped = [running(0), usage(1, 0, Some(300)), request(60, 500)];
    check_burn(&capped, 100, Some((60, 100, Some(199))));
    let mut unpriced = of(&turn);
    unpriced.set_model(&Log::Session, Model { id: "claude-new".into(), us_only: false });
    assert_eq!(unpriced.burn(at(100)), None);
}

fn call(id: &str, seconds: i64, tool: &str, input: &str) -> String {
    event("agent.tool_use", id, seconds, &format!(r#","name":"{tool}","input":{{"command":"{input}"}}"#))
}

fn result(id: &str, seconds: i64, failed: bool) -> String {
    let rest = format!(r#","tool_use_id":"{id}","is_error":{failed},"content":[]"#);
    event("agent.tool_result", &format!("{id}-result"), seconds, &rest)
}

fn said(seconds: i64) -> String {
    event("user.message", &format!("m{seconds}"), seconds, r#","content":[]"#)
}

/// Calls by their inputs: a space is a word of the person.
fn check_repeat(calls: &str, expected: Option<(usize, usize)>) {
    let event = |(second, input): (i64, char)| match input {
        ' ' => said(second),
        input => call(&format!("c{second}"), second, if input == 'r' { "read" } else { "bash" }, &input.to_string()),
    };
    let timeline = of(&(0..).zip(calls.chars()).map(event).collect::<Vec<_>>());
    let found = timeline.repeat().map(|repeat| (repeat.count, timeline.rank(repeat.row).unwrap()));
    assert_eq!(found, expected, "{calls}");
}

#[test]
fn calls_that_repeat_each_other_are_found() {
    check_repeat("", None);
    check_repeat("aa", None);
    check_repeat("aaa", Some((3, 0)));
    check_repeat("baaaa", Some((4, 1)));
    check_repeat("aabaa", None);
    check_repeat("aaab", Some((3, 0)));
    check_repeat("aaabbb", Some((3, 3)));
    check_repeat("aaa b", None);
    check_repeat("aa aaa", Some((3, 3)));
    // A long streak is found whole, and what is over is not told for ever.
    check_repeat(&"a".repeat(120), Some((120, 0)));
    check_repeat(&format!("aaa{}", "bc".repeat(30)), None);
}

#[test]
fn searches_that_came_back_cost_until_the_server_counts_them() {
    let searched = |id: &str, second| call(id, second, "web_search", id);
    let mut events = vec![searched("a", 1), result("a", 2, false), searched("b", 3), result("b", 4, true)];
    events.extend([searched("c", 5), call("d", 6, "bash", "d"), result("d", 7, false)]);
    let cents = |events: &[String]| of(events).facts(at(60)).figure.money.cents();
    assert_eq!(cents(&events), 1);
    events.push(result("c", 8, false));
    assert_eq!(cents(&events), 2);
}

#[test]
fn a_turn_ends_where_the_session_first_went_idle() {
    let idle = |id: &str, second| event("session.status_idle", id, second, r#","stop_reason":{"type":"end_turn"}"#);
    let timeline = of(&[running(1), idle("i5", 5), idle("i9", 9)]);
    let turn = timeline.rows().find_map(|row| match timeline.row(row)?.kind {
        Kind::Turn(turn) => turn.ended,
        _ => None,
    });
    assert_eq!(turn, Some(at(5)));
    let strip = of(&[running(1), idle("i5", 5), idle("i9", 9), said(20)]).strip(at(30));
    assert_eq!(strip.idle, [strip::Span::new(at(5), at(20))]);
}

#[test]
fn events_are_listed_in_the_servers_order() {
    let timeline = of(&[call("b", 3, "bash", "x"), running(1), call("a", 2, "bash", "x")]);
    let ids = |kind| {
        let listing = timeline.listing(&Log::Session, kind);
        listing.events.iter().map(|event| timeline.glance(*event).unwrap().id).collect::<Vec<_>>()
    };
    assert_eq!(ids(None), ["r1", "a", "b"]);
    assert_eq!(ids(Some("agent.tool_use")), ["a", "b"]);
    assert_eq!(ids(Some("agent.dream")), [""; 0]);
    let kinds = timeline.listing(&Log::Session, Some("agent.dream")).kinds;
    assert_eq!(kinds, [("agent.tool_use".to_owned(), 2), ("session.status_running".to_owned(), 1)]);
    assert_eq!(timeline.glance(timeline.number_of("a").unwrap()).unwrap().at, Some(at(2)));
    assert_eq!(timeline.listing(&Log::Thread(ThreadId::new("t")), None), Listing::default());
}

#[test]
fn the_revision_grows_with_stored_events_only() {
    let mut timeline = of(&[running(1)]);
    let before = timeline.revision();
    timeline.apply(&Log::Session, 5, parse(START));
    assert_eq!(timeline.revision(), before);
    timeline.apply(&Log::Session, 6, parse(MESSAGE));
    assert!(timeline.revision() > before);
}

#[test]
fn calls_of_a_tool_have_their_times() {
    let mut events = Vec::new();
    for second in 1..=20 {
        let id = format!("c{second}");
        events.extend([call(&id, second * 100, "bash", &id), result(&id, second * 101, second == 7)]);
    }
    events.push(call("open", 5_000, "bash", "open"));
    let timeline = of(&events);
    let facts = timeline.tools();
    let [bash] = &*facts else { panic!("{facts:?}") };
    assert_eq!((bash.calls, bash.failed), (21, 1));
    assert_eq!((bash.median_millis, bash.slow_millis, bash.total_millis), (Some(10_000), Some(19_000), 210_000));
    let first = |failed_first| {
        let calls = timeline.calls("bash", failed_first);
        assert_eq!(calls.len(), 21);
        timeline.row(timeline.row_numbered(*calls.first().unwrap()).unwrap()).unwrap().event
    };
    assert_eq!((first(false).as_str(), first(true).as_str()), ("c1", "c7"));
    assert!(timeline.calls("read", false).is_empty());
    assert_eq!(timeline.row_numbered(9_999), None);
}

#[test]
fn the_context_is_what_the_last_request_read() {
    assert_eq!(of(&[running(0)]).context(&Log::Session), None);
    assert_eq!(of(&[request(1, 5), request(3, 9), request(2, 7)]).context(&Log::Session), Some(9_000));
}
