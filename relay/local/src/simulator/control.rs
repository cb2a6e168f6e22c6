//! The control plane of tests, `/__sim/…`: loopback only, counted nowhere.
//!
//! | Call | Effect |
//! |---|---|
//! | `POST /__sim/step {"ms": n}` | virtual time passes, without `ms` up to what is due next: `{"now", "emitted"}` |
//! | `POST /__sim/reset` | back to the seed; streams end |
//! | `GET /__sim/stats[?requests=1]` | counters, and the last requests with their headers |
//! | `POST /__sim/session?events=N[&title=T]` | a finished session of exactly N events: `{"id"}` |
//! | `POST /__sim/webhook {"url", "secret"}` | sends the webhooks of sessions there; without them, no longer |
//! | `POST /__sim/inject {"session_id", "events": […]}` | appends events to a session as they are |

use model::query::Query;
use serde_json::{Value, json};

use super::api::Api;
use super::request::Refusal;
use super::sessions;
use super::time::{self, Micros};
use super::webhooks::Target;

/// A command for the control plane.
pub(crate) enum Command {
    /// One that is done at once.
    Act(Act),
    /// Sends webhooks there, or no longer.
    Webhooks(Option<Target>),
    /// A session with a history, which takes a while.
    Session {
        /// Its title.
        title: String,
        /// How many events.
        events: usize,
    },
}

/// A command that is done at once.
pub(crate) enum Act {
    /// Time passes: so much, or up to what is due next.
    Step(Option<Micros>),
    /// Back to the seed.
    Reset,
    /// The counters.
    Stats {
        /// With the last requests.
        with_requests: bool,
    },
    /// Events from outside.
    Inject {
        /// Whose.
        session_id: String,
        /// The events.
        events: Vec<Value>,
    },
}

impl Command {
    /// Reads a command.
    pub(crate) fn read(method: &str, path: &str, query: &str, body: &[u8]) -> Result<Self, Refusal> {
        let query = Query::parse(query).map_err(|_| Refusal::invalid("bad query"))?;
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        match (method, path) {
            ("POST", "/__sim/step") => match body.get("ms") {
                None => Ok(Self::Act(Act::Step(None))),
                Some(ms) => {
                    let ms = ms.as_u64().ok_or_else(|| Refusal::invalid("ms: Input should be a valid integer"))?;
                    Ok(Self::Act(Act::Step(Some(time::millis(ms)))))
                }
            },
            ("POST", "/__sim/reset") => Ok(Self::Act(Act::Reset)),
            ("GET", "/__sim/stats") => Ok(Self::Act(Act::Stats { with_requests: query.get("requests") == Some("1") })),
            ("POST", "/__sim/session") => {
                let events = query.get("events").unwrap_or("0").parse();
                let events = events.map_err(|_| Refusal::invalid("events: Input should be a number"))?;
                let title = query.get("title").map_or_else(|| format!("{events} events"), str::to_owned);
                Ok(Self::Session { title, events })
            }
            ("POST", "/__sim/webhook") => match text("url").as_str() {
                "" => Ok(Self::Webhooks(None)),
                url => Target::read(url, &text("secret")).map(Some).map(Self::Webhooks),
            },
            ("POST", "/__sim/inject") => {
                let events = body.get("events").and_then(Value::as_array).cloned().unwrap_or_default();
                Ok(Self::Act(Act::Inject { session_id: text("session_id"), events }))
            }
            _ => Err(Refusal::not_found("Command")),
        }
    }
}

impl Act {
    /// Carries it out. A reset goes to the time `start`.
    pub(crate) fn carry_out(self, api: &mut Api, start: Micros) -> Result<Value, Refusal> {
        match self {
            Self::Step(by) => {
                let before = api.world.emitted();
                let now = api.world.now();
                let to = by.map_or_else(|| api.world.next_due().unwrap_or(now), |by| now + by);
                api.world.advance(to);
                Ok(json!({ "now": api.world.now_text(), "emitted": api.world.emitted() - before }))
            }
            Self::Reset => {
                api.reset(start)?;
                Ok(json!({ "now": api.world.now_text() }))
            }
            Self::Stats { with_requests } => {
                let streams = &api.world.streams;
                Ok(api.stats.print(streams.count(), streams.total(), with_requests))
            }
            Self::Inject { session_id, events } => {
                let seq = api.world.sessions.find(&session_id).map(|session| session.seq);
                let stage = seq.and_then(|seq| api.world.stage(seq)).ok_or_else(|| Refusal::not_found("Session"))?;
                for event in &events {
                    sessions::inject(stage.session, stage.streams, stage.now, event);
                }
                Ok(json!({ "injected": events.len() }))
            }
        }
    }
}
