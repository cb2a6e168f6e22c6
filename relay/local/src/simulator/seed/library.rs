//! Environments, files, vaults, memory, skills and deployments.

use model::endpoint::{Call, Method};
use model::query::Query;
use serde_json::{Value, json};

use super::Names;
use crate::simulator::dispatch::dispatch;
use crate::simulator::request::{Answer, Body, Part, Refusal, Request};
use crate::simulator::time::{MINUTE, Micros};
use crate::simulator::world::World;

pub(super) fn environments(world: &mut World, names: &mut Names) -> Result<(), Refusal> {
    let open = json!({ "type": "unrestricted" });
    let limited = |hosts: &[&str]| {
        json!({
            "type": "limited", "allowed_hosts": hosts, "allow_mcp_servers": true, "allow_package_managers": true,
        })
    };
    let cloud =
        |networking: Value, packages: Value| json!({ "type": "cloud", "networking": networking, "packages": packages });
    // The newest comes first in lists, and stands for any.
    let all = [
        ("office rack", "The machine in our own rack", json!({ "type": "self_hosted" })),
        ("node-18", "The old one", cloud(limited(&["packages.example.com"]), json!({}))),
        ("docs", "For writing", cloud(limited(&[]), json!({ "apt": ["pandoc"] }))),
        (
            "data",
            "Python with pandas; no way out but the warehouse",
            cloud(limited(&["warehouse.example.com"]), json!({ "pip": ["pandas==2.3.1", "matplotlib"] })),
        ),
        ("web", "Open to the web, for research", cloud(open.clone(), json!({}))),
        (
            "postgres-15",
            "Python and a PostgreSQL 15 beside it",
            cloud(open, json!({ "apt": ["postgresql-15"], "pip": ["pytest", "ruff", "mypy"] })),
        ),
        (
            "node-20",
            "Node 20 with the shop's tools",
            cloud(
                limited(&["packages.example.com", "*.example.com"]),
                json!({ "apt": ["ripgrep"], "npm": ["typescript@5.9.2", "vitest@3.2.0"] }),
            ),
        ),
    ];
    for (name, description, config) in all {
        let body =
            json!({ "name": name, "description": description, "config": config, "metadata": { "owner": "platform" } });
        make(world, names, ("environment", name), "/v1/environments", &body)?;
    }
    Ok(())
}

pub(super) fn files(world: &mut World, names: &mut Names) -> Result<(), Refusal> {
    let all = [
        (
            "ledger.csv",
            "text/csv",
            "date,article,units,price,currency,customer\n2026-07-01,lamp-brass-30,12,348.00,EUR,C-2291\n",
        ),
        (
            "handbook.md",
            "text/markdown",
            "# Handbook\n\n## 1. The first day\n\nYour key is at the desk. Please sign for it.\n",
        ),
        ("mail.txt", "text/plain", "1. Where is order A-10442? It should have come on Monday.\n"),
    ];
    for (name, media_type, content) in all {
        let file = upload(world, "/v1/files", "file", name, media_type, content)?;
        names.keep("file", name, &file);
    }
    Ok(())
}

pub(super) fn vaults(world: &mut World, names: &mut Names) -> Result<(), Refusal> {
    make(
        world,
        names,
        ("vault", "shop keys"),
        "/v1/vaults",
        &json!({ "display_name": "Shop", "metadata": { "owner": "platform" } }),
    )?;
    make(world, names, ("vault", "finance keys"), "/v1/vaults", &json!({ "display_name": "Finance" }))?;
    let credentials = [
        (
            "shop keys",
            "Tickets",
            json!({ "type": "static_bearer", "mcp_server_url": "https://mcp.example.com/tickets", "token": "invented-token" }),
        ),
        (
            "shop keys",
            "Package registry",
            json!({
                "type": "environment_variable", "secret_name": "NPM_TOKEN", "secret_value": "invented-secret",
                "networking": { "type": "limited", "allowed_hosts": ["packages.example.com"] },
            }),
        ),
        (
            "finance keys",
            "Warehouse",
            json!({
                "type": "environment_variable", "secret_name": "WAREHOUSE_PASSWORD", "secret_value": "invented-secret",
                "networking": { "type": "limited", "allowed_hosts": ["warehouse.example.com"] },
            }),
        ),
    ];
    for (vault, name, auth) in credentials {
        let path = format!("/v1/vaults/{}/credentials", names.id("vault", vault));
        world.call(Method::Post, &path, &json!({ "display_name": name, "auth": auth }))?;
    }
    Ok(())
}

const CHECKLIST: &str = "\
# Before a review

A change is *small* when one person can read it in ten minutes.

- [x] The tests ran, with `npm test`.
- [ ] The change says **why**, not what.

| kind of change | who looks |
| --- | --- |
| money | two people |
| texts | one person |
";

pub(super) fn memory(world: &mut World, names: &mut Names) -> Result<(), Refusal> {
    make(
        world,
        names,
        ("memory store", "house rules"),
        "/v1/memory_stores",
        &json!({ "name": "House rules", "description": "How we like things done" }),
    )?;
    make(
        world,
        names,
        ("memory store", "suppliers"),
        "/v1/memory_stores",
        &json!({ "name": "Suppliers", "description": "What we learned about each supplier" }),
    )?;
    let memories = [
        ("house rules", "/code/commits.md", "One line, in the imperative, without a full stop.\n"),
        (
            "house rules",
            "/code/tests.md",
            "A test that fails now and then is a bug of the code until shown otherwise.\n",
        ),
        ("house rules", "/code/review/checklist.md", CHECKLIST),
        (
            "house rules",
            "/code/review/owners.yaml",
            "payments: [mira, jonas]\nsearch: [aiko]\n# Nobody owns the importer yet.\n",
        ),
        ("house rules", "/text/glossary.md", ""),
        ("house rules", "/text/style.md", "Short tables. Euros without cents. No exclamation marks.\n"),
        ("suppliers", "/noordlicht.md", "Recall 2026-031 is closed. Clause 7.2 should go.\n"),
        ("suppliers", "/halden.md", "Surcharge follows the index, 3.5 % in November.\n"),
    ];
    for (store, path, content) in memories {
        let memories = format!("/v1/memory_stores/{}/memories", names.id("memory store", store));
        world.call(Method::Post, &memories, &json!({ "path": path, "content": content }))?;
    }
    Ok(())
}

pub(super) fn skill(world: &mut World, names: &mut Names) -> Result<(), Refusal> {
    let text = "---\nname: house-style\ndescription: How our reports look and sound.\n---\n\nStart with the answer. Then the table. Then the sources.\n";
    let skill = upload(world, "/v1/skills", "files[]", "house-style/SKILL.md", "text/markdown", text)?;
    names.keep("skill", "house style", &skill);
    Ok(())
}

/// What nobody uses any more.
pub(super) fn retire(world: &mut World, names: &Names) -> Result<(), Refusal> {
    let path = format!("/v1/environments/{}/archive", names.id("environment", "node-18"));
    world.call(Method::Post, &path, &Value::Null).map(drop)
}

/// Work that repeats: it has run a few times by now.
pub(super) fn deployments(world: &mut World, names: &Names, now: Micros) -> Result<(), Refusal> {
    let before = |days: i64| now - days * 24 * 60 * MINUTE;
    world.advance(before(8));
    let place = |agent, environment| (names.id("agent", agent), names.id("environment", environment));
    let task = "Sum up the ledger of last week in figures.";
    deploy(world, "Weekly figures", place("analyst", "data"), "0 6 * * 1", task)?;
    world.advance(before(6));
    deploy(world, "Morning tickets", place("support", "docs"), "30 7 * * 1-5", "Go through the open tickets.")?;
    Ok(())
}

/// The resources of a session of this agent.
pub(super) fn resources(names: &Names, agent: &str) -> Value {
    let file = |name| json!({ "type": "file", "file_id": names.id("file", name), "mount_path": format!("/{name}") });
    let store = |name, access: &str| json!({ "type": "memory_store", "memory_store_id": names.id("memory store", name), "access": access });
    let repository = |name: &str| {
        json!({
            "type": "github_repository", "url": format!("https://github.com/acme/{name}"), "checkout": { "type": "branch", "name": "main" },
        })
    };
    match agent {
        "coder" | "lead" | "operator" => {
            json!([repository("shop"), store("house rules", "read_only")])
        }
        "migrator" => json!([repository("billing"), store("house rules", "read_only")]),
        "researcher" => json!([store("suppliers", "read_write")]),
        "analyst" => json!([file("ledger.csv")]),
        "writer" => json!([file("handbook.md"), store("house rules", "read_only")]),
        "support" => json!([file("mail.txt")]),
        _ => json!([]),
    }
}

/// Deploys an agent in an environment on a schedule.
pub(super) fn deploy(
    world: &mut World,
    name: &str,
    (agent, environment): (&str, &str),
    cron: &str,
    prompt: &str,
) -> Result<Value, Refusal> {
    let body = json!({
        "name": name,
        "agent": agent,
        "environment_id": environment,
        "initial_events": [{ "type": "user.message", "content": [{ "type": "text", "text": prompt }] }],
        "schedule": { "type": "cron", "expression": cron, "timezone": "Europe/Amsterdam" },
        "budget": { "type": "limit", "max_list_cost": { "amount": "300", "currency": "USD" } },
    });
    world.call(Method::Post, "/v1/deployments", &body)
}

fn make(
    world: &mut World,
    names: &mut Names,
    (kind, name): (&'static str, &'static str),
    path: &str,
    body: &Value,
) -> Result<(), Refusal> {
    let made = world.call(Method::Post, path, body)?;
    names.keep(kind, name, &made);
    Ok(())
}

/// Sends one file as a form.
fn upload(
    world: &mut World,
    path: &str,
    field: &str,
    filename: &str,
    media_type: &str,
    content: &str,
) -> Result<Value, Refusal> {
    let call = Call::parse(Method::Post, path).map_err(|_| Refusal::not_found("Path"))?;
    let query = Query::parse_for(call.endpoint(), "").map_err(|_| Refusal::invalid("bad query"))?;
    let part = Part {
        name: field.to_owned(),
        filename: Some(filename.to_owned()),
        content_type: Some(media_type.to_owned()),
        bytes: content.as_bytes().to_vec(),
    };
    match dispatch(world, &Request { call, query, body: Body::Form(vec![part]) })? {
        Answer::Json(made) => Ok(made),
        Answer::Printed(_) | Answer::Bytes { .. } | Answer::Stream(_) => Err(Refusal::fault()),
    }
}
