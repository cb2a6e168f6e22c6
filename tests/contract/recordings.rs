//! Recordings of the hosted API. They are older than some fields, and partly digests, which are no wire bodies.

use std::fmt::Debug;

use model::error::ApiError;
use model::wire::agent::Agent;
use model::wire::deleted::Deleted;
use model::wire::environment::Environment;
use model::wire::event::Event;
use model::wire::file::File;
use model::wire::tool::Tool;
use model::wire::usage::{ModelUsage, Usage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{fixtures, strict};

#[test]
fn everything_recorded_is_read_with_nothing_unknown() {
    let Some(recordings) = fixtures::recordings() else {
        println!("SKIPPED: no recordings stand beside this repository, so none were checked");
        return;
    };
    let mut found = Found::default();
    for (name, text) in &recordings {
        let mut recording: Value = serde_json::from_str(text).unwrap();
        convert_times(&mut recording);
        found.file = name.clone();
        found.walk("", &recording);
    }
    println!("checked {} values of {} recordings", found.checked, recordings.len());
    assert!(found.checked > 50, "only {} values were found", found.checked);
    strict::report(found.failures);
}

#[derive(Default)]
struct Found {
    file: String,
    checked: usize,
    failures: Vec<String>,
}

impl Found {
    /// Goes through a recording and checks what is whole: bodies, list items, events,
    /// and of digests the values of fields that are whole.
    fn walk(&mut self, key: &str, value: &Value) {
        match (key, value) {
            ("body", body) => self.body(body),
            ("items", Value::Array(items)) => items.iter().for_each(|item| self.body(item)),
            ("usage", usage) => self.check::<Usage>(usage),
            ("tools", tools) => self.check::<Vec<Tool>>(tools),
            ("turn1_spans" | "turn2_spans_all", spans) => self.check::<Vec<ModelUsage>>(spans),
            ("outlines", Value::Array(outlines)) => outlines.iter().for_each(|outline| self.outline(outline)),
            ("events", Value::Array(events)) => events.iter().for_each(|event| self.check::<Event>(event)),
            (_, Value::Array(items)) => items.iter().for_each(|item| self.walk("", item)),
            (_, Value::Object(fields)) => fields.iter().for_each(|(key, value)| self.walk(key, value)),
            _ => {}
        }
    }

    fn body(&mut self, body: &Value) {
        match body["type"].as_str() {
            Some("agent") => self.check::<Agent>(body),
            Some("environment") => self.check::<Environment>(body),
            Some("error") => self.check::<ApiError>(body),
            Some("file") => self.check::<File>(body),
            Some(word) if word.ends_with("_deleted") => self.check::<Deleted>(body),
            _ => self.failures.push(format!("{}: no type is said to be {body}", self.file)),
        }
    }

    /// An outline has the types of events and only some of their fields.
    fn outline(&mut self, outline: &Value) {
        for event in outline["events"].as_array().unwrap() {
            let kind = event["type"].as_str().unwrap();
            self.checked += 1;
            if !Event::TYPES.contains(&kind) {
                self.failures.push(format!("{}: {kind} is not known", self.file));
            }
        }
    }

    fn check<T: DeserializeOwned + Serialize + Debug>(&mut self, value: &Value) {
        self.checked += 1;
        if let Err(why) = strict::object::<T>(&value.to_string()) {
            self.failures.push(format!("{}: {why}", self.file));
        }
    }
}

/// `datetime.datetime(2026, 6, 3, 1, 0, 23, 318445, tzinfo=…)`, always UTC, becomes a time of the wire.
fn convert_times(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(parts) = text.strip_prefix("datetime.datetime(").and_then(|rest| rest.split_once(", tzinfo")) {
                let parts: Vec<u32> = parts.0.split(", ").map(|part| part.parse().unwrap()).collect();
                let [year, month, day, hour, minute, second, micros] = parts[..] else { panic!("{text}") };
                *text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(convert_times),
        Value::Object(fields) => fields.values_mut().for_each(convert_times),
        _ => {}
    }
}
