//! The handlers, called as the dispatcher calls them.

mod agents;
mod deployments;
mod environments;
mod files;
mod memory;
mod models;
mod multiagent;
mod requests;
mod shapes;
mod skills;
mod tools;
mod vaults;

use ::model::endpoint::{Call, Method};
use ::model::query::Query;
use serde_json::{Value, json};

use crate::simulator::check::Object;
use crate::simulator::dispatch;
use crate::simulator::request::{Answer, Body, Part, Refusal, Request};
use crate::simulator::time;
use crate::simulator::world::World;

/// A world on the morning of 23 November 2026, in which nothing exists.
fn world() -> World {
    World::new(1, time::parse("2026-11-23T09:00:00Z").unwrap(), 1.0)
}

/// Lets a minute pass.
fn wait(world: &mut World) {
    world.advance(world.now() + time::MINUTE);
}

fn get(world: &mut World, path: &str) -> Value {
    world.call(Method::Get, path, &Value::Null).unwrap()
}

fn post(world: &mut World, path: &str, body: Value) -> Value {
    world.call(Method::Post, path, &body).unwrap()
}

fn delete(world: &mut World, path: &str) -> Value {
    world.call(Method::Delete, path, &json!({})).unwrap()
}

/// The status and the message of a refusal.
fn refused(world: &mut World, method: Method, path: &str, body: &Value) -> (u16, String) {
    let refusal = world.call(method, path, body).unwrap_err();
    (refusal.status, refusal.message)
}

/// Sends a form; fields without a file name are plain values.
fn send(world: &mut World, path: &str, parts: &[(&str, Option<&str>, &str)]) -> Result<Value, Refusal> {
    let parts = parts.iter().map(|(name, filename, text)| Part {
        name: (*name).to_owned(),
        filename: filename.map(str::to_owned),
        content_type: None,
        bytes: text.as_bytes().to_vec(),
    });
    let call = Call::parse(Method::Post, path).unwrap();
    let request = Request { call, query: Query::default(), body: Body::Form(parts.collect()) };
    match dispatch::dispatch(world, &request)? {
        Answer::Json(value) => Ok(value),
        other => panic!("{other:?}"),
    }
}

/// The bytes of a download.
fn download(world: &mut World, path: &str) -> Result<(String, Vec<u8>), Refusal> {
    let call = Call::parse(Method::Get, path).unwrap();
    let request = Request { call, query: Query::default(), body: Body::Bytes(Vec::new()) };
    match dispatch::dispatch(world, &request)? {
        Answer::Bytes { filename, bytes, .. } => Ok((filename, bytes)),
        other => panic!("{other:?}"),
    }
}

fn id(object: &Value) -> &str {
    object["id"].as_str().unwrap()
}

/// The ids of a list.
fn ids(list: &Value) -> Vec<&str> {
    list["data"].as_array().unwrap().iter().map(id).collect()
}

/// An agent from the least that is needed, and what `more` adds.
fn agent(world: &mut World, more: Value) -> Value {
    let mut body = json!({"name": "Analyst", "model": "claude-sonnet-5-5"});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    post(world, "/v1/agents", body)
}
