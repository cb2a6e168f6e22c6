//! Sends events at a steady rate, to the API's streams or to what a peer publishes through.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, sleep};

use crate::api::Api;
use crate::lane::Lane;
use crate::{clock, head};

/// How long answers are waited for at the end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where events go in.
#[derive(Debug, Clone)]
pub enum Outlet {
    /// The API's own streams.
    Api,
    /// Each is the body of a request.
    Post(Post),
}

/// How a peer takes an event.
#[derive(Debug, Clone)]
pub struct Post {
    /// Where it listens.
    pub address: SocketAddr,
    /// The target of the request.
    pub target: String,
    /// The type of the body.
    pub kind: &'static str,
    /// Makes a body of an event.
    pub wrap: fn(&str) -> String,
    /// The peer takes only one a connection.
    pub closes: bool,
}

/// A running publisher. It stops when it is dropped.
pub struct Publisher {
    stops: Arc<AtomicBool>,
    answers: Arc<Answers>,
    task: JoinHandle<io::Result<()>>,
}

/// What a peer said to what was posted.
#[derive(Debug, Default)]
struct Answers {
    all: AtomicU64,
    refused: AtomicU64,
}

impl Publisher {
    /// Starts one on `lane`.
    pub fn start(lane: &Lane, api: &Api, outlet: &Outlet, rate: u32) -> Self {
        let stops = Arc::new(AtomicBool::new(false));
        let answers = Arc::new(Answers::default());
        let run = run(api.clone(), outlet.clone(), rate, Arc::clone(&stops), Arc::clone(&answers));
        Self { stops, answers, task: lane.handle().spawn(run) }
    }

    /// Stops it; a sentence about what went wrong, if something did.
    pub async fn stop(mut self) -> Result<(), String> {
        self.stops.store(true, Relaxed);
        let end = (&mut self.task).await;
        match end {
            Ok(Ok(())) => match self.answers.refused.load(Relaxed) {
                0 => Ok(()),
                refused => Err(format!("{refused} events were refused")),
            },
            Ok(Err(error)) => Err(format!("events could not be published: {error}")),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.stops.store(true, Relaxed);
    }
}

async fn run(api: Api, outlet: Outlet, rate: u32, stops: Arc<AtomicBool>, answers: Arc<Answers>) -> io::Result<()> {
    let (mut connection, mut sent) = (None, 0);
    let mut ticks = interval(Duration::from_secs(1) / rate);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    while !stops.load(Relaxed) {
        ticks.tick().await;
        match &outlet {
            Outlet::Api => api.publish(&api.next()),
            Outlet::Post(post) if post.closes => {
                let mut socket = TcpStream::connect(post.address).await?;
                socket.write_all(&post.request(&api.next())).await?;
                let mut answer = Vec::new();
                socket.read_to_end(&mut answer).await?;
                answers.count(&String::from_utf8_lossy(&answer));
            }
            Outlet::Post(post) => {
                let write = match &mut connection {
                    Some(write) => write,
                    none => none.insert(post.connect(Arc::clone(&answers)).await?),
                };
                write.write_all(&post.request(&api.next())).await?;
                sent += 1;
            }
        }
    }
    // A server may drop what was posted by somebody who has hung up.
    let until = clock::deadline(PATIENCE);
    while connection.is_some() && answers.all.load(Relaxed) < sent && Instant::now() < until {
        sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

impl Answers {
    fn count(&self, head: &str) {
        self.all.fetch_add(1, Relaxed);
        if !(200..300).contains(&head::status(head)) {
            self.refused.fetch_add(1, Relaxed);
        }
    }
}

impl Post {
    fn request(&self, event: &str) -> Vec<u8> {
        let Self { target, kind, wrap, .. } = self;
        let body = wrap(event);
        let length = body.len();
        let head = format!("POST {target} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n");
        format!("{head}Content-Length: {length}\r\n\r\n{body}").into_bytes()
    }

    /// A connection whose answers are read aside: the next event does not wait for them.
    async fn connect(&self, answers: Arc<Answers>) -> io::Result<tokio::net::tcp::OwnedWriteHalf> {
        let socket = TcpStream::connect(self.address).await?;
        socket.set_nodelay(true)?;
        let (mut read, write) = socket.into_split();
        tokio::spawn(async move {
            let mut buffer = Vec::new();
            while let Ok(1..) = read.read_buf(&mut buffer).await {
                while let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                    let text = String::from_utf8_lossy(buffer.get(..at).unwrap_or_default()).into_owned();
                    let end = at + 4 + head::length(&text).unwrap_or(0);
                    if buffer.len() < end {
                        break;
                    }
                    buffer.drain(..end);
                    answers.count(&text);
                }
            }
        });
        Ok(write)
    }
}
