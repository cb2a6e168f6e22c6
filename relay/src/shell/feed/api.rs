//! Asks the API on behalf of a feed, and tells the feed what it said.

use std::time::Duration;

use model::endpoint::{Call, NoCall};
use model::follow::{self, Failure, List, Order};
use model::query::Query;
use model::sse::Decoder;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, Response};
use worker::Delay;

use super::Object;
use super::host::Words;
use crate::answer::{self, Passage};
use crate::auth::Caller;
use crate::config::Config;
use crate::feed::Input;
use crate::feed::ask::LogName;
use crate::feed::intake::{read_item, read_page};
use crate::meter::{Ask, Class, Purpose};
use crate::policy::Forward;
use crate::rejection::{self, Rejection};
use crate::shell::{js, meter, upstream};

/// How many events a page has, at most.
const PAGE_EVENTS: u32 = 1_000;
/// The largest event that is read from a stream, in bytes. A Worker's memory holds several copies of it.
const MAX_EVENT_BYTES: usize = 16 << 20;
/// The largest page that is read, in bytes.
const MAX_PAGE_BYTES: u64 = 32 << 20;

/// How often a page of history waits for its turn before it counts as refused.
const MOST_WAITS: u32 = 20;

/// Why the API was asked in vain: for the follower, and in words for whoever waits.
struct Refused {
    failure: Failure,
    words: Words,
}

impl Object {
    pub(super) async fn read_stream(self, stream: u32, signal: AbortSignal) {
        let query = Query::default().with("event_deltas[]", "agent.message").with("event_deltas[]", "agent.thinking");
        let call = self.call(LogName::stream);
        let failure = match self.ask(call, query, Purpose::Interactive, Some(&signal)).await {
            Ok(answer) => {
                self.tell(Input::Upstream(follow::Input::Opened(stream)));
                self.pump(stream, &answer).await
            }
            Err(refused) => self.refused(refused),
        };
        if !signal.aborted() {
            self.tell(Input::Upstream(follow::Input::Ended(stream, failure)));
        }
    }

    /// Reads a stream to its end, and says how it ended.
    async fn pump(&self, stream: u32, answer: &Response) -> Failure {
        let Some(reader) = answer.body().and_then(|body| ReadableStreamDefaultReader::new(&body).ok()) else {
            return Failure::default();
        };
        let mut decoder = Decoder::new(MAX_EVENT_BYTES);
        while let Ok(Some(chunk)) = js::read(JsFuture::from(reader.read()).await) {
            let mut inputs = Vec::new();
            let mut end = None;
            decoder.push(&chunk.to_vec(), |item| match read_item(stream, item) {
                _ if end.is_some() => {}
                Ok(input) => inputs.push(input),
                Err(failure) => end = Some(failure),
            });
            if inputs.is_empty() {
                inputs.push(follow::Input::Heard(stream));
            }
            self.tell_all(inputs.into_iter().map(Input::Upstream));
            if let Some(failure) = end {
                // Whatever else it would say is not waited for.
                let _ = JsFuture::from(reader.cancel()).await;
                return failure;
            }
        }
        Failure::default()
    }

    pub(super) async fn read_page(self, number: u32, list: List) {
        let generation = self.generation();
        let call = self.call(LogName::list);
        // What was missed is waited for; older history can wait.
        let is_history = list.order == Order::Descending && list.page.is_some();
        let purpose = if is_history { Purpose::Backfill } else { Purpose::Interactive };
        let page = match self.ask(call, list.query(PAGE_EVENTS), purpose, None).await {
            Ok(answer) => match js::read_body(answer.body(), MAX_PAGE_BYTES).await {
                Ok(bytes) => read_page(&bytes).ok_or_else(Failure::default),
                Err(_) => Err(Failure::default()),
            },
            Err(refused) => Err(self.refused(refused)),
        };
        let input = match page {
            Ok((entries, next)) => follow::Input::Page(number, entries, next),
            Err(failure) => follow::Input::ListFailed(number, failure),
        };
        self.answer(generation, Input::Upstream(input));
    }

    pub(super) async fn verify(self) {
        let generation = self.generation();
        let call = self.call(LogName::retrieve);
        let is_there = match self.ask(call, Query::default(), Purpose::Interactive, None).await {
            Ok(_) => Some(true),
            Err(refused) => {
                let is_gone = refused.failure.status == Some(404);
                self.refused(refused);
                is_gone.then_some(false)
            }
        };
        self.answer(generation, Input::Verified(is_there));
    }

    /// Keeps the words of a refusal for those who wait.
    fn refused(&self, refused: Refused) -> Failure {
        self.0.inner.borrow_mut().host.refusal = Some(refused.words);
        refused.failure
    }

    fn call(&self, of: impl Fn(&LogName) -> Result<Call, NoCall>) -> Option<Call> {
        self.0.inner.borrow().host.log.as_ref().and_then(|log| of(log).ok())
    }

    /// Waits for a permit: history can, everything else is refused at once.
    async fn permit(&self, ask: Ask) -> Result<(), Rejection> {
        for _ in 0..MOST_WAITS {
            match meter::permit(&self.0.env, ask).await {
                Err(Rejection::TooMany { retry_after_millis }) if ask.purpose == Purpose::Backfill => {
                    Delay::from(Duration::from_millis(u64::from(retry_after_millis))).await;
                }
                answer => return answer,
            }
        }
        meter::permit(&self.0.env, ask).await
    }

    /// A call that reads; what comes back is what it should be.
    async fn ask(
        &self,
        call: Option<Call>,
        query: Query,
        purpose: Purpose,
        signal: Option<&AbortSignal>,
    ) -> Result<Response, Refused> {
        let config = Config::read(|name| js::setting(&self.0.env, name)).map_err(Rejection::Misconfigured)?;
        let call = call.ok_or(Rejection::Internal)?;
        let caller = self.0.inner.borrow().host.caller.unwrap_or_else(|| Caller::of(""));
        let forward = Forward::read(call, query, caller);
        self.permit(Ask { class: Class::Read, caller, purpose }).await?;
        let answer = upstream::ask(&forward, None, &config, signal)?;
        let answer = JsFuture::from(answer).await.map_err(|_| Rejection::Unreachable { retry: true })?;
        let answer: Response = answer.unchecked_into();
        let headers = js::headers(&answer.headers());
        meter::report(&self.0.env, &self.0.state, Class::Read, answer.status(), &headers);
        match answer::judge(&forward.call, answer.status(), &headers, &config.api_key)? {
            Passage::Body(_) | Passage::Stream(_) => Ok(answer),
            Passage::Error => {
                // A body that is too long to be an error of the API is none.
                let bytes = js::read_body(answer.body(), answer::MAX_ERROR_BYTES).await.unwrap_or_default();
                let request_id = rejection::request_id(js::random());
                let reply = answer::error(answer.status(), &headers, &bytes, &config.api_key, &request_id);
                let retry_after_millis = answer::retry_after(&headers).and_then(|millis| u64::try_from(millis).ok());
                let failure = Failure { status: Some(answer.status()), retry_after_millis };
                Err(Refused { failure, words: Words::Theirs(reply) })
            }
        }
    }
}

impl From<Rejection> for Refused {
    fn from(rejection: Rejection) -> Self {
        let retry_after_millis = match &rejection {
            Rejection::TooMany { retry_after_millis } => Some(u64::from(*retry_after_millis)),
            _ => None,
        };
        let failure = Failure { status: Some(rejection.status()), retry_after_millis };
        Self { failure, words: Words::Ours(rejection) }
    }
}
