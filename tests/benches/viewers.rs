//! Many viewers of one session, and what they saw.

use std::collections::HashSet;
use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use crate::body::{Body, Lines};
use crate::event::{Mark, marks};
use crate::lane::Lane;
use crate::{clock, head};

/// How many connect at the same time.
const AT_ONCE: usize = 50;

/// Where viewers come in, and what they ask for.
#[derive(Debug, Clone)]
pub struct Door {
    /// Where it listens.
    pub address: SocketAddr,
    /// The target of the request.
    pub target: String,
    /// Lines that end in CRLF.
    pub headers: String,
}

impl Door {
    /// A request for the stream, from `cursor` on if there is one.
    pub fn request(&self, cursor: &str) -> String {
        let Self { target, headers, .. } = self;
        let resume = if cursor.is_empty() { String::new() } else { format!("Last-Event-ID: {cursor}\r\n") };
        format!("GET {target} HTTP/1.1\r\nHost: porthole.example\r\nAccept: text/event-stream\r\n{headers}{resume}\r\n")
    }

    /// Opens a stream: the socket below the head, how its body is wrapped, and what of it has already come.
    pub async fn open(&self, cursor: &str) -> io::Result<(TcpStream, Body, Vec<u8>)> {
        let mut socket = TcpStream::connect(self.address).await?;
        socket.set_nodelay(true)?;
        socket.write_all(self.request(cursor).as_bytes()).await?;
        let mut ahead = Vec::new();
        let head = head::read(&mut socket, &mut ahead).await?;
        match head::status(&head) {
            200 => Ok((socket, Body::below(&head), ahead)),
            status => Err(io::Error::other(format!("status {status}"))),
        }
    }
}

/// What all viewers saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// The first event that is measured.
    pub from: u64,
    /// How long each measured event took to each viewer, in microseconds.
    pub delays: Vec<u32>,
    /// One a viewer.
    pub viewers: Vec<Viewer>,
    /// Why streams could not be opened.
    pub refused: HashSet<String>,
}

/// What one viewer saw, over all its streams.
#[derive(Debug, Clone, Default)]
pub struct Viewer {
    /// The number of the event that comes next, once one has come.
    pub next: Option<u64>,
    /// Measured events, each counted once.
    pub measured: u64,
    /// Events left out.
    pub missed: u64,
    /// Events that came before.
    pub doubled: u64,
    /// Where to resume; empty without cursors.
    pub cursor: String,
    /// Streams that it has opened.
    pub opened: u64,
    /// Streams that were ended for it.
    pub ended: u64,
}

impl Seen {
    fn take(&mut self, viewer: usize, mark: Mark, now: u64) {
        let is_measured = mark.number >= self.from;
        let Some(seen) = self.viewers.get_mut(viewer) else { return };
        let next = seen.next.unwrap_or(mark.number);
        if mark.number < next {
            seen.doubled += 1;
            return;
        }
        seen.missed += mark.number - next;
        seen.next = Some(mark.number + 1);
        if is_measured {
            seen.measured += 1;
            self.delays.push(u32::try_from(now.saturating_sub(mark.sent) / 1_000).unwrap_or(u32::MAX));
        }
    }

    /// The sum of a figure over all viewers.
    pub fn sum(&self, figure: impl Fn(&Viewer) -> u64) -> u64 {
        self.viewers.iter().map(figure).sum()
    }
}

/// Viewers who follow one session. They leave when this is dropped.
pub struct Crowd {
    door: Arc<Door>,
    seen: Arc<Mutex<Seen>>,
    tasks: Vec<JoinHandle<()>>,
    /// A viewer whose stream ends opens it again.
    returns: bool,
}

impl Crowd {
    /// A crowd that has not come yet.
    pub fn new(door: Door, viewers: usize, returns: bool) -> Self {
        let seen = Seen { viewers: vec![Viewer::default(); viewers], ..Seen::default() };
        Self { door: Arc::new(door), seen: Arc::new(Mutex::new(seen)), tasks: Vec::new(), returns }
    }

    /// Lets every viewer come, at most `at_once` at the same time; gives up after `patience`.
    pub async fn come(&mut self, lane: &Lane, at_once: Option<usize>, patience: Duration) -> Result<(), String> {
        let permits = Arc::new(Semaphore::new(at_once.unwrap_or(AT_ONCE)));
        let opened = Arc::new(AtomicUsize::new(0));
        let count = self.seen().viewers.len();
        for viewer in 0..count {
            let (door, seen, returns) = (Arc::clone(&self.door), Arc::clone(&self.seen), self.returns);
            let (permits, opened) = (Arc::clone(&permits), Arc::clone(&opened));
            self.tasks.push(lane.handle().spawn(async move {
                let mut permit = permits.acquire_owned().await.ok();
                loop {
                    let cursor = lock(&seen).viewers.get(viewer).map(|viewer| viewer.cursor.clone());
                    match door.open(&cursor.unwrap_or_default()).await {
                        Ok((socket, body, ahead)) => {
                            if permit.take().is_some() {
                                opened.fetch_add(1, Relaxed);
                            }
                            count_up(&seen, viewer, |viewer| &mut viewer.opened);
                            follow(socket, body, &ahead, &seen, viewer).await;
                            count_up(&seen, viewer, |viewer| &mut viewer.ended);
                        }
                        Err(error) => drop(lock(&seen).refused.insert(error.to_string())),
                    }
                    if !returns {
                        return;
                    }
                    // Not all at the same time, and not in a tight loop.
                    sleep(Duration::from_millis(50 + (viewer as u64 * 37) % 200)).await;
                }
            }));
        }
        let until = clock::deadline(patience);
        while opened.load(Relaxed) < count {
            if Instant::now() > until {
                let refused = &self.seen().refused;
                return Err(format!("{} of {count} viewers came in: {refused:?}", opened.load(Relaxed)));
            }
            sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    /// Breaks every connection off. What was seen stays.
    pub async fn leave(&mut self) {
        for task in self.tasks.drain(..) {
            task.abort();
            let _ = task.await;
        }
    }

    /// What was seen until now.
    pub fn seen(&self) -> MutexGuard<'_, Seen> {
        lock(&self.seen)
    }

    /// Waits until `enough` holds for every viewer. Gives how long that took, or how many are still waited for.
    pub async fn until(&self, patience: Duration, enough: impl Fn(&Viewer) -> bool) -> Result<Duration, usize> {
        let from = Instant::now();
        loop {
            let waiting = self.seen().viewers.iter().filter(|viewer| !enough(viewer)).count();
            if waiting == 0 {
                return Ok(from.elapsed());
            }
            if from.elapsed() > patience {
                return Err(waiting);
            }
            sleep(Duration::from_millis(2)).await;
        }
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().expect("no panic")
}

fn count_up(seen: &Mutex<Seen>, viewer: usize, figure: impl Fn(&mut Viewer) -> &mut u64) {
    if let Some(viewer) = lock(seen).viewers.get_mut(viewer) {
        *figure(viewer) += 1;
    }
}

/// Reads a stream to its end.
async fn follow(socket: TcpStream, body: Body, ahead: &[u8], seen: &Mutex<Seen>, viewer: usize) {
    let mut reader = Reader { body, lines: Lines::default(), cursor: None };
    reader.read(ahead, seen, viewer);
    let _ = pieces(&socket, |bytes| {
        reader.read(bytes, seen, viewer);
        !reader.body.is_over()
    })
    .await;
}

/// Gives what comes to `take`, until it says that this is enough. All sockets of a lane share one buffer.
pub async fn pieces(socket: &TcpStream, mut take: impl FnMut(&[u8]) -> bool) -> io::Result<()> {
    thread_local! {
        static BUFFER: std::cell::RefCell<Vec<u8>> = std::cell::RefCell::new(vec![0; 256 << 10]);
    }
    loop {
        socket.readable().await?;
        let goes_on = BUFFER.with_borrow_mut(|buffer| match socket.try_read(buffer) {
            Ok(0) => Ok(false),
            Ok(count) => Ok(take(buffer.get(..count).unwrap_or_default())),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(true),
            Err(error) => Err(error),
        })?;
        if !goes_on {
            return Ok(());
        }
    }
}

struct Reader {
    body: Body,
    lines: Lines,
    /// The cursor of the frame that is being read.
    cursor: Option<String>,
}

impl Reader {
    fn read(&mut self, bytes: &[u8], seen: &Mutex<Seen>, viewer: usize) {
        let now = clock::now();
        let mut seen = lock(seen);
        let Self { body, lines, cursor } = self;
        body.read(bytes, |bytes| {
            lines.read(bytes, |line| {
                if let Some(id) = line.strip_prefix(b"id:") {
                    *cursor = Some(String::from_utf8_lossy(id).trim().to_owned());
                } else if line.is_empty() {
                    let viewer = seen.viewers.get_mut(viewer);
                    if let Some((viewer, cursor)) = viewer.zip(cursor.take()) {
                        viewer.cursor = cursor;
                    }
                } else {
                    marks(line).for_each(|mark| seen.take(viewer, mark, now));
                }
            });
        });
    }
}
