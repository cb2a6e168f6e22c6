use serde_json::{Value, json};

use super::{Story, TurnContext, for_outcome, long_history, turn_for};
use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Call, Child, End, Permission, Request, Tool, Turn};

const SEED: u64 = 7;

fn told(story: Option<&str>, prompt: &str, tools: &[Value]) -> Turn {
    let context =
        TurnContext { story, title: "", agent_name: "coder", model: "claude-opus-5-5", tools, earlier_turns: 0 };
    turn_for(&context, prompt, &mut Rng::new(SEED))
}

fn toolset(policy: &str) -> Value {
    json!({
        "type": "agent_toolset_20260401",
        "configs": [{
            "name": "read", "type": "read", "enabled": true,
            "permission_policy": { "type": "always_allow" },
        }],
        "default_config": { "enabled": true, "permission_policy": { "type": policy } },
    })
}

fn children(turn: &Turn) -> Vec<&Child> {
    turn.acts.iter().flat_map(started).collect()
}

fn started(act: &Act) -> Vec<&Child> {
    match act {
        Act::Spawn(child) => vec![child],
        Act::Workflow(run) => run.phases.iter().flat_map(|phase| &phase.threads).collect(),
        _ => Vec::new(),
    }
}

/// The requests of a turn and of the threads it starts.
fn requests(turn: &Turn) -> Vec<&Request> {
    let own = turn.acts.iter().filter_map(|act| match act {
        Act::Request(request) => Some(request),
        _ => None,
    });
    let theirs = children(turn).into_iter().flat_map(|child| requests(&child.turn));
    own.chain(theirs).collect()
}

fn calls(turn: &Turn) -> Vec<&Call> {
    requests(turn).into_iter().flat_map(|request| &request.calls).collect()
}

fn every_turn() -> impl Iterator<Item = (String, Turn)> {
    let named = Story::ALL
        .iter()
        .map(|story| (story.name().to_owned(), told(Some(story.name()), "Fix it.", &[toolset("always_allow")])));
    let outcomes = [(1, "brief"), (3, "brief"), (3, "impossible")].map(|(times, goal)| {
        let turn = for_outcome(goal, "- short\n- true", times, &mut Rng::new(SEED));
        (format!("outcome: {goal}, {times}"), turn)
    });
    let long = long_history(Rng::new(SEED)).take(8);
    named.chain(outcomes).chain(long)
}

/// The fields that the built-in tools take (§9): those that must be there, and those that may.
fn fields(tool: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match tool {
        "bash" => (&["command"], &["timeout_ms"]),
        "read" => (&["file_path"], &["view_range"]),
        "write" => (&["file_path", "content"], &[]),
        "edit" => (&["file_path", "old_string", "new_string"], &["replace_all"]),
        "glob" | "grep" => (&["pattern"], &["path"]),
        "web_fetch" => (&["url"], &[]),
        "web_search" => (&["query"], &[]),
        other => panic!("there is no built-in tool {other}"),
    }
}

#[test]
fn calls_have_the_documented_input() {
    for (name, turn) in every_turn() {
        for call in calls(&turn) {
            let input = call.input.as_object().unwrap_or_else(|| panic!("{name}: {call:?}"));
            if call.tool == Tool::BuiltIn {
                let (must, may) = fields(&call.name);
                assert!(must.iter().all(|field| input.contains_key(*field)), "{name}: {call:?}");
                let known = |field: &String| must.contains(&field.as_str()) || may.contains(&field.as_str());
                assert!(input.keys().all(known), "{name}: {call:?}");
            }
            assert!(call.takes_ms <= 60_000, "{name}: no tool runs that long: {call:?}");
        }
    }
}

#[test]
fn results_are_content_blocks() {
    for (name, turn) in every_turn() {
        for call in calls(&turn) {
            assert_eq!(call.content.is_empty(), call.tool == Tool::Custom, "{name}: {call:?}");
            for block in &call.content {
                let whole = match block["type"].as_str() {
                    Some("text") => block["text"].is_string(),
                    Some("image" | "document") => block["source"]["data"].is_string(),
                    Some("redacted") => true,
                    Some("search_result") => {
                        block["source"].is_string()
                            && block["title"].is_string()
                            && block["content"][0]["type"] == "text"
                            && block["citations"]["enabled"].is_boolean()
                    }
                    _ => false,
                };
                assert!(whole, "{name}: {block}");
            }
        }
    }
}

#[test]
fn requests_cost_tokens_and_do_something() {
    for (name, turn) in every_turn() {
        assert!(!turn.acts.is_empty(), "{name}");
        for request in requests(&turn) {
            let tokens = request.tokens;
            let all = [tokens.input, tokens.output, tokens.cache_write, tokens.cache_read];
            assert!(all.iter().all(|tokens| *tokens > 0), "{name}: {request:?}");
            assert!(tokens.cache_read + tokens.cache_write < 200_000, "{name}: too much for a model: {tokens:?}");
            assert!((700..=6_000).contains(&request.think_ms), "{name}");
            assert!(request.says.is_some() || !request.calls.is_empty(), "{name}");
            assert!(request.says.as_deref() != Some(""), "{name}");
        }
    }
}

#[test]
fn the_cache_grows_by_what_was_written() {
    let turn = told(Some("code"), "", &[]);
    let tokens = requests(&turn).into_iter().map(|request| request.tokens).collect::<Vec<_>>();
    for pair in tokens.windows(2) {
        assert_eq!(pair[1].cache_read, pair[0].cache_read + pair[0].cache_write);
    }
}

#[test]
fn a_full_thread_is_compacted() {
    for story in ["endless", "survey", "expensive"] {
        let turn = told(Some(story), "", &[]);
        assert!(turn.acts.contains(&Act::Compact), "{story}");
    }
}

#[test]
fn stories_hold_no_ids() {
    let prefixes = ["sevt_", "sesn_", "sthr_", "agent_0", "toolu_", "wrun_", "wrph_", "outc_"];
    for (name, turn) in every_turn() {
        let text = format!("{turn:?}");
        assert!(!prefixes.iter().any(|prefix| text.contains(prefix)), "{name}");
    }
}

#[test]
fn workflow_names_fit() {
    for (story, breaks_after) in [("workflow", None), ("broken-workflow", Some(1))] {
        let turn = told(Some(story), "", &[]);
        let run = turn.acts.iter().find_map(|act| match act {
            Act::Workflow(run) => Some(run),
            _ => None,
        });
        let run = run.unwrap();
        assert_eq!(run.failure.as_ref().map(|failure| failure.phases), breaks_after);
        assert!(run.phases.len() == 3 && run.phases.iter().all(|phase| !phase.threads.is_empty()));
        let names = run.phases.iter().map(|phase| (&phase.name, &phase.description));
        for (name, description) in names.chain([(&run.name, &run.description)]) {
            assert!(name.len() <= 64 && description.as_ref().is_none_or(|text| text.len() <= 256));
        }
    }
}

#[test]
fn the_same_seed_tells_the_same() {
    for story in Story::ALL {
        assert_eq!(told(Some(story.name()), "Fix it.", &[]), told(Some(story.name()), "Fix it.", &[]));
        assert_eq!(Story::named(story.name()), Some(*story));
    }
    let long = || long_history(Rng::new(SEED)).take(12).collect::<Vec<_>>();
    assert_eq!(long(), long());
}

#[test]
fn a_long_coding_task_has_at_least_forty_calls_of_which_some_fail() {
    for subject in ["checkout", "billing", "upload"] {
        let turn = told(Some("code"), subject, &[]);
        let calls = calls(&turn);
        assert!(calls.len() >= 40, "{subject}: {}", calls.len());
        assert!(calls.iter().filter(|call| call.is_error).count() >= 3, "{subject}");
        for tool in ["bash", "read", "edit", "grep", "glob"] {
            assert!(calls.iter().any(|call| call.name == tool), "{subject}: {tool}");
        }
        assert!(format!("{calls:?}").contains("u{1b}["), "{subject}: colours");
    }
}

#[test]
fn without_a_key_word_the_agent_takes_up_the_words() {
    for tools in [&[][..], &[toolset("always_allow")]] {
        let turn = told(None, "Paint the garden fence blue.\nBy Friday.", tools);
        let says = requests(&turn).iter().filter_map(|request| request.says.clone()).collect::<String>();
        assert!(says.contains("“Paint the garden fence blue”"), "{says}");
        assert_eq!(calls(&turn).is_empty(), tools.is_empty(), "no calls without tools");
    }
    let long = "word ".repeat(4_000);
    assert!(requests(&told(None, &long, &[])).iter().all(|request| request.tokens.output < 1_000));
}

#[test]
fn the_policy_of_the_agent_decides() {
    let check = |policy: &str, expected: Permission| {
        let turn = told(Some("code"), "", &[toolset(policy)]);
        for call in calls(&turn) {
            let wanted = if call.name == "read" { Permission::Allow } else { expected };
            assert_eq!(call.permission, wanted, "{policy}: {}", call.name);
        }
    };
    check("always_allow", Permission::Allow);
    check("always_ask", Permission::Ask);
    check("auto", Permission::AutoAllow);
}

#[test]
fn approvals_ask_for_several_calls_at_once() {
    let turn = told(Some("approvals"), "", &[toolset("always_allow")]);
    let asked = requests(&turn)
        .into_iter()
        .map(|request| request.calls.iter().filter(|call| call.permission == Permission::Ask).count());
    assert_eq!(asked.max(), Some(3));
}

#[test]
fn a_team_has_three_helpers_and_waits_for_them() {
    let turn = told(Some("team"), "", &[]);
    let names = children(&turn).into_iter().map(|child| child.agent_name.as_str()).collect::<Vec<_>>();
    assert_eq!(names, ["test-runner", "reviewer", "docs"]);
    assert_eq!(turn.acts.iter().filter(|act| **act == Act::Join).count(), 2);
}

#[test]
fn outcomes_are_graded() {
    let check = |goal: &str, max_iterations: u32, expected: &[&str]| {
        let turn =
            for_outcome(goal, "# Rubric\n- five sources\n- no technical words", max_iterations, &mut Rng::new(SEED));
        let results = turn.acts.iter().filter_map(|act| match act {
            Act::Evaluate { result, explanation, .. } => {
                assert!(!explanation.is_empty());
                Some(result.as_str())
            }
            _ => None,
        });
        assert_eq!(results.collect::<Vec<_>>(), expected, "{goal}");
    };
    check("A brief", 3, &["needs_revision", "satisfied"]);
    check("A brief", 1, &["max_iterations_reached"]);
    check("An impossible import", 3, &["failed"]);
}

#[test]
fn turns_end_as_their_story_says() {
    let check = |story: &str, expected: fn(&End) -> bool| {
        assert!(expected(&told(Some(story), "", &[]).end), "{story}");
    };
    check("code", |end| *end == End::EndTurn);
    check("ended", |end| *end == End::Terminated);
    check("refused", |end| matches!(end, End::Refusal { category: Some(_), explanation: Some(_) }));
}

#[test]
fn faults_pass_or_exhaust() {
    let check = |story: &str, expected: bool| {
        let turn = told(Some(story), "", &[]);
        let mut faults = turn.acts.iter().filter_map(|act| match act {
            Act::Fault(fault) => Some(fault.exhausts),
            _ => None,
        });
        assert_eq!(faults.next_back(), Some(expected), "{story}");
    };
    check("retried", false);
    check("struggling", false);
    check("exhausted", true);
}

#[test]
fn long_histories_wait_for_nobody() {
    for (prompt, turn) in long_history(Rng::new(SEED)).take(20) {
        assert!(!prompt.is_empty());
        assert_eq!(turn.end, End::EndTurn);
        assert!(calls(&turn).iter().all(|call| call.permission == Permission::Allow && call.tool == Tool::BuiltIn));
    }
}
