use super::*;
use crate::simulator::objects::agents;

#[test]
fn an_agent_is_answered_with_its_defaults() {
    let mut world = world();
    let made = agent(&mut world, json!({}));
    assert_eq!(made["version"], 1);
    assert_eq!(made["model"], json!({"id": "claude-sonnet-5-5", "effort": {"type": "high"}, "speed": "standard"}));
    assert_eq!(made["execution_identity"], json!({"type": "service_account"}));
    for name in ["description", "system", "multiagent", "archived_at"] {
        assert_eq!(made[name], Value::Null, "{name}");
    }
    for name in ["tools", "mcp_servers", "skills"] {
        assert_eq!(made[name], json!([]), "{name}");
    }
    assert_eq!(made["created_at"], "2026-11-23T09:00:00.000000Z");
}

#[test]
fn the_model_is_a_word_or_an_object() {
    let check = |model: Value, expected: Value| {
        let made = agent(&mut world(), json!({"model": model}));
        assert_eq!(made["model"], expected, "{model}");
    };
    check(json!({"id": "m", "effort": "low"}), json!({"id": "m", "effort": {"type": "low"}, "speed": "standard"}));
    check(
        json!({"id": "m", "effort": {"type": "max"}, "speed": "fast", "inference_geo": "us"}),
        json!({"id": "m", "effort": {"type": "max"}, "speed": "fast", "inference_geo": "us"}),
    );
}

#[test]
fn limits_are_kept() {
    let check = |field: Value, expected: &str| {
        let mut body = json!({"name": "a", "model": "m"});
        body.as_object_mut().unwrap().extend(field.as_object().unwrap().clone());
        assert_eq!(refused(&mut world(), Method::Post, "/v1/agents", &body), (400, expected.to_owned()), "{field}");
    };
    check(json!({"name": null}), "name: Field required");
    check(json!({"name": ""}), "name: String should have at least 1 characters");
    check(json!({"name": "n".repeat(257)}), "name: String should have at most 256 characters");
    check(json!({"name": 5}), "Failed to parse request: name: expected a string");
    check(json!({"model": null}), "model: Field required");
    check(
        json!({"model": {"id": "m", "effort": "huge"}}),
        "Failed to parse request: model.effort: \"huge\" is not a valid value; expected one of low, medium, high, xhigh, max",
    );
    check(json!({"description": "d".repeat(2_049)}), "description: String should have at most 2048 characters");
    check(json!({"system": "s".repeat(100_001)}), "system: String should have at most 100000 characters");
    check(
        json!({"skills": [{"type": "anthropic", "skill_id": "xlsx"}]}),
        "skills: the read tool has to be enabled when skills are set",
    );
    check(
        json!({"skills": [{"type": "custom", "skill_id": "skill_none"}]}),
        "skills.0.skill_id: skill \"skill_none\" or its version was not found",
    );
    check(
        json!({"mcp_servers": [{"type": "url", "name": "a", "url": "https://a.example.com"}]}),
        "mcp_servers: \"a\" is not referenced by any mcp_toolset",
    );
    check(
        json!({"tools": [{"type": "mcp_toolset", "mcp_server_name": "a"}]}),
        "tools: mcp_server_name \"a\" is not declared in mcp_servers",
    );
    let twice = json!({"type": "url", "name": "a", "url": "https://a.example.com"});
    check(json!({"mcp_servers": [twice, twice]}), "mcp_servers.1.name: duplicate MCP server name \"a\"");
    let many: serde_json::Map<_, _> = (0..17).map(|at| (format!("k{at}"), json!("v"))).collect();
    check(json!({"metadata": many}), "metadata must have at most 16 pairs");
}

#[test]
fn a_change_makes_a_version_and_no_change_makes_none() {
    let mut world = world();
    let made = agent(&mut world, json!({"description": "one", "metadata": {"stable": "one", "gone": "yes"}}));
    let path = format!("/v1/agents/{}", id(&made));
    wait(&mut world);
    let second = post(&mut world, &path, json!({"version": 1, "system": "s", "metadata": {"gone": null, "new": "n"}}));
    assert_eq!(second["version"], 2);
    assert_eq!(second["metadata"], json!({"stable": "one", "new": "n"}));
    assert_eq!(second["description"], "one");
    assert_eq!(second["updated_at"], "2026-11-23T09:01:00.000000Z");
    assert_eq!(post(&mut world, &path, json!({"system": "s"})), second);
    let third = post(&mut world, &path, json!({"description": null, "system": ""}));
    assert_eq!((&third["description"], &third["system"]), (&Value::Null, &Value::Null));

    assert_eq!(get(&mut world, &format!("{path}?version=1")), made);
    assert_eq!(get(&mut world, &path), third);
    let first_page = get(&mut world, &format!("{path}/versions?limit=2"));
    assert_eq!(first_page["data"], json!([third, second]));
    let next = first_page["next_page"].as_str().unwrap();
    let rest = get(&mut world, &format!("{path}/versions?limit=2&page={next}"));
    assert_eq!((&rest["data"], &rest["next_page"]), (&json!([made]), &Value::Null));
}

#[test]
fn a_stale_update_is_refused() {
    let mut world = world();
    let made = agent(&mut world, json!({}));
    let path = format!("/v1/agents/{}", id(&made));
    post(&mut world, &path, json!({"version": 1, "name": "b"}));
    let refusal = world.call(Method::Post, &path, &json!({"version": 1, "name": "c"})).unwrap_err();
    assert_eq!((refusal.status, refusal.kind), (409, "conflict_error"));
    assert_eq!(refusal.message, "Concurrent modification detected. Please fetch the latest version and retry.");
    let missing = refused(&mut world, Method::Get, &format!("{path}?version=9"), &Value::Null);
    assert_eq!(missing, (404, "Agent version not found.".to_owned()));
}

#[test]
fn a_replaced_model_keeps_its_effort_only() {
    let mut world = world();
    let model = json!({"id": "m", "effort": "low", "speed": "fast", "inference_geo": "us"});
    let made = agent(&mut world, json!({"model": model}));
    let next = post(&mut world, &format!("/v1/agents/{}", id(&made)), json!({"model": "n"}));
    assert_eq!(next["model"], json!({"id": "n", "effort": {"type": "low"}, "speed": "standard"}));
}

#[test]
fn archiving_shows_on_every_version_and_ends_updates() {
    let mut world = world();
    let made = agent(&mut world, json!({}));
    let path = format!("/v1/agents/{}", id(&made));
    post(&mut world, &path, json!({"name": "b"}));
    let archived = post(&mut world, &format!("{path}/archive"), json!({}));
    assert_eq!((&archived["version"], &archived["archived_at"]), (&json!(2), &archived["updated_at"]));
    assert_eq!(get(&mut world, &format!("{path}?version=1"))["archived_at"], archived["archived_at"]);
    assert_eq!(get(&mut world, &format!("{path}/versions"))["data"].as_array().unwrap().len(), 2);
    let update = refused(&mut world, Method::Post, &path, &json!({"name": "c"}));
    assert_eq!(update, (400, "Cannot modify archived agent".to_owned()));
    assert_eq!(get(&mut world, "/v1/agents")["data"], json!([]));
    assert_eq!(ids(&get(&mut world, "/v1/agents?include_archived=true")), [id(&made)]);
}

#[test]
fn a_session_may_replace_some_fields() {
    let mut world = world();
    let made = agent(
        &mut world,
        json!({"system": "s", "model": {"id": "m", "effort": "low"}, "tools": [{"type": "agent_toolset_20260401"}]}),
    );
    let check = |overrides: Value, name: &str, expected: Result<Value, &str>| {
        let found = agents::with_overrides(&world, &made, overrides.as_object().unwrap());
        let found = found.map(|agent| agent[name].clone()).map_err(|refusal| refusal.message);
        assert_eq!(found, expected.map_err(str::to_owned), "{overrides}");
    };
    check(json!({}), "system", Ok(json!("s")));
    check(json!({"system": null}), "system", Ok(Value::Null));
    check(json!({"tools": []}), "tools", Ok(json!([])));
    let model = json!({"id": "n", "effort": {"type": "high"}, "speed": "standard"});
    check(json!({"model": {"id": "n", "effort": "max"}}), "model", Ok(model));
    check(json!({"model": null}), "model", Err("agent.model: agent_model_required: an agent needs a model"));
    check(json!({"name": "x"}), "name", Err("name: Extra inputs are not permitted"));
    let skills = json!([{"type": "anthropic", "skill_id": "pdf"}]);
    check(
        json!({"tools": null, "skills": skills}),
        "skills",
        Err("skills: the read tool has to be enabled when skills are set"),
    );
    let patch = json!({"tools": [{"type": "agent_toolset_20260401", "default_config": {"enabled": false}}]});
    let retooled = agents::retooled(&made, patch.as_object().unwrap()).unwrap();
    assert_eq!(retooled["tools"][0]["default_config"]["enabled"], false);
}

#[test]
fn lists_are_newest_first_by_cursor() {
    let mut world = world();
    let made: Vec<String> = (0..5).map(|_| id(&agent(&mut world, json!({}))).to_owned()).collect();
    let first = get(&mut world, "/v1/agents?limit=3");
    assert_eq!(ids(&first), [&made[4], &made[3], &made[2]]);
    let next = first["next_page"].as_str().unwrap();
    let second = get(&mut world, &format!("/v1/agents?limit=3&page={next}"));
    assert_eq!(ids(&second), [&made[1], &made[0]]);
    assert_eq!(second["next_page"], Value::Null);
}
