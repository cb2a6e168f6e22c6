//! Passes a stream of events through, chunk by chunk, and writes heartbeats into its silences.

use std::borrow::Cow;

use futures_util::future::{Either, select};
use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStream, ReadableStreamDefaultReader, TransformStream, WritableStreamDefaultWriter,
};
use worker::{Context, Delay};

use super::js;
use crate::heartbeat::{Beat, COMMENT, INTERVAL, Seam};

/// The stream for the viewer. When the viewer has left, `abort` ends the one from the API.
pub(super) fn with_heartbeat(
    upstream: &ReadableStream,
    abort: AbortController,
    context: &Context,
) -> Result<ReadableStream, JsValue> {
    let pipe = TransformStream::new()?;
    let reader = ReadableStreamDefaultReader::new(upstream)?;
    let writer = WritableStreamDefaultWriter::new(&pipe.writable())?;
    let viewer = pipe.readable();
    context.wait_until(async move {
        // An end is passed on as an end, everything else as a break, so that half a frame is not taken for whole.
        let end = match pump(&reader, &writer).await {
            Ok(()) => writer.close(),
            Err(_) => writer.abort(),
        };
        abort.abort();
        // Both fail when the viewer is already gone.
        let _ = JsFuture::from(reader.cancel()).await;
        let _ = JsFuture::from(end).await;
    });
    Ok(viewer)
}

/// Runs until the API ends the stream, or until the viewer has left or the API is lost, which is an error.
async fn pump(reader: &ReadableStreamDefaultReader, writer: &WritableStreamDefaultWriter) -> Result<(), JsValue> {
    let mut seam = Seam::default();
    // The first byte goes out at once: the viewer, and whatever stands between, knows that the stream is open.
    write(writer, COMMENT).await?;
    let mut next = JsFuture::from(reader.read());
    let mut left = JsFuture::from(writer.closed());
    loop {
        match wait(&mut next, &mut left).await {
            Event::Read(chunk) => {
                let Some(chunk) = js::read(chunk)? else {
                    return Ok(());
                };
                match seam.pass(&chunk.to_vec()) {
                    // Nothing was taken from it: it need not be copied back.
                    Cow::Borrowed(passed) if passed.len() == chunk.length() as usize => {
                        JsFuture::from(writer.write_with_chunk(&chunk)).await?;
                    }
                    passed => write(writer, &passed).await?,
                }
                next = JsFuture::from(reader.read());
            }
            Event::Silence => match seam.beat() {
                Beat::Write => write(writer, COMMENT).await?,
                Beat::Wait => {}
                Beat::Cut => return Err(JsValue::NULL),
            },
            Event::Left(gone) => return gone.map(drop),
        }
    }
}

enum Event {
    /// The API sent a chunk, or ended.
    Read(Result<JsValue, JsValue>),
    /// Nothing came for an [`INTERVAL`].
    Silence,
    /// The viewer has left.
    Left(Result<JsValue, JsValue>),
}

async fn wait(next: &mut JsFuture, left: &mut JsFuture) -> Event {
    match select(select(next, left), Delay::from(INTERVAL)).await {
        Either::Left((Either::Left((chunk, _)), _)) => Event::Read(chunk),
        Either::Left((Either::Right((gone, _)), _)) => Event::Left(gone),
        Either::Right(_) => Event::Silence,
    }
}

async fn write(writer: &WritableStreamDefaultWriter, bytes: &[u8]) -> Result<(), JsValue> {
    JsFuture::from(writer.write_with_chunk(&Uint8Array::from(bytes))).await.map(drop)
}
