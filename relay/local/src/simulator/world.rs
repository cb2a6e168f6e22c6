//! Everything that exists: objects, sessions, time and chance. Pure.

use model::endpoint::{Call, Method};
use model::query::Query;
use serde_json::Value;

use super::dispatch;
use super::objects::Objects;
use super::request::{Answer, Body, Refusal, Request};
use super::rng::Rng;
use super::sessions::Sessions;
use super::time::{self, Micros};

/// The name of an open stream.
pub(crate) type StreamId = u64;

/// The simulated organization.
#[derive(Debug)]
pub(crate) struct World {
    /// The time, in microseconds since the epoch. Only [`World::advance`] moves it.
    now: Micros,
    seq: u64,
    /// Chance.
    pub(crate) rng: Rng,
    /// Agents, environments, files, skills, vaults, memory, deployments, models.
    pub(crate) objects: Objects,
    /// Sessions with their threads and events.
    pub(crate) sessions: Sessions,
}

impl World {
    /// An empty world at the time `now`.
    pub(crate) fn new(seed: u64, now: Micros) -> Self {
        Self { now, seq: 0, rng: Rng::new(seed), objects: Objects::default(), sessions: Sessions::default() }
    }

    /// The time.
    pub(crate) fn now(&self) -> Micros {
        self.now
    }

    /// The time as it stands on the wire.
    pub(crate) fn now_text(&self) -> String {
        time::print(self.now)
    }

    /// The next number in the order of creation, for [`super::list::Item::seq`].
    pub(crate) fn next_seq(&mut self) -> u64 {
        self.seq += 1;
        self.seq
    }

    /// A new id.
    pub(crate) fn id(&mut self, prefix: &str) -> String {
        self.rng.id(prefix)
    }

    /// Lets time pass up to `to`, and everything happen that is due by then.
    pub(crate) fn advance(&mut self, to: Micros) {
        self.now = self.now.max(to);
    }

    /// Makes a call from inside, past the transport rules: how `seed` and tests set things up.
    pub(crate) fn call(&mut self, method: Method, path_and_query: &str, body: &Value) -> Result<Value, Refusal> {
        let (path, query) = path_and_query.split_once('?').unwrap_or((path_and_query, ""));
        let call = Call::parse(method, path).map_err(|_| Refusal::not_found("Path"))?;
        let query = Query::parse_for(call.endpoint(), query).map_err(|_| Refusal::invalid("bad query"))?;
        let request = Request { call, query, body: Body::Bytes(body.to_string().into_bytes()) };
        match dispatch::dispatch(self, &request)? {
            Answer::Json(value) => Ok(value),
            Answer::Printed(text) => Ok(serde_json::from_str(&text).unwrap_or(Value::Null)),
            Answer::Bytes { .. } | Answer::Stream(_) => Ok(Value::Null),
        }
    }
}
