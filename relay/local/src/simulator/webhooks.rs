//! Webhooks (§2.11): which are sent, to whom, and how they are signed. Pure; the shell delivers.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use super::request::Refusal;
use super::rng::Rng;
use super::sessions::{Event, put};
use super::time::{self, Micros, SECOND};

/// How long after a failed attempt the next one is made, if there is one.
pub(crate) const PAUSES: [Option<Micros>; 3] = [Some(5 * SECOND), Some(20 * SECOND), None];

/// The shortest secret, in bytes.
const MIN_SECRET_BYTES: usize = 24;

/// Who gets webhooks.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// `host:port`, on this machine.
    pub(crate) authority: String,
    /// Where on it.
    pub(crate) path: String,
    key: Vec<u8>,
}

/// Something that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Webhook {
    /// The same for every attempt.
    pub(crate) id: String,
    /// What is said.
    pub(crate) body: String,
}

/// What is to be told, while anybody wants to hear it.
#[derive(Debug, Default)]
pub(crate) struct Webhooks {
    is_on: bool,
    out: Vec<Webhook>,
    /// Where their ids come from. Its own, so that telling does not change what happens.
    rng: Rng,
}

impl Target {
    /// Reads `http://127.0.0.1:PORT/PATH` and `whsec_…`.
    pub(crate) fn read(url: &str, secret: &str) -> Result<Self, Refusal> {
        let (authority, path) = url
            .strip_prefix("http://")
            .and_then(|rest| rest.find('/').map(|at| rest.split_at(at)))
            .filter(|(authority, path)| is_local(authority) && path.bytes().all(|b| b.is_ascii_graphic()))
            .ok_or_else(|| Refusal::invalid("url: must be http://127.0.0.1:PORT/PATH"))?;
        let key = secret
            .strip_prefix("whsec_")
            .and_then(|text| BASE64_STANDARD.decode(text).ok())
            .filter(|key| key.len() >= MIN_SECRET_BYTES)
            .ok_or_else(|| Refusal::invalid("secret: must be whsec_ and at least 24 bytes as Base64"))?;
        Ok(Self { authority: authority.to_owned(), path: path.to_owned(), key })
    }

    /// The request that delivers `webhook` at `now`, in seconds since 1970.
    pub(crate) fn request(&self, webhook: &Webhook, now: u64) -> String {
        let Webhook { id, body } = webhook;
        let signature = self.sign(&format!("{id}.{now}.{body}"));
        format!(
            "POST {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             webhook-id: {id}\r\nwebhook-timestamp: {now}\r\nwebhook-signature: v1,{signature}\r\n\r\n{body}",
            self.path,
            self.authority,
            body.len(),
        )
    }

    fn sign(&self, content: &str) -> String {
        // A key of any length is taken.
        Hmac::<Sha256>::new_from_slice(&self.key).map_or_else(
            |_| String::new(),
            |mac| BASE64_STANDARD.encode(mac.chain_update(content).finalize().into_bytes()),
        )
    }
}

fn is_local(authority: &str) -> bool {
    let port = ["127.0.0.1:", "localhost:"].iter().find_map(|host| authority.strip_prefix(host));
    port.is_some_and(|port| port.parse::<u16>().is_ok())
}

impl Webhooks {
    /// Whether anybody wants to hear.
    pub(crate) fn switch(&mut self, is_on: bool) {
        self.is_on = is_on;
    }

    /// What is to be told since the last call.
    pub(crate) fn take_out(&mut self) -> Vec<Webhook> {
        std::mem::take(&mut self.out)
    }

    /// Something happened to a session that is no event of it.
    pub(crate) fn tell(&mut self, kind: &str, session_id: &str, now: Micros) {
        self.add(kind, session_id, None, now);
    }

    /// An event of the session itself, or the copy of a child's.
    pub(crate) fn event(&mut self, session_id: &str, event: &Event, now: Micros) {
        if !self.is_on {
            return;
        }
        let fields: Value = serde_json::from_str(&event.json).unwrap_or_default();
        let text = |pointer: &str| fields.pointer(pointer).and_then(Value::as_str);
        for kind in kinds(&event.kind, text("/stop_reason/type")) {
            let thread = text("/session_thread_id").filter(|_| kind.starts_with("session.thread_"));
            self.add(kind, session_id, thread, now);
        }
    }

    fn add(&mut self, kind: &str, session_id: &str, thread: Option<&str>, now: Micros) {
        if !self.is_on {
            return;
        }
        let mut data = json!({
            "type": kind,
            "id": session_id,
            "organization_id": "org_01SimuLatedSimuLatedSimu",
            "workspace_id": "wrkspc_01SimuLatedSimuLated",
        });
        if let Some(thread) = thread {
            put(&mut data, "session_thread_id", thread);
        }
        let id = self.rng.id("whevt");
        let body = json!({ "type": "event", "id": id, "created_at": time::print(now), "data": data });
        self.out.push(Webhook { id, body: body.to_string() });
    }
}

/// The webhooks of an event. Their names are nearly those of the events, and not quite; workflow runs have none.
fn kinds(event: &str, stop: Option<&str>) -> &'static [&'static str] {
    match (event, stop) {
        ("session.status_running", _) => &["session.status_run_started"],
        ("session.status_idle", Some("requires_action")) => &["session.status_idled", "session.requires_action"],
        ("session.status_idle", Some("budget_reached")) => &["session.status_idled", "session.budget_reached"],
        ("session.status_idle", _) => &["session.status_idled"],
        ("session.status_rescheduled", _) => &["session.status_rescheduled"],
        ("session.status_terminated", _) => &["session.status_terminated"],
        ("session.deleted", _) => &["session.deleted"],
        ("session.updated", _) => &["session.updated"],
        ("session.thread_created", _) => &["session.thread_created"],
        ("session.thread_status_idle", _) => &["session.thread_idled"],
        ("session.thread_status_terminated", _) => &["session.thread_terminated"],
        ("span.outcome_evaluation_end", _) => &["session.outcome_evaluation_ended"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests;
