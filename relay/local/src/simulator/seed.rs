//! The demonstration data a simulator starts with.

mod agents;
mod library;
mod past;
mod sessions;
#[cfg(test)]
mod tests;
mod watch;

use std::collections::HashMap;

use model::endpoint::Method;
use serde_json::{Value, json};

pub(crate) use self::watch::tidy;

use self::past::{Deed, Past};
use super::request::Refusal;
use super::sessions as live;
use super::stories::Story;
use super::time::{MINUTE, Micros, SECOND};
use super::world::World;

/// One day.
const DAY: Micros = 24 * 60 * MINUTE;

/// The ids of what was made, by kind and name.
#[derive(Default)]
struct Names(HashMap<(&'static str, &'static str), String>);

impl Names {
    /// Keeps the id of an object that was just made.
    fn keep(&mut self, kind: &'static str, name: &'static str, made: &Value) {
        self.0.insert((kind, name), id_of(made).to_owned());
    }

    /// The id; empty when there is none, which every call refuses.
    fn id(&self, kind: &'static str, name: &'static str) -> &str {
        self.0.get(&(kind, name)).map_or("", String::as_str)
    }
}

/// Fills a new world that starts 30 days before `now`, in order of time, and leaves it at `now`.
///
/// Everything goes through the calls that a client would make, at the time it would make them; the
/// agents do the rest. So the histories are exactly those of live sessions. A refusal means that this
/// data breaks a rule, and that only a part of it is there.
///
/// When time goes on by itself, a deployment keeps something new happening.
pub(crate) fn fill(world: &mut World, now: Micros, is_live: bool) -> Result<(), Refusal> {
    let mut names = Names::default();
    world.advance(now - 29 * DAY);
    library::environments(world, &mut names)?;
    library::files(world, &mut names)?;
    library::vaults(world, &mut names)?;
    library::memory(world, &mut names)?;
    library::skill(world, &mut names)?;
    agents::first_versions(world, &mut names)?;
    for version in 2..=agents::NEWEST {
        world.advance(now - 28 * DAY + DAY * Micros::from(version) * 3 / 2);
        agents::next_versions(world, &names, version)?;
    }
    library::retire(world, &names)?;
    library::deployments(world, &names, now)?;
    play(world, &names, now)?;
    world.advance(now);
    if is_live {
        watch::start(world, names.id("agent", "coder"), names.id("environment", "node-20"))?;
    }
    Ok(())
}

/// One thing to do at a time.
struct Step {
    at: Micros,
    /// The session's place in the table.
    session: usize,
    /// What is done to it; it is made when there is none.
    deed: Option<&'static Deed>,
}

/// Makes the sessions and does to them what people did, all in order of time.
fn play(world: &mut World, names: &Names, now: Micros) -> Result<(), Refusal> {
    let mut ids = HashMap::<usize, String>::new();
    for step in steps(now) {
        world.advance(step.at);
        let Some(past) = sessions::SESSIONS.get(step.session) else {
            continue;
        };
        match (step.deed, ids.get(&step.session)) {
            (Some(deed), Some(id)) => carry_out(world, id, deed)?,
            _ => {
                ids.insert(step.session, start(world, names, past)?);
            }
        }
    }
    Ok(())
}

fn steps(now: Micros) -> Vec<Step> {
    let mut steps = Vec::new();
    for (session, past) in sessions::SESSIONS.iter().enumerate() {
        let start = now - past.minutes_ago * MINUTE;
        steps.push(Step { at: start, session, deed: None });
        for (after, deed) in past.deeds {
            steps.push(Step { at: start + after * MINUTE, session, deed: Some(deed) });
        }
    }
    steps.retain(|step| step.at <= now);
    steps.sort_by_key(|step| step.at);
    steps
}

fn start(world: &mut World, names: &Names, past: &'static Past) -> Result<String, Refusal> {
    let agent = names.id("agent", past.agent);
    let reference = match past.version {
        0 => json!(agent),
        version => json!({ "type": "agent", "id": agent, "version": version }),
    };
    let cap = |cents| json!({ "type": "limit", "max_list_cost": { "amount": cents, "currency": "USD" } });
    let body = json!({
        "agent": reference,
        "environment_id": names.id("environment", past.environment),
        "title": past.title,
        "resources": library::resources(names, past.agent),
        "metadata": { "team": past.team() },
        "budget": past.budget.map(cap),
    });
    let session = world.call(Method::Post, "/v1/sessions", &body)?;
    let id = id_of(&session).to_owned();
    match (past.story, past.prompt) {
        (_, "") => {}
        (Some(story), prompt) => send_into(world, &id, story, prompt)?,
        (None, prompt) => send(world, &id, vec![message(prompt)])?,
    }
    Ok(id)
}

fn carry_out(world: &mut World, id: &str, deed: &Deed) -> Result<(), Refusal> {
    match deed {
        Deed::Say(words) => send(world, id, vec![message(words)]),
        Deed::Play(story, words) => send_into(world, id, *story, words),
        Deed::Outcome { description, rubric } => send(
            world,
            id,
            vec![json!({
                "type": "user.define_outcome",
                "description": description,
                "rubric": { "type": "text", "content": rubric },
                "max_iterations": 3,
            })],
        ),
        Deed::Interrupt => send(world, id, vec![json!({ "type": "user.interrupt" })]),
        Deed::Answer(words) => answer(world, id, words),
        Deed::Archive => world.call(Method::Post, &format!("/v1/sessions/{id}/archive"), &Value::Null).map(drop),
    }
}

/// Answers everything that the session waits for: calls are allowed, questions get `words`.
fn answer(world: &mut World, id: &str, words: &str) -> Result<(), Refusal> {
    let events = format!("/v1/sessions/{id}/events?order=desc");
    let idle = world.call(Method::Get, &format!("{events}&limit=1&types[]=session.status_idle"), &Value::Null)?;
    let asked = world.call(Method::Get, &format!("{events}&types[]=agent.custom_tool_use"), &Value::Null)?;
    let asked = asked.get("data").and_then(Value::as_array);
    let is_question = |id: &Value| asked.into_iter().flatten().any(|call| call.get("id") == Some(id));
    let waiting = idle.pointer("/data/0/stop_reason/event_ids").and_then(Value::as_array);
    let answers = waiting.into_iter().flatten().map(|id| {
        if is_question(id) {
            let content = [json!({ "type": "text", "text": words })];
            json!({ "type": "user.custom_tool_result", "custom_tool_use_id": id, "content": content })
        } else {
            json!({ "type": "user.tool_confirmation", "tool_use_id": id, "result": "allow" })
        }
    });
    let answers = answers.collect::<Vec<_>>();
    if answers.is_empty() { Ok(()) } else { send(world, id, answers) }
}

/// Sends a message that starts this story; what comes after it goes by its own words again.
fn send_into(world: &mut World, id: &str, story: Story, words: &str) -> Result<(), Refusal> {
    live::follow(world, id, story.name());
    send(world, id, vec![message(words)])?;
    // It takes a moment until the agent takes the message up.
    world.advance(world.now() + SECOND);
    live::follow(world, id, "");
    Ok(())
}

fn message(words: &str) -> Value {
    json!({ "type": "user.message", "content": [{ "type": "text", "text": words }] })
}

fn send(world: &mut World, id: &str, events: Vec<Value>) -> Result<(), Refusal> {
    world.call(Method::Post, &format!("/v1/sessions/{id}/events"), &json!({ "events": events })).map(drop)
}

fn id_of(made: &Value) -> &str {
    made.get("id").and_then(Value::as_str).unwrap_or_default()
}
