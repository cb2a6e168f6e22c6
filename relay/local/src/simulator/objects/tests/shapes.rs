//! Every answer has the keys of its example.

use std::collections::BTreeSet;

use super::*;

/// Compares the keys, down to the bottom where both have objects; `optional` keys may be missing on either side.
fn check(found: &Value, example: &str, optional: &[&str]) {
    let path = format!("{}/../../tests/fixtures/objects/{example}.json", env!("CARGO_MANIFEST_DIR"));
    let expected: Value = serde_json::from_slice(&std::fs::read(&path).expect(&path)).unwrap();
    compare(found, &expected, optional, example);
}

fn compare(found: &Value, expected: &Value, optional: &[&str], place: &str) {
    let (Some(found), Some(expected)) = (found.as_object(), expected.as_object()) else {
        return;
    };
    let keys = |object: &serde_json::Map<String, Value>| -> BTreeSet<String> {
        object.keys().filter(|key| !optional.contains(&key.as_str())).cloned().collect()
    };
    assert_eq!(keys(found), keys(expected), "{place}");
    for (key, expected) in expected.iter().filter(|(key, _)| *key != "metadata") {
        if let Some(found) = found.get(key) {
            compare(found, expected, optional, &format!("{place}.{key}"));
        }
    }
}

#[test]
fn agents() {
    let mut world = world();
    let made = agent(&mut world, json!({}));
    check(&made, "agent", &[]);
    check(&get(&mut world, "/v1/agents"), "agents_list", &[]);
    check(&get(&mut world, &format!("/v1/agents/{}/versions", id(&made))), "agent_versions_list", &[]);
    let multiagent = json!({"type": "multiagent_20261001", "advisor": {"type": "enabled", "model": "m"}});
    check(&agent(&mut world, json!({"multiagent": multiagent})), "agent_multiagent", &["role_arn"]);
    check(&post(&mut world, &format!("/v1/agents/{}/archive", id(&made)), json!({})), "agent_archived", &[]);
}

#[test]
fn environments() {
    let mut world = world();
    let limited = json!({"type": "cloud", "networking": {"type": "limited"}});
    check(&post(&mut world, "/v1/environments", json!({"name": "e", "config": limited})), "environment", &[]);
    check(&post(&mut world, "/v1/environments", json!({"name": "e"})), "environment_unrestricted", &["scope"]);
    let own = post(&mut world, "/v1/environments", json!({"name": "e", "config": {"type": "self_hosted"}}));
    check(&own, "environment_self_hosted", &[]);
    check(&get(&mut world, "/v1/environments"), "environments_list", &[]);
    let agent = agent(&mut world, json!({}));
    let session = post(&mut world, "/v1/sessions", json!({"agent": id(&agent), "environment_id": id(&own)}));
    let work = get(&mut world, &format!("/v1/environments/{}/work", id(&own)));
    check(&work, "environment_work_list", &[]);
    check(&work["data"][0], "environment_work", &[]);
    check(&get(&mut world, &format!("/v1/environments/{}/work/stats", id(&own))), "environment_work_stats", &[]);
    delete(&mut world, &format!("/v1/sessions/{}", id(&session)));
    check(&delete(&mut world, &format!("/v1/environments/{}", id(&own))), "environment_deleted", &[]);
}

#[test]
fn files_and_skills() {
    let mut world = world();
    let file = send(&mut world, "/v1/files", &[("file", Some("a.csv"), "a")]).unwrap();
    check(&file, "file", &["scope"]);
    check(&file, "file_expiring", &[]);
    crate::simulator::objects::files::write_output(&mut world, "sesn_1", "b.md", Vec::new());
    check(&get(&mut world, "/v1/files")["data"][0], "file_session_output", &[]);
    check(&get(&mut world, "/v1/files"), "files_list", &[]);
    check(&delete(&mut world, &format!("/v1/files/{}", id(&file))), "file_deleted", &[]);
    check(&get(&mut world, "/v1/skills/pdf"), "skill", &[]);
    check(&get(&mut world, "/v1/skills"), "skills_list", &[]);
    check(&get(&mut world, "/v1/skills/pdf/versions/20260803"), "skill_version", &[]);
    check(&get(&mut world, "/v1/skills/pdf/versions"), "skill_versions_list", &[]);
}

#[test]
fn vaults_and_credentials() {
    let mut world = world();
    let vault = post(&mut world, "/v1/vaults", json!({"display_name": "v"}));
    check(&vault, "vault", &[]);
    check(&get(&mut world, "/v1/vaults"), "vaults_list", &[]);
    let path = format!("/v1/vaults/{}/credentials", id(&vault));
    let bearer = json!({"type": "static_bearer", "mcp_server_url": "https://a.com", "token": "t"});
    check(&post(&mut world, &path, json!({"auth": bearer})), "credential_static_bearer", &[]);
    let refresh = json!({"client_id": "c", "refresh_token": "r", "token_endpoint": "https://a.com", "token_endpoint_auth": {"type": "none"}});
    let oauth = json!({"type": "mcp_oauth", "mcp_server_url": "https://b.com", "access_token": "t", "expires_at": "2026-11-22T00:00:00Z", "refresh": refresh});
    let oauth = post(&mut world, &path, json!({"auth": oauth}));
    check(&oauth, "credential_mcp_oauth", &[]);
    check(
        &post(&mut world, &format!("{path}/{}/mcp_oauth_validate", id(&oauth)), json!({})),
        "credential_validation",
        &[],
    );
    let variable = json!({"type": "environment_variable", "secret_name": "K", "secret_value": "v", "networking": {"type": "limited"}});
    check(&post(&mut world, &path, json!({"auth": variable})), "credential_environment_variable", &[]);
    check(&get(&mut world, &path), "credentials_list", &[]);
    check(&delete(&mut world, &format!("{path}/{}", id(&oauth))), "credential_deleted", &[]);
    check(&delete(&mut world, &format!("/v1/vaults/{}", id(&vault))), "vault_deleted", &[]);
}

#[test]
fn memory() {
    let mut world = world();
    let store = post(&mut world, "/v1/memory_stores", json!({"name": "m"}));
    check(&store, "memory_store", &[]);
    check(&get(&mut world, "/v1/memory_stores"), "memory_stores_list", &[]);
    let path = format!("/v1/memory_stores/{}", id(&store));
    let made = post(&mut world, &format!("{path}/memories"), json!({"path": "/a", "content": "c"}));
    check(&made, "memory", &[]);
    check(&get(&mut world, &format!("{path}/memories")), "memories_list", &[]);
    let version = format!("{path}/memory_versions/{}", made["memory_version_id"].as_str().unwrap());
    check(&get(&mut world, &version), "memory_version", &["api_key_id", "session_id"]);
    check(&get(&mut world, &format!("{path}/memory_versions")), "memory_versions_list", &[]);
    check(
        &post(&mut world, &format!("{version}/redact"), json!({})),
        "memory_version_redacted",
        &["api_key_id", "user_id"],
    );
    check(&delete(&mut world, &format!("{path}/memories/{}", id(&made))), "memory_deleted", &[]);
    check(&delete(&mut world, &path), "memory_store_deleted", &[]);
}

#[test]
fn deployments() {
    let mut world = world();
    let agent = agent(&mut world, json!({}));
    let environment = post(&mut world, "/v1/environments", json!({"name": "e"}));
    let body = json!({
        "name": "d", "agent": id(&agent), "environment_id": id(&environment),
        "initial_events": [{"type": "user.message", "content": [{"type": "text", "text": "Go."}]}],
        "schedule": {"type": "cron", "expression": "0 6 * * *", "timezone": "UTC"},
        "budget": {"type": "limit", "max_list_cost": {"amount": "5", "currency": "USD"}},
    });
    let made = post(&mut world, "/v1/deployments", body);
    check(&made, "deployment", &[]);
    check(&get(&mut world, "/v1/deployments"), "deployments_list", &[]);
    let run = post(&mut world, &format!("/v1/deployments/{}/run", id(&made)), json!({}));
    check(&run, "deployment_run", &["scheduled_at"]);
    check(&get(&mut world, "/v1/deployment_runs"), "deployment_runs_list", &[]);
    check(
        &post(&mut world, &format!("/v1/deployments/{}/pause", id(&made)), json!({})),
        "deployment_paused",
        &["error"],
    );
    post(&mut world, &format!("/v1/agents/{}/archive", id(&agent)), json!({}));
    let failed = post(&mut world, &format!("/v1/deployments/{}/run", id(&made)), json!({}));
    check(&failed, "deployment_run_failed", &[]);
}

#[test]
fn models() {
    let mut world = world();
    check(&get(&mut world, "/v1/models/claude-opus-5-5"), "model", &[]);
    check(&get(&mut world, "/v1/models"), "models_list", &[]);
}
