//! Sends a call to the API and hands its answer back.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit, RequestRedirect, Response};
use worker::{Context, Env};

use super::{js, meter};
use crate::answer::{self, Passage};
use crate::body::{self, Rule};
use crate::config::Config;
use crate::headers::to_api;
use crate::meter::Ask;
use crate::policy::Forward;
use crate::rejection::Rejection;

pub(super) async fn forward(
    forward: &Forward,
    raw: &Request,
    config: &Config,
    env: &Env,
    context: &Context,
    request_id: &str,
) -> Result<Response, Rejection> {
    let (body, ask) = read_body(forward, raw).await?;
    meter::permit(env, ask).await?;
    let answer = send(forward, body.as_ref(), config, context, &raw.signal()).await?;
    let headers = js::headers(&answer.headers());
    meter::report(env, context, ask.class, answer.status(), &headers);
    match answer::judge(&forward.call, answer.status(), &headers, &config.api_key)? {
        // Streams go through feeds; one that were forwarded would be passed on as it comes.
        Passage::Body(pairs) | Passage::Stream(pairs) => {
            js::respond_with(answer.status(), &pairs, answer.body().as_ref())
        }
        Passage::Error => {
            // A body that is too long to be an error of the API is none.
            let bytes = js::read_body(answer.body(), answer::MAX_ERROR_BYTES).await.unwrap_or_default();
            js::respond(&answer::error(answer.status(), &headers, &bytes, &config.api_key, request_id))
        }
    }
}

/// The body to send, and the permit that is needed for it.
async fn read_body(forward: &Forward, raw: &Request) -> Result<(Option<JsValue>, Ask), Rejection> {
    match forward.body {
        Rule::None => Ok((None, forward.ask(&[]))),
        Rule::Json(most) => {
            let bytes = js::read_body(raw.body(), most).await?;
            let printed = body::reprint(&bytes).map_err(Rejection::BadBody)?;
            Ok((Some(Uint8Array::from(printed.as_slice()).into()), forward.ask(&printed)))
        }
        // The runtime streams it, and holds it to the length that was checked.
        Rule::Multipart(_) => Ok((raw.body().map(JsCast::unchecked_into), forward.ask(&[]))),
    }
}

async fn send(
    forward: &Forward,
    body: Option<&JsValue>,
    config: &Config,
    context: &Context,
    signal: &AbortSignal,
) -> Result<Response, Rejection> {
    let is_read = forward.is_read();
    let answer = ask(forward, body, config, is_read.then_some(signal))?;
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

/// Sends a call to the API. The answer, a `Response`, is on its way.
pub(super) fn ask(
    forward: &Forward,
    body: Option<&JsValue>,
    config: &Config,
    signal: Option<&AbortSignal>,
) -> Result<Promise, Rejection> {
    let init = RequestInit::new();
    init.set_method(forward.call.endpoint().method.as_str());
    let headers = to_api(&forward.call, &config.api_key, forward.boundary.as_deref());
    init.set_headers(js::to_headers(&headers)?.as_ref());
    // A redirect that is followed would carry the key to wherever it leads.
    init.set_redirect(RequestRedirect::Manual);
    if let Some(body) = body {
        init.set_body(body);
    }
    init.set_signal(signal);
    Ok(js::global().fetch_with_str_and_init(&forward.url(&config.upstream), &init))
}
