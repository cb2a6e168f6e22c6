//! Child threads and workflow runs, seen from the session and from themselves.

use super::*;
use crate::simulator::script::{Child, Phase, Workflow};

fn child(acts: Vec<Act>) -> Child {
    Child {
        agent_name: "Researcher".into(),
        model: "claude-haiku-4-5".into(),
        task: "Find sources.".into(),
        turn: turn(acts),
        report: "Three found.".into(),
    }
}

fn thread_kinds(play: &mut Play, index: usize) -> Vec<String> {
    let id = play.get("/threads")["data"][index]["id"].as_str().unwrap().to_owned();
    play.get(&format!("/threads/{id}/events"))["data"].as_array().unwrap().iter().map(kind).collect()
}

#[test]
fn a_child_is_condensed_on_the_session_and_whole_on_its_own() {
    let mut play = play();
    let spawn = Act::Spawn(child(vec![request("Looking.", vec![call("grep", Permission::Allow)])]));
    play.perform(turn(vec![spawn, Act::Join, request("All done.", vec![])]));
    play.pass(seconds(60));
    assert_eq!(
        play.kinds(),
        [
            "status_running",
            "thread_status_running",
            "thread_created",
            "thread_message_sent",
            "thread_status_running",
            "thread_status_idle",
            "thread_message_received",
            "thread_status_idle",
            "thread_status_running",
            "span.model_request_start",
            "message",
            "span.model_request_end",
            "thread_status_idle",
            "usage",
            "status_idle",
        ]
    );
    assert_eq!(
        thread_kinds(&mut play, 1),
        [
            "thread_status_running",
            "thread_message_received",
            "span.model_request_start",
            "message",
            "tool_use",
            "span.model_request_end",
            "tool_result",
            "thread_message_sent",
            "thread_status_idle",
        ]
    );
    let threads = play.get("/threads");
    assert_eq!(threads["data"][1]["parent_thread_id"], threads["data"][0]["id"]);
    assert_eq!(threads["data"][1]["usage"]["input_tokens"], 100);
    assert_eq!(play.get("")["usage"]["input_tokens"], 200, "the session's usage has the child's in it");
    assert_eq!(play.get("/threads?statuses[]=running")["data"], json!([]));
}

#[test]
fn a_childs_question_is_copied_and_its_answer_routed() {
    let mut play = play();
    let spawn = Act::Spawn(child(vec![request("", vec![call("bash", Permission::Ask)]), request("Fine.", vec![])]));
    play.perform(turn(vec![spawn, Act::Join, request("All done.", vec![])]));
    play.pass(seconds(60));
    let asked = play.last("agent.tool_use");
    let thread = play.get("/threads")["data"][1]["id"].clone();
    assert_eq!(asked["session_thread_id"], thread);
    assert_eq!(play.last("session.status_idle")["stop_reason"]["event_ids"], json!([asked["id"]]));
    play.send(json!([{ "type": "user.tool_confirmation", "tool_use_id": asked["id"], "result": "allow" }])).unwrap();
    play.pass(seconds(60));
    assert_eq!(play.last("user.tool_confirmation")["session_thread_id"], thread);
    assert!(thread_kinds(&mut play, 1).contains(&"user.tool_confirmation".to_owned()));
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
}

#[test]
fn an_archived_child_frees_its_parent_and_late_answers_do_nothing() {
    let mut play = play();
    let spawn = Act::Spawn(child(vec![request("", vec![call("bash", Permission::Ask)])]));
    play.perform(turn(vec![spawn, Act::Join, request("Without it, then.", vec![])]));
    play.pass(seconds(30));
    let threads = play.get("/threads");
    let (primary, id) = (threads["data"][0]["id"].as_str().unwrap(), threads["data"][1]["id"].as_str().unwrap());
    assert_eq!(play.post(&format!("/threads/{primary}/archive"), &json!({})).unwrap_err().status, 400);
    let call = play.last("agent.tool_use")["id"].clone();
    let archived = play.post(&format!("/threads/{id}/archive"), &json!({})).unwrap();
    assert_eq!(archived["status"], "terminated");
    play.send(json!([{ "type": "user.tool_confirmation", "tool_use_id": call, "result": "allow" }])).unwrap();
    play.pass(seconds(30));
    assert_eq!(play.last("agent.message")["content"][0]["text"], "Without it, then.");
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
}

#[test]
fn an_interrupt_stops_the_children_too_and_they_do_not_report() {
    let mut play = play();
    play.perform(turn(vec![Act::Spawn(child(vec![Act::Pause(60_000)])), Act::Join, request("Never.", vec![])]));
    play.pass(seconds(5));
    play.send(json!([{ "type": "user.interrupt" }])).unwrap();
    play.pass(seconds(120));
    let kinds = play.kinds();
    assert_eq!(kinds.last().unwrap(), "status_idle");
    assert!(!kinds.contains(&"thread_message_received".to_owned()));
    assert!(!kinds.contains(&"message".to_owned()));
    assert_eq!(kinds.iter().filter(|kind| *kind == "status_idle").count(), 1);
}

#[test]
fn a_workflow_goes_through_its_phases() {
    let mut play = play();
    let phase = |name: &str, threads: usize| Phase {
        name: name.into(),
        description: None,
        threads: (0..threads).map(|_| child(vec![request("Working.", vec![])])).collect(),
    };
    let workflow =
        Workflow { name: "audit".into(), description: None, phases: vec![phase("Collect", 2), phase("Score", 1)] };
    play.perform(turn(vec![Act::Workflow(workflow), request("Audited.", vec![])]));
    play.pass(seconds(2) / 10);
    assert_eq!(play.post("", &json!({ "agent": { "tools": [] } })).unwrap_err().code, Some("workflow_run_open"));
    play.pass(seconds(60));
    let kinds = play.kinds();
    let run: Vec<_> = kinds.iter().filter_map(|kind| kind.strip_prefix("workflow_run.")).collect();
    assert_eq!(
        run,
        ["created", "status_running", "phase_started", "phase_ended", "phase_started", "phase_ended", "status_ended",]
    );
    assert_eq!(kinds.iter().filter(|kind| *kind == "thread_status_terminated").count(), 3);
    assert_eq!(kinds.iter().filter(|kind| *kind == "status_idle").count(), 1, "{kinds:?}");
    assert_eq!(play.last("agent.message")["content"][0]["text"], "Audited.");
    let thread = play.get("/threads")["data"][3].clone();
    assert!(thread["workflow_run_id"].as_str().unwrap().starts_with("wrun_"));
    assert_eq!(thread["status"], "terminated");
}
