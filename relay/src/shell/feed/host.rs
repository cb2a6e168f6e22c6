//! What a feed lives in: its rows, its viewers' streams, and what it wants done.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Function;
use model::follow::List;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal, ReadableStream};
use worker::SqlStorage;

use super::outbox::Outbox;
use super::rows::Rows;
use crate::auth::Caller;
use crate::feed;
use crate::feed::ask::LogName;
use crate::feed::store::{Batch, Broken, Kept, Store};
use crate::feed::viewer::{Audience, Refusal, ViewerId};
use crate::rejection::{Rejection, Reply};
use crate::shell::line::Line;

/// Something that takes time.
pub(super) enum Command {
    /// Open the API's stream, until the signal says otherwise.
    Open(u32, AbortSignal),
    /// Fetch a page.
    List(u32, List),
    /// Ask whether the session is there.
    Verify,
    /// Set the alarm, or none.
    Remember(Option<i64>),
}

/// Why somebody gets no stream.
#[derive(Clone)]
pub(super) enum Words {
    /// In the relay's words.
    Ours(Rejection),
    /// In those of the API.
    Theirs(Reply),
}

impl Words {
    /// The answer to the request of this id.
    pub(super) fn reply(self, request_id: &str) -> Reply {
        match self {
            Self::Ours(rejection) => rejection.reply(request_id),
            Self::Theirs(reply) => reply,
        }
    }
}

/// Who is told that a viewer has taken what was sent, or has left.
#[derive(Clone)]
pub(super) struct Signals {
    pub(super) taken: Rc<dyn Fn(ViewerId)>,
    pub(super) left: Rc<dyn Fn(ViewerId)>,
}

pub(super) struct Host {
    rows: Rows,
    /// Which log; none before the first request.
    pub(super) log: Option<LogName>,
    /// On whose account the API is asked: who came last.
    pub(super) caller: Option<Caller>,
    pub(super) commands: Vec<Command>,
    /// What the API said when it last refused.
    pub(super) refusal: Option<Words>,
    abort: Option<AbortController>,
    newest: ViewerId,
    waiting: HashMap<ViewerId, Function>,
    answers: HashMap<ViewerId, Result<ReadableStream, Words>>,
    lines: HashMap<ViewerId, Line>,
    outbox: Outbox,
    /// Those who get what waits for them as soon as they have taken what they had before.
    late: HashSet<ViewerId>,
    /// Those the feed waits for.
    awaited: HashSet<ViewerId>,
    pub(super) signals: Option<Signals>,
}

impl Host {
    pub(super) fn new(sql: SqlStorage) -> Self {
        Self {
            rows: Rows::new(sql),
            log: None,
            caller: None,
            commands: Vec::new(),
            refusal: None,
            abort: None,
            newest: 0,
            waiting: HashMap::new(),
            answers: HashMap::new(),
            lines: HashMap::new(),
            outbox: Outbox::default(),
            late: HashSet::new(),
            awaited: HashSet::new(),
            signals: None,
        }
    }

    pub(super) fn new_viewer(&mut self) -> ViewerId {
        self.newest = self.newest.wrapping_add(1);
        self.newest
    }

    /// Somebody waits to be answered.
    pub(super) fn asks(&mut self, viewer: ViewerId, resolve: Function) {
        self.waiting.insert(viewer, resolve);
    }

    /// What somebody was answered.
    pub(super) fn answer(&mut self, viewer: ViewerId) -> Option<Result<ReadableStream, Words>> {
        self.answers.remove(&viewer)
    }

    /// Lets everybody go: the feed is lost.
    pub(super) fn drop_all(&mut self) {
        if let Some(abort) = self.abort.take() {
            abort.abort();
        }
        let viewers: Vec<ViewerId> = self.lines.keys().chain(self.waiting.keys()).copied().collect();
        for viewer in viewers {
            self.refuse(viewer, Refusal::Api);
            self.end(viewer);
        }
    }

    /// Whether something is new for somebody.
    pub(super) fn has_news(&self) -> bool {
        self.outbox.has_news()
    }

    /// Gives all viewers what is new.
    pub(super) fn hand_out(&mut self) {
        for viewer in self.outbox.news() {
            self.hand_over(viewer);
        }
    }

    /// Gives a viewer what waits for it. Who has not taken what it had before gets it together with all that comes
    /// until then.
    pub(super) fn hand_over(&mut self, viewer: ViewerId) {
        let Some(line) = self.lines.get(&viewer) else { return };
        if line.queued() > 0 {
            self.late.insert(viewer);
        } else if let Some(bytes) = self.outbox.take(viewer) {
            line.send(&bytes);
        }
    }

    /// A viewer has taken what was sent; says whether the feed waits for that.
    pub(super) fn taken(&mut self, viewer: ViewerId) -> bool {
        if self.late.remove(&viewer) {
            self.hand_over(viewer);
        }
        self.awaited.contains(&viewer) && self.queued(viewer) == 0 && self.awaited.remove(&viewer)
    }

    fn reply(&mut self, viewer: ViewerId, answer: Result<ReadableStream, Words>) {
        if let Some(resolve) = self.waiting.remove(&viewer) {
            self.answers.insert(viewer, answer);
            // Whoever waits goes on in a task of its own, so nothing is called back from here.
            let _ = resolve.call0(&JsValue::NULL);
        }
    }
}

impl Store for Host {
    fn load(&mut self) -> Result<Option<Kept>, Broken> {
        self.rows.load()
    }

    fn keep(&mut self, batch: Batch) -> Result<(), Broken> {
        self.rows.keep(batch)
    }

    fn chunk(&mut self, number: i64) -> Result<Option<Vec<u8>>, Broken> {
        self.rows.chunk(number)
    }

    fn erase(&mut self) -> Result<(), Broken> {
        self.rows.erase()
    }
}

impl Audience for Host {
    fn accept(&mut self, viewer: ViewerId) {
        let opened = self.signals.clone().and_then(|Signals { taken, left }| {
            // A Worker's runtime has what it takes.
            Line::open(move || taken(viewer), move || left(viewer)).ok()
        });
        match opened {
            Some((line, stream)) => {
                self.lines.insert(viewer, line);
                self.reply(viewer, Ok(stream));
            }
            None => self.reply(viewer, Err(Words::Ours(Rejection::Internal))),
        }
    }

    fn refuse(&mut self, viewer: ViewerId, why: Refusal) {
        let unreachable = Words::Ours(Rejection::Unreachable { retry: true });
        let words = match why {
            Refusal::StartOver => Words::Ours(Rejection::StartOver),
            Refusal::Api => self.refusal.clone().unwrap_or(unreachable),
        };
        self.reply(viewer, Err(words));
    }

    fn send(&mut self, viewer: ViewerId, bytes: &Arc<[u8]>) {
        if self.lines.contains_key(&viewer) {
            self.outbox.put(viewer, bytes);
        }
    }

    fn queued(&self, viewer: ViewerId) -> usize {
        self.lines.get(&viewer).map_or(0, Line::queued) + self.outbox.waiting(viewer)
    }

    fn want_pull(&mut self, viewer: ViewerId) {
        self.awaited.insert(viewer);
        if let (0, Some(signals)) = (self.queued(viewer), &self.signals) {
            let taken = Rc::clone(&signals.taken);
            spawn_local(async move { taken(viewer) });
        }
    }

    fn end(&mut self, viewer: ViewerId) {
        self.reply(viewer, Err(Words::Ours(Rejection::Internal)));
        self.late.remove(&viewer);
        self.awaited.remove(&viewer);
        let last = self.outbox.take(viewer);
        if let Some(line) = self.lines.remove(&viewer) {
            if let Some(bytes) = last {
                line.send(&bytes);
            }
            line.close();
        }
    }
}

impl feed::Host for Host {
    fn open(&mut self, stream: u32) {
        self.close();
        if let Ok(abort) = AbortController::new() {
            self.commands.push(Command::Open(stream, abort.signal()));
            self.abort = Some(abort);
        }
    }

    fn close(&mut self) {
        if let Some(abort) = self.abort.take() {
            abort.abort();
        }
    }

    fn list(&mut self, number: u32, list: List) {
        self.commands.push(Command::List(number, list));
    }

    fn verify(&mut self) {
        self.commands.push(Command::Verify);
    }

    fn remember(&mut self, at: Option<i64>) {
        self.commands.push(Command::Remember(at));
    }
}
