//! Carries out what the follower decides: opens streams, fetches pages, tells the time.

use std::time::Duration;

use model::endpoint::EndpointId;
use model::live::{Failure, Input, List, Order, Output};
use model::page::Page;
use model::query::Query;
use model::sse::Item;
use model::wire::{Event, Wire};
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::SessionState;
use super::intake::SLICE_MILLIS;
use crate::api::Error;
use crate::api::client::Request;
use crate::api::stream::EventStream;
use crate::dom::task::Task;
use crate::dom::timer::{Timeout, sleep};

/// How many events a page has.
const PAGE: &str = "500";

impl SessionState {
    /// Tells the follower what time it is.
    pub(super) fn tick(self) {
        self.input(Input::Tick);
    }

    /// Tells the follower what happened, and does what it says.
    pub(super) fn input(self, input: Input<Wire<Event>>) {
        let now = self.millis();
        let outputs = self.with_inner(|inner| inner.live.handle(input, now)).unwrap_or_default();
        let mut has_news = false;
        for output in outputs {
            match output {
                Output::Open(number) => {
                    let task = Task::spawn(self.read_stream(number));
                    self.with_inner(|inner| inner.stream = Some(task));
                }
                Output::Close => {
                    self.with_inner(|inner| inner.stream = None);
                }
                Output::List(number, list) => {
                    let task = Task::spawn(self.read_page(number, list));
                    self.with_inner(|inner| inner.listing = Some(task));
                }
                other => {
                    has_news = true;
                    self.with_inner(|inner| inner.queue.push_back(other));
                }
            }
        }
        if has_news {
            self.schedule();
        }
        self.with_inner(|inner| {
            let delay = inner.live.wake_at().map(|at| u64::try_from(at.saturating_sub(now)).unwrap_or(0).max(1));
            inner.timer = delay.and_then(|millis| Timeout::new(Duration::from_millis(millis), move || self.tick()));
        });
    }

    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of today need 41 bits")]
    fn millis(self) -> i64 {
        self.clock.now() as i64
    }

    async fn read_stream(self, number: u32) {
        let mut stream = match self.open_stream().await {
            Ok(stream) => stream,
            Err(error) => return self.stream_ended(number, &error),
        };
        self.input(Input::Opened(number));
        loop {
            match stream.next_chunk().await {
                Ok(Some(items)) => {
                    self.input(Input::Heard(number));
                    for item in items {
                        if let Some(error) = self.take_item(number, item) {
                            return self.stream_ended(number, &error);
                        }
                    }
                }
                Ok(None) => return self.input(Input::Ended(number, Failure::default())),
                Err(error) => return self.stream_ended(number, &error),
            }
        }
    }

    async fn open_stream(self) -> Result<EventStream, Error> {
        let query = Query::default().with("event_deltas[]", "agent.message").with("event_deltas[]", "agent.thinking");
        let request = Request::new(EndpointId::EventStream, &[&self.id()])?.query(query);
        EventStream::open(&request, None).await
    }

    /// Takes what the stream said; an error when it says that it ends.
    fn take_item(self, number: u32, item: Item) -> Option<Error> {
        let frame = match item {
            Item::Frame(frame) if !frame.data.is_empty() => frame,
            // What was too large to read is in the list.
            Item::TooLarge => return Some(Error::Network),
            Item::Frame(_) | Item::Comment | Item::Retry(_) => return None,
        };
        match frame.event.as_str() {
            "ping" => None,
            "error" => Some(stream_error(&frame.data)),
            _ => match Wire::parse(&frame.data) {
                Ok(event) => {
                    self.input(Input::Frame(number, event));
                    None
                }
                Err(_) => Some(Error::Network),
            },
        }
    }

    fn stream_ended(self, number: u32, error: &Error) {
        self.note(error);
        self.input(Input::Ended(number, failure(error)));
    }

    async fn read_page(self, number: u32, list: List) {
        // First only cut into events: reading a whole page at once would keep the page from painting.
        let page: Result<Page<IgnoredAny>, Error> = match Request::new(EndpointId::EventList, &[&self.id()]) {
            Ok(request) => request.query(query(&list)).send().await,
            Err(error) => Err(error),
        };
        match page {
            Ok(page) => {
                let next = page.next().map(str::to_owned);
                let events = self.read_events(page).await;
                self.input(Input::Page(number, events, next));
            }
            Err(error) => {
                self.note(&error);
                self.input(Input::ListFailed(number, failure(&error)));
            }
        }
    }

    /// Reads events with pauses; what is no event is left out.
    async fn read_events(self, page: Page<IgnoredAny>) -> Vec<Wire<Event>> {
        let mut events = Vec::with_capacity(page.data.len());
        let mut start = self.clock.now();
        for item in page.data {
            events.extend(Wire::parse(item.raw()));
            if self.clock.now() - start > SLICE_MILLIS {
                sleep(Duration::ZERO).await;
                start = self.clock.now();
            }
        }
        events
    }

    /// Errors are shown; being cut off is what reconnecting is for.
    fn note(self, error: &Error) {
        if !matches!(error, Error::Network | Error::Aborted) {
            self.fail(error.clone());
        }
    }
}

fn query(list: &List) -> Query {
    let order = match list.order {
        Order::Ascending => "asc",
        Order::Descending => "desc",
    };
    let mut query = Query::default().with("limit", PAGE).with("order", order);
    if let Some(from) = list.from {
        query = query.with("created_at[gte]", from.to_timestamp().as_str());
    }
    for kind in list.types {
        query = query.with("types[]", *kind);
    }
    if let Some(page) = &list.page {
        query = query.with("page", page.clone());
    }
    query
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

/// An error frame has no status; its type names the ones that are final.
fn stream_error(data: &str) -> Error {
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Body {
        error: Detail,
    }
    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Detail {
        #[serde(rename = "type")]
        kind: String,
    }
    let body: Body = serde_json::from_str(data).unwrap_or_default();
    let status = match body.error.kind.as_str() {
        "authentication_error" => 401,
        "permission_error" => 403,
        "not_found_error" => 404,
        "rate_limit_error" => 429,
        "overloaded_error" => 529,
        _ => 500,
    };
    Error::from_answer(status, data, None, None)
}
