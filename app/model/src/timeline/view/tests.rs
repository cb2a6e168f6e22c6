use proptest::prelude::*;

use super::*;
use crate::timeline::tests::{STREAMS, follow, parse, placed, stream};
use crate::timeline::{Log, Place, Sort};
use crate::wire::{Event, Wire};

fn filters() -> impl Strategy<Value = Filter> {
    let sorts = prop::sample::subsequence(Sort::ALL.to_vec(), 0..4);
    let tool = prop::option::of(prop::sample::select(vec!["bash", "read", "web_search", "none"]));
    let thread = prop::option::weighted(0.2, Just("main"));
    (sorts, tool, thread, any::<bool>(), any::<bool>()).prop_map(|(sorts, tool, thread, failed, waiting)| Filter {
        sorts,
        tool: tool.map(str::to_owned),
        thread: thread.map(str::to_owned),
        failed,
        waiting,
    })
}

/// What the filter lets through, found by asking every row.
fn naive(filter: &Filter, timeline: &Timeline) -> Vec<RowId> {
    timeline.rows().filter(|row| timeline.traits(*row).is_some_and(|row| filter.matches(&row))).collect()
}

fn rows(view: &View, timeline: &Timeline) -> Vec<RowId> {
    (0..view.len(timeline)).filter_map(|rank| view.row_at(timeline, rank)).collect()
}

fn apply(timeline: &mut Timeline, view: &mut View, seen: &mut Vec<RowId>, place: Place, event: Wire<Event>) {
    let changes = timeline.apply(&Log::Session, place, event);
    let own = view.follow(timeline, &changes).into_owned();
    follow(seen, &own);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_view_that_follows_is_a_view_made_anew(
        which in 0..STREAMS.len(),
        filter in filters(),
        order in Just((0..200usize).collect::<Vec<_>>()).prop_shuffle(),
        in_order in any::<bool>(),
    ) {
        let events = placed(stream(STREAMS[which]));
        let order: Vec<usize> = if in_order { (0..events.len()).collect() } else { order };
        let mut timeline = Timeline::default();
        let mut view = View::new(filter.clone(), Level::Full, &timeline);
        let mut seen = Vec::new();
        for (place, event) in order.into_iter().filter_map(|index| events.get(index).cloned()) {
            apply(&mut timeline, &mut view, &mut seen, place, event);
            let expected = naive(&filter, &timeline);
            prop_assert_eq!(&rows(&view, &timeline), &expected);
            prop_assert_eq!(&seen, &expected);
        }
        let made = View::new(filter.clone(), Level::Full, &timeline);
        prop_assert_eq!(rows(&made, &timeline), rows(&view, &timeline));
        for row in timeline.rows() {
            let expected = seen.iter().position(|own| *own == row);
            prop_assert_eq!(view.rank(&timeline, row), expected);
            let before = seen.iter().filter(|own| timeline.rank(**own) < timeline.rank(row)).count();
            prop_assert_eq!(view.rank_near(&timeline, row), Some(before));
        }
    }
}

/// The kinds of the rows that `filter` lets through of a captured stream.
fn check(name: &str, filter: &Filter, expected: &[(Sort, &str)]) {
    let mut timeline = Timeline::default();
    for (place, event) in placed(stream(name)) {
        timeline.apply(&Log::Session, place, event);
    }
    let view = View::new(filter.clone(), Level::Full, &timeline);
    let found: Vec<_> = rows(&view, &timeline)
        .into_iter()
        .filter_map(|row| timeline.traits(row))
        .map(|row| (row.sort, row.tool.unwrap_or_default().to_owned()))
        .collect();
    let expected: Vec<_> = expected.iter().map(|(sort, tool)| (*sort, (*tool).to_owned())).collect();
    assert_eq!(found, expected, "{name} {filter:?}");
}

#[test]
fn rows_are_of_the_kinds_that_people_ask_for() {
    let only = |sort| Filter { sorts: vec![sort], ..Filter::default() };
    check("simple-session", &only(Sort::Tool), &[(Sort::Tool, "bash"), (Sort::Tool, "bash")]);
    check("simple-session", &only(Sort::Unknown), &[]);
    check("tool-confirmation-interrupt", &Filter { tool: Some("bash".into()), ..only(Sort::File) }, &[]);
}

#[test]
fn what_waits_stops_waiting_when_it_is_answered_or_the_session_ends() {
    let call = r#"{"type":"agent.tool_use","id":"t","processed_at":"2026-11-20T10:00:01Z","name":"bash","input":{},"evaluated_permission":"ask"}"#;
    let answer = r#"{"type":"user.tool_confirmation","id":"c","processed_at":null,"tool_use_id":"t","result":"allow"}"#;
    let end = r#"{"type":"session.status_terminated","id":"e","processed_at":"2026-11-20T10:00:02Z"}"#;
    for after in [answer, end] {
        let mut timeline = Timeline::default();
        let mut view = View::new(Filter { waiting: true, ..Filter::default() }, Level::Full, &timeline);
        let mut seen = Vec::new();
        apply(&mut timeline, &mut view, &mut seen, 0, parse(call));
        assert_eq!(seen.len(), 1);
        apply(&mut timeline, &mut view, &mut seen, 1, parse(after));
        assert_eq!(seen, [], "{after}");
    }
}
