//! The API, the relay and some pages, with lines between them, all in one virtual time.

use std::collections::VecDeque;

use model::feed::After;
use model::follow::{Failure, Input as Follow, Scope, State};
use model::resume::Input;
use model::sse::Decoder;
use relay::feed::Input as ToFeed;
use relay::feed::intake::{read_item, read_page};
use relay::feed::viewer::{Refusal, Wish};

use crate::client::{Client, Want};
use crate::link::{Health, Link};
use crate::relay::Relay;
use crate::rng::Rng;
use crate::upstream::{Event, Page, Upstream};

pub const MAX_EVENT_BYTES: usize = 1 << 20;
/// How often the API shows that it is alive.
const KEEP_ALIVE: i64 = 10_000;

/// What everybody shares.
#[derive(Debug)]
pub struct Ctx {
    pub now: i64,
    pub rng: Rng,
    /// Whether lines may be odd.
    pub is_troubled: bool,
}

/// The relay's connection to the API.
#[derive(Debug)]
pub struct UpLine {
    pub stream: u32,
    pub link: Link,
    decoder: Decoder,
    /// What was emitted from here on is on its way.
    pub since: u64,
    next_beat: i64,
}

#[derive(Debug)]
pub struct World {
    pub ctx: Ctx,
    pub scope: Scope,
    pub upstream: Upstream,
    pub up: Option<UpLine>,
    pages: VecDeque<(u32, Page)>,
    pub relay: Relay,
    pub clients: Vec<Client>,
    next_viewer: u32,
    /// The next answers of the API are these failures.
    pub failures: VecDeque<Failure>,
    /// Streams that the API had open at once, at most.
    pub most_streams: usize,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let scope = if rng.once_in(5) { Scope::Thread } else { Scope::Session };
        let now = 1_795_000_000_000;
        let clients = 1 + rng.below(3);
        let skews = [0, 0, 86_400_000, -86_400_000];
        let clients = (0..clients).map(|number| Client::new(seed ^ number, rng.pick(&skews))).collect();
        let relay = Relay::new(scope, seed, now);
        Self {
            ctx: Ctx { now, rng, is_troubled: true },
            scope,
            upstream: Upstream::new(scope == Scope::Thread),
            up: None,
            pages: VecDeque::new(),
            relay,
            clients,
            next_viewer: 0,
            failures: VecDeque::new(),
            most_streams: 0,
        }
    }

    /// Puts an event on the stream, if one is open.
    pub fn send(&mut self, event: &Event) {
        if let Some(up) = self.up.as_mut().filter(|up| !up.link.is_closed) {
            up.link.put(event.frame().as_bytes());
        }
    }

    pub fn send_text(&mut self, frame: &str) {
        if let Some(up) = self.up.as_mut().filter(|up| !up.link.is_closed) {
            up.link.put(frame.as_bytes());
        }
    }

    /// The API ends the stream; what is on its way still arrives, or is cut somewhere.
    pub fn end_stream(&mut self, is_cut: bool) {
        if let Some(up) = &mut self.up {
            up.link.is_closed = true;
            if is_cut {
                up.link.cut(&mut self.ctx.rng);
            }
        }
    }

    pub fn tell_feed(&mut self, input: ToFeed) {
        self.relay.tell(input, self.ctx.now);
        self.after_feed();
    }

    /// What the feed wants of the API.
    fn after_feed(&mut self) {
        if std::mem::take(&mut self.relay.object.is_closed) {
            self.up = None;
        }
        while let Some((number, list)) = self.relay.object.lists.pop_front() {
            // Computed when it is asked for, and on its way for a while.
            let page = self.upstream.page(&list);
            self.pages.push_back((number, page));
        }
    }

    pub fn tell_client(&mut self, at: usize, input: Input<model::wire::Wire<model::wire::Event>>) {
        let wants = self.clients[at].tell(input, &mut self.ctx);
        for want in wants {
            match want {
                Want::Open(stream, after) => self.connect(at, stream, after),
                Want::Close => self.disconnect(at),
            }
        }
    }

    fn connect(&mut self, at: usize, stream: u32, after: After) {
        self.disconnect(at);
        self.next_viewer += 1;
        let viewer = self.next_viewer;
        let link = Link::new(&mut self.ctx.rng, self.ctx.is_troubled);
        self.clients[at].connect(stream, viewer, link);
        let wish = Wish { after: Some(after), messages: true, thoughts: true, expires: None };
        self.tell_feed(ToFeed::Attach(viewer, wish));
    }

    /// The page hangs up. The relay hears of it at once, or never.
    fn disconnect(&mut self, at: usize) {
        if let Some(line) = self.clients[at].line.take()
            && !self.ctx.rng.once_in(4)
        {
            self.relay.object.queues.remove(&line.viewer);
            self.tell_feed(ToFeed::Left(line.viewer));
        }
    }

    /// The API answers what was asked first.
    pub fn answer(&mut self) {
        if let Some(stream) = self.relay.object.opens.pop_front() {
            return self.answer_stream(stream);
        }
        if std::mem::take(&mut self.relay.object.verifies) {
            return self.tell_feed(ToFeed::Verified(Some(!self.upstream.is_deleted)));
        }
        let Some((number, page)) = self.pages.pop_front() else { return };
        let input = match (self.failures.pop_front(), page) {
            (Some(failure), _) => Follow::ListFailed(number, failure),
            (None, Err(status)) => Follow::ListFailed(number, failed(status)),
            (None, Ok(page)) => {
                let (entries, next) = read_page(page.as_bytes()).expect("a page");
                match self.ctx.rng.below(if self.ctx.is_troubled { 40 } else { 1 }) {
                    // The cursor has expired under way.
                    1 => Follow::ListFailed(number, failed(400)),
                    // A page that says it is its own successor.
                    2 if next.is_some() => Follow::ListFailed(number, failed(500)),
                    _ => Follow::Page(number, entries, next),
                }
            }
        };
        self.tell_feed(ToFeed::Upstream(input));
    }

    fn answer_stream(&mut self, stream: u32) {
        let refused = self.failures.pop_front().or(self.upstream.is_deleted.then(|| failed(404)));
        if let Some(failure) = refused {
            return self.tell_feed(ToFeed::Upstream(Follow::Ended(stream, failure)));
        }
        assert!(self.up.is_none(), "a second stream while one is open");
        self.up = Some(UpLine {
            stream,
            link: Link::new(&mut self.ctx.rng, self.ctx.is_troubled),
            decoder: Decoder::new(MAX_EVENT_BYTES),
            since: self.upstream.emitted + 1,
            next_beat: self.ctx.now + KEEP_ALIVE,
        });
        self.most_streams = self.most_streams.max(1);
        self.tell_feed(ToFeed::Upstream(Follow::Opened(stream)));
    }

    /// Bytes of the API reach the relay.
    pub fn move_up(&mut self, all: bool) {
        let Some(up) = &mut self.up else { return };
        let bytes =
            if all && up.link.health == Health::Good { up.link.take_all() } else { up.link.take(&mut self.ctx.rng) };
        let stream = up.stream;
        let is_over = up.link.is_closed && up.link.is_empty() && up.link.health == Health::Good;
        let (mut inputs, mut end) = (Vec::new(), None);
        up.decoder.push(&bytes, |item| match read_item(stream, item) {
            _ if end.is_some() => {}
            Ok(input) => inputs.push(input),
            Err(failure) => end = Some(failure),
        });
        if !bytes.is_empty() {
            inputs.push(Follow::Heard(stream));
        }
        for input in inputs {
            self.tell_feed(ToFeed::Upstream(input));
        }
        if is_over || end.is_some() {
            if self.up.as_ref().is_some_and(|up| up.stream == stream) {
                self.up = None;
            }
            self.tell_feed(ToFeed::Upstream(Follow::Ended(stream, end.unwrap_or_default())));
        }
    }

    /// Bytes of the relay reach a page.
    pub fn move_down(&mut self, at: usize, all: bool) {
        let Some(line) = &mut self.clients[at].line else { return };
        let (viewer, stream) = (line.viewer, line.stream);
        if let Some(why) = self.relay.object.refused.remove(&viewer) {
            let status = if why == Refusal::StartOver { 410 } else { self.refusal_status() };
            self.clients[at].line = None;
            return self.tell_client(at, Input::Ended(stream, failed(status)));
        }
        let Some(queue) = self.relay.object.queues.get_mut(&viewer) else { return };
        if line.link.health == Health::Silent {
            return;
        }
        let was_open = std::mem::replace(&mut line.is_open, true);
        let count = if all { queue.pieces.len() } else { queue.pieces.len().min(1) };
        for piece in queue.pieces.drain(..count) {
            queue.bytes -= piece.len();
            line.link.put(&piece);
        }
        line.link.is_closed = queue.is_ended && queue.pieces.is_empty();
        let pulls = queue.pieces.is_empty() && std::mem::take(&mut queue.wants_pull);
        let bytes = if all { line.link.take_all() } else { line.link.take(&mut self.ctx.rng) };
        let is_over = line.link.is_closed && line.link.is_empty();
        if pulls {
            self.tell_feed(ToFeed::Pull(viewer));
        }
        if !was_open {
            self.tell_client(at, Input::Opened(stream));
        }
        if !bytes.is_empty() {
            for input in self.clients[at].inputs(&bytes) {
                self.tell_client(at, input);
            }
            if self.clients[at].resume.state() == State::Live {
                crate::oracle::check_live(self, at);
            }
        }
        if is_over {
            self.relay.object.queues.remove(&viewer);
            if self.clients[at].line.as_ref().is_some_and(|line| line.viewer == viewer) {
                self.clients[at].line = None;
            }
            self.tell_client(at, Input::Ended(stream, Failure::default()));
        }
    }

    fn refusal_status(&self) -> u16 {
        if self.upstream.is_deleted { 404 } else { 502 }
    }

    /// The relay answers a page that asked for a chunk.
    pub fn answer_chunk(&mut self, at: usize) {
        let Some((number, id)) = self.clients[at].take_fetch() else { return };
        if self.ctx.is_troubled && self.ctx.rng.once_in(12) {
            return self.tell_client(at, Input::ChunkFailed(number, failed(502)));
        }
        let epoch = self.relay.feed.log().epoch();
        let Relay { feed, object } = &mut self.relay;
        let bytes = if epoch == id.epoch { feed.chunk(id.number, object).expect("the store works") } else { None };
        let input = match bytes {
            Some(bytes) => Client::chunk(number, &bytes),
            None => Input::ChunkFailed(number, failed(if epoch == id.epoch { 404 } else { 410 })),
        };
        self.tell_client(at, input);
    }

    /// Time passes, and everything that is due happens.
    pub fn advance(&mut self, millis: i64, is_flowing: bool) {
        let until = self.ctx.now + millis;
        for _ in 0..2_000 {
            let clients = self.clients.iter().filter_map(|client| Some(client.resume.wake_at()? - client.skew));
            let beat = self.up.as_ref().map(|up| up.next_beat);
            let next = clients.chain(beat).chain(self.relay.feed.wake_at()).min().unwrap_or(until);
            if next > until {
                break;
            }
            self.ctx.now = self.ctx.now.max(next);
            self.tick(is_flowing);
        }
        self.ctx.now = until;
        self.tick(is_flowing);
    }

    fn tick(&mut self, is_flowing: bool) {
        let now = self.ctx.now;
        if let Some(up) = self.up.as_mut().filter(|up| now >= up.next_beat) {
            up.next_beat = now + KEEP_ALIVE;
            let beats = [": keep-alive\n\n", "event: ping\ndata: {\"type\":\"ping\"}\n\n"];
            if !up.link.is_closed {
                up.link.put(self.ctx.rng.pick(&beats).as_bytes());
            }
        }
        self.tell_feed(ToFeed::Tick);
        for at in 0..self.clients.len() {
            self.tell_client(at, Input::Tick);
        }
        if is_flowing {
            self.flow();
        }
    }

    /// Everything that is on its way arrives.
    pub fn flow(&mut self) {
        self.answer();
        self.move_up(true);
        for at in 0..self.clients.len() {
            self.move_down(at, true);
            self.answer_chunk(at);
        }
    }

    /// Whether nothing is on its way, and no line is broken without anybody knowing.
    pub fn is_calm(&self) -> bool {
        let is_sound = |link: &Link| link.is_empty() && !link.is_closed && link.health == Health::Good;
        self.pages.is_empty()
            && self.up.iter().all(|up| is_sound(&up.link))
            && self.clients.iter().filter_map(|client| client.line.as_ref()).all(|line| is_sound(&line.link))
    }

    /// The relay's object is moved.
    pub fn restart_relay(&mut self) {
        let seed = self.ctx.rng.next();
        self.relay.restart(self.scope, seed, self.ctx.now);
        self.up = None;
        self.pages.clear();
        for at in 0..self.clients.len() {
            if let Some(line) = self.clients[at].line.take() {
                self.tell_client(at, Input::Ended(line.stream, Failure::default()));
            }
        }
    }

    pub fn states(&self) -> Vec<State> {
        self.clients.iter().map(|client| client.resume.state()).collect()
    }
}

pub fn failed(status: u16) -> Failure {
    Failure { status: Some(status), retry_after_millis: None }
}
