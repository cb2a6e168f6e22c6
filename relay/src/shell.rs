//! The Worker: translates between the runtime and the pure modules, and decides nothing.

mod assets;
mod feed;
mod feeds;
mod js;
mod line;
mod live;
mod meter;
mod roster;
mod upstream;

use wasm_bindgen::JsValue;
use web_sys::{Request, Response};
use worker::{Context, Date, Env, event};

use crate::body;
use crate::config::Config;
use crate::policy::{self, Decision};
use crate::rejection::{self, Rejection, Reply};
use crate::webhook;

/// Answers every request. What can not be answered is a [`Rejection`]; no other text of an error leaves.
#[event(fetch)]
async fn fetch(request: Request, env: Env, context: Context) -> worker::Result<Response> {
    let request_id = rejection::request_id(js::random());
    let answer = serve(&request, &env, &context, &request_id).await;
    let answer = answer.or_else(|rejection| js::respond(&rejection.reply(&request_id)));
    answer.map_err(|_| worker::Error::RustError("no response could be made".to_owned()))
}

async fn serve(raw: &Request, env: &Env, context: &Context, request_id: &str) -> Result<Response, Rejection> {
    let now = Date::now().as_millis() / 1000;
    let config = Config::read(|name| js::setting(env, name));
    let request = policy::Request::new(raw.method(), &raw.url(), js::headers(&raw.headers()), now);
    let decision = policy::decide(&request, &config)?;
    let config = config.map_err(Rejection::Misconfigured)?;
    let has_body = raw.method() != "HEAD";
    match decision {
        Decision::Forward(forward) => {
            let answer = upstream::forward(&forward, raw, &config, env, context, request_id).await?;
            feeds::notice(env, context, &forward.call, answer.status(), request_id);
            Ok(answer)
        }
        Decision::Feed(log, ask) => feeds::ask(env, &log, ask, raw, request_id).await,
        Decision::SignIn => {
            let bytes = js::read_body(raw.body(), body::SIGN_IN_BYTES).await?;
            js::respond(&policy::sign_in(&bytes, &config, now)?)
        }
        Decision::Limits(caller) => js::respond(&meter::limits(env, caller).await?),
        Decision::LiveSessions(expires) => live::follow(env, expires).await,
        Decision::Hook => {
            let bytes = js::read_body(raw.body(), webhook::MAX_BYTES).await?;
            live::tell(env, &policy::hook(&request, &bytes, &config)?).await
        }
        Decision::Reply(reply) if has_body => js::respond(&reply),
        Decision::Reply(reply) => js::respond(&Reply { body: String::new(), ..reply }),
        Decision::File(file) => assets::file(env, &file, has_body).await,
        Decision::Page => assets::page(env, has_body).await,
    }
}

/// What goes wrong in the runtime itself has no words that a client may read.
impl From<JsValue> for Rejection {
    fn from(_: JsValue) -> Self {
        Self::Internal
    }
}
