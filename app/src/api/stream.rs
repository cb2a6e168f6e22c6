//! Server-sent events by `fetch`, chunk by chunk.
//!
//! The browser's own `EventSource` cannot send headers, hides status and body of a refusal,
//! and reconnects by rules of its own; here whoever reads decides.

use js_sys::{Reflect, Uint8Array};
use model::endpoint::Method;
use model::sse::{Decoder, Item};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::Error;
use super::client::{AbortOnDrop, failure, fetch, refusal};
use crate::dom::line::Line;

/// The largest frame that is read, in bytes; the API's largest events are well below.
const MAX_FRAME_BYTES: usize = 32 * 1024 * 1024;

/// An open stream; dropping it aborts it.
#[derive(Debug)]
pub struct EventStream {
    reader: ReadableStreamDefaultReader,
    decoder: Decoder,
    /// None for a stream that was not fetched.
    _fetched: Option<(AbortOnDrop, Line)>,
}

impl EventStream {
    /// Opens the stream at `url`, which takes `line` for as long as it lasts.
    pub async fn open(url: &str, line: Line) -> Result<Self, Error> {
        let abort = AbortOnDrop::new()?;
        let headers = [("accept", "text/event-stream")];
        let response = fetch(Method::Get, url, None, &headers, &abort).await?;
        if !response.ok() {
            return Err(refusal(&response).await);
        }
        let body = response.body().ok_or(Error::Network)?;
        Self::read(&body, Some((abort, line)))
    }

    /// Reads a stream that someone else opened.
    pub fn from_readable(body: &ReadableStream) -> Result<Self, Error> {
        Self::read(body, None)
    }

    /// What the next chunk completed, in order, possibly nothing; `None` when the stream has ended.
    pub async fn next_chunk(&mut self) -> Result<Option<Vec<Item>>, Error> {
        let step = JsFuture::from(self.reader.read()).await.map_err(failure)?;
        let value = Reflect::get(&step, &"value".into()).map_err(failure)?;
        let Ok(chunk) = value.dyn_into::<Uint8Array>() else {
            return Ok(None);
        };
        let mut items = Vec::new();
        self.decoder.push(&chunk.to_vec(), |item| items.push(item));
        Ok(Some(items))
    }

    fn read(body: &ReadableStream, fetched: Option<(AbortOnDrop, Line)>) -> Result<Self, Error> {
        let reader = body.get_reader().dyn_into().map_err(failure)?;
        Ok(Self { reader, decoder: Decoder::new(MAX_FRAME_BYTES), _fetched: fetched })
    }
}

impl Drop for EventStream {
    fn drop(&mut self) {
        // Tells the source that nobody listens; the answer to that is of no interest.
        let cancelled = JsFuture::from(self.reader.cancel());
        wasm_bindgen_futures::spawn_local(async move {
            cancelled.await.ok();
        });
    }
}
