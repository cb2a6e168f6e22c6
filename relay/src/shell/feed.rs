//! The object that holds a feed: carries out what [`crate::feed`] decides.
//!
//! Everything happens on one thread. Whatever happened is told to the feed ([`Object::tell`]); what it wants done at
//! once is done by its [`Host`]; what takes time is started afterwards, and tells the feed how it went.

mod api;
mod host;
mod outbox;
mod rows;
mod time;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;
use worker::{Date, DurableObject, Env, State, durable_object};

use super::js;
use crate::auth::Caller;
use crate::feed::ask::{self, Ask, LogName};
use crate::feed::pace::Pace;
use crate::feed::store::Limits;
use crate::feed::viewer::Wish;
use crate::feed::{Feed, Input, KEPT_MILLIS};
use crate::headers::Pairs;
use crate::rejection::Rejection;
use host::{Command, Host, Signals, Words};
use model::follow;

/// The object of one log.
#[durable_object(alarm)]
pub struct FeedObject {
    object: Object,
}

/// What its tasks share.
#[derive(Clone)]
struct Object(Rc<Shared>);

struct Shared {
    state: State,
    env: Env,
    inner: RefCell<Inner>,
}

struct Inner {
    /// None before the first request, and after the store broke.
    feed: Option<Feed>,
    host: Host,
    /// Counts the feeds: what was asked for one that is lost is not answered to the next.
    generation: u32,
    pace: Pace,
    /// A round in which viewers get what is new is to come.
    is_round_set: bool,
    /// When the timer that was set last will tell the feed the time.
    timer_at: Option<i64>,
}

impl DurableObject for FeedObject {
    fn new(state: State, env: Env) -> Self {
        let host = Host::new(state.storage().sql());
        let inner = RefCell::new(Inner {
            feed: None,
            host,
            generation: 0,
            pace: Pace::default(),
            is_round_set: false,
            timer_at: None,
        });
        Self { object: Object(Rc::new(Shared { state, env, inner })) }
    }

    async fn fetch(&self, request: worker::Request) -> worker::Result<worker::Response> {
        let address = request.inner().url();
        let (log, ask, request_id) = ask::parse(&address).ok_or("not for this object")?;
        let answer = match ask {
            Ask::Attach(wish, caller) => self.object.attach(log, wish, caller, &request_id).await,
            Ask::Chunk(chunk) => self.object.chunk(log, chunk),
            Ask::Erase => self.object.erase(log),
        };
        let answer = answer.or_else(|rejection| js::respond(&rejection.reply(&request_id)));
        answer.map(Into::into).map_err(|_| "no response could be made".into())
    }

    async fn alarm(&self) -> worker::Result<worker::Response> {
        self.object.ring();
        worker::Response::empty()
    }
}

impl Object {
    async fn attach(&self, log: LogName, wish: Wish, caller: Caller, request_id: &str) -> Result<Response, Rejection> {
        self.wake(log)?;
        let viewer = {
            let mut inner = self.0.inner.borrow_mut();
            inner.host.caller = Some(caller);
            inner.host.new_viewer()
        };
        // The feed answers by `accept` or `refuse`, now or once the API has.
        let answered = Promise::new(&mut |resolve, _| self.0.inner.borrow_mut().host.asks(viewer, resolve));
        self.tell(Input::Attach(viewer, wish));
        let _ = JsFuture::from(answered).await;
        let answer = self.0.inner.borrow_mut().host.answer(viewer);
        match answer.unwrap_or(Err(Words::Ours(Rejection::Internal))) {
            Ok(stream) => js::respond_with(200, &Pairs::new(), Some(&stream)),
            Err(words) => js::respond(&words.reply(request_id)),
        }
    }

    fn chunk(&self, log: LogName, chunk: model::feed::ChunkId) -> Result<Response, Rejection> {
        self.wake(log)?;
        let inner = &mut *self.0.inner.borrow_mut();
        let feed = inner.feed.as_mut().ok_or(Rejection::Internal)?;
        if feed.log().epoch() != chunk.epoch {
            return Err(Rejection::StartOver);
        }
        let bytes = feed.chunk(chunk.number, &mut inner.host).map_err(|_| Rejection::Internal)?;
        let bytes = bytes.ok_or(Rejection::UnknownPath)?;
        Ok(Response::new_with_opt_js_u8_array(Some(&js_sys::Uint8Array::from(bytes.as_slice())))?)
    }

    fn erase(&self, log: LogName) -> Result<Response, Rejection> {
        self.wake(log)?;
        self.tell(Input::Erase);
        Ok(Response::new()?)
    }

    /// The alarm: nobody has looked for a long time, as far as was known when it was set.
    fn ring(&self) {
        let is_watched = self.0.inner.borrow().feed.as_ref().is_some_and(|feed| feed.viewers() > 0);
        if is_watched {
            self.0.inner.borrow_mut().host.commands.push(Command::Remember(Some(now() + KEPT_MILLIS)));
            return self.run();
        }
        self.0.inner.borrow_mut().feed = None;
        if self.load(Some(now())).is_ok() {
            self.tell(Input::Tick);
        }
    }

    /// Loads the feed, if it is not there.
    fn wake(&self, log: LogName) -> Result<(), Rejection> {
        {
            let host = &mut self.0.inner.borrow_mut().host;
            host.log = Some(log);
            host.signals.get_or_insert_with(|| self.signals());
        }
        if self.0.inner.borrow().feed.is_some() { Ok(()) } else { self.load(None) }
    }

    fn signals(&self) -> Signals {
        let (taken, left) = (Rc::downgrade(&self.0), Rc::downgrade(&self.0));
        Signals {
            taken: Rc::new(move |viewer| {
                let Some(object) = taken.upgrade().map(Self) else { return };
                let is_awaited = object.0.inner.borrow_mut().host.taken(viewer);
                if is_awaited {
                    object.tell(Input::Pull(viewer));
                }
            }),
            left: Rc::new(move |viewer| {
                let Some(object) = left.upgrade().map(Self) else { return };
                object.tell(Input::Left(viewer));
            }),
        }
    }

    fn load(&self, erase_at: Option<i64>) -> Result<(), Rejection> {
        let inner = &mut *self.0.inner.borrow_mut();
        let scope = inner.host.log.as_ref().map_or(follow::Scope::Session, LogName::scope);
        let feed = Feed::load(scope, seed(), now(), erase_at, Limits::default(), &mut inner.host);
        inner.generation += 1;
        inner.feed = Some(feed.map_err(|_| Rejection::Internal)?);
        Ok(())
    }

    /// Tells the feed what happened.
    fn tell(&self, input: Input) {
        self.tell_all([input]);
    }

    fn tell_all(&self, inputs: impl IntoIterator<Item = Input>) {
        {
            let inner = &mut *self.0.inner.borrow_mut();
            for input in inputs {
                let Some(feed) = inner.feed.as_mut() else { break };
                let asks = if let Input::Attach(viewer, _) | Input::Pull(viewer) = input { Some(viewer) } else { None };
                if feed.handle(input, now(), &mut inner.host).is_err() {
                    // What is in memory can not be trusted to be kept. Viewers come back to what is.
                    inner.feed = None;
                    inner.host.drop_all();
                }
                // What only one gets does not wait for what all get.
                if let Some(viewer) = asks {
                    inner.host.hand_over(viewer);
                }
            }
        }
        self.hand_out();
        self.run();
    }

    /// Tells the feed, if it is still the one that asked.
    fn answer(&self, generation: u32, input: Input) {
        if self.generation() == generation {
            self.tell(input);
        }
    }

    fn generation(&self) -> u32 {
        self.0.inner.borrow().generation
    }

    /// Starts what the feed wants done.
    fn run(&self) {
        let commands = std::mem::take(&mut self.0.inner.borrow_mut().host.commands);
        for command in commands {
            match command {
                Command::Open(stream, signal) => spawn_local(self.clone().read_stream(stream, signal)),
                Command::List(number, list) => spawn_local(self.clone().read_page(number, list)),
                Command::Verify => spawn_local(self.clone().verify()),
                Command::Remember(at) => {
                    let storage = self.0.state.storage();
                    spawn_local(async move {
                        // Without it the log is kept longer than it has to be; the next viewer sets it again.
                        let _ = match at {
                            Some(at) => storage.set_alarm(at).await,
                            None => storage.delete_alarm().await,
                        };
                    });
                }
            }
        }
        self.set_timer();
    }
}

fn now() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}

/// A number that no other feed has.
fn seed() -> u64 {
    js::random().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// What goes wrong in the runtime is no business of a client.
impl From<Rejection> for JsValue {
    fn from(_: Rejection) -> Self {
        Self::NULL
    }
}
