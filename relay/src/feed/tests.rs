//! A feed in a make-believe object, step by step. What happens in any order is tried by the schedules of faults.

mod object;

use model::feed::{After, HEARTBEAT_MILLIS, Notice};
use model::follow::{Failure, Input as Follow};

use super::entry::Entry;
use super::store::Limits;
use super::viewer::{Audience as _, Refusal, Wish};
use super::*;
use object::Object;

pub(super) use object::{Memory, entry};

/// A feed, its object and the time.
struct Rig {
    feed: Feed,
    object: Object,
    now: i64,
}

const SMALL: Limits = Limits { chunk_bytes: 400, queue_bytes: 600, all_queues_bytes: 1 << 20 };

impl Rig {
    fn new() -> Self {
        Self::with(Object::default(), 0)
    }

    fn with(mut object: Object, now: i64) -> Self {
        let feed = Feed::load(Scope::Session, 1, now, object.alarm, SMALL, &mut object).unwrap();
        Self { feed, object, now }
    }

    fn tell(&mut self, input: Input) {
        self.feed.handle(input, self.now, &mut self.object).unwrap();
    }

    fn up(&mut self, input: Follow<Entry>) {
        self.tell(Input::Upstream(input));
    }

    fn attach(&mut self, viewer: ViewerId, after: &str) {
        let after = (!after.is_empty()).then(|| After::parse(after).unwrap());
        self.tell(Input::Attach(viewer, Wish { after, messages: true, ..Wish::default() }));
    }

    /// Time passes, with a sign of life of the API on its stream.
    fn pass(&mut self, millis: i64, stream: u32) {
        let until = self.now + millis;
        while let Some(at) = self.feed.wake_at().filter(|at| *at <= until) {
            self.now = self.now.max(at);
            self.up(Follow::Heard(stream));
            self.tell(Input::Tick);
        }
        self.now = until;
    }

    /// What the API was asked since the last time.
    fn asked(&mut self) -> Vec<String> {
        std::mem::take(&mut self.object.asked)
    }

    /// What a viewer got since the last time: numbers of entries, standings, and the rest by its type.
    fn got(&mut self, viewer: ViewerId) -> Vec<String> {
        let text = std::mem::take(self.object.sent.get_mut(&viewer).unwrap());
        let mut got = Vec::new();
        for frame in text.split_terminator("\n\n") {
            let field = |name: &str| frame.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
            got.push(match (field("id: "), Notice::parse(field("data: "))) {
                (_, Some(notice)) if notice.discarded.is_some() => format!("gone {}", notice.discarded.unwrap()),
                (_, Some(notice)) => {
                    let place = if notice.cursor.is_some() { "!" } else { "" };
                    let begins = notice.begins.map(|chunk| format!(" from {chunk}")).unwrap_or_default();
                    let reopen = if notice.reopen { " reopen" } else { "" };
                    format!("{:?}{place}{begins}{reopen}", notice.standing)
                }
                ("", None) => field("event: ").to_owned(),
                (id, None) => id.split_once('.').unwrap().1.to_owned(),
            });
        }
        got
    }

    /// A feed with the events 1 and 2 in its history, live, and the viewer 1.
    fn live() -> Self {
        let mut rig = Self::new();
        rig.attach(1, "-200");
        rig.up(Follow::Opened(1));
        rig.up(Follow::Page(1, vec![entry("b", 2), entry("a", 1)], None));
        assert_eq!(rig.asked(), ["open 1", "list 1 history"]);
        assert_eq!(rig.got(1), ["CatchingUp", "Live from -1", "-1", "0", "Live!", "Live!", "Live!"]);
        rig
    }
}

#[test]
fn one_stream_serves_everybody() {
    let mut rig = Rig::live();
    rig.attach(2, "-1");
    rig.attach(3, "");
    rig.up(Follow::Frame(1, entry("c", 3)));
    assert_eq!(rig.got(1), ["1"]);
    assert_eq!(rig.got(2), ["Live from -1", "-1", "0", "Live!", "1"]);
    assert_eq!(rig.got(3), ["Live", "Live!", "1"], "nothing of the past, as on the API's own stream");
    assert_eq!(rig.asked(), [""; 0]);
}

#[test]
fn who_comes_back_gets_what_it_missed() {
    let mut rig = Rig::live();
    rig.up(Follow::Frame(1, entry("c", 3)));
    rig.tell(Input::Left(1));
    rig.attach(2, "");
    rig.up(Follow::Frame(1, entry("d", 4)));
    let epoch = rig.feed.log().epoch();
    rig.attach(3, &format!("{epoch}.1"));
    assert_eq!(rig.got(3), ["Live", "2", "Live!"]);
    rig.attach(4, &format!("{}.1", epoch + 1));
    assert_eq!(rig.object.refused.get(&4), Some(&Refusal::StartOver));
    assert_eq!(rig.asked(), [""; 0]);
}

#[test]
fn the_apis_refusal_is_the_viewers() {
    let mut rig = Rig::new();
    rig.attach(1, "-200");
    rig.attach(2, "");
    rig.up(Follow::Ended(1, Failure { status: Some(529), retry_after_millis: Some(60_000) }));
    assert_eq!(rig.object.refused.keys().collect::<Vec<_>>(), [&1, &2]);
    rig.now += 2_000;
    rig.attach(3, "-200");
    assert_eq!(rig.object.refused.get(&3), Some(&Refusal::Api), "the API asked to be left alone");
    assert_eq!(rig.asked(), ["open 1"]);
}

#[test]
fn what_is_kept_is_served_while_the_api_is_away() {
    let mut rig = Rig::live();
    rig.up(Follow::Ended(1, Failure::default()));
    assert_eq!(rig.got(1), ["Reconnecting!"]);
    rig.attach(2, "-200");
    assert_eq!(rig.got(2), ["Reconnecting from -1", "-1", "0", "Reconnecting!"]);
}

#[test]
fn nobody_looks_and_the_api_is_left_alone() {
    let mut rig = Rig::live();
    rig.tell(Input::Left(1));
    rig.pass(LINGER_MILLIS, 1);
    assert_eq!(rig.asked(), ["close"]);
    assert_eq!(rig.object.alarm, Some(LINGER_MILLIS + KEPT_MILLIS));
    assert_eq!(rig.feed.wake_at(), rig.object.alarm);
    rig.attach(2, "-200");
    rig.up(Follow::Opened(2));
    assert_eq!(rig.asked(), ["open 2", "list 2 missed"]);
    rig.up(Follow::Page(2, vec![entry("b", 2)], None));
    rig.up(Follow::Page(3, vec![], None));
    assert_eq!(rig.asked(), ["list 3 queued"]);
    assert_eq!(rig.feed.state(), State::Live);
    assert_eq!(rig.feed.log().entries(), 2, "what is known is not kept twice");
}

#[test]
fn a_log_that_nobody_wants_is_erased_and_its_places_are_void() {
    let mut rig = Rig::live();
    let epoch = rig.feed.log().epoch();
    rig.tell(Input::Left(1));
    rig.pass(KEPT_MILLIS * 2, 1);
    assert_eq!((rig.feed.log().entries(), rig.object.alarm), (0, None));
    assert!(rig.object.memory.meta.is_none());
    rig.attach(2, &format!("{epoch}.0"));
    assert_eq!(rig.object.refused.get(&2), Some(&Refusal::StartOver));
}

#[test]
fn an_ended_log_costs_nothing_and_is_looked_after_once_a_day() {
    let mut rig = Rig::live();
    let end = Entry::parse(r#"{"id":"z","type":"session.status_terminated","processed_at":"2001-09-09T01:46:50Z"}"#);
    rig.up(Follow::Frame(1, end.unwrap()));
    rig.asked();
    rig.pass(31_000, 1);
    assert_eq!(rig.asked(), ["list 2 missed"]);
    rig.up(Follow::Page(2, vec![], None));
    rig.up(Follow::Page(3, vec![], None));
    assert_eq!(rig.feed.state(), State::Ended);
    assert_eq!(rig.got(1).last().map(String::as_str), Some("Ended!"));
    assert_eq!(rig.object.ended, [1]);
    // Another day, after a restart.
    rig.pass(3_600_000, 1);
    let mut rig = Rig::with(rig.object, rig.now);
    rig.asked();
    rig.attach(2, "-200");
    (0..2).for_each(|_| rig.tell(Input::Pull(2)));
    assert_eq!(rig.got(2), ["Ended from -1", "-1", "0", "1", "Ended!"]);
    assert_eq!(rig.asked(), [""; 0], "no call of the API");
    rig.now += SEAL_MILLIS;
    rig.attach(3, "-200");
    assert_eq!(rig.asked(), ["verify"]);
    rig.tell(Input::Verified(Some(true)));
    (0..2).for_each(|_| rig.tell(Input::Pull(3)));
    assert_eq!(rig.got(3).last().map(String::as_str), Some("Ended!"));
    rig.now += SEAL_MILLIS;
    rig.attach(4, "-200");
    rig.tell(Input::Verified(Some(false)));
    assert_eq!(rig.object.refused.get(&4), Some(&Refusal::Api));
    assert_eq!(rig.feed.log().entries(), 0);
}

#[test]
fn a_deleted_session_ends_for_everybody() {
    let mut rig = Rig::live();
    let deleted = Entry::parse(r#"{"id":"z","type":"session.deleted","processed_at":"2001-09-09T01:46:50Z"}"#);
    rig.up(Follow::Frame(1, deleted.unwrap()));
    assert_eq!(rig.got(1), ["1"]);
    assert_eq!(rig.object.ended, [1]);
    assert!(rig.object.memory.meta.is_none());
    assert_eq!(rig.feed.viewers(), 0);
}

#[test]
fn the_slowest_reads_the_log_at_its_own_pace() {
    let mut rig = Rig::live();
    rig.attach(2, "-200");
    rig.got(2);
    rig.object.queued.insert(1, 0);
    for at in 0..10 {
        rig.up(Follow::Frame(1, entry(&format!("n{at}"), 10 + at)));
    }
    assert_eq!(rig.got(2).len(), 10, "the others get everything at once");
    let got = rig.got(1);
    assert!(got.len() < 8, "{got:?}");
    assert_eq!(rig.object.pulls, [1]);
    let mut all = got;
    while let Some(viewer) = rig.object.pulls.pop() {
        rig.object.queued.insert(viewer, 0);
        rig.tell(Input::Pull(viewer));
        all.extend(rig.got(1));
    }
    assert!(all.iter().any(|got| got == "Live"), "it hears that it is behind: {all:?}");
    all.retain(|got| got != "Live");
    let numbers: Vec<String> = (1..=10).map(|seq| seq.to_string()).chain(["Live!".to_owned()]).collect();
    assert_eq!(all, numbers);
}

#[test]
fn whoever_does_not_move_is_let_go_and_whoever_is_due_comes_again() {
    let mut rig = Rig::live();
    rig.object.queued.insert(1, 0);
    rig.attach(2, "-200");
    rig.got(2);
    rig.pass(20_000, 1);
    assert_eq!(rig.object.ended, [1], "nothing left its queue");
    assert_eq!(rig.got(2).len(), 4, "a heartbeat each time");
    rig.pass(2 * ROTATION_MILLIS, 1);
    assert_eq!(rig.object.ended, [1, 2]);
    assert_eq!(rig.got(2).last().map(String::as_str), Some("Live reopen"));
}

#[test]
fn whoever_has_only_just_come_is_not_let_go() {
    let mut rig = Rig::live();
    rig.pass(HEARTBEAT_MILLIS - 1, 1);
    rig.object.queued.insert(2, 0);
    rig.attach(2, "-200");
    assert!(rig.object.queued(2) > 0, "it has taken nothing yet");
    rig.pass(2, 1);
    assert_eq!(rig.object.ended, [0; 0]);
    rig.object.queued.insert(2, 0);
    rig.pass(3 * HEARTBEAT_MILLIS, 1);
    assert_eq!(rig.object.ended, [2], "what was sent later never moved");
}

#[test]
fn a_right_that_is_over_ends_the_stream() {
    let mut rig = Rig::live();
    let wish = Wish { after: Some(After::Newest(1)), expires: Some(30_000), ..Wish::default() };
    rig.tell(Input::Attach(2, wish));
    rig.pass(29_000, 1);
    assert_eq!(rig.object.ended, [0; 0]);
    rig.pass(7_000, 1);
    assert_eq!(rig.object.ended, [2]);
    assert!(!rig.got(2).iter().any(|got| got.contains("reopen")));
}

#[test]
fn pieces_go_to_those_who_asked_and_joiners_get_the_text_so_far() {
    let piece = |json: &str| Follow::Frame(1, Entry::parse(json).unwrap());
    let start = r#"{"type":"event_start","event":{"type":"agent.message","id":"m"}}"#;
    let delta = r#"{"type":"event_delta","event_id":"m","delta":{"type":"content_delta","index":0,"content":{"type":"text","text":"Hello "}}}"#;
    let mut rig = Rig::live();
    rig.tell(Input::Attach(2, Wish::default()));
    rig.up(piece(start));
    rig.up(piece(delta));
    rig.up(piece(delta));
    assert_eq!(rig.got(1), ["event_start", "event_delta", "event_delta"]);
    assert_eq!(rig.got(2), ["Live", "Live!"], "it did not ask");
    rig.attach(3, "-200");
    assert!(rig.object.sent[&3].contains("Hello Hello "));
    assert_eq!(rig.got(3), ["Live from -1", "-1", "0", "Live!", "event_start", "event_delta"]);
    rig.up(Follow::Frame(1, entry("m", 9)));
    rig.attach(4, "-1");
    assert_eq!(rig.got(4), ["Live from 0", "1", "Live!"], "the whole message is there");
    assert_eq!(rig.feed.log().entries(), 3, "pieces are not kept");
}

#[test]
fn batches_are_gathered() {
    let mut rig = Rig::live();
    let before = rig.object.memory.batches;
    rig.up(Follow::Frame(1, entry("c", 3)));
    rig.up(Follow::Frame(1, entry("d", 4)));
    assert_eq!(rig.object.memory.batches, before, "not yet");
    rig.pass(BATCH_MILLIS, 1);
    assert_eq!(rig.object.memory.batches, before + 1);
}
