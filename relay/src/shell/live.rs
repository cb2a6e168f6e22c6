//! What the Worker hands to the Roster, and how the two speak: by requests that nobody else can make.

use wasm_bindgen::JsValue;
use web_sys::Response;
use worker::{Env, Request, RequestInit};

use super::js;
use crate::headers;
use crate::policy;
use crate::rejection::Rejection;
use crate::webhook::{Delivery, Refusal};

/// The name of the binding.
const BINDING: &str = "ROSTER";
/// There is one for everybody.
const NAME: &str = "org";

/// Where a viewer joins; the host is for the form of an address only.
pub(super) const JOIN: &str = "https://roster.invalid/join";
/// When the right of a viewer ends that has no end.
pub(super) const NEVER: &str = "never";
/// Where a webhook is told.
pub(super) const HOOK: &str = "https://roster.invalid/hook";

/// The stream of the list, for somebody who may see it until `expires` (seconds since 1970).
pub(super) async fn follow(env: &Env, expires: Option<u64>) -> Result<Response, Rejection> {
    let answer = ask(env, JOIN, expires.map_or(NEVER.to_owned(), |at| at.to_string())).await?;
    match answer.status() {
        200 => js::respond_with(200, &headers::of_stream(), answer.body().as_ref()),
        503 => Err(Rejection::Crowded),
        _ => Err(Rejection::Internal),
    }
}

/// Tells what a webhook said. It is taken once the Roster has its id: what fails before may be delivered again.
pub(super) async fn tell(env: &Env, delivery: &Delivery) -> Result<Response, Rejection> {
    match ask(env, HOOK, delivery.print()).await?.status() {
        200 => js::respond(&policy::hook_taken()),
        409 => Err(Rejection::Webhook(Refusal::Replay)),
        _ => Err(Rejection::Internal),
    }
}

async fn ask(env: &Env, address: &str, body: String) -> Result<Response, Rejection> {
    let mut init = RequestInit::new();
    init.with_method(worker::Method::Post).with_body(Some(JsValue::from(body)));
    let stub = env.durable_object(BINDING).and_then(|namespace| namespace.get_by_name(NAME));
    let stub = stub.map_err(|_| Rejection::Internal)?;
    let request = Request::new_with_init(address, &init).map_err(|_| Rejection::Internal)?;
    let answer = stub.fetch_with_request(request).await.map_err(|_| Rejection::Internal)?;
    Ok(answer.into())
}
