//! A page that reads a feed, down to the events it would show.

use std::collections::{BTreeMap, BTreeSet};

use model::follow::{Entry, Failure, State};
use model::resume::{Input, Output, Resume, Sent, read};
use model::sse::{Decoder, Item};
use model::wire::{Event, Wire};

use crate::link::Link;
use crate::world::{Ctx, MAX_EVENT_BYTES};

/// One copy of an event: with a time before without, then by place. The best is shown, as in the timeline.
type Rank = (bool, i64, String);

/// A page.
#[derive(Debug)]
pub struct Client {
    pub resume: Resume,
    pub held: BTreeMap<String, Rank>,
    /// Queued events that were thrown away, and up to which place that holds.
    pub discarded: BTreeMap<String, i64>,
    /// What is put together anew after a start over.
    aside: Option<(BTreeMap<String, Rank>, BTreeMap<String, i64>)>,
    pub previews: BTreeSet<String>,
    pub line: Option<Line>,
    fetching: Option<(u32, model::feed::ChunkId)>,
    /// How far its clock is off, in milliseconds.
    pub skew: i64,
    pub is_hidden: bool,
    pub starts: u32,
}

/// A connection to the relay.
#[derive(Debug)]
pub struct Line {
    pub stream: u32,
    pub viewer: u32,
    pub link: Link,
    decoder: Decoder,
    pub is_open: bool,
}

impl Client {
    pub fn new(seed: u64, skew: i64) -> Self {
        Self {
            resume: Resume::new(seed),
            held: BTreeMap::new(),
            discarded: BTreeMap::new(),
            aside: None,
            previews: BTreeSet::new(),
            line: None,
            fetching: None,
            skew,
            is_hidden: false,
            starts: 0,
        }
    }

    /// Tells it something, and gives what it wants done elsewhere: streams to open, lines to drop, chunks to fetch.
    pub fn tell(&mut self, input: Input<Wire<Event>>, ctx: &mut Ctx) -> Vec<Want> {
        let mut wants = Vec::new();
        for output in self.resume.handle(input, ctx.now + self.skew) {
            match output {
                Output::Open(stream, after) => wants.push(Want::Open(stream, after)),
                Output::Close => wants.push(Want::Close),
                Output::Fetch(number, chunk) => self.fetching = Some((number, chunk)),
                Output::Apply(place, event) => self.apply(place, &event),
                Output::Preview(_, event) => self.preview(&event),
                Output::DropPreviews => self.previews.clear(),
                Output::Discard(place, id) => {
                    let discarded = self.aside.as_mut().map_or(&mut self.discarded, |(_, discarded)| discarded);
                    let until = discarded.entry(id).or_insert(place);
                    *until = place.max(*until);
                }
                Output::StartOver => {
                    self.starts += 1;
                    self.aside = Some((BTreeMap::new(), BTreeMap::new()));
                }
                Output::State(state) => {
                    if matches!(state, State::Live | State::Ended)
                        && let Some((held, discarded)) = self.aside.take()
                    {
                        (self.held, self.discarded) = (held, discarded);
                    }
                }
            }
        }
        wants
    }

    /// What is read of its line.
    pub fn inputs(&mut self, bytes: &[u8]) -> Vec<Input<Wire<Event>>> {
        let Some(line) = &mut self.line else { return Vec::new() };
        let stream = line.stream;
        let mut inputs = vec![Input::Heard(stream)];
        line.decoder.push(bytes, |item| match read(item) {
            Some(Sent::Event(cursor, event)) => inputs.push(Input::Entry(stream, cursor, event)),
            Some(Sent::Notice(cursor, notice)) => inputs.push(Input::Notice(stream, cursor, notice)),
            Some(Sent::SignOfLife) => inputs.push(Input::Heard(stream)),
            None => inputs.push(Input::Ended(stream, Failure::default())),
        });
        inputs
    }

    pub fn connect(&mut self, stream: u32, viewer: u32, link: Link) {
        let decoder = Decoder::new(MAX_EVENT_BYTES);
        self.line = Some(Line { stream, viewer, link, decoder, is_open: false });
    }

    pub fn take_fetch(&mut self) -> Option<(u32, model::feed::ChunkId)> {
        self.fetching.take()
    }

    /// A chunk's bytes, as the page reads them.
    pub fn chunk(number: u32, bytes: &[u8]) -> Input<Wire<Event>> {
        let (mut entries, mut discarded) = (Vec::new(), Vec::new());
        Decoder::new(MAX_EVENT_BYTES).push(bytes, |item: Item| match read(item) {
            Some(Sent::Event(Some(cursor), event)) => entries.push((cursor.seq, event)),
            Some(Sent::Notice(Some(cursor), notice)) => {
                discarded.extend(notice.discarded.map(|id| (cursor.seq, id)));
            }
            other => panic!("a chunk holds {other:?}"),
        });
        Input::Chunk(number, entries, discarded)
    }

    fn apply(&mut self, place: i64, event: &Wire<Event>) {
        let id = event.id().expect("stored events have ids").to_owned();
        if event.kind() == "span.model_request_end" {
            self.previews.clear();
        }
        self.previews.remove(&id);
        let held = self.aside.as_mut().map_or(&mut self.held, |(held, _)| held);
        let rank = (event.processed_at().is_some(), place, event.raw().to_owned());
        match held.get_mut(&id) {
            Some(known) if *known >= rank => {}
            Some(known) => *known = rank,
            None => {
                held.insert(id, rank);
            }
        }
    }

    fn preview(&mut self, event: &Wire<Event>) {
        if let Event::EventStart(start) = event.value() {
            self.previews.insert(start.event.id.to_string());
        }
    }

    /// What it shows: ids and bytes, but for queued events that are known to be gone.
    pub fn shown(&self) -> BTreeMap<&str, &str> {
        let is_there = |id: &str, rank: &Rank| rank.0 || self.discarded.get(id).is_none_or(|until| *until < rank.1);
        self.held
            .iter()
            .filter(|(id, rank)| is_there(id, rank))
            .map(|(id, (_, _, raw))| (id.as_str(), raw.as_str()))
            .collect()
    }
}

/// What a client wants of the world.
#[derive(Debug)]
pub enum Want {
    Open(u32, model::feed::After),
    Close,
}
