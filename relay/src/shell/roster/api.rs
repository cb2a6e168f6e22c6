//! Every call that the Roster makes.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Response};
use worker::{Delay, Env};

use crate::answer::{self, Passage};
use crate::config::Config;
use crate::meter::{self, Class, Purpose};
use crate::policy::Forward;
use crate::rejection::{self, Rejection};
use crate::roster::Failure;
use crate::roster::ask::Ask;
use crate::shell::meter as quota;
use crate::shell::{js, upstream};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The largest answer, in bytes: a hundred sessions with their agents' prompts and tools.
const MAX_BYTES: u64 = 16 << 20;

/// Asks the API, with a permit of the quota; no other line of the Roster does.
pub(super) async fn ask(env: &Env, background: &impl quota::Background, ask: &Ask) -> Result<String, Failure> {
    let request_id = rejection::request_id(js::random());
    let refused = |rejection: Rejection| {
        let reply = rejection.reply(&request_id);
        let retry_after = match &rejection {
            Rejection::TooMany { retry_after_millis } => Some(i64::from(*retry_after_millis)),
            _ => None,
        };
        Failure { status: reply.status, retry_after, error: reply.body }
    };
    let config = Config::read(|name| js::setting(env, name)).map_err(Rejection::Misconfigured).map_err(refused)?;
    let forward = ask.forward().ok_or(Rejection::UnknownPath).map_err(refused)?;
    let abort = AbortController::new().map_err(|_| refused(Rejection::Internal))?;
    let signal = abort.signal();
    let answer = pin!(fetch(env, background, &forward, &config, &signal, &request_id));
    match select(answer, pin!(Delay::from(PATIENCE))).await {
        Either::Left((answer, _)) => answer.map_err(refused)?,
        Either::Right(_) => {
            abort.abort();
            Err(refused(Rejection::Unreachable { retry: true }))
        }
    }
}

async fn fetch(
    env: &Env,
    background: &impl quota::Background,
    forward: &Forward,
    config: &Config,
    signal: &AbortSignal,
    request_id: &str,
) -> Result<Result<String, Failure>, Rejection> {
    let ask = meter::Ask { class: Class::Read, caller: forward.caller, purpose: Purpose::Background };
    quota::permit(env, ask).await?;
    let answer = upstream::ask(forward, None, config, Some(signal))?;
    let answer = JsFuture::from(answer).await.map_err(|_| Rejection::Unreachable { retry: true })?;
    let answer: Response = answer.unchecked_into();
    let headers = js::headers(&answer.headers());
    quota::report(env, background, Class::Read, answer.status(), &headers);
    match answer::judge(&forward.call, answer.status(), &headers, &config.api_key)? {
        Passage::Body(_) | Passage::Stream(_) => {
            let bytes = js::read_body(answer.body(), MAX_BYTES).await?;
            String::from_utf8(bytes).map(Ok).map_err(|_| Rejection::Nonsense)
        }
        Passage::Error => {
            let bytes = js::read_body(answer.body(), answer::MAX_ERROR_BYTES).await.unwrap_or_default();
            let reply = answer::error(answer.status(), &headers, &bytes, &config.api_key, request_id);
            let retry_after = answer::retry_after(&headers);
            Ok(Err(Failure { status: reply.status, retry_after, error: reply.body }))
        }
    }
}
