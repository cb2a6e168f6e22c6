use super::*;
use crate::feed::{ChunkId, Notice};
use crate::follow::Ending;
use crate::time::Time;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fake(&'static str);

impl Entry for Fake {
    fn id(&self) -> Option<&str> {
        Some(self.0)
    }
    fn processed_at(&self) -> Option<Time> {
        None
    }
    fn ending(&self) -> Option<Ending> {
        (self.0 == "deleted").then_some(Ending::Deleted)
    }
    fn is_preview(&self) -> bool {
        self.0 == "preview"
    }
}

fn place(seq: i64) -> Cursor {
    Cursor { epoch: 1, seq }
}

fn notice(standing: Standing) -> Notice {
    Notice { kind: "ping".into(), standing, complete: true, ..Notice::default() }
}

/// The first notice of a stream: it begins with chunk 0, and chunks from `oldest` on are there.
fn hello(oldest: i64, complete: bool) -> Notice {
    Notice { begins: Some(0), oldest: Some(oldest), complete, ..notice(Standing::Live) }
}

/// The notice at the end of what there was.
fn current(seq: i64) -> Notice {
    Notice { cursor: Some(format!("1.{seq}")), ..notice(Standing::Live) }
}

fn opened(resume: &mut Resume, now: i64) -> (u32, After) {
    let out = resume.handle::<Fake>(Input::Tick, now);
    let Some(Output::Open(stream, after)) = out.first() else { panic!("{out:?}") };
    let (stream, after) = (*stream, *after);
    resume.handle::<Fake>(Input::Opened(stream), now);
    (stream, after)
}

/// A reader that has come to the entry 5 of a log without older history.
fn live() -> (Resume, u32) {
    let mut resume = Resume::new(1);
    let (stream, after) = opened(&mut resume, 0);
    assert_eq!(after, After::Newest(200));
    resume.handle::<Fake>(Input::Notice(stream, None, hello(0, true)), 0);
    resume.handle(Input::Entry(stream, Some(place(5)), Fake("a")), 0);
    assert_eq!(resume.state(), State::CatchingUp, "more may be on its way");
    resume.handle::<Fake>(Input::Notice(stream, None, current(5)), 0);
    assert_eq!(resume.state(), State::Live);
    (resume, stream)
}

#[test]
fn a_break_costs_one_request() {
    let (mut resume, stream) = live();
    let out = resume.handle::<Fake>(Input::Ended(stream, Failure::default()), 1_000);
    assert_eq!(out, [Output::Close, Output::DropPreviews, Output::State(State::Reconnecting)]);
    let again = resume.wake_at().unwrap();
    assert!((1_250..=1_500).contains(&again), "{again}");
    assert_eq!(opened(&mut resume, again), (2, After::Cursor(Cursor { epoch: 1, seq: 5 })));
    assert_eq!(resume.state(), State::CatchingUp, "not live before the relay says so");
    assert_eq!(resume.handle(Input::Entry(1, Some(place(6)), Fake("late")), again), [], "of the stream before");
    let out = resume.handle(Input::Entry(2, Some(place(6)), Fake("b")), again);
    assert_eq!(out, [Output::Apply(6, Fake("b"))]);
    resume.handle::<Fake>(Input::Notice(2, None, current(6)), again);
    assert_eq!(resume.state(), State::Live);
}

#[test]
fn waiting_for_another_tab_is_no_failure_however_long() {
    let mut resume = Resume::new(1);
    resume.handle::<Fake>(Input::Tick, 0);
    assert_eq!(resume.handle::<Fake>(Input::Queued(1), 500), [Output::State(State::Queued)]);
    assert_eq!(resume.wake_at(), None);
    assert_eq!(resume.handle::<Fake>(Input::Tick, 10_000_000), []);
    assert_eq!(resume.handle::<Fake>(Input::Dialled(1), 10_000_000), [Output::State(State::Connecting)]);
    assert_eq!(resume.wake_at(), Some(10_000_000 + OPENING_MILLIS));
    resume.handle::<Fake>(Input::Opened(1), 10_000_100);
    assert_eq!(resume.handle::<Fake>(Input::Queued(1), 10_000_200), [], "too late");
}

#[test]
fn an_announced_end_is_no_trouble() {
    let (mut resume, stream) = live();
    let leaving = Notice { reopen: true, ..notice(Standing::Live) };
    resume.handle::<Fake>(Input::Notice(stream, None, leaving), 1_000);
    let out = resume.handle::<Fake>(Input::Ended(stream, Failure::default()), 1_000);
    let after = After::Cursor(Cursor { epoch: 1, seq: 5 });
    assert!(out.contains(&Output::Open(2, after)), "at once: {out:?}");
}

#[test]
fn history_comes_newest_first_and_one_at_a_time() {
    let mut resume = Resume::new(1);
    let (stream, _) = opened(&mut resume, 0);
    let out = resume.handle::<Fake>(Input::Notice(stream, None, hello(-2, false)), 0);
    assert_eq!(out, [Output::State(State::CatchingUp)], "its log is not known yet");
    let out = resume.handle(Input::Entry(stream, Some(place(5)), Fake("a")), 0);
    let chunk = |number| ChunkId { epoch: 1, number };
    assert_eq!(out, [Output::Apply(5, Fake("a")), Output::Fetch(1, chunk(-1))]);
    let out = resume.handle(Input::Chunk(1, vec![(-7, Fake("b"))], vec![]), 0);
    assert_eq!(out, [Output::Apply(-7, Fake("b")), Output::Fetch(2, chunk(-2))]);
    assert_eq!(resume.handle(Input::Chunk(1, vec![(-7, Fake("b"))], vec![]), 0), [], "twice");
    let out = resume.handle::<Fake>(Input::Chunk(2, vec![], vec![]), 0);
    assert_eq!(out, [], "older ones are not there yet");
    resume.handle::<Fake>(Input::Notice(stream, None, current(5)), 0);
    let more = Notice { oldest: Some(-3), ..current(5) };
    let out = resume.handle::<Fake>(Input::Notice(stream, None, more), 0);
    assert_eq!(out.first(), Some(&Output::Fetch(3, chunk(-3))));
    assert_eq!(resume.state(), State::CatchingUp);
    resume.handle::<Fake>(Input::Chunk(3, vec![], vec![]), 0);
    assert_eq!(resume.state(), State::Live);
}

#[test]
fn a_chunk_that_does_not_come_is_a_gap_and_is_asked_for_again() {
    let mut resume = Resume::new(1);
    let (stream, _) = opened(&mut resume, 0);
    resume.handle::<Fake>(Input::Notice(stream, None, Notice { oldest: Some(-1), ..current(5) }), 0);
    resume.handle::<Fake>(Input::Notice(stream, None, hello(-1, true)), 0);
    let mut now = 0;
    for number in 1..=3 {
        assert_ne!(resume.state(), State::Live);
        resume.handle::<Fake>(Input::ChunkFailed(number, Failure { status: Some(500), retry_after_millis: None }), now);
        now = resume.wake_at().unwrap();
        resume.handle::<Fake>(Input::Heard(stream), now);
    }
    assert_eq!(resume.state(), State::Gap);
    resume.handle::<Fake>(Input::Chunk(4, vec![], vec![]), now);
    assert_eq!(resume.state(), State::Live);
}

#[test]
fn another_log_is_read_from_its_beginning() {
    let (mut resume, stream) = live();
    resume.handle::<Fake>(Input::Ended(stream, Failure::default()), 0);
    let (stream, _) = {
        let at = resume.wake_at().unwrap();
        let out = resume.handle::<Fake>(Input::Tick, at);
        let Some(Output::Open(stream, after)) = out.first() else { panic!("{out:?}") };
        (*stream, *after)
    };
    let gone = Failure { status: Some(410), retry_after_millis: None };
    let out = resume.handle::<Fake>(Input::Ended(stream, gone), 0);
    assert!(out.contains(&Output::StartOver), "{out:?}");
    assert!(resume.state() != State::Live && !resume.state().is_final());
    let at = resume.wake_at().unwrap_or(0).max(0);
    let (_, after) = opened(&mut resume, at);
    assert_eq!(after, After::Newest(200));
}

#[test]
fn says_what_the_relay_says_unless_that_is_too_much() {
    let (mut resume, stream) = live();
    for (standing, expected) in [
        (Standing::Reconnecting, State::Reconnecting),
        (Standing::Gap, State::Gap),
        (Standing::CatchingUp, State::CatchingUp),
        (Standing::Live, State::Live),
    ] {
        resume.handle::<Fake>(Input::Notice(stream, None, notice(standing)), 0);
        assert_eq!(resume.state(), expected);
    }
    let stale = Notice { since: Some(42), ..notice(Standing::Stale) };
    let out = resume.handle::<Fake>(Input::Notice(stream, None, stale), 0);
    assert_eq!(out, [Output::DropPreviews, Output::State(State::Stale(42))]);
}

#[test]
fn silence_is_a_break_and_repeated_failure_is_stale() {
    let (mut resume, stream) = live();
    resume.handle::<Fake>(Input::Heard(stream), 10_000);
    assert_eq!(resume.wake_at(), Some(40_000));
    resume.handle::<Fake>(Input::Tick, 40_000);
    assert_eq!(resume.state(), State::Reconnecting);
    for _ in 0..2 {
        let now = resume.wake_at().unwrap();
        resume.handle::<Fake>(Input::Tick, now);
        resume
            .handle::<Fake>(Input::Ended(resume.stream, Failure { status: Some(502), retry_after_millis: None }), now);
    }
    assert_eq!(resume.state(), State::Stale(10_000));
}

#[test]
fn a_hidden_page_lets_go_and_comes_back_where_it_was() {
    let (mut resume, _) = live();
    let out = resume.handle::<Fake>(Input::Pause, 1_000);
    assert_eq!(out, [Output::Close, Output::DropPreviews, Output::State(State::Reconnecting)]);
    assert_eq!(resume.wake_at(), None);
    let out = resume.handle::<Fake>(Input::Wake, 9_000_000);
    assert_eq!(out, [Output::Open(2, After::Cursor(Cursor { epoch: 1, seq: 5 }))]);
}

#[test]
fn ends_with_the_log_the_session_or_the_right_to_read() {
    let (mut resume, stream) = live();
    let out = resume.handle::<Fake>(Input::Notice(stream, None, notice(Standing::Ended)), 0);
    assert!(out.ends_with(&[Output::Close, Output::State(State::Ended)]), "{out:?}");
    let (mut resume, stream) = live();
    resume.handle(Input::Entry(stream, Some(place(6)), Fake("deleted")), 0);
    assert_eq!(resume.state(), State::Deleted);
    for (status, expected) in [(401, State::Refused(401)), (403, State::Refused(403)), (404, State::NotFound)] {
        let (mut resume, stream) = live();
        let failure = Failure { status: Some(status), retry_after_millis: None };
        resume.handle::<Fake>(Input::Ended(stream, failure), 0);
        assert_eq!(resume.state(), expected);
        assert_eq!(resume.wake_at(), None);
    }
}

#[test]
fn pieces_stand_behind_what_is_there_and_discards_are_part_of_the_log() {
    let (mut resume, stream) = live();
    let out = resume.handle(Input::Entry(stream, Some(place(3)), Fake("preview")), 0);
    assert_eq!(out, [Output::Preview(5, Fake("preview"))]);
    let discard = Notice { discarded: Some("q".into()), ..notice(Standing::Live) };
    let out = resume.handle::<Fake>(Input::Notice(stream, Some(place(6)), discard), 0);
    assert_eq!(out, [Output::Discard(6, "q".into())]);
    resume.handle::<Fake>(Input::Ended(stream, Failure::default()), 0);
    let at = resume.wake_at().unwrap();
    let (_, after) = opened(&mut resume, at);
    assert_eq!(after, After::Cursor(Cursor { epoch: 1, seq: 6 }));
    let out = resume.handle(Input::Sent(vec![Fake("mine")]), at);
    assert!(matches!(out[..], [Output::Apply(place, _)] if place < -1 << 60));
    // It never comes back.
    resume.handle::<Fake>(Input::Opened(2), at);
    assert_eq!(resume.handle::<Fake>(Input::Notice(2, None, current(6)), at), [Output::State(State::Live)]);
    let out = resume.handle::<Fake>(Input::Notice(2, None, current(6)), at + 10_000);
    assert_eq!(out, [Output::Discard(SENT_PLACE / 2, "mine".into())]);
}
