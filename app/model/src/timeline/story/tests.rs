use proptest::prelude::*;

use super::*;
use crate::timeline::tests::{STREAMS, follow, parse, placed, stream};
use crate::timeline::{Filter, Log, Sort};

/// A call with its result: `failed`, or none while it is open.
fn call(timeline: &mut Timeline, number: i64, name: &str, input: &str, failed: Option<bool>) {
    let at = |second: i64| format!("2026-11-20T10:{:02}:{second:02}Z", number % 60);
    let (called, returned) = (at(1), at(2));
    let call = format!(
        r#"{{"type":"agent.tool_use","id":"t{number}","processed_at":"{called}","name":"{name}","input":{input}}}"#
    );
    timeline.apply(&Log::Session, number * 2, parse(&call));
    if let Some(failed) = failed {
        let result = format!(
            r#"{{"type":"agent.tool_result","id":"r{number}","processed_at":"{returned}","tool_use_id":"t{number}","is_error":{failed},"content":[]}}"#
        );
        timeline.apply(&Log::Session, number * 2 + 1, parse(&result));
    }
}

fn sentences(timeline: &Timeline) -> Vec<(String, usize, Outcome)> {
    let view = View::new(Filter::default(), Level::Story, timeline);
    (0..view.len(timeline))
        .filter_map(|rank| timeline.told(&view, view.row_at(timeline, rank)?))
        .map(|told| (format!("{:?} {}", told.action, told.objects.join(", ")), told.calls, told.outcome))
        .collect()
}

#[test]
fn calls_of_one_tool_that_ended_alike_are_one_sentence() {
    let mut timeline = Timeline::default();
    let calls: [(&str, &str, Option<bool>); 8] = [
        ("read", r#"{"file_path":"a.rs"}"#, Some(false)),
        ("read", r#"{"file_path":"b.rs"}"#, Some(false)),
        ("read", r#"{"file_path":"a.rs"}"#, Some(false)),
        ("read", r#"{"file_path":"none"}"#, Some(true)),
        ("bash", r#"{"command":"cd x && npm test"}"#, Some(true)),
        ("bash", r#"{"command":"npm test"}"#, Some(false)),
        ("bash", r#"{"command":"git status -s"}"#, Some(false)),
        ("bash", r#"{"command":"sleep 9"}"#, None),
    ];
    for (number, (name, input, failed)) in (0..).zip(calls) {
        call(&mut timeline, number, name, input, failed);
    }
    let expected = [
        ("Read a.rs, b.rs", 3, Outcome::Done),
        ("Read none", 1, Outcome::Failed),
        ("Ran npm test", 1, Outcome::Failed),
        ("Ran npm test, git status", 2, Outcome::Done),
        ("Ran sleep", 1, Outcome::Open),
    ];
    assert_eq!(sentences(&timeline), expected.map(|(text, calls, outcome)| (text.to_owned(), calls, outcome)));
}

#[test]
fn a_long_run_is_not_read_whole() {
    let mut timeline = Timeline::default();
    for number in 0..50 {
        call(&mut timeline, number, "read", &format!(r#"{{"file_path":"{number}"}}"#), Some(false));
    }
    let view = View::new(Filter::default(), Level::Story, &timeline);
    let told = timeline.told(&view, view.row_at(&timeline, 0).unwrap()).unwrap();
    assert_eq!((told.calls, told.objects.len(), told.is_whole, view.len(&timeline)), (50, 40, false, 1));
}

/// The runs, found by looking at every row.
fn naive(filter: &Filter, timeline: &Timeline) -> Vec<Vec<RowId>> {
    let mut runs: Vec<Vec<RowId>> = Vec::new();
    for row in timeline.rows() {
        let traits = timeline.traits(row).unwrap();
        if traits.sort == Sort::Thinking || !filter.matches(&traits) {
            continue;
        }
        match runs.last_mut().filter(|run| {
            let last = run.last().and_then(|last| timeline.run_of(*last));
            last.is_some() && last == timeline.run_of(row)
        }) {
            Some(run) => run.push(row),
            None => runs.push(vec![row]),
        }
    }
    runs
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_story_that_follows_is_a_story_told_anew(
        which in 0..STREAMS.len(),
        failed in any::<bool>(),
        order in Just((0..200usize).collect::<Vec<_>>()).prop_shuffle(),
        in_order in any::<bool>(),
    ) {
        let filter = Filter { failed, ..Filter::default() };
        let events = placed(stream(STREAMS[which]));
        let order: Vec<usize> = if in_order { (0..events.len()).collect() } else { order };
        let mut timeline = Timeline::default();
        let mut view = View::new(filter.clone(), Level::Story, &timeline);
        let mut seen = Vec::new();
        for (place, event) in order.into_iter().filter_map(|index| events.get(index).cloned()) {
            let changes = timeline.apply(&Log::Session, place, event);
            follow(&mut seen, &view.follow(&timeline, &changes));
            let runs = naive(&filter, &timeline);
            let leads: Vec<RowId> = runs.iter().map(|run| run[0]).collect();
            prop_assert_eq!(&seen, &leads);
            for (rank, run) in runs.iter().enumerate() {
                prop_assert_eq!(&view.run(run[0]), run);
                for row in run {
                    prop_assert_eq!(view.lead(&timeline, *row), Some(run[0]));
                    prop_assert_eq!(view.rank(&timeline, *row), Some(rank));
                }
            }
        }
    }
}
