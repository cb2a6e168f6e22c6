//! Everything that exists: objects, sessions, time and chance. Pure.

use model::endpoint::{Call, Method};
use model::query::Query;
use serde_json::Value;

use super::dispatch;
use super::engine::{Agenda, Job, Stage};
use super::objects::{Objects, deployments, files};
use super::request::{Answer, Body, Refusal, Request};
use super::rng::Rng;
use super::seed;
use super::sessions::Sessions;
use super::streams::{Deltas, HEARTBEAT, StreamId, Streams};
use super::time::{self, Micros};

/// The simulated organization.
#[derive(Debug)]
pub(crate) struct World {
    /// The time, in microseconds since the epoch. Only [`World::advance`] moves it.
    now: Micros,
    speed: f64,
    seq: u64,
    emitted: u64,
    agenda: Agenda,
    /// Chance.
    pub(crate) rng: Rng,
    /// Agents, environments, files, skills, vaults, memory, deployments, models.
    pub(crate) objects: Objects,
    /// Sessions with their threads and events.
    pub(crate) sessions: Sessions,
    /// Who listens.
    pub(crate) streams: Streams,
}

impl World {
    /// An empty world at the time `now`, whose agents work at `speed`.
    pub(crate) fn new(seed: u64, now: Micros, speed: f64) -> Self {
        Self {
            now,
            speed,
            seq: 0,
            emitted: 0,
            agenda: Agenda::default(),
            rng: Rng::new(seed),
            objects: Objects::default(),
            sessions: Sessions::default(),
            streams: Streams::default(),
        }
    }

    /// The time.
    pub(crate) fn now(&self) -> Micros {
        self.now
    }

    /// The time as it stands on the wire.
    pub(crate) fn now_text(&self) -> String {
        time::print(self.now)
    }

    /// How many events were emitted, ever.
    pub(crate) fn emitted(&self) -> u64 {
        self.emitted
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

    /// Enters something that will happen at `at`.
    pub(crate) fn schedule(&mut self, at: Micros, job: Job) {
        self.agenda.add(at, job);
    }

    /// When something is due next.
    pub(crate) fn next_due(&self) -> Option<Micros> {
        self.agenda.next()
    }

    /// Lets time pass up to `to`, and everything happen that is due by then.
    pub(crate) fn advance(&mut self, to: Micros) {
        while let Some((at, job)) = self.agenda.take_due(to) {
            self.now = self.now.max(at);
            self.carry_out(job);
        }
        self.now = self.now.max(to);
    }

    /// A session with what it needs to go on.
    pub(crate) fn stage(&mut self, seq: u64) -> Option<Stage<'_>> {
        Some(Stage {
            session: self.sessions.get_mut(seq)?,
            now: self.now,
            speed: self.speed,
            rng: &mut self.rng,
            agenda: &mut self.agenda,
            streams: &mut self.streams,
            emitted: &mut self.emitted,
        })
    }

    /// Opens a stream of a thread's events and keeps it alive.
    pub(crate) fn open_stream(&mut self, seq: u64, thread: usize, deltas: Deltas) -> Result<StreamId, Refusal> {
        let session = self.sessions.get_mut(seq).ok_or_else(|| Refusal::not_found("Session"))?;
        let id = self.streams.open(session, thread, deltas, self.now)?;
        self.agenda.add(self.now + HEARTBEAT, Job::Heartbeat(id));
        Ok(id)
    }

    fn carry_out(&mut self, job: Job) {
        match job {
            Job::Heartbeat(id) => {
                if self.streams.heartbeat(id) {
                    self.schedule(self.now + HEARTBEAT, Job::Heartbeat(id));
                }
            }
            Job::Deployment(id) => deployments::due(self, &id),
            Job::Tidy(id) => seed::tidy(self, &id),
            Job::Outputs(seq) => self.write_outputs(seq),
            Job::Wake { session, .. }
            | Job::Begin(session)
            | Job::Interrupt { session, .. }
            | Job::Answers { session, .. }
            | Job::Show(session)
            | Job::Resume(session) => {
                if let Some(mut stage) = self.stage(session) {
                    stage.carry_out(job);
                }
            }
        }
    }

    fn write_outputs(&mut self, seq: u64) {
        let Some(session) = self.sessions.get_mut(seq) else { return };
        let (id, outputs) = (session.id.clone(), std::mem::take(&mut session.outputs));
        for (name, content) in outputs {
            files::write_output(self, &id, &name, content.into_bytes());
        }
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
