use super::*;

/// Creates an agent with `tools`; its first tool, or the message of the refusal.
fn check(tools: Value, expected: Result<Value, &str>) {
    let body = json!({"name": "a", "model": "m", "tools": tools});
    let found = world().call(Method::Post, "/v1/agents", &body);
    let found = found.map(|agent| agent["tools"][0].clone()).map_err(|refusal| {
        assert_eq!((refusal.status, refusal.kind), (400, "invalid_request_error"));
        refusal.message
    });
    assert_eq!(found, expected.map_err(str::to_owned), "{tools}");
}

fn toolset(more: Value) -> Value {
    let mut tool = json!({"type": "agent_toolset_20260401"});
    tool.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!([tool])
}

const NAMES: &str = "bash, edit, glob, grep, read, web_fetch, web_search, write";

#[test]
fn defaults_are_filled_in() {
    let default = json!({"enabled": true, "permission_policy": {"type": "always_allow"}});
    let whole = |configs: Value, default: &Value| json!({"type": "agent_toolset_20260401", "configs": configs, "default_config": default});
    check(toolset(json!({})), Ok(whole(json!([]), &default)));
    check(
        toolset(json!({"configs": [{"name": "bash", "enabled": false}]})),
        Ok(whole(
            json!([{"name": "bash", "type": "bash", "enabled": false, "permission_policy": {"type": "always_allow"}}]),
            &default,
        )),
    );
    let asking = json!({"enabled": false, "permission_policy": {"type": "always_ask"}});
    check(
        toolset(
            json!({"default_config": asking, "configs": [{"name": "read", "permission_policy": {"type": "auto"}}]}),
        ),
        Ok(whole(
            json!([{"name": "read", "type": "read", "enabled": false, "permission_policy": {"type": "auto"}}]),
            &asking,
        )),
    );
}

#[test]
fn unknown_words_are_named() {
    let unknown =
        |place: &str, word: &str| format!("Failed to parse request: tools[0].{place}: \"{word}\" is not a valid value");
    let name = |word: &str| format!("{}; expected one of {NAMES}", unknown("configs[0].name", word));
    let policy = |word: &str| json!({"permission_policy": {"type": word}});
    check(toolset(json!({"configs": [{"name": "find"}]})), Err(&name("find")));
    for word in ["always_deny", "deny", "never_allow"] {
        check(
            toolset(json!({"default_config": policy(word)})),
            Err(&unknown("default_config.permission_policy.type", word)),
        );
    }
    // Which one wins when there are two.
    let both = json!({"name": "find", "permission_policy": {"type": "deny"}});
    check(toolset(json!({"configs": [both]})), Err(&unknown("configs[0].permission_policy.type", "deny")));
    let malformed = json!({"configs": [{"name": "find"}], "default_config": {"permission_policy": 5}});
    check(toolset(malformed), Err(&name("find")));
    let malformed = json!({"configs": [5], "default_config": policy("deny")});
    check(toolset(malformed), Err(&unknown("default_config.permission_policy.type", "deny")));
    let twice = json!({"configs": [{"name": "bash", "permission_policy": {"type": "deny"}}, {"name": "bash"}]});
    check(toolset(twice), Err(&unknown("configs[0].permission_policy.type", "deny")));
    check(
        json!([{"type": "toolbox"}]),
        Err(
            "Failed to parse request: tools[0].type: \"toolbox\" is not a valid value; expected one of agent_toolset_20260401, mcp_toolset, custom",
        ),
    );
}

#[test]
fn duplicates_are_refused() {
    let twice =
        json!([{"name": "bash", "enabled": true}, {"name": "bash", "permission_policy": {"type": "always_ask"}}]);
    check(
        toolset(json!({"configs": twice})),
        Err("tools.0.agent_toolset_20260401.configs.1: duplicate entry for tool \"AGENT_TOOL_NAME_BASH\""),
    );
    check(
        json!([{"type": "agent_toolset_20260401"}, {"type": "agent_toolset_20260401"}]),
        Err("tools.1.agent_toolset_20260401: duplicate entry; at most one agent_toolset_20260401 is allowed"),
    );
    let custom = json!({"type": "custom", "name": "t", "description": "d", "input_schema": {"type": "object"}});
    check(json!([custom, custom]), Err("tools.1.custom.name: duplicate custom tool name"));
}

#[test]
fn web_tools_have_settings() {
    let config = |config: Value| toolset(json!({"configs": [config]}));
    let allowed = json!({"permission_policy": {"type": "always_allow"}, "enabled": true});
    let entry = |more: Value| {
        let mut entry = allowed.clone();
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let default = json!({"enabled": true, "permission_policy": {"type": "always_allow"}});
        Ok(json!({"type": "agent_toolset_20260401", "configs": [entry], "default_config": default}))
    };
    check(
        config(
            json!({"name": "web_fetch", "max_content_tokens": 5, "url_sources": {"user_input": "all", "server_tool_results": {"type": "only", "tools": [{"type": "tool_reference", "name": "web_search"}]}}}),
        ),
        entry(json!({
            "name": "web_fetch", "type": "web_fetch", "max_content_tokens": 5,
            "url_sources": {
                "user_input": {"type": "all"},
                "client_tool_results": null,
                "server_tool_results": {"type": "only", "tools": [{"type": "tool_reference", "name": "web_search"}]},
            },
        })),
    );
    check(
        config(json!({"name": "web_fetch"})),
        entry(json!({"name": "web_fetch", "type": "web_fetch", "url_sources": null})),
    );
    check(
        config(
            json!({"name": "web_search", "blocked_domains": ["a.example.com"], "user_location": {"type": "approximate", "city": "Lisbon"}}),
        ),
        entry(json!({
            "name": "web_search", "type": "web_search", "blocked_domains": ["a.example.com"],
            "user_location": {"type": "approximate", "city": "Lisbon", "country": null, "region": null, "timezone": null},
        })),
    );
    check(
        config(json!({"name": "web_search", "allowed_domains": ["a.com"], "blocked_domains": ["b.com"]})),
        Err("tools.0.configs.0: allowed_domains and blocked_domains cannot both be set"),
    );
    check(
        config(json!({"name": "web_search", "allowed_domains": ["https://a.com"]})),
        Err("tools.0.configs.0.allowed_domains: \"https://a.com\" is not a plain host name"),
    );
}

#[test]
fn custom_tools_are_checked() {
    let custom = |name: &str, description: &str, schema: Value| json!([{"type": "custom", "name": name, "description": description, "input_schema": schema}]);
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false});
    check(custom("look-up_1", "d", schema.clone()), Ok(custom("look-up_1", "d", schema.clone())[0].clone()));
    check(
        custom("look up", "d", schema.clone()),
        Err("tools.0.custom.name: may only have letters, digits, \"_\" and \"-\""),
    );
    check(
        custom(&"n".repeat(129), "d", schema.clone()),
        Err("tools.0.custom.name: String should have at most 128 characters"),
    );
    check(
        custom("n", &"d".repeat(1_025), schema),
        Err("tools.0.custom.description: String should have at most 1024 characters"),
    );
    check(
        custom("n", "d", json!({"type": "array"})),
        Err(
            "Failed to parse request: tools[0].input_schema.type: \"array\" is not a valid value; expected one of object",
        ),
    );
}

#[test]
fn there_are_at_most_256_tools() {
    let customs = |count: usize| -> Vec<Value> {
        (0..count)
            .map(|at| json!({"type": "custom", "name": format!("t{at}"), "description": "d", "input_schema": {"type": "object"}}))
            .collect()
    };
    let mut tools = customs(249);
    tools.push(json!({"type": "agent_toolset_20260401"}));
    check(json!(tools), Err("tools: at most 256 tools are allowed across all toolsets, got 257"));
    check(json!(customs(256)), Ok(customs(1)[0].clone()));
    check(json!(customs(257)), Err("tools: List should have at most 256 items"));
}
