//! The official examples of request bodies are taken as they are, and with nothing added.

use std::path::Path;

use super::*;

/// What the examples refer to.
struct Place {
    world: World,
    agent: String,
    environment: String,
    file: String,
    vault: String,
    store: String,
    session: String,
}

fn place() -> Place {
    let mut world = world();
    let tools = json!([{"type": "agent_toolset_20260401"}]);
    let agent = id(&agent(&mut world, json!({"tools": tools}))).to_owned();
    for name in ["second", "third"] {
        post(&mut world, &format!("/v1/agents/{agent}"), json!({"name": name}));
    }
    let file = send(&mut world, "/v1/files", &[("file", Some("sales.csv"), "a,b")]).unwrap();
    let environment = post(&mut world, "/v1/environments", json!({"name": "e"}));
    let vault = post(&mut world, "/v1/vaults", json!({"display_name": "v"}));
    let store = post(&mut world, "/v1/memory_stores", json!({"name": "s"}));
    let budget = json!({"type": "limit", "max_list_cost": {"amount": "100", "currency": "USD"}});
    let session = json!({"agent": agent, "environment_id": id(&environment), "budget": budget});
    let session = post(&mut world, "/v1/sessions", session);
    let [environment, file, vault, store, session] =
        [environment, file, vault, store, session].map(|made| id(&made).to_owned());
    Place { world, agent, environment, file, vault, store, session }
}

impl Place {
    /// Where the example is sent.
    fn path(&self, example: &str) -> String {
        match example {
            "agent_create" => "/v1/agents".to_owned(),
            "agent_update" => format!("/v1/agents/{}", self.agent),
            "credential_create" => format!("/v1/vaults/{}/credentials", self.vault),
            "deployment_create" => "/v1/deployments".to_owned(),
            "environment_create" => "/v1/environments".to_owned(),
            "memory_create" => format!("/v1/memory_stores/{}/memories", self.store),
            "memory_store_create" => "/v1/memory_stores".to_owned(),
            "session_create" | "session_create_overrides" => "/v1/sessions".to_owned(),
            "session_update" => format!("/v1/sessions/{}", self.session),
            "vault_create" => "/v1/vaults".to_owned(),
            send if send.starts_with("events_send_") => format!("/v1/sessions/{}/events", self.session),
            other => panic!("{other} has no place"),
        }
    }

    /// The body with the ids of what is there.
    fn adapted(&self, body: &Value) -> Value {
        match body {
            Value::String(text) => json!(match text.split_once('_').map(|(prefix, _)| prefix) {
                Some("agent") if text.starts_with("agent_0") => &self.agent,
                Some("env") => &self.environment,
                Some("file") => &self.file,
                Some("vlt") => &self.vault,
                _ => text,
            }),
            Value::Array(items) => items.iter().map(|item| self.adapted(item)).collect(),
            Value::Object(fields) => {
                fields.iter().map(|(key, value)| (key.clone(), self.adapted(value))).collect::<Object>().into()
            }
            other => other.clone(),
        }
    }
}

fn examples() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/objects");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let examples = files.filter_map(|file| {
        let name = file.file_stem()?.to_str()?.strip_prefix("request_")?.to_owned();
        Some((name, serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap()))
    });
    examples.collect()
}

/// Every form of `body` with an unknown field in one of its objects. Some objects have fields of one's own.
fn with_more(body: &Value) -> Vec<Value> {
    let mut forms = Vec::new();
    match body {
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert("x_unknown".to_owned(), json!(1));
            forms.push(Value::Object(more));
            for (key, value) in fields.iter().filter(|(key, _)| !["metadata", "input_schema"].contains(&key.as_str())) {
                for form in with_more(value) {
                    let mut changed = fields.clone();
                    changed.insert(key.clone(), form);
                    forms.push(Value::Object(changed));
                }
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                for form in with_more(item) {
                    let mut changed = items.clone();
                    changed[at] = form;
                    forms.push(Value::Array(changed));
                }
            }
        }
        _ => {}
    }
    forms
}

#[test]
fn the_official_examples_are_taken() {
    let examples = examples();
    assert!(examples.len() >= 16, "{}", examples.len());
    for (name, body) in examples {
        let mut place = place();
        let (path, body) = (place.path(&name), place.adapted(&body));
        match place.world.call(Method::Post, &path, &body) {
            Ok(_) => {}
            // Nothing waits for these answers here, which is found out last.
            Err(refusal) if ["events_send_confirm", "events_send_custom_result"].contains(&name.as_str()) => {
                assert!(refusal.message.contains("no pending"), "{name}: {}", refusal.message);
            }
            Err(refusal) => panic!("{name}: {}", refusal.message),
        }
    }
}

#[test]
fn unknown_fields_are_refused_wherever_they_stand() {
    for (name, body) in examples() {
        let mut place = place();
        let (path, body) = (place.path(&name), place.adapted(&body));
        for form in with_more(&body) {
            let (status, message) = refused(&mut place.world, Method::Post, &path, &form);
            assert_eq!(status, 400, "{name} {form}");
            assert!(message.ends_with("x_unknown: Extra inputs are not permitted"), "{name} {form}: {message}");
        }
    }
}
