//! The Roster as a Durable Object: the one place that reads the list of sessions for everybody.
//!
//! Its time goes on in a task, not in alarms: the streams of its viewers keep the object in memory, and without
//! viewers there is nothing to do. So nothing is left behind that would wake it, or that it would have to catch up on.

mod api;
mod bell;
mod replays;
mod viewers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use worker::{Date, DurableObject, Env, Request, Response, State, durable_object};

use super::js;
use super::live::{HOOK, JOIN, NEVER};
use crate::headers::Pairs;
use crate::rejection::{Rejection, Reply};
use crate::roster::ask::Ask;
use crate::roster::{Input, Output, Roster as List};
use crate::webhook::Delivery;
use bell::Bell;
use replays::Replays;
use viewers::Viewers;

/// How often viewers hear that the stream is alive, in milliseconds.
const BEAT: i64 = 10_000;

/// The longest body that the Worker sends.
const MAX_BYTES: u64 = 1 << 10;

/// The object.
#[durable_object(fetch)]
pub struct Roster {
    inner: Rc<Inner>,
}

impl DurableObject for Roster {
    fn new(state: State, env: Env) -> Self {
        let inner = Inner {
            env,
            replays: Replays::new(&state),
            state,
            list: RefCell::default(),
            viewers: RefCell::default(),
            bell: Rc::default(),
            is_turning: Cell::new(false),
            beat_at: Cell::new(0),
        };
        Self { inner: Rc::new(inner) }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        let answer = self.inner.answer(request.inner()).await;
        // The Worker looks at the status alone and says the rest.
        let answer = answer.or_else(|rejection| status(rejection.status()));
        answer.map(Response::from).map_err(|_| worker::Error::RustError("no response could be made".to_owned()))
    }
}

struct Inner {
    state: State,
    env: Env,
    replays: Replays,
    list: RefCell<List>,
    viewers: RefCell<Viewers>,
    bell: Rc<Bell>,
    /// The task that lets time go on runs.
    is_turning: Cell<bool>,
    beat_at: Cell<i64>,
}

impl Inner {
    async fn answer(self: &Rc<Self>, request: &web_sys::Request) -> Result<web_sys::Response, Rejection> {
        let body = js::read_body(request.body(), MAX_BYTES).await?;
        let body = String::from_utf8(body).map_err(|_| Rejection::Internal)?;
        match (request.url().as_str(), body.as_str()) {
            (JOIN, NEVER) => self.join(None),
            (JOIN, until) => self.join(Some(until.parse().map_err(|_| Rejection::Internal)?)),
            (HOOK, text) => self.hook(Delivery::parse(text).ok_or(Rejection::Internal)?),
            _ => Err(Rejection::UnknownPath),
        }
    }

    fn join(self: &Rc<Self>, expires: Option<u64>) -> Result<web_sys::Response, Rejection> {
        let stream = self.viewers.borrow_mut().open(expires, now(), &self.bell)?;
        self.act(Input::Watched);
        if !self.is_turning.replace(true) {
            self.beat_at.set(now() + BEAT);
            spawn_local(Rc::clone(self).turn());
        }
        self.bell.ring();
        js::respond_with(200, &Pairs::new(), Some(&stream))
    }

    fn hook(self: &Rc<Self>, delivery: Delivery) -> Result<web_sys::Response, Rejection> {
        if !self.replays.is_new(&delivery.id, now()).map_err(|_| Rejection::Internal)? {
            return status(409);
        }
        if let Some(news) = delivery.news {
            self.act(Input::Hook(news));
            self.bell.ring();
        }
        status(200)
    }

    /// Lets time go on while somebody looks.
    async fn turn(self: Rc<Self>) {
        loop {
            let now = now();
            if now >= self.beat_at.get() {
                self.beat_at.set(now + BEAT);
                self.viewers.borrow_mut().beat();
            }
            let ends_at = self.viewers.borrow_mut().sweep(now);
            let Some(ends_at) = ends_at else { break };
            self.act(Input::Tick);
            let next = self.list.borrow().wake_at(now).into_iter().chain([self.beat_at.get(), ends_at]).min();
            self.bell.wait(next.unwrap_or(now + BEAT) - now).await;
        }
        self.is_turning.set(false);
        self.act(Input::Unwatched);
    }

    fn act(self: &Rc<Self>, input: Input) {
        let outputs = self.list.borrow_mut().handle(input, now());
        for output in outputs {
            match output {
                Output::Ask(number, ask) => spawn_local(Rc::clone(self).carry_out(number, ask)),
                Output::Tell(frame) => self.viewers.borrow_mut().tell(&frame),
            }
        }
        self.viewers.borrow_mut().greet(&self.list.borrow());
    }

    async fn carry_out(self: Rc<Self>, number: u64, ask: Ask) {
        let result = api::ask(&self.env, &self.state, &ask).await;
        self.act(Input::Answered(number, result));
        self.bell.ring();
    }
}

fn status(status: u16) -> Result<web_sys::Response, Rejection> {
    js::respond(&Reply { status, headers: Vec::new(), body: String::new() })
}

#[expect(clippy::cast_possible_wrap, reason = "milliseconds of today need 41 bits")]
fn now() -> i64 {
    Date::now().as_millis() as i64
}
