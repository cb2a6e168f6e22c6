//! What a follower asks for and says, case by case.

use super::*;
use crate::time::Time;

mod world;

/// What a stream without heartbeats may be silent, in milliseconds.
const SILENCE: i64 = 35_000;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fake {
    id: String,
    at: Option<i64>,
    ending: Option<Ending>,
}

impl Entry for Fake {
    fn id(&self) -> Option<&str> {
        Some(&self.id)
    }
    fn processed_at(&self) -> Option<Time> {
        self.at.map(Time::from_millis)
    }
    fn ending(&self) -> Option<Ending> {
        self.ending
    }
    fn is_preview(&self) -> bool {
        false
    }
}

fn follower() -> Follower {
    Follower::new(Scope::Session, 1)
}

fn event(id: &str, at: i64) -> Fake {
    Fake { id: id.to_owned(), at: Some(at), ending: None }
}

fn opened(live: &mut Follower, now: i64) -> u32 {
    let out = live.handle::<Fake>(Input::Tick, now);
    let Some(Output::Open(stream)) = out.first() else { panic!("{out:?}") };
    let stream = *stream;
    live.handle::<Fake>(Input::Opened(stream), now);
    stream
}

#[test]
fn lists_only_after_the_stream_is_open() {
    let mut live = follower();
    assert_eq!(live.handle::<Fake>(Input::Tick, 0), [Output::Open(1)]);
    let newest = List { scope: Scope::Session, order: Order::Descending, from: None, types: &[], page: None };
    let out = live.handle::<Fake>(Input::Opened(1), 10);
    assert_eq!(out, [Output::List(1, newest.clone()), Output::State(State::CatchingUp)]);
    let out = live.handle(Input::Page(1, vec![event("b", 2)], Some("p".into())), 20);
    let next = List { page: Some("p".into()), ..newest };
    assert_eq!(out, [Output::History(vec![event("b", 2)]), Output::List(2, next)]);
    let out = live.handle(Input::Page(2, vec![event("a", 1)], None), 30);
    assert_eq!(out, [Output::History(vec![event("a", 1)]), Output::State(State::Live)]);
}

/// The first page holds nothing but what waits, and the next is asked for by its last event.
fn first_page_is_all_queue(live: &mut Follower) {
    opened(live, 10);
    let queued = |id: &str| Fake { id: id.to_owned(), at: None, ending: None };
    let out = live.handle(Input::Page(1, vec![queued("q2"), queued("q1")], Some("q1".into())), 20);
    assert!(matches!(&out[..], [Output::History(_), Output::List(2, _)]), "not live: {out:?}");
    assert_eq!(live.state(), State::CatchingUp);
}

#[test]
fn what_moves_out_of_the_queue_between_two_pages_hides_nothing() {
    let mut live = follower();
    first_page_is_all_queue(&mut live);
    // q1 was taken up in the meantime, in the same microsecond as an event that no stream and no page has brought.
    let out = live.handle(Input::Page(2, vec![event("b", 7)], Some("b".into())), 30);
    let [Output::History(_), Output::List(3, missed)] = &out[..] else { panic!("{out:?}") };
    assert_eq!((missed.order, missed.from), (Order::Ascending, Some(Time::from_millis(7))));
    let out = live.handle(Input::Page(3, vec![event("b", 7), event("q1", 8), event("c", 8)], None), 40);
    let Some(Output::List(4, rest)) = out.last() else { panic!("{out:?}") };
    assert_eq!((rest.order, rest.page.as_deref()), (Order::Descending, Some("b")));
    live.handle(Input::Page(4, vec![event("a", 1)], None), 50);
    assert_eq!(live.state(), State::Live);
}

#[test]
fn a_queue_that_became_the_oldest_event_begins_the_list_again() {
    let mut live = follower();
    first_page_is_all_queue(&mut live);
    let out = live.handle::<Fake>(Input::Page(2, vec![], None), 30);
    let Some(Output::List(3, list)) = out.last() else { panic!("{out:?}") };
    assert_eq!((list.order, list.page.as_deref()), (Order::Descending, None));
    live.handle(Input::Page(3, vec![event("c", 8), event("q1", 8)], None), 40);
    assert_eq!(live.state(), State::Live);
}

#[test]
fn a_follower_that_restarts_within_the_queue_lists_from_the_newest() {
    let mut live = follower();
    first_page_is_all_queue(&mut live);
    let mut live = Follower::resume(Scope::Session, 1, live.tail());
    live.handle::<Fake>(Input::Tick, 100);
    let out = live.handle::<Fake>(Input::Tick, 100 + PATIENCE_MILLIS);
    assert!(matches!(&out[..], [Output::List(_, List { page: None, .. })]), "{out:?}");
}

#[test]
fn a_slow_stream_does_not_hide_the_history() {
    let mut live = follower();
    live.handle::<Fake>(Input::Tick, 0);
    assert_eq!(live.wake_at(), Some(PATIENCE_MILLIS));
    let out = live.handle::<Fake>(Input::Tick, PATIENCE_MILLIS);
    assert!(matches!(out[..], [Output::List(..)]), "{out:?}");
    live.handle(Input::Page(1, vec![event("a", 1)], None), PATIENCE_MILLIS);
    let out = live.handle::<Fake>(Input::Opened(1), 9_000);
    assert!(out.iter().any(|output| matches!(output, Output::List(_, list) if list.from.is_some())), "{out:?}");
    assert_eq!(live.state(), State::CatchingUp);
}

#[test]
fn silence_is_a_break_and_a_heartbeat_is_not() {
    let mut live = follower();
    let stream = opened(&mut live, 0);
    live.handle::<Fake>(Input::Page(1, vec![], None), 0);
    assert_eq!(live.state(), State::Live);
    live.handle::<Fake>(Input::Heard(stream), 10_000);
    assert_eq!(live.wake_at(), Some(10_000 + SILENCE));
    assert_eq!(live.handle::<Fake>(Input::Tick, 44_999), []);
    let out = live.handle::<Fake>(Input::Tick, 45_000);
    assert_eq!(out, [Output::Close, Output::DropPreviews, Output::State(State::Reconnecting)]);
}

#[test]
fn says_stale_when_reopening_keeps_failing_and_obeys_retry_after() {
    let mut live = follower();
    let stream = opened(&mut live, 1_000);
    live.handle::<Fake>(Input::Page(1, vec![event("a", 1)], None), 1_000);
    live.handle::<Fake>(Input::Ended(stream, Failure::default()), 2_000);
    let busy = Failure { status: Some(529), retry_after_millis: Some(7_000) };
    let mut now = 2_000;
    for _ in 0..2 {
        now = live.wake_at().unwrap().max(now);
        live.handle::<Fake>(Input::Tick, now);
        live.handle::<Fake>(Input::Ended(live.stream, busy), now);
        assert_eq!(live.wake_at(), Some(now + 7_000));
    }
    assert_eq!(live.state(), State::Stale(1_000));
    live.hurry();
    assert_eq!(live.handle::<Fake>(Input::Tick, now).first(), Some(&Output::Open(live.stream)));
}

#[test]
fn refusals_are_final() {
    for (status, expected) in [(401, State::Refused(401)), (403, State::Refused(403)), (404, State::NotFound)] {
        let mut live = follower();
        live.handle::<Fake>(Input::Tick, 0);
        live.handle::<Fake>(Input::Ended(1, Failure { status: Some(status), retry_after_millis: None }), 0);
        assert_eq!(live.state(), expected);
        assert_eq!(live.wake_at(), None);
    }
}

#[test]
fn a_stream_that_never_opens_does_not_hide_the_history() {
    let mut live = follower();
    live.handle::<Fake>(Input::Tick, 0);
    let out = live.handle::<Fake>(Input::Ended(1, Failure { status: Some(400), retry_after_millis: None }), 0);
    assert!(out.iter().any(|output| matches!(output, Output::List(..))), "{out:?}");
    let terminated = Fake { ending: Some(Ending::Terminated), ..event("end", 5) };
    live.handle(Input::Page(1, vec![terminated], None), 1_000_000);
    assert_eq!(live.state(), State::Ended);
}

#[test]
fn what_waited_and_is_nowhere_was_discarded() {
    let mut live = follower();
    let stream = opened(&mut live, 0);
    live.handle(Input::Page(1, vec![event("a", 1)], None), 0);
    live.handle(Input::Frame(stream, Fake { id: "q".into(), at: None, ending: None }), 0);
    live.handle(Input::Frame(stream, Fake { id: "r".into(), at: None, ending: None }), 0);
    live.handle::<Fake>(Input::Ended(stream, Failure::default()), 10);
    let stream = opened(&mut live, 20_000);
    assert_eq!(stream, 2);
    live.handle(Input::Page(2, vec![event("a", 1)], None), 20_000);
    let out = live.handle(Input::Page(3, vec![event("q", 3)], None), 20_000);
    assert!(out.contains(&Output::Discard("r".into())), "{out:?}");
    assert!(!out.contains(&Output::Discard("q".into())), "{out:?}");
    assert_eq!(live.state(), State::Live);
}
