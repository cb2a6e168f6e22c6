use super::*;

fn vault(world: &mut World) -> String {
    let vault = post(world, "/v1/vaults", json!({"display_name": "Acme", "metadata": {"user": "u-1"}}));
    format!("/v1/vaults/{}", id(&vault))
}

fn bearer(server: usize) -> Value {
    json!({"auth": {"type": "static_bearer", "mcp_server_url": format!("https://mcp{server}.example.com"), "token": "t0p-secret"}})
}

#[test]
fn a_vault_changes_and_ends_with_its_credentials() {
    let mut world = world();
    let path = vault(&mut world);
    let credential = post(&mut world, &format!("{path}/credentials"), bearer(1));
    let next = post(&mut world, &path, json!({"display_name": "Acme 2", "metadata": {"user": null}}));
    assert_eq!((&next["display_name"], &next["metadata"]), (&json!("Acme 2"), &json!({})));
    let archived = post(&mut world, &format!("{path}/archive"), json!({}));
    let credential = get(&mut world, &format!("{path}/credentials/{}", id(&credential)));
    assert_eq!(credential["archived_at"], archived["archived_at"]);
    assert_eq!(get(&mut world, "/v1/vaults")["data"], json!([]));
    assert_eq!(refused(&mut world, Method::Post, &path, &json!({})), (400, "Cannot modify archived vault".to_owned()));
    assert_eq!(delete(&mut world, &path)["type"], "vault_deleted");
    let gone = refused(&mut world, Method::Get, &format!("{path}/credentials/{}", id(&credential)), &Value::Null);
    assert_eq!(gone, (404, "Vault not found.".to_owned()));
}

#[test]
fn secrets_are_never_answered() {
    let check = |auth: Value, expected: Value| {
        let mut world = world();
        let path = format!("{}/credentials", vault(&mut world));
        let made = post(&mut world, &path, json!({"auth": auth}));
        assert_eq!(made["auth"], expected);
        let next = post(&mut world, &format!("{path}/{}", id(&made)), json!({"display_name": "n", "auth": auth}));
        assert_eq!(next["auth"], expected);
        let list = get(&mut world, &path).to_string();
        assert!(!list.contains("t0p-secret") && !format!("{:?}", world.objects).contains("t0p-secret"), "{list}");
    };
    let url = "https://mcp.example.com/a";
    check(
        json!({"type": "static_bearer", "mcp_server_url": url, "token": "t0p-secret"}),
        json!({"type": "static_bearer", "mcp_server_url": url}),
    );
    let refresh = json!({
        "client_id": "c", "refresh_token": "t0p-secret", "token_endpoint": "https://auth.example.com",
        "token_endpoint_auth": {"type": "client_secret_basic", "client_secret": "t0p-secret"}, "scope": "read",
    });
    check(
        json!({"type": "mcp_oauth", "mcp_server_url": url, "access_token": "t0p-secret", "expires_at": "2026-11-23T18:00:00Z", "refresh": refresh}),
        json!({
            "type": "mcp_oauth", "mcp_server_url": url, "expires_at": "2026-11-23T18:00:00.000000Z",
            "refresh": {
                "client_id": "c", "token_endpoint": "https://auth.example.com",
                "token_endpoint_auth": {"type": "client_secret_basic"}, "resource": null, "scope": "read",
            },
        }),
    );
    check(
        json!({"type": "environment_variable", "secret_name": "KEY", "secret_value": "t0p-secret", "networking": {"type": "limited", "allowed_hosts": ["a.example.com"]}}),
        json!({
            "type": "environment_variable", "secret_name": "KEY",
            "networking": {"type": "limited", "allowed_hosts": ["a.example.com"]},
            "injection_location": {"header": true, "body": false},
        }),
    );
}

#[test]
fn bodies_are_checked() {
    let check = |auth: Value, expected: &str| {
        let mut world = world();
        let path = format!("{}/credentials", vault(&mut world));
        assert_eq!(
            refused(&mut world, Method::Post, &path, &json!({"auth": auth})),
            (400, expected.to_owned()),
            "{auth}"
        );
    };
    check(Value::Null, "auth: Field required");
    check(
        json!({"type": "static_bearer", "mcp_server_url": "https://a.com"}),
        "auth.static_bearer.token: Field required",
    );
    check(
        json!({"type": "static_bearer", "mcp_server_url": "a.com", "token": "t"}),
        "auth.static_bearer.mcp_server_url: must be an http or https URL",
    );
    check(
        json!({"type": "static_bearer", "mcp_server_url": "https://a.com", "token": "t".repeat(8_193)}),
        "auth.static_bearer.token: String should have at most 8192 characters",
    );
    check(
        json!({"type": "environment_variable", "secret_name": "1 KEY", "secret_value": "v", "networking": {"type": "unrestricted"}}),
        "auth.environment_variable.secret_name: must be the name of an environment variable",
    );
    check(
        json!({"type": "environment_variable", "secret_name": "K", "secret_value": "v", "networking": {"type": "limited", "allowed_hosts": vec!["a.com"; 17]}}),
        "auth.environment_variable.networking.allowed_hosts: List should have at most 16 items",
    );
}

#[test]
fn a_key_is_unique_among_the_active_and_cannot_change() {
    let mut world = world();
    let path = format!("{}/credentials", vault(&mut world));
    let first = post(&mut world, &path, bearer(0));
    let taken = "A credential with mcp_server_url \"https://mcp0.example.com\" already exists in this vault";
    assert_eq!(refused(&mut world, Method::Post, &path, &bearer(0)), (409, taken.to_owned()));
    let own = format!("{path}/{}", id(&first));
    let moved = "auth.static_bearer.mcp_server_url: cannot change; create another credential instead";
    assert_eq!(refused(&mut world, Method::Post, &own, &bearer(1)), (400, moved.to_owned()));
    let other = json!({"auth": {"type": "mcp_oauth", "access_token": "t"}});
    assert_eq!(
        refused(&mut world, Method::Post, &own, &other),
        (400, "auth.type: the type of a credential cannot change".to_owned())
    );
    post(&mut world, &format!("{own}/archive"), json!({}));
    post(&mut world, &path, bearer(0));
    (1..20).for_each(|server| drop(post(&mut world, &path, bearer(server))));
    assert_eq!(
        refused(&mut world, Method::Post, &path, &bearer(20)),
        (400, "A vault can have at most 20 credentials".to_owned())
    );
}

#[test]
fn validation_looks_at_the_token() {
    let check = |more: Value, expected: (&str, Value)| {
        let mut world = world();
        let path = format!("{}/credentials", vault(&mut world));
        let mut auth = json!({"type": "mcp_oauth", "mcp_server_url": "https://a.com", "access_token": "t"});
        auth.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let made = post(&mut world, &path, json!({"auth": auth}));
        let found = post(&mut world, &format!("{path}/{}/mcp_oauth_validate", id(&made)), json!({}));
        assert_eq!((found["status"].as_str().unwrap(), found["refresh"]["status"].clone()), expected, "{more}");
    };
    let past = "2026-11-22T00:00:00Z";
    let refresh = json!({"client_id": "c", "refresh_token": "r", "token_endpoint": "https://a.com", "token_endpoint_auth": {"type": "none"}});
    check(json!({}), ("valid", Value::Null));
    check(json!({"expires_at": past}), ("invalid", json!("no_refresh_token")));
    check(json!({"expires_at": past, "refresh": refresh}), ("valid", json!("succeeded")));
}
