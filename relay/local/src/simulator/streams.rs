//! Open streams: who is told what, as bytes, with the failures the session's title asks for (§5).
//!
//! Still pure: a stream is a number and what is to be written to it; the shell writes.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::request::Refusal;
use super::rng::Rng;
use super::sentinel::{Sentinel, Sentinels};
use super::sessions::{Event, Session};
use super::time::{self, Micros};
use super::webhooks::Webhooks;

/// The name of an open stream.
pub(crate) type StreamId = u64;

/// How often a stream shows that it is alive.
pub(crate) const HEARTBEAT: Micros = 10 * time::SECOND;

/// Events before most failures strike.
const FIRST_EVENTS: u32 = 5;

/// Something to do with a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Chunk {
    /// Write and flush.
    Bytes(Vec<u8>),
    /// End it cleanly.
    End,
    /// Break it.
    Reset,
}

/// Every open stream.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    open: BTreeMap<StreamId, Stream>,
    out: Vec<(StreamId, Chunk)>,
    /// The newest stream's number.
    newest: StreamId,
    /// The newest one's before the last reset.
    reset_at: StreamId,
    /// Where frames are split. Its own, so that watching does not change what happens.
    rng: Rng,
    /// Sessions with a `gap`, and until when they refuse streams.
    gaps: BTreeMap<u64, Micros>,
    /// Who is told without having asked for a stream.
    pub(crate) webhooks: Webhooks,
}

/// What a connection asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Deltas {
    /// Previews of `agent.message`.
    pub(crate) message: bool,
    /// Previews of `agent.thinking`.
    pub(crate) thinking: bool,
}

#[derive(Debug)]
struct Stream {
    session: u64,
    thread: usize,
    deltas: Deltas,
    /// Opened in the middle of a model request: gets no previews of that one.
    is_late: bool,
    sentinels: Sentinels,
    sent: u32,
    beats: u64,
    /// What happened to it.
    fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Live,
    Silent,
    Over,
}

impl Streams {
    /// Opens a stream of a thread's events.
    pub(crate) fn open(
        &mut self,
        session: &Session,
        thread: usize,
        deltas: Deltas,
        now: Micros,
    ) -> Result<StreamId, Refusal> {
        if self.gaps.get(&session.seq).is_some_and(|until| now < *until) {
            return Err(Refusal::overloaded());
        }
        self.newest += 1;
        let stream = Stream {
            session: session.seq,
            thread,
            deltas,
            is_late: session.thread(thread).work.span.is_some(),
            sentinels: session.sentinels.clone(),
            sent: 0,
            beats: 0,
            fate: Fate::Live,
        };
        self.open.insert(self.newest, stream);
        Ok(self.newest)
    }

    /// Forgets a stream whose client has left.
    pub(crate) fn close(&mut self, id: StreamId) {
        self.open.remove(&id);
    }

    /// How many are open.
    pub(crate) fn count(&self) -> usize {
        self.open.len()
    }

    /// How many were opened since the last reset.
    pub(crate) fn total(&self) -> u64 {
        self.newest - self.reset_at
    }

    /// What is to be written since the last call.
    pub(crate) fn take_out(&mut self) -> Vec<(StreamId, Chunk)> {
        self.open.retain(|_, stream| stream.fate != Fate::Over);
        std::mem::take(&mut self.out)
    }

    /// Ends every stream, as when the server restarts.
    pub(crate) fn end_all(&mut self) {
        self.out.extend(self.open.keys().map(|id| (*id, Chunk::End)));
        self.open.clear();
        self.gaps.clear();
        self.reset_at = self.newest;
    }

    /// Whether anybody wants the previews of a model request that starts now.
    pub(crate) fn want_previews(&self, session: u64, thread: usize) -> bool {
        self.open
            .values()
            .any(|s| s.session == session && s.thread == thread && (s.deltas.message || s.deltas.thinking))
    }

    /// Sends an event to whoever watches the thread.
    pub(crate) fn event(&mut self, session: &Session, thread: usize, event: &Event, now: Micros) {
        for (id, stream) in self.open.iter_mut().filter(|(_, s)| s.session == session.seq && s.thread == thread) {
            if event.kind == "span.model_request_start" {
                stream.is_late = false;
            }
            let chunks = stream.carry(&frame(&event.kind, &event.json), &mut self.rng);
            if chunks.contains(&Chunk::End) && stream.sentinels.has(Sentinel::Gap) {
                self.gaps.insert(session.seq, now + 3 * time::SECOND);
            }
            self.out.extend(chunks.into_iter().map(|chunk| (*id, chunk)));
        }
    }

    /// Sends a preview to those who watch the thread and asked for it.
    pub(crate) fn preview(&mut self, session: u64, thread: usize, kind: &str, value: &Value) {
        let is_thinking = value.pointer("/event/type").is_some_and(|kind| kind == "agent.thinking");
        for (id, stream) in self.open.iter_mut().filter(|(_, s)| s.session == session && s.thread == thread) {
            let wanted = if is_thinking { stream.deltas.thinking } else { stream.deltas.message };
            if wanted && !stream.is_late && stream.fate == Fate::Live {
                let bytes = stream.bytes(&frame(kind, &value.to_string()));
                self.out.push((*id, Chunk::Bytes(bytes)));
            }
        }
    }

    /// Ends the streams of a session: of one thread, or all.
    pub(crate) fn end(&mut self, session: u64) {
        for (id, stream) in self.open.iter_mut().filter(|(_, s)| s.session == session) {
            stream.fate = Fate::Over;
            self.out.push((*id, Chunk::End));
        }
    }

    /// Shows that a stream is alive: a comment and a `ping` in turn. Answers whether it still is.
    pub(crate) fn heartbeat(&mut self, id: StreamId) -> bool {
        let Some(stream) = self.open.get_mut(&id) else { return false };
        stream.beats += 1;
        if stream.fate == Fate::Live {
            let plain = ": keep-alive\n\n";
            let ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
            let bytes = stream.bytes(if stream.beats % 2 == 1 { plain } else { ping });
            self.out.push((id, Chunk::Bytes(bytes)));
        }
        true
    }
}

impl Stream {
    /// The chunks that carry one event, or end the stream instead.
    fn carry(&mut self, frame: &str, rng: &mut Rng) -> Vec<Chunk> {
        if self.fate != Fate::Live {
            return Vec::new();
        }
        let bytes = self.bytes(frame);
        let half = |bytes: &[u8]| Chunk::Bytes(bytes.get(..bytes.len() / 2).unwrap_or_default().to_vec());
        self.sent += 1;
        for sentinel in self.sentinels.clone().iter() {
            let (fate, chunks) = match sentinel {
                Sentinel::HalfOpen if self.sent > FIRST_EVENTS => (Fate::Silent, vec![]),
                Sentinel::MidFrame if self.sent > FIRST_EVENTS => (Fate::Over, vec![half(&bytes), Chunk::End]),
                Sentinel::Reset if self.sent > FIRST_EVENTS => (Fate::Over, vec![half(&bytes), Chunk::Reset]),
                Sentinel::ErrorFrame if self.sent > FIRST_EVENTS => (Fate::Over, vec![self.error_frame(), Chunk::End]),
                Sentinel::DropAfter(n) if self.sent >= n => (Fate::Over, vec![Chunk::Bytes(bytes.clone()), Chunk::End]),
                Sentinel::Gap if self.sent >= 4 => (Fate::Over, vec![Chunk::Bytes(bytes.clone()), Chunk::End]),
                _ => continue,
            };
            self.fate = fate;
            return chunks;
        }
        if self.sentinels.has(Sentinel::OneByte) {
            return bytes.into_iter().map(|byte| Chunk::Bytes(vec![byte])).collect();
        }
        let copies = if self.sentinels.has(Sentinel::Dup) { 2 } else { 1 };
        (0..copies).flat_map(|_| split(&bytes, rng)).collect()
    }

    fn error_frame(&self) -> Chunk {
        let body = Refusal::overloaded().body("req_011111111111111111111111");
        Chunk::Bytes(self.bytes(&frame("error", &body.to_string())))
    }

    fn bytes(&self, frame: &str) -> Vec<u8> {
        if self.sentinels.has(Sentinel::Crlf) { frame.replace('\n', "\r\n").into_bytes() } else { frame.into() }
    }
}

/// One frame (§5.1).
fn frame(kind: &str, json: &str) -> String {
    format!("event: {kind}\ndata: {json}\n\n")
}

/// Cuts bytes in two now and then, anywhere: networks do.
fn split(bytes: &[u8], rng: &mut Rng) -> Vec<Chunk> {
    let cut = usize::try_from(rng.below(bytes.len() as u64)).unwrap_or(0);
    match bytes.split_at_checked(cut) {
        Some((head, tail)) if !head.is_empty() && rng.one_in(6) => {
            vec![Chunk::Bytes(head.to_vec()), Chunk::Bytes(tail.to_vec())]
        }
        _ => vec![Chunk::Bytes(bytes.to_vec())],
    }
}

/// `event_start`.
pub(crate) fn preview_start(kind: &str, id: &str) -> Value {
    json!({ "type": "event_start", "event": { "type": kind, "id": id } })
}

/// `event_delta`.
pub(crate) fn preview_delta(id: &str, text: &str) -> Value {
    json!({
        "type": "event_delta",
        "event_id": id,
        "delta": { "type": "content_delta", "index": 0, "content": { "type": "text", "text": text } },
    })
}
