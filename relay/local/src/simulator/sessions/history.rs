//! A finished session of exactly so many events, for tests of long histories.

use std::ops::RangeInclusive;

use model::endpoint::Method;
use serde_json::{Value, json};

use super::log::Event;
use super::session::Session;
use super::thread::PRIMARY;
use crate::simulator::engine::{Agenda, Stage};
use crate::simulator::request::Refusal;
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Call, End, Permission, Request, Tokens, Tool, Turn};
use crate::simulator::sentinel::Sentinels;
use crate::simulator::stories;
use crate::simulator::streams::Streams;
use crate::simulator::time::{self, Micros};
use crate::simulator::world::World;

/// Events of a turn around its model requests: three that open it, three that close it.
const AROUND: usize = 6;
/// The shortest turn: the above and a request with a message.
const SHORTEST: usize = AROUND + 3;
/// How long a history may be.
const LENGTHS: RangeInclusive<usize> = SHORTEST..=1_000_000;
/// Virtual time that an event takes in the mean.
const PER_EVENT: Micros = 2 * time::SECOND;

/// A session on its way to a history, outside of the world: long ones take seconds.
#[derive(Debug)]
pub(crate) struct History {
    session: Session,
    title: String,
    events: usize,
    now: Micros,
    rng: Rng,
}

impl History {
    /// Takes a new session out of the world.
    pub(crate) fn begin(world: &mut World, title: &str, events: usize) -> Result<Self, Refusal> {
        if events != 0 && !LENGTHS.contains(&events) {
            let (least, most) = LENGTHS.into_inner();
            let why = format!("events: Input should be 0, or from {least} (the shortest turn) to {most}");
            return Err(Refusal::invalid(why));
        }
        let body = json!({ "agent": any_agent(world)?, "environment_id": a_cloud(world)? });
        let id = super::start(world, &body, None)?;
        let session = world.sessions.remove(&id).ok_or_else(Refusal::fault)?;
        Ok(Self { session, title: title.to_owned(), events, now: world.now(), rng: Rng::new(world.rng.next()) })
    }

    /// Plays as many turns as it takes, all in the past.
    #[must_use]
    pub(crate) fn play(self) -> Self {
        let Self { mut session, title, events, now, mut rng } = self;
        let span = Micros::try_from(events).unwrap_or(0) * PER_EVENT;
        let start = now - span - time::MINUTE * 10;
        session.created = start;
        session.primary.created = start;
        session.last_stamp = start;
        let mut agenda = Agenda::default();
        let mut streams = Streams::default();
        let mut emitted = 0;
        let mut turns = stories::long_history(rng.clone());
        let mut clock = start + time::SECOND;
        while session.primary.log.len() < events {
            let done = session.primary.log.len();
            let (prompt, turn) = next_turn(&mut turns, events - done);
            // Late turns are hurried, so that all of it lies in the past.
            let due = start + PER_EVENT * Micros::try_from(done).unwrap_or(0);
            let stage = Stage {
                session: &mut session,
                now: clock.max(due.min(now)),
                speed: if clock > due { 50.0 } else { 1.0 },
                rng: &mut rng,
                agenda: &mut agenda,
                streams: &mut streams,
                emitted: &mut emitted,
            };
            clock = stage.play_through(&prompt, turn) + 3 * time::SECOND;
        }
        session.shown = session.status;
        Self { session, title, events, now, rng }
    }

    /// Puts the session into the world; its id.
    pub(crate) fn finish(self, world: &mut World) -> String {
        let Self { mut session, title, .. } = self;
        session.sentinels = Sentinels::read(Some(&title));
        session.title = Some(title);
        let id = session.id.clone();
        world.sessions.insert(session);
        id
    }
}

impl Stage<'_> {
    /// Plays a turn to its end; the time it ends at.
    fn play_through(mut self, prompt: &str, turn: Turn) -> Micros {
        self.run(PRIMARY);
        let (id, at) = (self.rng.id("sevt"), self.stamp());
        let fields = super::fields(json!({ "content": [{ "type": "text", "text": prompt }] }));
        self.store(PRIMARY, Event::new(id, "user.message", Some(at), fields));
        self.perform(PRIMARY, turn);
        self.session.turns += 1;
        self.go_on(PRIMARY);
        while let Some((at, job)) = self.agenda.take_due(Micros::MAX) {
            self.now = at;
            self.carry_out(job);
        }
        self.session.outputs.clear();
        self.now
    }
}

/// The next turn of the long task, as long as it leaves room for what must follow; else one that fits exactly.
fn next_turn(turns: &mut impl Iterator<Item = (String, Turn)>, room: usize) -> (String, Turn) {
    if let Some((prompt, mut turn)) = turns.next() {
        turn.acts.retain(|act| matches!(act, Act::Request(_) | Act::Compact | Act::Pause(_)));
        turn.end = End::EndTurn;
        let size = size(&turn);
        if size >= SHORTEST && (size == room || size + SHORTEST <= room) {
            return (prompt, turn);
        }
    }
    ("Check the rest, please.".to_owned(), fitting(room))
}

/// How many events a turn without questions makes.
fn size(turn: &Turn) -> usize {
    let mut thinks = false;
    let mut size = AROUND;
    for act in &turn.acts {
        match act {
            Act::Request(request) => {
                let thinks_now = request.think_ms > 1000 && !thinks;
                thinks |= thinks_now;
                let says = request.says.as_ref().is_some_and(|text| !text.is_empty());
                size += 2 + usize::from(thinks_now) + usize::from(says) + 2 * request.calls.len();
            }
            Act::Compact => size += 1,
            _ => {}
        }
    }
    size
}

/// A turn of exactly `size` events, at most a few hundred of them.
fn fitting(size: usize) -> Turn {
    let size = if size > 200 { 100 } else { size };
    let left = size.saturating_sub(SHORTEST);
    let call = |n: usize| Call {
        tool: Tool::BuiltIn,
        name: "read".to_owned(),
        input: json!({ "file_path": format!("/mnt/session/uploads/part-{n}.md") }),
        permission: Permission::Allow,
        takes_ms: 40,
        content: vec![json!({ "type": "text", "text": format!("1\tPart {n} is complete.\n") })],
        is_error: false,
    };
    let tokens = Tokens { input: 80, output: 60, cache_write: 300, cache_read: 6000 };
    let request = Request {
        think_ms: if left % 2 == 1 { 1500 } else { 400 },
        says: Some("All parts are complete.".to_owned()),
        calls: (1..=left / 2).map(call).collect(),
        tokens,
    };
    Turn { acts: vec![Act::Request(request)], end: End::EndTurn }
}

fn any_agent(world: &mut World) -> Result<Value, Refusal> {
    let body = json!({
        "name": "Historian",
        "model": "claude-sonnet-5-5",
        "tools": [{ "type": "agent_toolset_20260401" }],
    });
    first_or_new(world, "/v1/agents", |_| true, &body)
}

/// A cloud environment: elsewhere the client has to run the tools.
fn a_cloud(world: &mut World) -> Result<Value, Refusal> {
    let is_cloud = |environment: &Value| environment.pointer("/config/type").is_some_and(|kind| kind == "cloud");
    first_or_new(world, "/v1/environments", is_cloud, &json!({ "name": "Archive", "config": { "type": "cloud" } }))
}

/// The id of the newest object that `is_right`, or of a new one.
fn first_or_new(
    world: &mut World,
    path: &str,
    is_right: impl Fn(&Value) -> bool,
    body: &Value,
) -> Result<Value, Refusal> {
    let list = world.call(Method::Get, &format!("{path}?limit=100"), &Value::Null)?;
    let mut found = list.get("data").and_then(Value::as_array).into_iter().flatten();
    let made = match found.find(|object| is_right(object)) {
        Some(object) => object.clone(),
        None => world.call(Method::Post, path, body)?,
    };
    Ok(made.get("id").cloned().unwrap_or_default())
}

/// Appends any event to a session's log and streams, as it is.
pub(crate) fn inject(session: &mut Session, streams: &mut Streams, now: Micros, event: &Value) {
    let text = |key: &str| event.get(key).and_then(Value::as_str);
    let event = Event {
        id: text("id").unwrap_or_default().to_owned(),
        kind: text("type").unwrap_or_default().to_owned(),
        at: text("processed_at").and_then(time::parse),
        json: event.to_string().into(),
    };
    streams.event(session, PRIMARY, &event, now);
    session.primary.log.push(event);
}
