use super::*;
use crate::simulator::objects::agents;

/// A world with a researcher in two versions; its id.
fn team() -> (World, String) {
    let mut world = world();
    let researcher = agent(&mut world, json!({"name": "Researcher"}));
    let researcher = id(&researcher).to_owned();
    post(&mut world, &format!("/v1/agents/{researcher}"), json!({"system": "Quote."}));
    (world, researcher)
}

#[test]
fn the_older_form_pins_its_agents_and_puts_the_advisor_last() {
    let (mut world, researcher) = team();
    let entries = json!([{"type": "advisor", "model": "claude-opus-5"}, researcher, {"type": "agent", "id": researcher, "version": 1}, {"type": "self"}]);
    let made = agent(&mut world, json!({"multiagent": {"type": "coordinator", "agents": entries}}));
    let own = id(&made).to_owned();
    let expected = |version: u64| {
        json!([
            {"type": "agent", "id": researcher, "version": 2},
            {"type": "agent", "id": researcher, "version": 1},
            {"type": "agent", "id": own, "version": version},
            {"type": "advisor", "model": "claude-opus-5"},
        ])
    };
    assert_eq!(made["multiagent"]["agents"], expected(1));
    let path = format!("/v1/agents/{own}");
    let same = json!({"multiagent": {"type": "coordinator", "agents": entries}});
    assert_eq!(post(&mut world, &path, same)["version"], 1);
    assert_eq!(post(&mut world, &path, json!({"system": "s"}))["multiagent"]["agents"], expected(2));
}

#[test]
fn the_newer_form_takes_its_defaults_and_merges() {
    let (mut world, researcher) = team();
    let kind = "multiagent_20261001";
    let made = agent(
        &mut world,
        json!({"multiagent": {"type": kind, "subagents": {"type": "enabled", "predefined_agents": [researcher]}}}),
    );
    let whole = json!({"type": "enabled", "inline_agents": {"type": "enabled"}, "predefined_agents": []});
    let members = json!({"type": "enabled", "inline_agents": {"type": "enabled"}, "predefined_agents": [{"type": "agent", "id": researcher, "version": 2}]});
    let expected = json!({"type": kind, "advisor": {"type": "disabled"}, "subagents": members, "workflows": whole});
    assert_eq!(made["multiagent"], expected);
    let path = format!("/v1/agents/{}", id(&made));
    let mut check = |multiagent: Value, name: &str, expected: Value| {
        let found = post(&mut world, &path, json!({"multiagent": multiagent}));
        assert_eq!(found["multiagent"][name], expected, "{multiagent}");
    };
    check(json!({"type": kind, "advisor": {"type": "enabled", "model": "m"}}), "subagents", members.clone());
    check(json!({"type": kind}), "advisor", json!({"type": "enabled", "model": "m"}));
    check(json!({"type": kind, "advisor": null}), "advisor", json!({"type": "disabled"}));
    let mut closed = members;
    closed["inline_agents"]["type"] = json!("disabled");
    check(
        json!({"type": kind, "subagents": {"type": "enabled", "inline_agents": {"type": "disabled"}}}),
        "subagents",
        closed,
    );
    check(json!({"type": kind, "subagents": null, "workflows": {"type": "disabled"}}), "subagents", whole);
    check(json!({"type": kind}), "workflows", json!({"type": "disabled"}));
    assert_eq!(post(&mut world, &path, json!({"multiagent": null}))["multiagent"], Value::Null);
}

#[test]
fn references_are_checked() {
    let (mut world, researcher) = team();
    let lead = agent(&mut world, json!({"multiagent": {"type": "coordinator", "agents": [researcher]}}));
    let lead = id(&lead).to_owned();
    let mut check = |agents: Value, expected: &str| {
        let body = json!({"name": "a", "model": "m", "multiagent": {"type": "coordinator", "agents": agents}});
        let expected = (400, format!("multiagent.coordinator.agents{expected}"));
        assert_eq!(refused(&mut world, Method::Post, "/v1/agents", &body), expected, "{agents}");
    };
    check(json!([]), ": List should have at least 1 item");
    check(json!(vec![researcher.clone(); 21]), ": List should have at most 20 items");
    check(json!(["agent_none"]), ".0: agent \"agent_none\" not found");
    check(json!([{"type": "agent", "id": researcher, "version": 7}]), ".0: agent.version: 7 not found");
    check(json!([lead]), &format!(".0: agent \"{lead}\" has multiagent set and cannot be used by another agent"));
    let advisor = json!({"type": "advisor", "model": "m"});
    check(json!([advisor, advisor]), ".1: at most one advisor is allowed");
    let none =
        json!({"type": "multiagent_20261001", "workflows": {"type": "enabled", "inline_agents": {"type": "disabled"}}});
    let body = json!({"name": "a", "model": "m", "multiagent": none});
    let expected =
        "multiagent.multiagent_20261001.workflows.predefined_agents: must not be empty while inline_agents is disabled";
    assert_eq!(refused(&mut world, Method::Post, "/v1/agents", &body), (400, expected.to_owned()));
}

#[test]
fn a_session_holds_its_agents_in_full() {
    let (mut world, researcher) = team();
    let made = agent(
        &mut world,
        json!({"multiagent": {"type": "coordinator", "agents": [researcher, {"type": "self"}, {"type": "advisor", "model": "m"}]}}),
    );
    let snapshot = agents::session_form(&world, &made);
    for name in ["metadata", "created_at", "updated_at", "archived_at"] {
        assert_eq!(snapshot.get(name), None, "{name}");
    }
    let members = snapshot["multiagent"]["agents"].as_array().unwrap();
    let names: Vec<&Value> = members.iter().map(|member| &member["name"]).collect();
    assert_eq!(names, [&json!("Researcher"), &json!("Analyst"), &Value::Null]);
    assert_eq!(members[0]["system"], "Quote.");
    assert_eq!(members[1].get("multiagent"), None);
    assert_eq!(members[2], json!({"type": "advisor", "model": "m"}));
}
