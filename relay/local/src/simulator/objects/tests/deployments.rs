use super::*;

/// A world with an agent and an environment, and the least body of a deployment of them.
fn ready() -> (World, Value) {
    let mut world = world();
    let agent = agent(&mut world, json!({}));
    let environment = post(&mut world, "/v1/environments", json!({"name": "e"}));
    let body = json!({
        "name": "Digest",
        "agent": id(&agent),
        "environment_id": id(&environment),
        "initial_events": [{"type": "user.message", "content": [{"type": "text", "text": "Write the digest."}]}],
    });
    (world, body)
}

fn with(body: &Value, more: Value) -> Value {
    let mut body = body.clone();
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

const WEEKDAYS: &str = "30 6 * * 1-5";

#[test]
fn a_deployment_pins_its_agent_and_names_its_next_runs() {
    let (mut world, body) = ready();
    let made = post(
        &mut world,
        "/v1/deployments",
        with(&body, json!({"schedule": {"type": "cron", "expression": WEEKDAYS, "timezone": "Europe/Lisbon"}})),
    );
    assert_eq!(made["agent"], json!({"type": "agent", "id": body["agent"], "version": 1}));
    let days = [24, 25, 26, 27, 30].map(|day| format!("2026-11-{day}T06:30:00Z"));
    assert_eq!(made["schedule"]["upcoming_runs_at"], json!(days));
    let path = format!("/v1/deployments/{}", id(&made));
    let paused = post(&mut world, &format!("{path}/pause"), json!({}));
    assert_eq!((&paused["status"], &paused["paused_reason"]), (&json!("paused"), &json!({"type": "manual"})));
    assert_eq!(paused["schedule"]["upcoming_runs_at"], json!([]));
    assert_eq!(ids(&get(&mut world, "/v1/deployments?status=paused")), [id(&made)]);
    let resumed = post(&mut world, &format!("{path}/unpause"), json!({}));
    assert_eq!(resumed["schedule"], made["schedule"]);
    let cleared = post(&mut world, &path, json!({"schedule": null, "description": "d"}));
    assert_eq!((&cleared["schedule"], &cleared["description"]), (&Value::Null, &json!("d")));
    let archived = post(&mut world, &format!("{path}/archive"), json!({}));
    assert_eq!(archived["status"], "active");
    assert_eq!(
        refused(&mut world, Method::Post, &path, &json!({})),
        (400, "Cannot modify archived deployment".to_owned())
    );
}

#[test]
fn bodies_are_checked() {
    let check = |more: Value, expected: (u16, &str)| {
        let (mut world, body) = ready();
        let found = refused(&mut world, Method::Post, "/v1/deployments", &with(&body, more.clone()));
        assert_eq!(found, (expected.0, expected.1.to_owned()), "{more}");
    };
    check(json!({"name": null}), (400, "name: Field required"));
    check(json!({"agent": "agent_none"}), (404, "Agent not found."));
    check(json!({"agent": null}), (400, "agent: Field required"));
    check(json!({"environment_id": "env_none"}), (404, "Environment not found."));
    check(json!({"initial_events": []}), (400, "initial_events: List should have at least 1 item"));
    check(
        json!({"initial_events": [{"type": "user.interrupt"}]}),
        (
            400,
            "Failed to parse request: initial_events[0].type: \"user.interrupt\" is not a valid value; expected one of user.message, user.define_outcome, system.message",
        ),
    );
    check(json!({"vault_ids": ["vlt_none"]}), (400, "vault_ids: vault \"vlt_none\" not found"));
    let budget =
        |amount: &str| json!({"budget": {"type": "limit", "max_list_cost": {"amount": amount, "currency": "USD"}}});
    for amount in ["0", "025", "25.00", "-1"] {
        check(budget(amount), (400, "budget.max_list_cost.amount: should be a whole number of cents greater than 0"));
    }
    let schedule = |expression: &str, timezone: &str| json!({"schedule": {"type": "cron", "expression": expression, "timezone": timezone}});
    check(
        schedule("* * *", "UTC"),
        (400, "schedule.expression: a cron expression has 5 fields: minute hour day month weekday"),
    );
    check(schedule("99 * * * *", "UTC"), (400, "schedule.expression: \"99 * * * *\" is not a cron expression"));
    check(schedule("* * * * *", "Mars/Base"), (400, "schedule.timezone: \"Mars/Base\" is not an IANA time zone"));
}

#[test]
fn a_run_makes_a_session() {
    let (mut world, body) = ready();
    let made = post(&mut world, "/v1/deployments", body);
    let run = post(&mut world, &format!("/v1/deployments/{}/run", id(&made)), json!({}));
    assert_eq!((&run["error"], &run["trigger_context"]), (&Value::Null, &json!({"type": "manual"})));
    let session = get(&mut world, &format!("/v1/sessions/{}", run["session_id"].as_str().unwrap()));
    assert_eq!(session["deployment_id"], made["id"]);
    assert_eq!(get(&mut world, &format!("/v1/deployment_runs/{}", id(&run))), run);
}

#[test]
fn a_due_run_starts_by_itself_once() {
    let (mut world, body) = ready();
    let hourly = json!({"schedule": {"type": "cron", "expression": "0 * * * *", "timezone": "UTC"}});
    let made = post(&mut world, "/v1/deployments", with(&body, hourly));
    let path = format!("/v1/deployments/{}", id(&made));
    post(&mut world, &path, json!({"name": "Renamed"}));
    world.advance(world.now() + 90 * time::MINUTE);
    let runs = get(&mut world, "/v1/deployment_runs?trigger_type=schedule");
    assert_eq!(runs["data"].as_array().unwrap().len(), 1);
    assert_eq!(runs["data"][0]["trigger_context"]["scheduled_at"], "2026-11-23T10:00:00.000000Z");
    let schedule = get(&mut world, &path)["schedule"].clone();
    assert_eq!(schedule["last_run_at"], "2026-11-23T10:00:00.000000Z");
    assert_eq!(schedule["upcoming_runs_at"][0], "2026-11-23T11:00:00Z");
    post(&mut world, &format!("{path}/pause"), json!({}));
    world.advance(world.now() + 60 * time::MINUTE);
    assert_eq!(get(&mut world, "/v1/deployment_runs")["data"].as_array().unwrap().len(), 1);
}

#[test]
fn a_lasting_error_pauses_what_is_scheduled() {
    let (mut world, body) = ready();
    let vault = post(&mut world, "/v1/vaults", json!({"display_name": "v"}));
    let more =
        json!({"vault_ids": [id(&vault)], "schedule": {"type": "cron", "expression": "0 * * * *", "timezone": "UTC"}});
    let made = post(&mut world, "/v1/deployments", with(&body, more));
    let path = format!("/v1/deployments/{}", id(&made));
    post(&mut world, &format!("/v1/vaults/{}/archive", id(&vault)), json!({}));
    let run = post(&mut world, &format!("{path}/run"), json!({}));
    assert_eq!((&run["session_id"], &run["error"]["type"]), (&Value::Null, &json!("vault_archived_error")));
    assert_eq!(get(&mut world, &path)["status"], "active");
    world.advance(world.now() + 60 * time::MINUTE);
    let paused = get(&mut world, &path);
    assert_eq!(paused["paused_reason"], json!({"type": "error", "error": {"type": "vault_archived_error"}}));
    assert_eq!(get(&mut world, "/v1/deployment_runs?has_error=true")["data"].as_array().unwrap().len(), 2);
    assert_eq!(get(&mut world, "/v1/deployment_runs?has_error=false")["data"], json!([]));
}
