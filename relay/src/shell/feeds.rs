//! Asks the objects that hold the feeds.

use model::endpoint::{Call, EndpointId};
use web_sys::{Request, Response};
use worker::{Context, Env, Stub};

use super::js;
use crate::feed::ask::{self, Ask, LogName};
use crate::headers;
use crate::rejection::Rejection;

/// The name of the binding.
const BINDING: &str = "FEED";

/// Hands on what a feed answers.
pub(super) async fn ask(
    env: &Env,
    log: &LogName,
    ask: Ask,
    raw: &Request,
    request_id: &str,
) -> Result<Response, Rejection> {
    let answer = stub(env, log)?.fetch_with_str(&ask::print(log, ask, request_id)).await;
    // The object was moved or restarted under way: whoever asked may ask again.
    let answer: Response = answer.map_err(|_| Rejection::Unreachable { retry: true })?.into();
    let accepts = js::headers(&raw.headers()).get("accept-encoding").map(str::to_owned);
    match (ask, answer.status()) {
        (Ask::Chunk(_), 200) => {
            let pairs = headers::of_chunk(accepts.as_deref());
            js::respond_with(200, &pairs, answer.body().as_ref())
        }
        (Ask::Attach(..), 200) => {
            let mut pairs = headers::of_stream();
            pairs.push(("request-id", request_id.to_owned()));
            js::respond_with(200, &pairs, answer.body().as_ref())
        }
        _ => Ok(answer),
    }
}

/// Tells a feed what its own stream might tell it late, or never.
pub(super) fn notice(env: &Env, context: &Context, call: &Call, status: u16, request_id: &str) {
    let [session] = call.params() else { return };
    if call.endpoint().id != EndpointId::SessionDelete || status != 200 {
        return;
    }
    let log = LogName { session: session.clone(), thread: None };
    let address = ask::print(&log, Ask::Erase, request_id);
    if let Ok(stub) = stub(env, &log) {
        context.wait_until(async move {
            // Should it not hear of it now, the API will tell it that the session is gone.
            let _ = stub.fetch_with_str(&address).await;
        });
    }
}

fn stub(env: &Env, log: &LogName) -> Result<Stub, Rejection> {
    let feeds = env.durable_object(BINDING).map_err(|_| Rejection::Internal)?;
    feeds.get_by_name(&log.object()).map_err(|_| Rejection::Internal)
}
