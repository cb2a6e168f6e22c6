//! Whole sessions in virtual time.

mod children;
mod histories;
mod inputs;
mod loops;
mod titles;
mod turns;
mod workflows;

use model::endpoint::Method;
use serde_json::{Value, json};

use crate::simulator::request::Refusal;
use crate::simulator::script::{Act, Call, End, Permission, Request, Tokens, Tool, Turn};
use crate::simulator::sessions::{PRIMARY, Status};
use crate::simulator::streams::{Chunk, Deltas};
use crate::simulator::time::{self, Micros, SECOND};
use crate::simulator::world::World;

/// A world with one session.
struct Play {
    world: World,
    id: String,
}

const MESSAGE_TOKENS: Tokens = Tokens { input: 100, output: 50, cache_write: 1000, cache_read: 0 };

fn play() -> Play {
    play_with(&json!({}))
}

/// A session made with further fields.
fn play_with(more: &Value) -> Play {
    play_in(&json!({ "type": "cloud" }), more)
}

/// A session made with further fields in an environment of this configuration.
fn play_in(config: &Value, more: &Value) -> Play {
    let mut world = World::new(7, time::parse("2026-11-23T09:00:00Z").unwrap(), 1.0);
    let agent = json!({
        "name": "Analyst",
        "model": "claude-sonnet-5-5",
        "tools": [{ "type": "agent_toolset_20260401" }],
    });
    let agent = world.call(Method::Post, "/v1/agents", &agent).unwrap();
    let environment = json!({ "name": "place", "config": config });
    let environment = world.call(Method::Post, "/v1/environments", &environment).unwrap();
    let mut body = json!({ "agent": agent["id"], "environment_id": environment["id"] });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    let session = world.call(Method::Post, "/v1/sessions", &body).unwrap();
    Play { id: session["id"].as_str().unwrap().to_owned(), world }
}

impl Play {
    /// Gives the primary a turn, as if something had been sent.
    fn perform(&mut self, turn: Turn) {
        let seq = self.world.sessions.find(&self.id).unwrap().seq;
        let mut stage = self.world.stage(seq).unwrap();
        stage.run(PRIMARY);
        stage.perform(PRIMARY, turn);
        stage.go_on(PRIMARY);
    }

    fn pass(&mut self, by: Micros) {
        let to = self.world.now() + by;
        self.world.advance(to);
    }

    fn get(&mut self, path: &str) -> Value {
        self.world.call(Method::Get, &format!("/v1/sessions/{}{path}", self.id), &Value::Null).unwrap()
    }

    fn post(&mut self, path: &str, body: &Value) -> Result<Value, Refusal> {
        self.world.call(Method::Post, &format!("/v1/sessions/{}{path}", self.id), body)
    }

    fn send(&mut self, events: Value) -> Result<Value, Refusal> {
        self.post("/events", &json!({ "events": events }))
    }

    fn say(&mut self, text: &str) -> Result<Value, Refusal> {
        self.send(json!([{ "type": "user.message", "content": [{ "type": "text", "text": text }] }]))
    }

    fn events(&mut self) -> Vec<Value> {
        self.get("/events")["data"].as_array().unwrap().clone()
    }

    /// The types in the list, without the `session.` and `agent.` in front.
    fn kinds(&mut self) -> Vec<String> {
        self.events().iter().map(kind).collect()
    }

    fn last(&mut self, kind: &str) -> Value {
        self.events().into_iter().rev().find(|event| event["type"] == kind).unwrap_or_else(|| panic!("no {kind}"))
    }

    fn status(&self) -> Status {
        self.world.sessions.find(&self.id).unwrap().status
    }

    /// Opens a stream of the session.
    fn watch(&mut self, deltas: bool) -> u64 {
        let seq = self.world.sessions.find(&self.id).unwrap().seq;
        self.world.open_stream(seq, PRIMARY, Deltas { message: deltas, thinking: deltas }).unwrap()
    }

    /// What the streams got since the last time, decoded.
    fn heard(&mut self) -> Vec<Value> {
        let mut decoder = model::sse::Decoder::new(1 << 20);
        let mut heard = Vec::new();
        for (_, chunk) in self.world.streams.take_out() {
            if let Chunk::Bytes(bytes) = chunk {
                decoder.push(&bytes, |item| {
                    if let model::sse::Item::Frame(frame) = item {
                        heard.push(serde_json::from_str::<Value>(&frame.data).unwrap());
                    }
                });
            }
        }
        heard.retain(|event| event["type"] != "ping");
        heard
    }
}

fn kind(event: &Value) -> String {
    let kind = event["type"].as_str().unwrap();
    kind.trim_start_matches("session.").trim_start_matches("agent.").to_owned()
}

fn request(says: &str, calls: Vec<Call>) -> Act {
    let says = (!says.is_empty()).then(|| says.to_owned());
    Act::Request(Request { think_ms: 200, says, calls, tokens: MESSAGE_TOKENS })
}

fn turn(acts: Vec<Act>) -> Turn {
    Turn { acts, end: End::EndTurn }
}

fn call(name: &str, permission: Permission) -> Call {
    Call {
        tool: Tool::BuiltIn,
        name: name.to_owned(),
        input: json!({ "command": "ls" }),
        permission,
        takes_ms: 500,
        content: vec![json!({ "type": "text", "text": "done\n" })],
        is_error: false,
    }
}

fn custom() -> Call {
    Call { tool: Tool::Custom, name: "lookup_order".to_owned(), ..call("", Permission::Allow) }
}

fn seconds(n: i64) -> Micros {
    n * SECOND
}
