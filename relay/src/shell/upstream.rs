//! Sends a call to the API and hands its answer back.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Request, RequestInit, RequestRedirect, Response};
use worker::Context;

use super::{js, pipe};
use crate::answer::{self, Passage};
use crate::body::{self, Rule};
use crate::config::Config;
use crate::headers::to_api;
use crate::policy::Forward;
use crate::rejection::Rejection;

pub(super) async fn forward(
    forward: &Forward,
    raw: &Request,
    config: &Config,
    context: &Context,
    request_id: &str,
) -> Result<Response, Rejection> {
    let body = read_body(forward.body, raw).await?;
    // One signal for two reasons to stop: the caller left, or the pipe found that out.
    let abort = AbortController::new()?;
    let signal = AbortSignal::any(&Array::of2(&raw.signal(), &abort.signal()));
    let answer = send(forward, body.as_ref(), config, context, &signal).await?;
    let headers = js::headers(&answer.headers());
    match answer::judge(&forward.call, answer.status(), &headers, &config.api_key)? {
        Passage::Body(pairs) => js::respond_with(answer.status(), &pairs, answer.body().as_ref()),
        Passage::Stream(pairs) => {
            let body = answer.body().ok_or(Rejection::Nonsense)?;
            let piped = pipe::with_heartbeat(&body, abort, context)?;
            js::respond_with(answer.status(), &pairs, Some(&piped))
        }
        Passage::Error => {
            // A body that is too long to be an error of the API is none.
            let bytes = js::read_body(answer.body(), answer::MAX_ERROR_BYTES).await.unwrap_or_default();
            js::respond(&answer::error(answer.status(), &headers, &bytes, &config.api_key, request_id))
        }
    }
}

async fn read_body(rule: Rule, raw: &Request) -> Result<Option<JsValue>, Rejection> {
    match rule {
        Rule::None => Ok(None),
        Rule::Json(most) => {
            let bytes = js::read_body(raw.body(), most).await?;
            let printed = body::reprint(&bytes).map_err(Rejection::BadBody)?;
            Ok(Some(Uint8Array::from(printed.as_slice()).into()))
        }
        // The runtime streams it, and holds it to the length that was checked.
        Rule::Multipart(_) => Ok(raw.body().map(JsCast::unchecked_into)),
    }
}

async fn send(
    forward: &Forward,
    body: Option<&JsValue>,
    config: &Config,
    context: &Context,
    signal: &AbortSignal,
) -> Result<Response, Rejection> {
    let init = RequestInit::new();
    init.set_method(forward.call.endpoint().method.as_str());
    let headers = to_api(&forward.call, &config.api_key, forward.boundary.as_deref());
    init.set_headers(js::to_headers(&headers)?.as_ref());
    // A redirect that is followed would carry the key to wherever it leads.
    init.set_redirect(RequestRedirect::Manual);
    if let Some(body) = body {
        init.set_body(body);
    }
    let is_read = forward.is_read();
    if is_read {
        init.set_signal(Some(signal));
    }
    let answer = js::global().fetch_with_str_and_init(&forward.url(&config.upstream), &init);
    if !is_read {
        // Half a write helps nobody: it is finished even if the caller has left.
        let answer = answer.clone();
        context.wait_until(async move {
            let _ = JsFuture::from(answer).await;
        });
    }
    let answer = JsFuture::from(answer).await.map_err(|_| Rejection::Unreachable { retry: is_read })?;
    Ok(answer.unchecked_into())
}
