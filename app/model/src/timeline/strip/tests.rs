//! Strips of the reference's streams, and the arithmetic of axes and views.

use std::fmt::Write as _;

use expect_test::expect;
use proptest::prelude::*;

use super::*;
use crate::timeline::tests::{apply_all, now, parse, placed, stream, timeline};
use crate::timeline::{Log, RowId};

fn render(strip: &Strip) -> String {
    let mut out = String::new();
    let start = strip.span.unwrap().from;
    let millis = |time: Time| time.millis_since(start);
    let span = |span: Span| format!("{}–{}", millis(span.from), millis(span.to));
    for lane in &strip.lanes {
        let active: Vec<String> = lane.active.iter().map(|active| span(*active)).collect();
        writeln!(out, "[{}] {}", lane.name, active.join(" ")).unwrap();
        for bar in lane.bars.iter() {
            let cents = bar.cost.map(|cost| cost.picodollars() / 1_000_000);
            let state = if bar.is_failed {
                " failed"
            } else if bar.is_open {
                " open"
            } else {
                ""
            };
            writeln!(out, "  {} {:?}{state} {} tokens {cents:?} µ$", span(bar.span), bar.kind, bar.tokens).unwrap();
        }
        for mark in &lane.marks {
            writeln!(out, "  {} {:?}", millis(mark.at), mark.kind).unwrap();
        }
    }
    for idle in &strip.idle {
        writeln!(out, "idle {}", span(*idle)).unwrap();
    }
    for band in &strip.bands {
        writeln!(out, "phase {} {}", span(band.span), band.name).unwrap();
    }
    out
}

fn strip_of(name: &str) -> Strip {
    apply_all(placed(stream(name))).strip(now())
}

#[test]
fn one_thread() {
    expect![[r"
        [Data analyst] 2–10308
          28–2624 Model 7075 tokens Some(18354) µ$
          2622–3354 Tool(Shell) 0 tokens None µ$
          3369–5471 Model 6794 tokens Some(3509) µ$
          5469–6791 Tool(Shell) 0 tokens None µ$
          5469–6791 Tool(File) 0 tokens None µ$
          6802–8615 Model 7106 tokens Some(2964) µ$
          8612–8824 Tool(File) 0 tokens None µ$
          8835–10277 Model 7219 tokens Some(1901) µ$
          8 Message
          2618 Answer
          10274 Answer
    "]]
    .assert_eq(&render(&strip_of("simple-session")));
}

#[test]
fn confirmations_and_an_interrupt() {
    expect![[r"
        [Data analyst] 1–2391 14602–17690 17751–18891
          24–1726 Model 8466 tokens Some(22445) µ$
          1725–14565 Tool(Custom) 0 tokens None µ$
          1725–2366 Tool(Mcp) 0 tokens None µ$
          10631–14913 Tool(Shell) 0 tokens None µ$
          14604–14916 Tool(Shell) failed 0 tokens None µ$
          14927–16430 Model 8054 tokens Some(3113) µ$
          16428–17681 Tool(File) failed 0 tokens None µ$
          17769–18870 Model 8151 tokens Some(1793) µ$
          6 Message
          1725 Answer
          17675 Interrupt
          17754 Message
          18868 Answer
        idle 2391–14600
        idle 17690–17749
    "]]
    .assert_eq(&render(&strip_of("tool-confirmation-interrupt")));
}

#[test]
fn several_agents() {
    expect![[r"
        [Report lead] 1–1532 5534–10123 32438–35228 49873–51194
          27–1529 Model failed 0 tokens Some(0) µ$
          5546–8658 Model 10436 tokens Some(26898) µ$
          8708–10110 Model 9958 tokens Some(3564) µ$
          32438–35040 Model 11436 tokens Some(8198) µ$
          35038–35201 Tool(File) 0 tokens None µ$
          49873–51175 Model 11199 tokens Some(2826) µ$
          5 Message
          1528 Error
          8656 Answer
          10109 Answer
          18423 Error
          51173 Answer
        [Researcher] 8699–15323 18322–32429
        [Reviewer] 35222–38330 47363–49864
          47364–47364 Tool(Shell) 0 tokens None µ$
        idle 38330–47360
    "]]
    .assert_eq(&render(&strip_of("multi-agent-errors-deltas")));
}

#[test]
fn a_workflow_run() {
    expect![[r"
        [Report lead] 1–3108 70059–71574
          19–3021 Model 11620 tokens Some(33000) µ$
          70059–71562 Model 10430 tokens Some(3430) µ$
          4 Message
          3020 Answer
          71560 Answer
        [Researcher] 3098–64108
        phase 3066–64115 Collect
        phase 64118–70037 Score
    "]]
    .assert_eq(&render(&strip_of("extra-workflow-run")));
}

fn at(seconds: i64) -> Time {
    Time::from_millis(1_000_000_000_000 + seconds * 1_000)
}

fn bar(from: i64, to: i64, cost: u64) -> Bar {
    Bar {
        span: Span::new(at(from), at(to)),
        is_open: false,
        kind: BarKind::Model,
        is_failed: false,
        cost: Some(Money::from_cents(cost)),
        tokens: 10,
        event: 0,
    }
}

fn lane(bars: Vec<Bar>) -> Lane {
    Lane { bars: Bars::new(bars), ..Lane::default() }
}

/// Ten seconds of work, an hour of waiting, ten seconds of work; the second part with two lanes.
fn worked_twice() -> Strip {
    Strip {
        lanes: vec![lane(vec![bar(0, 10, 4), bar(3_610, 3_620, 2)]), lane(vec![bar(3_610, 3_620, 2)])],
        idle: vec![Span::new(at(10), at(3_610))],
        bands: Vec::new(),
        span: Some(Span::new(at(0), at(3_620))),
    }
}

/// Where the moments stand, as thousandths of the whole.
fn check_axis(scale: Scale, moments: &[i64], expected: &[i64]) {
    let axis = Axis::new(scale, &worked_twice()).unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "thousandths")]
    let found: Vec<i64> =
        moments.iter().map(|moment| (axis.at(at(*moment)) / axis.len() * 1_000.0).round() as i64).collect();
    assert_eq!(found, expected, "{scale:?}");
}

#[test]
fn idle_time_is_collapsed_left_out_or_does_not_count() {
    let moments = [-5, 0, 5, 10, 1_810, 3_610, 3_615, 3_620, 9_999];
    check_axis(Scale::Clock, &moments, &[0, 0, 240, 480, 500, 520, 760, 1_000, 1_000]);
    check_axis(Scale::Active, &moments, &[0, 0, 250, 500, 500, 500, 750, 1_000, 1_000]);
    check_axis(Scale::Step, &moments, &[0, 0, 1, 1, 251, 500, 750, 1_000, 1_000]);
    check_axis(Scale::Cost, &moments, &[0, 0, 250, 500, 500, 500, 750, 1_000, 1_000]);
}

#[test]
fn an_axis_without_length_is_none() {
    assert_eq!(Axis::new(Scale::Clock, &Strip::default()), None);
    let free = Strip { lanes: vec![lane(vec![Bar { cost: None, ..bar(0, 10, 4) }])], ..worked_twice() };
    assert_eq!(Axis::new(Scale::Cost, &free), None);
}

#[test]
fn ticks_stand_at_round_figures_and_not_in_gaps() {
    let axis = Axis::new(Scale::Clock, &worked_twice()).unwrap();
    let labels = |view, most| -> Vec<TickValue> { ticks(&axis, view, most).iter().map(|tick| tick.value).collect() };
    let seconds = |all: &[i64]| -> Vec<TickValue> { all.iter().map(|s| TickValue::Elapsed(s * 1_000_000)).collect() };
    assert_eq!(labels(View::fit(axis.len()), 5), seconds(&[0, 5, 10, 3_610, 3_615, 3_620]));
    assert_eq!(labels(View { from: 0.0, to: 4_000_000.0 }, 4), seconds(&[0, 1, 2, 3, 4]));
    let money = Axis::new(Scale::Cost, &worked_twice()).unwrap();
    let spent: Vec<TickValue> = ticks(&money, View::fit(money.len()), 4).iter().map(|tick| tick.value).collect();
    assert_eq!(spent, [0, 2, 4, 6, 8].map(|cents| TickValue::Spent(Money::from_cents(cents))));
}

#[test]
fn a_stretch_is_measured_by_what_began_in_it() {
    let strip = worked_twice();
    let all = strip.measure(Span::new(at(0), at(3_620)), |_| true);
    assert_eq!((all.micros, all.active_micros), (3_620_000_000, 20_000_000));
    assert_eq!((all.requests, all.tokens, all.cost.cents(), all.at_least), (3, 30, 8, false));
    let second = strip.measure(Span::new(at(5), at(3_620)), |lane| lane != &strip.lanes[1]);
    assert_eq!((second.requests, second.cost.cents(), second.active_micros), (1, 2, 15_000_000));
}

#[test]
fn what_is_thinner_than_a_pixel_is_drawn_together_and_a_failure_shows() {
    let mut bars: Vec<Bar> = (0..100_000).map(|second| bar(second, second + 1, 1)).collect();
    bars[70_000].is_failed = true;
    let strip = Strip { lanes: vec![lane(bars)], span: Some(Span::new(at(0), at(100_000))), ..Strip::default() };
    let axis = Axis::new(Scale::Clock, &strip).unwrap();
    let all = pieces(&strip.lanes[0], &axis, View::fit(axis.len()), 1_000.0);
    assert!(all.len() <= 2_000, "{}", all.len());
    let red: f64 = all.iter().filter(|piece| piece.is_failed).map(|piece| piece.width).sum();
    assert!((red - 1.0).abs() < 1e-9, "one pixel of a thousand is red: {red}");
    let drawn: f64 = all.iter().map(|piece| piece.width).sum();
    assert!((drawn - 1_000.0).abs() <= 1.0, "{drawn}");
    let marks = (0..100_000).map(|second| Mark { at: at(second), kind: MarkKind::Answer, event: 0 });
    let marked = Lane { marks: marks.collect(), ..Lane::default() };
    let drawn = dots(&marked, &axis, View::fit(axis.len()), 1_000.0, 8.0);
    assert!((500..=1_001).contains(&drawn.len()), "{}", drawn.len());
    let near = View::around(axis.len(), axis.at(at(70_000)), axis.at(at(70_001)));
    let few = pieces(&strip.lanes[0], &axis, near, 1_000.0);
    assert!(few.len() <= 3 && few.iter().filter(|piece| piece.is_failed).count() == 1, "{few:?}");
    assert!(dots(&marked, &axis, near, 1_000.0, 8.0).len() <= 3);
    let hit = strip.hit(0, &axis, near, 1_000.0, 500.0).unwrap();
    assert!(hit.is_failed);
}

#[test]
fn keys_go_along_a_lane_and_to_the_next() {
    let strip = worked_twice();
    let order = strip.order(|_| None, |_| false);
    let last = strip.next(None, Way::On, &order).unwrap();
    assert_eq!(last.span.from, at(3_610));
    let below = strip.next(Some(&Target { lane: 0, ..last }), Way::Down, &order).unwrap();
    assert_eq!((below.lane, below.span.from), (1, at(3_610)));
    assert_eq!(strip.next(Some(&below), Way::Down, &order), None);
    let above = strip.next(Some(&below), Way::Up, &order).unwrap();
    let first = strip.next(Some(&above), Way::Back, &order).unwrap();
    assert_eq!((first.lane, first.span.from), (0, at(0)));
    // Up and down follow what is on screen, not how lanes are kept.
    let turned: Vec<Shelf> = order.into_iter().rev().collect();
    assert_eq!(strip.next(Some(&below), Way::Up, &turned), None);
}

#[test]
fn lanes_stand_below_what_made_them_and_pinned_ones_on_top() {
    let child = |thread: &str| Lane { thread: Some(thread.to_owned()), ..Lane::default() };
    let strip = Strip { lanes: vec![Lane::default(), child("a"), child("b"), child("c")], ..Strip::default() };
    // The session's own thread is not among the lanes by its name: what it made is not indented.
    let parents = [("a", "primary"), ("b", "primary"), ("c", "a")];
    let check = |known: &[(&str, &str)], pinned: Option<&str>, expected: &[(usize, usize)]| {
        let parent = |thread: &str| known.iter().find(|(child, _)| *child == thread).map(|(_, of)| (*of).to_owned());
        let order = strip.order(parent, |thread| pinned.is_some() && thread == pinned);
        assert_eq!(order.iter().map(|shelf| (shelf.lane, shelf.depth)).collect::<Vec<_>>(), expected, "{pinned:?}");
    };
    check(&[], None, &[(0, 0), (1, 0), (2, 0), (3, 0)]);
    check(&parents, None, &[(0, 0), (1, 0), (3, 1), (2, 0)]);
    check(&parents, Some("c"), &[(3, 0), (0, 0), (1, 0), (2, 0)]);
}

#[test]
fn a_view_keeps_what_it_shows_when_the_axis_changes() {
    let strip = worked_twice();
    let clock = Axis::new(Scale::Clock, &strip).unwrap();
    let active = Axis::new(Scale::Active, &strip).unwrap();
    let longer = Strip { span: Some(Span::new(at(-100), at(3_700))), ..strip.clone() };
    let longer = Axis::new(Scale::Clock, &longer).unwrap();
    let near = View { from: clock.at(at(2)), to: clock.at(at(6)) };
    for other in [&active, &longer] {
        let kept = other.carry(near, &clock);
        assert_eq!(other.span(kept), clock.span(near), "{:?}", other.scale);
    }
    assert_eq!(longer.carry(View::fit(clock.len()), &clock), View::fit(longer.len()));
    let end = View { from: clock.len() - 5e6, to: clock.len() };
    assert_eq!(longer.carry(end, &clock), View { from: longer.len() - 5e6, to: longer.len() });
}

#[test]
fn only_bars_that_reach_into_a_stretch_are_looked_at() {
    let bars = Bars::new(vec![bar(30, 40, 1), bar(0, 100, 1), bar(10, 11, 1), bar(200, 210, 1)]);
    let begins = |from, to| -> Vec<u64> {
        bars.within(Span::new(at(from), at(to))).iter().map(|bar| bar.span.from.millis_since(at(0)) / 1_000).collect()
    };
    assert_eq!(begins(35, 36), [0, 10, 30]);
    assert!(begins(101, 199).is_empty());
    assert_eq!(begins(100, 200), [0, 10, 30, 200]);
}

/// Strips made in small steps, between which events come, are those that are made at once.
#[test]
fn a_draft_ends_with_what_is_there_whatever_comes_meanwhile() {
    let call = |number: usize| {
        let at = format!("2026-11-21T09:{:02}:{:02}Z", number / 60, number % 60);
        let of = number - number % 2;
        match number % 2 {
            0 => format!(
                r#"{{"type":"agent.tool_use","id":"sevt_{of}","processed_at":"{at}","name":"bash","input":{{}}}}"#
            ),
            _ => format!(
                r#"{{"type":"agent.tool_result","id":"sevt_r{of}","processed_at":"{at}","tool_use_id":"sevt_{of}","content":[],"is_error":false}}"#
            ),
        }
    };
    let long = placed((0..900).map(|number| parse(&call(number))).collect());
    for all in [long, placed(stream("extra-workflow-run")), placed(stream("multi-agent-errors-deltas"))] {
        let whole = render(&apply_all(all.clone()).strip(now()));
        // Every third event, every seventh, and all but the first come late.
        for is_late in [|index: usize| index.is_multiple_of(3), |index| index % 7 == 6, |index| index > 0] {
            let (late, early): (Vec<_>, Vec<_>) = (0..).zip(all.clone()).partition(|(index, _)| is_late(*index));
            let mut timeline = apply_all(early.into_iter().map(|(_, placed)| placed));
            let mut draft = Draft::default();
            for (_, (place, event)) in late {
                draft.advance(&mut timeline, now(), || true);
                timeline.apply(&Log::Session, place, event);
            }
            let mut made = draft.advance(&mut timeline, now(), || false).unwrap();
            if draft.is_outdated() {
                made = draft.advance(&mut timeline, now(), || false).unwrap();
            }
            assert!(!draft.is_outdated());
            assert_eq!(render(&made), whole);
        }
    }
}

#[test]
fn a_target_leads_to_its_row() {
    let timeline = apply_all(placed(stream("simple-session")));
    let strip = timeline.strip(now());
    let order = strip.order(|_| None, |_| false);
    let mut target = strip.next(None, Way::On, &order);
    let mut rows: Vec<RowId> = Vec::new();
    while let Some(found) = target {
        rows.push(timeline.row_behind(&found).unwrap());
        target = strip.next(Some(&found), Way::Back, &order);
    }
    assert!(rows.len() > 5, "{rows:?}");
    assert!(rows.iter().all(|row| timeline.rank(*row).is_some()));
}

#[test]
fn a_call_that_waits_is_marked_until_it_is_answered() {
    let ask = r#"{"type":"agent.tool_use","id":"sevt_1","processed_at":"2026-11-21T09:00:00Z","name":"bash","input":{},"evaluated_permission":"ask"}"#;
    let answer = r#"{"type":"user.tool_confirmation","id":"sevt_2","processed_at":"2026-11-21T09:01:00Z","tool_use_id":"sevt_1","result":"allow"}"#;
    let mut timeline = timeline();
    timeline.apply(&Log::Session, 0, parse(ask));
    let waits = |strip: &Strip| strip.lanes[0].marks.iter().any(|mark| mark.kind == MarkKind::Waits);
    assert!(waits(&timeline.strip(now())));
    timeline.apply(&Log::Session, 1, parse(answer));
    assert!(!waits(&timeline.strip(now())));
}

proptest! {
    #[test]
    fn an_axis_never_falls_and_leads_back(
        bars in prop::collection::vec((0i64..10_000, 0i64..500, 0u64..9), 1..40),
        scale in prop::sample::select(&[Scale::Clock, Scale::Active, Scale::Step, Scale::Cost][..]),
        moments in prop::collection::vec(0i64..11_000, 2..20),
    ) {
        let lanes = vec![lane(bars.iter().map(|(from, length, cost)| bar(*from, from + length, *cost)).collect())];
        let idle = vec![Span::new(at(2_000), at(4_000)), Span::new(at(5_000), at(9_000))];
        let strip = Strip { lanes, idle, bands: Vec::new(), span: Some(Span::new(at(0), at(10_500))) };
        let Some(axis) = Axis::new(scale, &strip) else { return Ok(()) };
        let mut moments = moments;
        moments.sort_unstable();
        let places: Vec<f64> = moments.iter().map(|moment| axis.at(at(*moment))).collect();
        prop_assert!(places.is_sorted(), "{places:?}");
        prop_assert!(places.iter().all(|place| (0.0..=axis.len()).contains(place)));
        for place in places {
            let back = axis.at(axis.time(place));
            prop_assert!((back - place).abs() <= axis.len() * 1e-6 + 1.0, "{place} {back}");
        }
    }

    #[test]
    fn a_view_stays_on_its_axis(steps in prop::collection::vec((0u8..4, -3.0f64..3.0), 0..60)) {
        let mut len = 1_000.0;
        let mut view = View::fit(len);
        for (step, by) in steps {
            match step {
                0 => view = view.zoomed(len, view.from + view.width() * (by + 3.0) / 6.0, by.exp()),
                1 => view = view.panned(len, by * view.width()),
                2 => view = view.showing(len, (by + 3.0) / 6.0 * len),
                _ => {
                    let old = len;
                    len *= 1.0 + by.abs() / 10.0;
                    view = view.grown(old, len);
                }
            }
            prop_assert!(view.from >= 0.0 && view.to <= len * (1.0 + 1e-9) && view.width() > 0.0, "{view:?} of {len}");
        }
    }
}
