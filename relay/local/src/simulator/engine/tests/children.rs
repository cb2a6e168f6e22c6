//! Child threads, seen from the session and from themselves.

use super::*;
use crate::simulator::script::Child;

pub(super) fn child(acts: Vec<Act>) -> Child {
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
fn an_interrupt_of_one_thread_leaves_the_others_at_work() {
    let mut play = play();
    let spawn = |acts| Act::Spawn(child(acts));
    let (short, long) = (vec![Act::Pause(60_000)], vec![Act::Pause(20_000), request("Here.", vec![])]);
    play.perform(turn(vec![spawn(short), spawn(long), Act::Join, request("One is enough.", vec![])]));
    play.pass(seconds(5));
    let threads = play.get("/threads")["data"].clone();
    let interrupt = |thread: &Value| json!([{ "type": "user.interrupt", "session_thread_id": thread["id"] }]);
    play.send(interrupt(&threads[1])).unwrap();
    play.pass(seconds(5));
    assert_eq!(play.last("user.interrupt")["session_thread_id"], threads[1]["id"]);
    assert_eq!(thread_kinds(&mut play, 1)[2..], ["user.interrupt", "thread_status_idle"]);
    let now: Vec<_> = play.get("/threads")["data"].as_array().unwrap().iter().map(|t| t["status"].clone()).collect();
    assert_eq!(now, ["idle", "idle", "running"], "the primary waits for the other child");
    assert_eq!(play.get("")["status"], "running");
    play.pass(seconds(60));
    let kinds = play.kinds();
    assert_eq!(kinds.iter().filter(|kind| *kind == "thread_message_received").count(), 1, "it does not report");
    assert_eq!(play.last("agent.message")["content"][0]["text"], "One is enough.");

    play.post(&format!("/threads/{}/archive", threads[1]["id"].as_str().unwrap()), &json!({})).unwrap();
    assert_eq!(play.send(interrupt(&threads[1])).unwrap_err().status, 400, "the thread has ended");
    assert_eq!(play.send(interrupt(&json!({ "id": "sthr_none" }))).unwrap_err().status, 404);
}

#[test]
fn a_child_is_archived_only_at_rest() {
    let mut play = play();
    play.watch(false);
    play.perform(turn(vec![Act::Spawn(child(vec![Act::Pause(10_000)])), Act::Join]));
    play.pass(seconds(5));
    let path = format!("/threads/{}/archive", play.get("/threads")["data"][1]["id"].as_str().unwrap());
    assert_eq!(play.post(&path, &json!({})).unwrap_err().status, 400);
    play.pass(seconds(30));
    let archived = play.post(&path, &json!({})).unwrap();
    assert_eq!(archived["status"], "terminated");
    assert!(archived["archived_at"].is_string());
    assert_eq!(play.post(&path, &json!({})).unwrap()["archived_at"], archived["archived_at"], "once and for all");
    assert_eq!(play.kinds().last().unwrap(), "thread_status_terminated");
    assert_eq!(thread_kinds(&mut play, 1).last().unwrap(), "thread_status_terminated");
    assert_eq!(play.get("/threads")["data"].as_array().unwrap().len(), 2, "it is still listed");
}

#[test]
fn an_advisor_is_asked_once_and_ends() {
    let mut play = play();
    let advisor = Child { agent_name: "anthropic.advisor".into(), ..child(vec![request("Use the key.", vec![])]) };
    play.perform(turn(vec![Act::Spawn(advisor), Act::Join, request("So be it.", vec![])]));
    play.pass(seconds(60));
    assert_eq!(
        play.kinds()[2..10],
        [
            "thread_created",
            "thread_status_running",
            "thread_status_idle",
            "thread_message_received",
            "thread_status_idle",
            "thread_status_terminated",
            "thread_status_running",
            "span.model_request_start",
        ]
    );
    let advice = play.last("agent.thread_message_received");
    assert_eq!(advice["from_agent_name"], "anthropic.advisor");
    let thread = play.get("/threads")["data"][1].clone();
    assert_eq!(thread["agent"], json!({ "type": "advisor", "model": "claude-haiku-4-5" }));
    assert_eq!((&thread["id"], &thread["status"]), (&advice["from_session_thread_id"], &json!("terminated")));
}

#[test]
fn the_twenty_sixth_child_is_a_free_one() {
    let spawn = |name: &str| Act::Spawn(Child { agent_name: name.into(), ..child(vec![]) });
    let mut play = play();
    let mut acts: Vec<_> = (0..25).map(|_| spawn("Researcher")).collect();
    acts.extend([Act::Join, spawn("Researcher"), spawn("Writer"), spawn("anthropic.advisor"), Act::Join]);
    play.perform(turn(acts));
    play.pass(seconds(60));
    let created = |play: &mut Play| play.kinds().iter().filter(|kind| *kind == "thread_created").count();
    let told = |play: &mut Play| play.kinds().iter().filter(|kind| *kind == "thread_message_sent").count();
    assert_eq!(created(&mut play), 26, "an advisor does not count");
    assert_eq!(told(&mut play), 26, "a free child is told, and no writer is there");
    assert_eq!(play.last("session.status_idle")["stop_reason"]["type"], "end_turn");
    let id = play.get("/threads")["data"][1]["id"].as_str().unwrap().to_owned();
    play.post(&format!("/threads/{id}/archive"), &json!({})).unwrap();
    play.perform(turn(vec![spawn("Writer"), Act::Join]));
    play.pass(seconds(60));
    assert_eq!(created(&mut play), 27, "an archived child makes room");
}
