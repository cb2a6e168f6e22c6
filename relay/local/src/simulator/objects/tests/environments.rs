use super::*;

fn packages(more: Value) -> Value {
    let mut packages = json!({"type": "packages", "apt": [], "cargo": [], "gem": [], "go": [], "npm": [], "pip": []});
    packages.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    packages
}

#[test]
fn the_config_is_filled_in() {
    let check = |config: Value, expected: Value| {
        let made = post(&mut world(), "/v1/environments", json!({"name": "e", "config": config}));
        assert_eq!(made["config"], expected, "{config}");
    };
    let open = json!({"type": "cloud", "networking": {"type": "unrestricted"}, "packages": packages(json!({}))});
    check(Value::Null, open.clone());
    check(json!({"type": "cloud"}), open);
    check(json!({"type": "self_hosted"}), json!({"type": "self_hosted"}));
    check(
        json!({"type": "cloud", "networking": {"type": "limited", "allowed_hosts": ["example.com", "*.b.example.com"]}}),
        json!({
            "type": "cloud",
            "networking": {
                "type": "limited",
                "allowed_hosts": ["example.com", "*.b.example.com"],
                "allow_mcp_servers": false,
                "allow_package_managers": false,
            },
            "packages": packages(json!({})),
        }),
    );
    check(
        json!({"type": "cloud", "networking": {"type": "limited", "allow_package_managers": true}, "packages": {"pip": ["pandas==2.3.1"]}}),
        json!({
            "type": "cloud",
            "networking": {
                "type": "limited",
                "allowed_hosts": [],
                "allow_mcp_servers": false,
                "allow_package_managers": true,
            },
            "packages": packages(json!({"pip": ["pandas==2.3.1"]})),
        }),
    );
}

#[test]
fn limits_are_kept() {
    let check = |body: Value, expected: &str| {
        assert_eq!(
            refused(&mut world(), Method::Post, "/v1/environments", &body),
            (400, expected.to_owned()),
            "{body}"
        );
    };
    check(json!({}), "name: Field required");
    check(
        json!({"name": "e", "description": "d".repeat(1_025)}),
        "description: String should have at most 1024 characters",
    );
    check(json!({"name": "e", "scope": "account"}), "scope: an API organization only has the scope organization");
    check(
        json!({"name": "e", "config": {"type": "moon"}}),
        "Failed to parse request: config.type: \"moon\" is not a valid value; expected one of cloud, self_hosted",
    );
    check(
        json!({"name": "e", "config": {"type": "cloud", "networking": {"type": "limited"}, "packages": {"npm": ["a"]}}}),
        "config.packages: packages need networking.allow_package_managers under limited networking",
    );
    check(
        json!({"name": "e", "config": {"type": "cloud", "networking": {"type": "limited", "allowed_hosts": ["https://a.com"]}}}),
        "config.networking.allowed_hosts: \"https://a.com\" is not a host name or a *. pattern",
    );
    check(
        json!({"name": "e", "config": {"type": "self_hosted", "packages": {}}}),
        "config.packages: not allowed for a self_hosted environment",
    );
}

#[test]
fn an_update_keeps_what_it_does_not_mention() {
    let mut world = world();
    let made = post(
        &mut world,
        "/v1/environments",
        json!({"name": "e", "description": "d", "metadata": {"a": "1", "b": "2", "c": "3"}}),
    );
    let path = format!("/v1/environments/{}", id(&made));
    let next = post(
        &mut world,
        &path,
        json!({"description": "", "metadata": {"a": null, "b": ""}, "config": {"networking": {"type": "limited"}}}),
    );
    assert_eq!((&next["name"], &next["description"], &next["metadata"]), (&json!("e"), &json!(""), &json!({"c": "3"})));
    assert_eq!(next["config"]["networking"]["type"], "limited");
    let refusal = world.call(Method::Post, &path, &json!({"config": {"type": "self_hosted"}})).unwrap_err();
    assert_eq!((refusal.status, refusal.code), (400, Some("invalid_config_type_change")));
    assert_eq!(get(&mut world, &path), next);
}

#[test]
fn it_ends_archived_or_deleted() {
    let mut world = world();
    let made = post(&mut world, "/v1/environments", json!({"name": "e"}));
    let path = format!("/v1/environments/{}", id(&made));
    let archived = post(&mut world, &format!("{path}/archive"), json!({}));
    assert_eq!(archived["archived_at"], archived["updated_at"]);
    let refusal = world.call(Method::Post, &path, &json!({"name": "f"})).unwrap_err();
    assert_eq!((refusal.status, refusal.code), (400, Some("environment_archived")));
    assert_eq!(delete(&mut world, &path), json!({"id": id(&made), "type": "environment_deleted"}));
    assert_eq!(refused(&mut world, Method::Get, &path, &Value::Null), (404, "Environment not found.".to_owned()));
}

#[test]
fn one_that_a_session_uses_cannot_be_deleted() {
    let mut world = world();
    let made = post(&mut world, "/v1/environments", json!({"name": "e"}));
    let agent = agent(&mut world, json!({}));
    post(&mut world, "/v1/sessions", json!({"agent": id(&agent), "environment_id": id(&made)}));
    let path = format!("/v1/environments/{}", id(&made));
    assert_eq!(refused(&mut world, Method::Delete, &path, &json!({})).0, 400);
    assert_eq!(get(&mut world, &path), made);
}

#[test]
fn only_self_hosted_ones_have_a_queue() {
    let mut world = world();
    let cloud = post(&mut world, "/v1/environments", json!({"name": "c"}));
    let own = post(&mut world, "/v1/environments", json!({"name": "o", "config": {"type": "self_hosted"}}));
    let stats = |environment: &Value| format!("/v1/environments/{}/work/stats", id(environment));
    assert_eq!(refused(&mut world, Method::Get, &stats(&cloud), &Value::Null).0, 400);
    let list = format!("/v1/environments/{}/work", id(&own));
    assert_eq!(get(&mut world, &list), json!({"data": [], "next_page": null}));
    let agent = agent(&mut world, json!({}));
    let session = post(&mut world, "/v1/sessions", json!({"agent": id(&agent), "environment_id": id(&own)}));
    let item = get(&mut world, &list)["data"][0].clone();
    assert_eq!((&item["data"]["id"], &item["state"]), (&session["id"], &json!("stopped")));
    assert_eq!(get(&mut world, &stats(&own))["pending"], 0);
    let events = json!({"events": [{"type": "user.message", "content": [{"type": "text", "text": "Go."}]}]});
    post(&mut world, &format!("/v1/sessions/{}/events", id(&session)), events);
    world.advance(world.now() + time::SECOND);
    assert_eq!(get(&mut world, &list)["data"][0]["state"], "active");
    assert_eq!(get(&mut world, &stats(&own))["pending"], 1);
}
