//! Workflow runs.

use super::children::child;
use super::*;
use crate::simulator::script::{Phase, RunFailure, Workflow};

fn phase(name: &str, threads: Vec<Vec<Act>>) -> Phase {
    Phase { name: name.into(), description: None, threads: threads.into_iter().map(child).collect() }
}

fn audit(phases: Vec<Phase>) -> Workflow {
    Workflow { name: "audit".into(), description: None, phases, failure: None }
}

fn works() -> Vec<Act> {
    vec![request("Working.", vec![])]
}

fn run_kinds(play: &mut Play) -> Vec<String> {
    let kinds = play.kinds();
    kinds.iter().filter_map(|kind| kind.strip_prefix("workflow_run.")).map(str::to_owned).collect()
}

/// A session whose run waits for a person, so that both rest.
fn paused() -> Play {
    let mut play = play();
    let asks = vec![request("", vec![call("bash", Permission::Ask)])];
    play.perform(turn(vec![Act::Workflow(audit(vec![phase("Collect", vec![asks])])), request("Audited.", vec![])]));
    play.pass(seconds(30));
    assert_eq!(run_kinds(&mut play), ["created", "status_running", "phase_started", "status_idle"]);
    assert_eq!(play.get("")["status"], "idle");
    play
}

#[test]
fn goes_through_its_phases() {
    let mut play = play();
    let phases = vec![phase("Collect", vec![works(), works()]), phase("Score", vec![works()])];
    play.perform(turn(vec![Act::Workflow(audit(phases)), request("Audited.", vec![])]));
    play.pass(seconds(2) / 10);
    assert_eq!(play.post("", &json!({ "agent": { "tools": [] } })).unwrap_err().code, Some("workflow_run_open"));
    play.pass(seconds(60));
    assert_eq!(
        run_kinds(&mut play),
        ["created", "status_running", "phase_started", "phase_ended", "phase_started", "phase_ended", "status_ended"]
    );
    assert_eq!(play.last("workflow_run.status_ended")["result"], json!({ "type": "completed" }));
    let kinds = play.kinds();
    assert_eq!(kinds.iter().filter(|kind| *kind == "thread_status_terminated").count(), 3);
    assert_eq!(kinds.iter().filter(|kind| *kind == "status_idle").count(), 1, "{kinds:?}");
    assert_eq!(play.last("agent.message")["content"][0]["text"], "Audited.");
    let thread = play.get("/threads")["data"][3].clone();
    assert!(thread["workflow_run_id"].as_str().unwrap().starts_with("wrun_"));
    assert_eq!(thread["status"], "terminated");
    assert!(thread["archived_at"].is_string(), "the server archives the threads of a run");
    assert!(play.post("", &json!({ "agent": { "tools": [] } })).is_ok());
}

#[test]
fn breaks_with_an_error_and_the_turn_goes_on() {
    let mut play = play();
    let failure = RunFailure { phases: 1, error: "program_error".into(), message: "KeyError".into() };
    let phases = vec![phase("Collect", vec![works()]), phase("Score", vec![works()])];
    let workflow = Workflow { failure: Some(failure), ..audit(phases) };
    play.perform(turn(vec![Act::Workflow(workflow), request("It broke.", vec![])]));
    play.pass(seconds(60));
    assert_eq!(
        run_kinds(&mut play),
        ["created", "status_running", "phase_started", "phase_ended", "error", "status_ended"]
    );
    let error = json!({ "type": "program_error", "message": "KeyError" });
    assert_eq!(play.last("workflow_run.created")["phases"].as_array().unwrap().len(), 2, "all phases are announced");
    assert_eq!(play.last("workflow_run.error")["error"], error);
    assert_eq!(play.last("workflow_run.status_ended")["result"], json!({ "type": "error", "error": error }));
    assert_eq!(play.last("agent.message")["content"][0]["text"], "It broke.");
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
}

#[test]
fn an_open_run_forbids_what_would_pull_the_rug() {
    let mut play = paused();
    let thread = play.get("/threads")["data"][1]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/sessions/{}", play.id);
    let deleted = play.world.call(Method::Delete, &path, &Value::Null);
    let archived = play.post(&format!("/threads/{thread}/archive"), &json!({}));
    let updated = play.post("", &json!({ "agent": { "tools": [] } }));
    for refused in [deleted, archived, updated] {
        let refusal = refused.unwrap_err();
        assert_eq!((refusal.status, refusal.code), (400, Some("workflow_run_open")));
    }
}

#[test]
fn an_archive_stops_the_run_where_only_the_list_tells() {
    let mut play = paused();
    play.watch(false);
    play.post("/archive", &json!({})).unwrap();
    assert_eq!(run_kinds(&mut play)[4..], ["phase_ended", "status_ended"]);
    assert_eq!(play.last("workflow_run.status_ended")["result"], json!({ "type": "stopped" }));
    let heard: Vec<_> = play.heard().iter().map(kind).collect();
    assert_eq!(heard.last().unwrap(), "status_terminated");
    let listed = play.kinds();
    assert!(
        listed.iter().position(|kind| kind == "status_terminated")
            < listed.iter().position(|kind| kind == "workflow_run.status_ended")
    );
}

#[test]
fn the_eleventh_open_run_is_not_created() {
    let mut play = play();
    let asks = || vec![request("", vec![call("bash", Permission::Ask)])];
    for _ in 0..11 {
        // Each run waits for a person, and so does not end.
        play.perform(turn(vec![Act::Workflow(audit(vec![phase("Collect", vec![asks()])]))]));
        play.pass(seconds(30));
    }
    assert_eq!(run_kinds(&mut play).iter().filter(|kind| *kind == "created").count(), 10);
    let error = play.last("workflow_run.error");
    assert_eq!((&error["workflow_run_id"], &error["error"]["type"]), (&Value::Null, &json!("max_workflow_runs_error")));
}
