//! The `Meter`: the one object that guards the organisation's quota, and how the Worker and its other objects ask it.

use std::cell::RefCell;
use std::time::Duration;

use futures_util::future::{Either, select};
use worker::{Context, Date, Delay, DurableObject, Env, Request, Response, State, durable_object};

use super::js;
use crate::auth::Caller;
use crate::config;
use crate::headers::Headers;
use crate::meter::{Answer, Ask, Class, Isolate, Ledger, Message, Report, Silence};
use crate::rejection::{Rejection, Reply};

/// The name of the binding. Without it the object is as good as silent.
const BINDING: &str = "METER";

/// The one object that there is.
const NAME: &str = "org";

/// The header that holds the answer to [`Message::Ask`]: it arrives with the status, while a body would have to be read.
const ANSWER: &str = "answer";

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_millis(500);

thread_local! {
    static ISOLATE: RefCell<Isolate> = RefCell::default();
}

/// The object.
#[durable_object(fetch)]
pub struct Meter {
    ledger: RefCell<Ledger>,
}

impl DurableObject for Meter {
    fn new(_: State, env: Env) -> Self {
        // With a bad setting the Worker refuses to serve, and asks for nothing.
        let quota = config::quota(|name| js::setting(&env, name)).unwrap_or_default();
        Self { ledger: RefCell::new(Ledger::new(quota, now())) }
    }

    async fn fetch(&self, request: Request) -> worker::Result<Response> {
        match Message::parse(&request.path()) {
            Some(Message::Ask(ask)) => {
                let response = Response::empty()?;
                response.headers().set(ANSWER, &self.ledger.borrow_mut().ask(ask, now()).print())?;
                Ok(response)
            }
            Some(Message::Report(report)) => {
                self.ledger.borrow_mut().report(&report, now());
                Response::empty()
            }
            Some(Message::Limits(caller)) => Response::ok(self.ledger.borrow_mut().limits(caller, now()).print()),
            None => Response::error("not a message", 400),
        }
    }
}

/// What can finish work after the answer has left: the context of a request, or the state of an object.
pub(super) trait Background {
    /// Runs it to its end.
    fn run(&self, work: impl Future<Output = ()> + 'static);
}

impl Background for Context {
    fn run(&self, work: impl Future<Output = ()> + 'static) {
        self.wait_until(work);
    }
}

impl Background for State {
    fn run(&self, work: impl Future<Output = ()> + 'static) {
        self.wait_until(work);
    }
}

/// A permit for one request to the API; to be asked for right before it is sent.
pub(super) async fn permit(env: &Env, ask: Ask) -> Result<(), Rejection> {
    if let Some(millis) = with_isolate(|isolate| isolate.recall(&ask, now())) {
        return Err(Rejection::TooMany { retry_after_millis: millis });
    }
    let response = tell(env, &Message::Ask(ask)).await;
    let text = response.and_then(|response| response.headers().get(ANSWER).ok().flatten());
    let answer = text.and_then(|text| Answer::parse(&text));
    if let Some(answer) = answer {
        with_isolate(|isolate| isolate.learn(&ask, answer, now()));
    }
    match answer {
        Some(Answer::Pass { .. }) => Ok(()),
        Some(Answer::Wait { millis }) => Err(Rejection::TooMany { retry_after_millis: millis }),
        None => {
            let quota = config::quota(|name| js::setting(env, name)).map_err(Rejection::Misconfigured)?;
            match with_isolate(|isolate| isolate.without(&ask, quota, now())) {
                Silence::Pass => Ok(()),
                Silence::Wait(millis) => Err(Rejection::TooMany { retry_after_millis: millis }),
                Silence::Refuse => Err(Rejection::MeterSilent),
            }
        }
    }
}

/// Passes on what an answer of the API says of the quota, if that is news. Nobody waits for it.
pub(super) fn report(env: &Env, background: &impl Background, class: Class, status: u16, headers: &Headers) {
    let report = Report::read(class, status, headers, now());
    let Some(report) = report.filter(|report| with_isolate(|isolate| isolate.is_news(report))) else {
        return;
    };
    let env = env.clone();
    background.run(async move {
        // If it gets lost, the next one says the same.
        let _ = tell(&env, &Message::Report(report)).await;
    });
}

/// What is left of the quota, as a caller sees it.
pub(super) async fn limits(env: &Env, caller: Caller) -> Result<Reply, Rejection> {
    let mut response = tell(env, &Message::Limits(caller)).await.ok_or(Rejection::MeterSilent)?;
    response.text().await.map(Reply::json).map_err(|_| Rejection::MeterSilent)
}

/// `None` when the object is silent.
async fn tell(env: &Env, message: &Message) -> Option<Response> {
    let stub = env.durable_object(BINDING).ok()?.get_by_name(NAME).ok()?;
    let address = format!("https://meter.invalid{}", message.print());
    match select(Box::pin(stub.fetch_with_str(&address)), Delay::from(PATIENCE)).await {
        Either::Left((answer, _)) => answer.ok().filter(|answer| answer.status_code() < 300),
        Either::Right(_) => None,
    }
}

fn with_isolate<T>(act: impl FnOnce(&mut Isolate) -> T) -> T {
    ISOLATE.with_borrow_mut(act)
}

fn now() -> i64 {
    i64::try_from(Date::now().as_millis()).unwrap_or(i64::MAX)
}
