//! One request to the relay and its answer.
//!
//! Dropping a future from here aborts its request.

use futures_util::future::LocalBoxFuture;
use model::endpoint::{Call, EndpointId, Method};
use model::query::Query;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestInit, Response};

use super::Error;
use crate::dom;

/// A request of the endpoint table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    call: Call,
    query: Query,
}

impl Request {
    /// The call `id` with its ids in path order.
    pub fn new(id: EndpointId, ids: &[&str]) -> Result<Self, Error> {
        let call = Call::new(id, ids).map_err(|_| Error::BadId)?;
        Ok(Self { call, query: Query::default() })
    }

    /// Sets the query.
    #[must_use]
    pub fn query(self, query: Query) -> Self {
        Self { query, ..self }
    }

    /// Path and query, as they are fetched.
    pub fn url(&self) -> String {
        format!("{}{}", self.call.path(), self.query.print())
    }

    /// Sends it without a body.
    pub async fn send<T: DeserializeOwned>(self) -> Result<T, Error> {
        self.fetch().await?.decode()
    }

    /// Sends it without a body; the answer is read whole and not looked into.
    pub fn fetch(self) -> LocalBoxFuture<'static, Result<Answer, Error>> {
        fetch_text(self.call.endpoint().method, self.url(), None)
    }

    /// Sends it with a body that is JSON.
    pub(super) fn fetch_with(self, body: String) -> LocalBoxFuture<'static, Result<Answer, Error>> {
        fetch_text(self.call.endpoint().method, self.url(), Some(body))
    }

    /// Sends it with `body` as JSON.
    pub async fn send_json<T: DeserializeOwned>(self, body: &impl Serialize) -> Result<T, Error> {
        let body = encode(body)?;
        fetch_text(self.call.endpoint().method, self.url(), Some(body)).await?.decode()
    }
}

/// A successful answer, read whole.
#[derive(Debug)]
pub struct Answer {
    text: String,
    request_id: Option<String>,
}

impl Answer {
    /// The text as it came.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Reads it as a `T`.
    pub fn decode<T: DeserializeOwned>(self) -> Result<T, Error> {
        serde_json::from_str(&self.text)
            .map_err(|error| Error::Decode { detail: error.to_string(), request_id: self.request_id })
    }
}

pub(super) fn encode(body: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(body).map_err(|error| Error::Decode { detail: error.to_string(), request_id: None })
}

/// Fetches `url` and reads the whole answer.
///
/// Boxed, so that its states are in the program once and not once a kind of answer.
pub(super) fn fetch_text(
    method: Method,
    url: String,
    body: Option<String>,
) -> LocalBoxFuture<'static, Result<Answer, Error>> {
    Box::pin(fetch_whole(method, url, body))
}

async fn fetch_whole(method: Method, url: String, body: Option<String>) -> Result<Answer, Error> {
    let abort = AbortOnDrop::new()?;
    let response = fetch(method, &url, body, &[("accept", "application/json")], &abort).await?;
    let request_id = header(&response, "request-id");
    let text = read_text(&response).await?;
    if response.ok() {
        Ok(Answer { text, request_id })
    } else {
        Err(Error::from_answer(response.status(), &text, request_id, retry_after_secs(&response)))
    }
}

/// Fetches `url`; the answer's body has not been read.
pub(super) async fn fetch(
    method: Method,
    url: &str,
    body: Option<String>,
    headers: &[(&str, &str)],
    abort: &AbortOnDrop,
) -> Result<Response, Error> {
    let init = RequestInit::new();
    init.set_method(method.as_str());
    init.set_signal(Some(&abort.0.signal()));
    let sent = Headers::new().map_err(failure)?;
    for (name, value) in headers {
        sent.append(name, value).map_err(failure)?;
    }
    if let Some(body) = body {
        sent.append("content-type", "application/json").map_err(failure)?;
        init.set_body(&body.into());
    }
    init.set_headers(&sent);
    let window = dom::window().ok_or(Error::Network)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await.map_err(failure)?;
    response.dyn_into().map_err(failure)
}

/// The error answer `response`, read whole.
pub(super) async fn refusal(response: &Response) -> Error {
    let text = read_text(response).await.unwrap_or_default();
    Error::from_answer(response.status(), &text, header(response, "request-id"), retry_after_secs(response))
}

/// Aborts a fetch, its body included, when dropped.
#[derive(Debug)]
pub(super) struct AbortOnDrop(AbortController);

impl AbortOnDrop {
    pub(super) fn new() -> Result<Self, Error> {
        AbortController::new().map(Self).map_err(failure)
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What a rejected promise of `fetch` means.
pub(super) fn failure(value: impl Into<JsValue>) -> Error {
    let name = js_sys::Reflect::get(&value.into(), &"name".into()).ok().and_then(|name| name.as_string());
    if name.as_deref() == Some("AbortError") { Error::Aborted } else { Error::Network }
}

async fn read_text(response: &Response) -> Result<String, Error> {
    let text = JsFuture::from(response.text().map_err(failure)?).await.map_err(failure)?;
    Ok(text.as_string().unwrap_or_default())
}

fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok()?
}

/// Reads `retry-after-ms`, else `retry-after` in seconds; a date there is not worth reading for a hint.
fn retry_after_secs(response: &Response) -> Option<u32> {
    let from_millis = header(response, "retry-after-ms")
        .and_then(|millis| millis.parse::<u32>().ok())
        .map(|millis| millis.div_ceil(1000));
    from_millis.or_else(|| header(response, "retry-after")?.parse().ok())
}
