//! A small upstream in virtual time, with faults, and a follower that must not miss anything.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// What the world does next.
#[derive(Debug, Clone)]
enum Step {
    /// The session does something.
    Emit,
    /// A person sends something that waits; with the next `Emit` it is taken up.
    Queue,
    /// The stream breaks.
    Drop,
    /// The stream goes silent without an end.
    Freeze,
    /// The next list or stream is refused.
    Refuse,
    /// The same event comes again on the stream.
    Double,
    /// The answer to the oldest request arrives.
    Answer,
    /// Time passes.
    Wait(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => Just(Step::Emit),
        1 => Just(Step::Queue),
        1 => Just(Step::Drop),
        1 => Just(Step::Freeze),
        1 => Just(Step::Refuse),
        1 => Just(Step::Double),
        8 => Just(Step::Answer),
        4 => (1i64..20_000).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..200)
}

type FakePage = (Vec<Fake>, Option<String>);

/// The API and the page between them.
struct World {
    live: Follower,
    now: i64,
    /// The truth: id to time.
    log: Vec<Fake>,
    /// A connected stream, and whether its bytes still arrive.
    stream: Option<u32>,
    frozen: bool,
    opening: Option<u32>,
    refuse: bool,
    /// A page is computed when it is asked for, and arrives later.
    pages: Vec<(u32, Result<FakePage, Failure>)>,
    held: BTreeMap<String, Option<i64>>,
}

impl World {
    fn new() -> Self {
        Self {
            live: Follower::new(Scope::Session, 7),
            now: 1_000_000,
            log: Vec::new(),
            stream: None,
            frozen: false,
            opening: None,
            refuse: false,
            pages: Vec::new(),
            held: BTreeMap::new(),
        }
    }

    fn tell(&mut self, input: Input<Fake>) {
        for output in self.live.handle(input, self.now) {
            match output {
                Output::Open(stream) => (self.opening, self.stream) = (Some(stream), None),
                Output::Close => (self.opening, self.stream) = (None, None),
                Output::List(number, list) => {
                    let page = if std::mem::take(&mut self.refuse) {
                        Err(Failure { status: Some(500), retry_after_millis: None })
                    } else {
                        Ok(self.page(&list))
                    };
                    self.pages.push((number, page));
                }
                Output::Append(event) => self.hold(event),
                Output::History(events) => events.into_iter().for_each(|event| self.hold(event)),
                Output::Preview(event) => panic!("{event:?} is no preview"),
                Output::Discard(id) => panic!("{id} was not discarded"),
                Output::DropPreviews => {}
                Output::State(state) => self.check(state),
            }
        }
    }

    fn hold(&mut self, event: Fake) {
        let at = self.held.entry(event.id).or_insert(event.at);
        *at = at.or(event.at);
    }

    /// Whoever says live must hold everything, unless the stream is silent and nobody can know yet.
    fn check(&self, state: State) {
        if state == State::Live && !self.frozen {
            assert_eq!(self.missing(), BTreeSet::new(), "live with a gap at {}", self.now);
        }
    }

    fn missing(&self) -> BTreeSet<&str> {
        let held = |event: &Fake| self.held.get(&event.id) == Some(&event.at);
        self.log.iter().filter(|event| !held(event)).map(|event| event.id.as_str()).collect()
    }

    fn page(&self, list: &List) -> FakePage {
        let mut all: Vec<&Fake> = self.log.iter().collect();
        all.sort_by_key(|event| event.at.unwrap_or(i64::MAX));
        if list.order == Order::Descending {
            all.reverse();
        }
        all.retain(|event| list.from.is_none_or(|from| event.at.is_some_and(|at| at >= from.millis())));
        if !list.types.is_empty() {
            all.retain(|event| event.id.starts_with('q'));
        }
        // A cursor is the last event before it, so that new events do not shift pages.
        let after =
            list.page.as_ref().and_then(|page| all.iter().position(|event| event.id == *page)).map_or(0, |i| i + 1);
        let page: Vec<Fake> = all.iter().skip(after).take(3).map(|event| (*event).clone()).collect();
        let next = (all.len() > after + 3).then(|| page.last().map(|event| event.id.clone())).flatten();
        (page, next)
    }

    fn stream_event(&mut self, event: Fake) {
        if let Some(stream) = self.stream.filter(|_| !self.frozen) {
            self.tell(Input::Frame(stream, event));
        }
    }

    fn step(&mut self, step: &Step) {
        match step {
            Step::Emit => {
                let waiting = self.log.iter_mut().find(|event| event.at.is_none());
                let event = if let Some(event) = waiting {
                    event.at = Some(self.now);
                    event.clone()
                } else {
                    let event = event(&format!("e{}", self.log.len()), self.now);
                    self.log.push(event.clone());
                    event
                };
                self.now += 1;
                self.stream_event(event);
            }
            Step::Queue => {
                let event = Fake { id: format!("q{}", self.log.len()), at: None, ending: None };
                self.log.push(event.clone());
                self.stream_event(event);
            }
            Step::Drop => {
                if let Some(stream) = self.stream.take() {
                    self.tell(Input::Ended(stream, Failure::default()));
                }
            }
            Step::Freeze => self.frozen = self.stream.is_some(),
            Step::Refuse => self.refuse = true,
            Step::Double => {
                if let Some(event) = self.log.last().cloned() {
                    self.stream_event(event);
                }
            }
            Step::Answer => self.answer(),
            Step::Wait(millis) => {
                let until = self.now + millis;
                while let Some(at) = self.live.wake_at().filter(|at| *at <= until) {
                    self.now = self.now.max(at);
                    if let Some(stream) = self.stream.filter(|_| !self.frozen) {
                        self.tell(Input::Heard(stream));
                    }
                    self.tell(Input::Tick);
                    if self.live.wake_at() == Some(at) {
                        break;
                    }
                }
                self.now = until;
                if let Some(stream) = self.stream.filter(|_| !self.frozen) {
                    self.tell(Input::Heard(stream));
                }
                self.tell(Input::Tick);
            }
        }
    }

    fn answer(&mut self) {
        if let Some(stream) = self.opening.take() {
            if std::mem::take(&mut self.refuse) {
                return self.tell(Input::Ended(stream, Failure { status: Some(503), retry_after_millis: None }));
            }
            (self.stream, self.frozen) = (Some(stream), false);
            return self.tell(Input::Opened(stream));
        }
        if !self.pages.is_empty() {
            match self.pages.remove(0) {
                (number, Ok((events, next))) => self.tell(Input::Page(number, events, next)),
                (number, Err(failure)) => self.tell(Input::ListFailed(number, failure)),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn ends_complete_whatever_happens_between(steps in steps()) {
        let mut world = World::new();
        world.tell(Input::Tick);
        for step in &steps {
            world.step(step);
        }
        // From here on nothing fails; a frozen stream has to be noticed.
        world.refuse = false;
        for _ in 0..200 {
            if world.live.state() == State::Live && !world.frozen {
                break;
            }
            world.step(&Step::Wait(2_000));
            world.step(&Step::Answer);
            world.step(&Step::Answer);
        }
        for _ in 0..200 {
            world.step(&Step::Answer);
        }
        prop_assert_eq!(world.live.state(), State::Live);
        prop_assert_eq!(world.missing(), BTreeSet::new());
    }
}
