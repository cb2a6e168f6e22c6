//! A stand-in for the API with one session: its stream, its history in pages, and a count of what it was asked.
//!
//! It is written by hand so that it costs little next to what it measures; it runs on a [`Lane`] of its own.

mod history;

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::{interval, sleep};

use crate::event::{Mark, event};
use crate::lane::Lane;
use crate::{clock, head};
use history::History;

/// Its only session.
pub const SESSION: &str = "sesn_01bench";

/// The session's stream with cursors: what the relay adds, from a server that has nothing else to do.
pub const RESUMABLE: &str = "/resumable";

/// What pushpin holds, and what it publishes to.
pub const CHANNEL: &str = "bench";

/// The API says this often that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// A running API. It stops when its last clone is dropped.
#[derive(Clone)]
pub struct Api {
    address: SocketAddr,
    state: Arc<State>,
    _server: Arc<Server>,
}

/// What serves; it stops with the last that knows the API.
struct Server([JoinHandle<()>; 2]);

/// What the API was asked.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Streams that were opened.
    pub streams: u64,
    /// Pages of events.
    pub lists: u64,
    /// Anything else.
    pub others: u64,
}

#[derive(Default)]
struct State {
    history: Mutex<History>,
    /// One sender a stream.
    open: Mutex<Streams>,
    /// The same for those with cursors, which the API does not have.
    resumable: Mutex<Streams>,
    streams: AtomicU64,
    lists: AtomicU64,
    others: AtomicU64,
    joins: AtomicU64,
    /// The number of the next event.
    next: AtomicU64,
}

type Bytes = Arc<[u8]>;
type Streams = HashMap<u64, UnboundedSender<Bytes>>;

impl Api {
    /// Starts one on `lane`, with a session of `events` events, a hundred a second until now.
    pub async fn start(lane: &Lane, events: u64) -> Self {
        let state = Arc::new(State::default());
        let api = Arc::clone(&state);
        let serving = lane.run(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
            let address = listener.local_addr().expect("an address");
            let accepts = tokio::spawn(accept(listener, Arc::clone(&api)));
            let beats = tokio::spawn(async move {
                let mut beats = interval(HEARTBEAT);
                loop {
                    beats.tick().await;
                    send(&api.open, &chunk(b": ping\n\n"));
                }
            });
            (address, Server([accepts, beats]))
        });
        let (address, server) = serving.await;
        let api = Self { address, state, _server: Arc::new(server) };
        let now = Timestamp::now();
        for number in 0..events {
            let age = Duration::from_millis((events - number) * 10);
            api.keep(&event(api.mark(), now - age), now - age);
        }
        api
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it was asked since it started.
    pub fn asked(&self) -> Asked {
        let State { streams, lists, others, .. } = &*self.state;
        Asked { streams: streams.load(Relaxed), lists: lists.load(Relaxed), others: others.load(Relaxed) }
    }

    /// Streams that are open.
    pub fn open(&self) -> usize {
        lock(&self.state.open).len()
    }

    /// Events so far, which is also the number of the next one.
    pub fn events(&self) -> u64 {
        self.state.next.load(Relaxed)
    }

    /// The next event, as it is sent now.
    pub fn next(&self) -> String {
        let now = Timestamp::now();
        let text = event(self.mark(), now);
        self.keep(&text, now);
        text
    }

    /// Sends an event into every stream: the newest of the history.
    pub fn publish(&self, text: &str) {
        send(&self.state.open, &chunk(format!("event: agent.message\ndata: {text}\n\n").as_bytes()));
        let newest = self.events().saturating_sub(1);
        send(&self.state.resumable, &chunk(with_cursor(newest, text).as_bytes()));
    }

    /// Makes an event part of the history.
    pub fn keep(&self, text: &str, processed: Timestamp) {
        lock(&self.state.history).push(text, processed);
    }

    /// Counts an event, and marks it with this moment.
    pub fn mark(&self) -> Mark {
        Mark { number: self.state.next.fetch_add(1, Relaxed), sent: clock::now() }
    }

    /// Ends every stream.
    pub fn cut(&self) {
        lock(&self.state.open).clear();
    }

    /// Waits until at most `most` streams are open; how long that took, unless it took too long.
    pub async fn closed(&self, most: usize, patience: Duration) -> Option<Duration> {
        let from = Instant::now();
        while self.open() > most {
            if from.elapsed() > patience {
                return None;
            }
            sleep(Duration::from_millis(20)).await;
        }
        Some(from.elapsed())
    }

    /// Waits until nothing was asked for this long, or `patience` is over.
    pub async fn quiet(&self, long: Duration, patience: Duration) {
        let from = Instant::now();
        let mut since = (from, self.asked().lists + self.asked().streams);
        while since.0.elapsed() < long && from.elapsed() < patience {
            sleep(Duration::from_millis(100)).await;
            let asked = self.asked().lists + self.asked().streams;
            if asked != since.1 {
                since = (Instant::now(), asked);
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.iter().for_each(JoinHandle::abort);
    }
}

impl std::ops::Sub for Asked {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            streams: self.streams - before.streams,
            lists: self.lists - before.lists,
            others: self.others - before.others,
        }
    }
}

fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().expect("no panic")
}

fn send(streams: &Mutex<Streams>, bytes: &Bytes) {
    for stream in lock(streams).values() {
        // One that has just ended takes nothing more.
        let _ = stream.send(Arc::clone(bytes));
    }
}

fn with_cursor(number: u64, text: &str) -> String {
    format!("id: bench.{number}\nevent: agent.message\ndata: {text}\n\n")
}

fn chunk(bytes: &[u8]) -> Bytes {
    [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat().into()
}

async fn accept(listener: TcpListener, state: Arc<State>) {
    while let Ok((socket, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            // Who hangs up is served.
            let _ = serve(socket, &state).await;
        });
    }
}

const STREAM: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\n\
    transfer-encoding: chunked\r\nrequest-id: req_bench\r\n\r\n";

/// Tells pushpin to hold the viewer.
fn hold() -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ngrip-hold: stream\r\ngrip-channel: {CHANNEL}\r\n\
        content-length: 6\r\n\r\n: hb\n\n"
    )
}

async fn serve(mut socket: TcpStream, state: &State) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let mut ahead = Vec::new();
    loop {
        let head = head::read(&mut socket, &mut ahead).await?;
        let target = head.split(' ').nth(1).unwrap_or_default();
        let path = target.split('?').next().unwrap_or_default();
        match path.strip_prefix("/v1/sessions/").and_then(|rest| rest.strip_prefix(SESSION)) {
            Some("/events/stream") => {
                let number = state.streams.fetch_add(1, Relaxed);
                return stream(socket, &state.open, number, Vec::new()).await;
            }
            Some("/events") => {
                state.lists.fetch_add(1, Relaxed);
                let page = lock(&state.history).page(target);
                socket.write_all(&answer(&page)).await?;
            }
            _ if path == RESUMABLE => {
                let number = state.joins.fetch_add(1, Relaxed);
                return stream(socket, &state.resumable, number, state.since(&head)).await;
            }
            _ if path == "/hold" => socket.write_all(hold().as_bytes()).await?,
            Some("") => {
                state.others.fetch_add(1, Relaxed);
                socket.write_all(&answer(&session())).await?;
            }
            _ => {
                state.others.fetch_add(1, Relaxed);
                socket.write_all(&answer(r#"{"data":[],"next_page":null}"#)).await?;
            }
        }
    }
}

fn answer(body: &str) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nrequest-id: req_bench\r\n";
    format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn session() -> String {
    let text = include_str!("../fixtures/objects/session.json");
    let mut session: Value = serde_json::from_str(text).expect("a session");
    session["id"] = SESSION.into();
    session["status"] = "running".into();
    session.to_string()
}

impl State {
    /// Everything after the cursor that a request names; without one the last 200 events.
    fn since(&self, head: &str) -> Vec<u8> {
        let history = lock(&self.history);
        let cursor = head.lines().find_map(|line| line.strip_prefix("Last-Event-ID: bench."));
        let first = cursor.and_then(|cursor| cursor.parse::<u64>().ok()).map(|cursor| cursor + 1);
        let first = first.unwrap_or(history.len().saturating_sub(200));
        (first..).zip(history.since(first)).map(|(number, text)| with_cursor(number, text)).collect::<String>().into()
    }
}

/// Writes `before`, then what is sent, until either side ends it.
async fn stream(socket: TcpStream, streams: &Mutex<Streams>, number: u64, before: Vec<u8>) -> io::Result<()> {
    let (sender, receiver) = unbounded_channel();
    if !before.is_empty() {
        let _ = sender.send(chunk(&before));
    }
    lock(streams).insert(number, sender);
    let end = write_out(socket, receiver).await;
    lock(streams).remove(&number);
    end
}

async fn write_out(socket: TcpStream, mut receiver: UnboundedReceiver<Bytes>) -> io::Result<()> {
    let (mut read, mut write) = socket.into_split();
    write.write_all(STREAM).await?;
    let mut nothing = [0; 64];
    loop {
        let bytes = tokio::select! {
            bytes = receiver.recv() => bytes,
            // The viewer says nothing more, so this is its end.
            _ = read.read(&mut nothing) => return Ok(()),
        };
        match bytes {
            Some(bytes) => write.write_all(&bytes).await?,
            None => return write.write_all(b"0\r\n\r\n").await,
        }
    }
}
