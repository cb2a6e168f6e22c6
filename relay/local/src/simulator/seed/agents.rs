//! The agents and their versions.

use model::endpoint::Method;
use serde_json::{Value, json};

use super::Names;
use crate::simulator::request::Refusal;
use crate::simulator::world::World;

/// The highest version number of any agent.
pub(super) const NEWEST: i32 = 12;

/// The rules that one version after another added to the system prompt.
const RULES: [&str; 11] = [
    "Say in one sentence what you are about to do.",
    "Prefer the smallest change that works.",
    "Run the tests that a change touches before the whole suite.",
    "Name the file and line when you speak about code.",
    "Do not touch generated files.",
    "Write results for people to /mnt/session/outputs.",
    "Give the source of every figure.",
    "Say so when you are not sure.",
    "Keep answers under two hundred words.",
    "Use the words of the person who asks.",
    "Never repeat a secret, not even to check it.",
];

/// An agent in its first version.
struct First {
    name: &'static str,
    /// How many versions it has by now.
    versions: i32,
    description: &'static str,
    model: Value,
    system: &'static str,
    /// Its other fields.
    more: Value,
}

/// Makes every agent; the helpers first, for the leads refer to them.
pub(super) fn first_versions(world: &mut World, names: &mut Names) -> Result<(), Refusal> {
    for first in helpers() {
        create(world, names, first)?;
    }
    for first in others(names) {
        create(world, names, first)?;
    }
    Ok(())
}

/// Gives each agent that has one its next version.
pub(super) fn next_versions(world: &mut World, names: &Names, version: i32) -> Result<(), Refusal> {
    let rules = usize::try_from(version - 1).unwrap_or_default();
    for first in helpers().into_iter().chain(others(names)).filter(|first| first.versions >= version) {
        let id = names.id("agent", first.name);
        let add = |system: String, rule: &&str| system + "\n- " + rule;
        let system = RULES.iter().take(rules).fold(first.system.to_owned(), add);
        let body = json!({ "system": system, "version": version - 1 });
        world.call(Method::Post, &format!("/v1/agents/{id}"), &body)?;
    }
    Ok(())
}

fn create(world: &mut World, names: &mut Names, first: First) -> Result<(), Refusal> {
    let mut body = json!({
        "name": first.name,
        "description": first.description,
        "model": first.model,
        "system": first.system,
        "tools": [toolset("always_allow", &[])],
        "metadata": { "owner": "platform" },
    });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), first.more) {
        body.extend(more);
    }
    let agent = world.call(Method::Post, "/v1/agents", &body)?;
    names.keep("agent", first.name, &agent);
    Ok(())
}

const fn first(
    name: &'static str,
    versions: i32,
    description: &'static str,
    model: Value,
    system: &'static str,
    more: Value,
) -> First {
    First { name, versions, description, model, system, more }
}

fn opus() -> Value {
    json!({ "id": "claude-opus-5-5", "effort": "high" })
}

fn sonnet() -> Value {
    json!({ "id": "claude-sonnet-5-5", "effort": "medium" })
}

fn haiku() -> Value {
    json!("claude-haiku-5-5")
}

fn helpers() -> Vec<First> {
    vec![
        first(
            "test-runner",
            2,
            "Runs tests and reports what fails.",
            sonnet(),
            "You run tests. You never change code.",
            json!({}),
        ),
        first(
            "reviewer",
            5,
            "Reviews changes.",
            json!({ "id": "claude-opus-5", "speed": "fast" }),
            "You review diffs. Be kind and exact.",
            json!({
                "tools": [toolset("always_allow", &[("write", false), ("edit", false)])],
            }),
        ),
        first("docs", 3, "Writes documents for developers.", haiku(), "You write short documents.", json!({})),
    ]
}

fn others(names: &Names) -> Vec<First> {
    vec![
        first(
            "lead",
            6,
            "Works with a test runner, a reviewer and a writer of documents.",
            opus(),
            "Split the work, hand it out, and put the results together.",
            json!({
                "multiagent": with_helpers(names),
                "metadata": { "owner": "platform", "tier": "1" },
            }),
        ),
        first(
            "migrator",
            3,
            "Moves services from one base to another.",
            opus(),
            "You move services step by step, without downtime.",
            json!({}),
        ),
        first(
            "researcher",
            12,
            "Finds out and writes it down, with sources.",
            json!({ "id": "claude-sonnet-5-5", "effort": "high", "inference_geo": "us" }),
            "You research on the web and write for people who are in a hurry.",
            json!({
                "tools": [toolset("always_allow", &[]), ask_person()],
            }),
        ),
        first(
            "writer",
            4,
            "Writes and translates.",
            sonnet(),
            "You write plainly.",
            json!({
                "skills": [{ "type": "anthropic", "skill_id": "docx" }],
            }),
        ),
        first(
            "analyst",
            9,
            "Answers questions about figures.",
            sonnet(),
            "You are a careful analyst. Show your working.",
            json!({
                "tools": [toolset("always_allow", &[("web_fetch", false)]), ask_person(), lookup_order()],
                "skills": [{ "type": "anthropic", "skill_id": "xlsx" }, { "type": "custom", "skill_id": names.id("skill", "house style") }],
            }),
        ),
        first(
            "importer",
            1,
            "Imports old archives.",
            haiku(),
            "You import files and report what you could not read.",
            json!({}),
        ),
        first(
            "support",
            8,
            "Answers customers.",
            haiku(),
            "You answer customers in two or three sentences.",
            json!({
                "tools": [toolset("always_allow", &[("bash", false)]), lookup_order(), tickets()],
                "mcp_servers": [tickets_server()],
            }),
        ),
        first(
            "operator",
            2,
            "Looks after servers; asks before each command.",
            sonnet(),
            "You operate servers. Explain each command before you run it.",
            json!({
                "tools": [toolset("always_ask", &[])],
            }),
        ),
        first(
            "janitor",
            1,
            "Cleans up; each command is judged.",
            json!("claude-sonnet-4-6"),
            "You keep the runners clean.",
            json!({
                "tools": [toolset("auto", &[])],
            }),
        ),
        first(
            "coder",
            7,
            "Writes and repairs code, alone or with helpers.",
            opus(),
            "You write and repair code in this repository.",
            json!({
                "tools": [toolset("always_allow", &[]), tickets()],
                "mcp_servers": [tickets_server()],
                "multiagent": with_helpers(names),
            }),
        ),
    ]
}

/// The built-in tools under one policy; the named ones on or off.
fn toolset(policy: &str, switched: &[(&str, bool)]) -> Value {
    let configs = switched.iter().map(|(name, enabled)| json!({ "name": name, "enabled": enabled }));
    json!({
        "type": "agent_toolset_20260401",
        "default_config": { "enabled": true, "permission_policy": { "type": policy } },
        "configs": configs.collect::<Vec<_>>(),
    })
}

fn tickets() -> Value {
    json!({
        "type": "mcp_toolset",
        "mcp_server_name": "tickets",
        "default_config": { "enabled": true, "permission_policy": { "type": "always_allow" } },
        "configs": [{ "name": "close_ticket", "permission_policy": { "type": "always_ask" } }],
    })
}

fn tickets_server() -> Value {
    json!({ "type": "url", "name": "tickets", "url": "https://mcp.example.com/tickets" })
}

fn ask_person() -> Value {
    json!({
        "type": "custom",
        "name": "ask_person",
        "description": "Asks the person who started this one question, with answers to choose from.",
        "input_schema": {
            "type": "object",
            "properties": {
                "question": { "type": "string" },
                "why": { "type": "string" },
                "choices": { "type": "array", "items": { "type": "string" } },
            },
            "required": ["question"],
        },
    })
}

fn lookup_order() -> Value {
    json!({
        "type": "custom",
        "name": "lookup_order",
        "description": "Looks up the state of an order by its number, for example A-10442.",
        "input_schema": {
            "type": "object",
            "properties": { "order_number": { "type": "string" } },
            "required": ["order_number"],
        },
    })
}

fn with_helpers(names: &Names) -> Value {
    let helpers =
        ["test-runner", "reviewer", "docs"].map(|name| json!({ "type": "agent", "id": names.id("agent", name) }));
    json!({
        "type": "multiagent_20261001",
        "subagents": { "type": "enabled", "inline_agents": { "type": "enabled" }, "predefined_agents": helpers },
        "workflows": { "type": "enabled", "inline_agents": { "type": "enabled" }, "predefined_agents": [] },
        "advisor": { "type": "disabled" },
    })
}
