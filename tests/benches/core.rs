//! The decisions of a feed alone, native: from the bytes of the API's stream to a piece in each viewer's queue.
//! No socket, no SQLite, no runtime.

use std::path::Path;
use std::sync::Arc;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use model::feed::After;
use model::follow::{self, List, Scope};
use model::sse::Decoder;
use relay::feed::intake::read_item;
use relay::feed::store::{Batch, Broken, Kept, Limits, Store};
use relay::feed::viewer::{Audience, Refusal, ViewerId, Wish};
use relay::feed::{self, Feed, Input};

use crate::event::{Mark, event};
use crate::figures::{median, short, table};
use crate::process::ran;

/// How to run it.
#[derive(Debug, Args)]
pub struct Options {
    /// Numbers of viewers.
    #[arg(long, num_args = 1.., default_values_t = [1, 100, 1_000])]
    viewers: Vec<u32>,
    /// Events of about 600 bytes; after 15,000 the first viewers would be asked to come again.
    #[arg(long, default_value_t = 10_000)]
    events: u64,
    /// Rounds; the table gives medians.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// A moment in milliseconds since 1970.
const START: i64 = 1_795_000_000_000;
/// Between two events, in milliseconds.
const STEP: i64 = 20;

/// Runs it and prints the table.
pub fn run(options: &Options) -> Result<(), String> {
    println!("{} events a round, 50 a second by the feed's clock; CPU time of one thread.", options.events);
    let mut rows = Vec::new();
    let mut fewest = None;
    for &viewers in &options.viewers {
        let times: Result<Vec<_>, _> = (0..options.rounds).map(|_| measure(viewers, options.events)).collect();
        let micros = median(&times?);
        let (least, base) = *fewest.get_or_insert((viewers, micros));
        let more = f64::from(viewers.saturating_sub(least));
        rows.push(vec![viewers.to_string(), short(micros), short((micros - base) / more * 1_000.0)]);
    }
    table(&["viewers", "CPU µs an event", "ns more for each more viewer"], &rows);
    Ok(())
}

/// CPU time an event, in microseconds.
fn measure(viewers: u32, events: u64) -> Result<f64, String> {
    let mut host = Counting::default();
    let mut feed = Feed::load(Scope::Session, 1, START, None, Limits::default(), &mut host).map_err(broken)?;
    for viewer in 0..viewers {
        let wish = Wish { after: Some(After::Newest(200)), messages: true, ..Wish::default() };
        tell(&mut feed, Input::Attach(viewer, wish), START, &mut host)?;
    }
    tell(&mut feed, Input::Upstream(follow::Input::Opened(host.stream)), START, &mut host)?;
    let frames: Vec<_> = (0..events).map(frame).collect();
    (host.pieces, host.bytes) = (0, 0);
    let mut decoder = Decoder::new(1 << 20);
    let before = ran(Path::new("/proc/thread-self"));
    for (now, frame) in (START..).step_by(usize::try_from(STEP).unwrap_or(1)).zip(&frames) {
        let mut inputs = Vec::new();
        decoder.push(frame.as_bytes(), |item| inputs.extend(read_item(host.stream, item)));
        for input in inputs {
            tell(&mut feed, Input::Upstream(input), now, &mut host)?;
        }
    }
    let used = ran(Path::new("/proc/thread-self")) - before;
    if host.pieces < events * u64::from(viewers) {
        return Err(format!("{} pieces for {viewers} viewers of {events} events", host.pieces));
    }
    Ok(used as f64 / 1_000.0 / events as f64)
}

/// Tells the feed, and gives it the empty lists it asks for.
fn tell(feed: &mut Feed, input: Input, now: i64, host: &mut Counting) -> Result<(), String> {
    feed.handle(input, now, host).map_err(broken)?;
    while let Some(number) = host.lists.pop() {
        let page = follow::Input::Page(number, Vec::new(), None);
        feed.handle(Input::Upstream(page), now, host).map_err(broken)?;
    }
    Ok(())
}

fn frame(number: u64) -> String {
    let passed = SignedDuration::from_millis(i64::try_from(number).unwrap_or(0) * STEP);
    let at = Timestamp::from_millisecond(START).unwrap_or_default() + passed;
    format!("event: message\ndata: {}\n\n", event(Mark { sent: 0, number }, at))
}

fn broken(Broken: Broken) -> String {
    "the store broke".to_owned()
}

/// Takes everything and keeps nothing; every queue is always empty.
#[derive(Debug, Default)]
struct Counting {
    stream: u32,
    lists: Vec<u32>,
    pieces: u64,
    bytes: usize,
}

impl Store for Counting {
    fn load(&mut self) -> Result<Option<Kept>, Broken> {
        Ok(None)
    }
    fn keep(&mut self, batch: Batch) -> Result<(), Broken> {
        self.bytes += batch.chunks.len();
        Ok(())
    }
    fn chunk(&mut self, _: i64) -> Result<Option<Vec<u8>>, Broken> {
        Ok(None)
    }
    fn erase(&mut self) -> Result<(), Broken> {
        Ok(())
    }
}

impl Audience for Counting {
    fn accept(&mut self, _: ViewerId) {}
    fn refuse(&mut self, _: ViewerId, _: Refusal) {}
    fn send(&mut self, _: ViewerId, bytes: &Arc<[u8]>) {
        self.pieces += 1;
        // A reference is kept, as in a queue.
        self.bytes += Arc::clone(bytes).len();
    }
    fn queued(&self, _: ViewerId) -> usize {
        0
    }
    fn want_pull(&mut self, _: ViewerId) {}
    fn end(&mut self, _: ViewerId) {}
}

impl feed::Host for Counting {
    fn open(&mut self, stream: u32) {
        self.stream = stream;
    }
    fn close(&mut self) {}
    fn list(&mut self, number: u32, _: List) {
        self.lists.push(number);
    }
    fn verify(&mut self) {}
    fn remember(&mut self, _: Option<i64>) {}
}
