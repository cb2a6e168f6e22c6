//! One log that is read: the session's own, or that of a child thread.

use std::time::Duration;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::feed::{AFTER, After, ChunkId, ChunkPath};
use model::follow::Failure;
use model::query::Query;
use model::resume::{Input, Output, Resume, Sent, read};
use model::sse::{Frame, Item};
use model::timeline::Log;
use model::wire::{Event, Wire};

use super::LiveSession;
use super::intake::Slice;
use crate::api::Error;
use crate::api::chunk::chunk;
use crate::api::client::Request;
use crate::api::stream::EventStream;
use crate::dom::line::Line;
use crate::dom::task::Task;
use crate::dom::timer::Timeout;

/// A line that is free is there at once; a wait that is shorter is not worth a word.
const QUEUED_AFTER: Duration = Duration::from_millis(500);

/// A log that is read.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) log: Log,
    pub(super) resume: Resume,
    stream: Option<Task>,
    fetching: Option<Task>,
    timer: Option<Timeout>,
}

impl Reader {
    pub(super) fn new(log: Log, seed: u64) -> Self {
        Self { log, resume: Resume::new(seed), stream: None, fetching: None, timer: None }
    }

    /// Reads everything again.
    pub(super) fn start_over(&mut self, seed: u64) {
        *self = Self::new(self.log.clone(), seed);
    }
}

impl LiveSession {
    /// Tells the reader of a log what happened, and does what it says.
    pub(super) fn input(self, log: &Log, input: Input<Wire<Event>>) {
        let now = self.millis();
        let Some(outputs) = self.with_reader(log, |reader| reader.resume.handle(input, now)) else { return };
        let mut has_news = false;
        for output in outputs {
            match output {
                Output::Open(number, after) => {
                    let task = Task::spawn(self.read_stream(log.clone(), number, after));
                    self.with_reader(log, |reader| reader.stream = Some(task));
                }
                Output::Close => {
                    self.with_reader(log, |reader| reader.stream = None);
                }
                Output::Fetch(number, id) => {
                    let task = Task::spawn(self.read_chunk(log.clone(), number, id));
                    self.with_reader(log, |reader| reader.fetching = Some(task));
                }
                other => {
                    has_news = true;
                    self.with_inner(|inner| inner.queue.push_back((log.clone(), other)));
                }
            }
        }
        if has_news {
            self.schedule();
        }
        self.with_reader(log, |reader| {
            let delay = reader.resume.wake_at().map(|at| u64::try_from(at.saturating_sub(now)).unwrap_or(0).max(1));
            let log = reader.log.clone();
            reader.timer = delay
                .and_then(|millis| Timeout::new(Duration::from_millis(millis), move || self.input(&log, Input::Tick)));
        });
    }

    /// Tells every reader the same.
    pub(super) fn input_all(self, input: &Input<Wire<Event>>) {
        let logs = self.inner.try_with_value(|inner| inner.readers.iter().map(|reader| reader.log.clone()).collect());
        let logs: Vec<Log> = logs.unwrap_or_default();
        for log in logs {
            self.input(&log, input.clone());
        }
    }

    fn with_reader<T>(self, log: &Log, work: impl FnOnce(&mut Reader) -> T) -> Option<T> {
        self.with_inner(|inner| inner.readers.iter_mut().find(|reader| reader.log == *log).map(work)).flatten()
    }

    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of today need 41 bits")]
    pub(super) fn millis(self) -> i64 {
        self.clock.now() as i64
    }

    async fn read_stream(self, log: Log, number: u32, after: After) {
        let line = self.take_line(&log, number).await;
        let failure = match self.open(&log, after, line).await {
            Ok(stream) => self.pump(&log, number, stream).await,
            Err(error) => error,
        };
        self.note(&failure);
        self.input(&log, Input::Ended(number, self::failure(&failure)));
    }

    /// Waits for a place among the browser's streams, and says so if that takes a while.
    async fn take_line(self, log: &Log, number: u32) -> Line {
        let queued = log.clone();
        let waits = Timeout::new(QUEUED_AFTER, move || self.input(&queued, Input::Queued(number)));
        let line = Line::take().await;
        drop(waits);
        self.input(log, Input::Dialled(number));
        line
    }

    async fn open(self, log: &Log, after: After, line: Line) -> Result<EventStream, Error> {
        let query = Query::default()
            .with(AFTER, after.to_string())
            .with("event_deltas[]", "agent.message")
            .with("event_deltas[]", "agent.thinking");
        let session = self.id();
        let request = match log {
            Log::Session => Request::new(EndpointId::EventStream, &[&session])?,
            Log::Thread(thread) => Request::new(EndpointId::ThreadStream, &[&session, thread.as_str()])?,
        };
        EventStream::open(&request.query(query).url(), line).await
    }

    /// Reads a stream to its end, and says how it ended.
    async fn pump(self, log: &Log, number: u32, mut stream: EventStream) -> Error {
        self.input(log, Input::Opened(number));
        loop {
            let items = match stream.next_chunk().await {
                Ok(Some(items)) => items,
                Ok(None) => return Error::Network,
                Err(error) => return error,
            };
            self.input(log, Input::Heard(number));
            let mut slice = Slice::begin(self.clock);
            for item in items {
                let Some(sent) = read(item) else { return Error::Network };
                self.input(
                    log,
                    match sent {
                        Sent::Event(cursor, event) => Input::Entry(number, cursor, event),
                        Sent::Notice(cursor, notice) => Input::Notice(number, cursor, notice),
                        Sent::SignOfLife => continue,
                    },
                );
                slice.pause_if_over().await;
            }
        }
    }

    async fn read_chunk(self, log: Log, number: u32, chunk_id: ChunkId) {
        let thread = match &log {
            Log::Session => None,
            Log::Thread(thread) => Some(thread.as_str().to_owned()),
        };
        match chunk(ChunkPath { session: self.id(), thread, chunk: chunk_id }).await {
            Ok(frames) => {
                let (entries, discarded) = self.read_frames(frames).await;
                self.input(&log, Input::Chunk(number, entries, discarded));
            }
            Err(error) => {
                self.note(&error);
                self.input(&log, Input::ChunkFailed(number, failure(&error)));
            }
        }
    }

    /// Reads the frames of a chunk, with pauses: a whole chunk at once would keep the page from painting.
    async fn read_frames(self, frames: Vec<Frame>) -> (Vec<(i64, Wire<Event>)>, Vec<(i64, String)>) {
        let (mut entries, mut discarded) = (Vec::with_capacity(frames.len()), Vec::new());
        let mut slice = Slice::begin(self.clock);
        for frame in frames {
            match read(Item::Frame(frame)) {
                Some(Sent::Event(Some(cursor), event)) => entries.push((cursor.seq, event)),
                Some(Sent::Notice(Some(cursor), notice)) => {
                    discarded.extend(notice.discarded.map(|id| (cursor.seq, id)));
                }
                _ => {}
            }
            slice.pause_if_over().await;
        }
        (entries, discarded)
    }

    /// Errors are shown; being cut off is what reconnecting is for, and a log that is another one is read again unseen.
    fn note(self, error: &Error) {
        let is_quiet = matches!(error, Error::Network | Error::Aborted) || error.status() == Some(410);
        if !is_quiet {
            self.fail(error.clone());
        }
    }
}

fn failure(error: &Error) -> Failure {
    match error {
        Error::Api(refusal) | Error::Unauthorized(refusal) => Failure {
            status: Some(refusal.status),
            retry_after_millis: refusal.retry_after_secs.map(|secs| u64::from(secs) * 1_000),
        },
        // No such id can exist.
        Error::BadId => Failure { status: Some(404), retry_after_millis: None },
        Error::Network | Error::Decode { .. } | Error::Aborted => Failure::default(),
    }
}
