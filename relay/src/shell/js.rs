//! Conversions between the runtime's types and plain data.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult, Response, ResponseInit, WorkerGlobalScope,
};
use worker::Env;

use crate::headers::{Headers, Pairs};
use crate::rejection::{Rejection, Reply};

/// A setting or secret of the Worker, if it is text.
pub(super) fn setting(env: &Env, name: &str) -> Option<String> {
    Reflect::get(env, &name.into()).ok()?.as_string()
}

/// What `fetch` and `crypto` belong to.
pub(super) fn global() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Random bytes.
pub(super) fn random() -> [u8; 12] {
    let mut bytes = [0; 12];
    if let Ok(crypto) = global().crypto() {
        // It fails for more than 65,536 bytes only; and a request id need not be secret.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// The headers as pairs. The runtime joins those that come twice with a comma.
pub(super) fn headers(raw: &web_sys::Headers) -> Headers {
    let pairs = js_sys::try_iter(raw).ok().flatten().into_iter().flatten().flatten();
    Headers::new(pairs.filter_map(|pair| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    }))
}

/// Headers to send.
pub(super) fn to_headers(pairs: &Pairs) -> Result<web_sys::Headers, JsValue> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in pairs {
        headers.append(name, value)?;
    }
    Ok(headers)
}

/// A response with a body that is text.
pub(super) fn respond(reply: &Reply) -> Result<Response, Rejection> {
    let body = (!reply.body.is_empty()).then_some(reply.body.as_str());
    Ok(Response::new_with_opt_str_and_init(body, &init(reply.status, &reply.headers)?)?)
}

/// A response whose body the runtime passes on by itself.
pub(super) fn respond_with(status: u16, pairs: &Pairs, body: Option<&ReadableStream>) -> Result<Response, Rejection> {
    Ok(Response::new_with_opt_readable_stream_and_init(body, &init(status, pairs)?)?)
}

/// Reads a body to its end, or refuses it as soon as it is larger than `most` bytes.
pub(super) async fn read_body(body: Option<ReadableStream>, most: u64) -> Result<Vec<u8>, Rejection> {
    let mut bytes = Vec::new();
    let Some(body) = body else { return Ok(bytes) };
    let reader = ReadableStreamDefaultReader::new(&body)?;
    while let Some(chunk) = read(JsFuture::from(reader.read()).await).map_err(|_| Rejection::BodyCutShort)? {
        if bytes.len() as u64 + u64::from(chunk.length()) > most {
            // Whether it can be cancelled makes no difference to the answer.
            let _ = JsFuture::from(reader.cancel()).await;
            return Err(Rejection::TooLarge(most));
        }
        bytes.extend(chunk.to_vec());
    }
    Ok(bytes)
}

/// What a reader said: a chunk, or the end.
pub(super) fn read(result: Result<JsValue, JsValue>) -> Result<Option<Uint8Array>, JsValue> {
    let result: ReadableStreamReadResult = result?.unchecked_into();
    let is_done = result.get_done().unwrap_or(true);
    Ok((!is_done).then(|| result.get_value().unchecked_into()))
}

fn init(status: u16, pairs: &Pairs) -> Result<ResponseInit, JsValue> {
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(to_headers(pairs)?.as_ref());
    Ok(init)
}
