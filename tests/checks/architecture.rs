//! What each part must not know.

use crate::{repository::assert_none, source::Source};

/// Tokens that may stand in some places only.
struct Rule {
    /// Where it holds.
    below: &'static [&'static str],
    /// Where it does not.
    except: &'static [&'static str],
    /// What must not stand there.
    forbidden: &'static [&'static str],
    advice: &'static str,
    /// A line that breaks it.
    sample: &'static str,
}

const RULES: [Rule; 7] = [
    Rule {
        below: &["app/src/"],
        except: &["app/src/api.rs", "app/src/api/"],
        forbidden: &[
            "gloo_net",
            "fetch_with_request",
            "fetch_with_request_and_init",
            "fetch_with_str",
            "fetch_with_str_and_init",
            "EventSource",
            "WebSocket",
            "XmlHttpRequest",
            "send_beacon",
        ],
        advice: "Only api/ talks to the relay.",
        sample: "use gloo_net::http::Request;",
    },
    Rule {
        below: &["app/src/"],
        except: &["app/src/dom.rs", "app/src/dom/", "app/src/api/stream.rs", "app/src/api/stream/"],
        forbidden: &["Closure"],
        advice: "Only dom and api/stream hold JavaScript closures, which have to be dropped.",
        sample: "let c = Closure::new(|| ());",
    },
    Rule {
        below: &["app/src/"],
        except: &[],
        forbidden: &["inner_html", "set_inner_html", "outer_html", "set_outer_html", "insert_adjacent_html"],
        advice: "Text never becomes HTML.",
        sample: "view! { <p inner_html=text/> }",
    },
    Rule {
        below: &["app/src/ui/", "app/src/timeline/"],
        except: &[],
        forbidden: &["model::wire", "wire::"],
        advice: "Views take timeline rows, never wire types.",
        sample: "use model::wire::Event;",
    },
    Rule {
        below: &["app/src/"],
        // The clock is handed down so that tests can hand down another.
        except: &["app/src/state.rs", "app/src/state/", "app/src/dom/clock.rs"],
        forbidden: &["provide_context"],
        advice: "What views share lives in state/, as a named type.",
        sample: "provide_context(RwSignal::new(0));",
    },
    Rule {
        below: &["relay/src/"],
        except: &["relay/src/shell.rs", "relay/src/shell/"],
        forbidden: &["worker::", "use worker", "web_sys", "js_sys", "wasm_bindgen"],
        advice: "Only the shell knows Workers; policy is pure and tested natively.",
        sample: "fn f(r: worker::Request) {}",
    },
    Rule {
        below: &["app/model/src/"],
        except: &[],
        forbidden: &[
            "std::time::Instant",
            "SystemTime",
            "std::fs",
            "std::net",
            "std::env",
            "std::thread",
            "web_sys",
            "js_sys",
            "wasm_bindgen",
            "leptos",
            "worker::",
        ],
        advice: "The model is pure: no clock, no IO, no browser; all is passed in.",
        sample: "let now = SystemTime::now();",
    },
];

fn violations(rule: &Rule, source: &Source) -> Vec<String> {
    if source.is_in(rule.except) {
        return Vec::new();
    }
    rule.forbidden.iter().flat_map(|pattern| source.find(pattern)).collect()
}

#[test]
fn each_part_knows_only_its_own() {
    for rule in &RULES {
        let sources = Source::all(rule.below);
        let found = sources.iter().flat_map(|source| violations(rule, source)).collect();
        assert_none(found, rule.advice);
    }
}

#[test]
fn each_rule_bites_where_it_holds_and_nowhere_else() {
    for rule in &RULES {
        let inside = Source::new(&format!("{}x.rs", rule.below[0]), rule.sample);
        assert_ne!(violations(rule, &inside), Vec::<String>::new(), "{}", rule.advice);
        for place in rule.except {
            let file = if place.ends_with('/') { format!("{place}x.rs") } else { (*place).to_owned() };
            assert_eq!(violations(rule, &Source::new(&file, rule.sample)), Vec::<String>::new());
        }
    }
}

/// The relay forwards and the client asks for what the endpoint table says: neither writes a path of the API.
/// The simulator's seed does, as a client of the simulator: the table reads each of its calls.
#[test]
fn paths_of_the_api_stand_in_the_endpoint_table_only() {
    let elsewhere = ["app/model/src/endpoint.rs", "app/model/src/endpoint/", "relay/local/src/simulator/"];
    let found = Source::all(&["app/", "relay/"])
        .iter()
        .filter(|source| !source.is_in(&elsewhere))
        .flat_map(api_paths)
        .collect();
    assert_none(found, "Print paths of the API from model::endpoint::Call.");
}

fn api_paths(source: &Source) -> Vec<String> {
    source.find_literals(|text| text.contains("/v1/"))
}

#[test]
fn a_written_path_is_found() {
    let source = Source::new("a.rs", "fn f() { get(\"/v1/agents\") }");
    assert_eq!(api_paths(&source), ["a.rs:1: \"/v1/agents\""]);
}

/// Only `state/` writes what views share: its signals are private, and what it hands out can be read only.
#[test]
fn state_hands_out_nothing_that_can_be_written() {
    let found = Source::all(&["app/src/state"])
        .iter()
        // A field of a draft belongs to the form that asks for it.
        .filter(|source| source.path != "app/src/state/draft.rs")
        .flat_map(writable)
        .collect();
    assert_none(found, "Keep the signal private; give a Signal or ReadSignal, and a method that says what happened.");
}

fn writable(source: &Source) -> Vec<String> {
    const WRITABLE: [&str; 4] = ["RwSignal", "ArcRwSignal", "WriteSignal", "ArcWriteSignal"];
    let text = |at: usize| source.tokens.get(at).map_or("", |token| token.text.as_str());
    let is_public = |at: usize| matches!(text(at), "pub" | ")");
    source
        .tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| {
            let before = |n: usize| at.wrapping_sub(n);
            let field = text(before(1)) == ":" && text(before(2)) != ":" && is_public(before(3));
            let tuple_field = text(before(1)) == "pub";
            let returned = text(before(1)) == ">" && text(before(2)) == "-" && {
                let function = (0..*at).rev().find(|at| text(*at) == "fn");
                function.is_some_and(|function| is_public(function.wrapping_sub(1)))
            };
            WRITABLE.contains(&token.text.as_str()) && (field || tuple_field || returned)
        })
        .map(|(_, token)| source.at(token.line, &token.text))
        .collect()
}

#[test]
fn a_writable_signal_is_found() {
    let check = |code: &str, expected: usize| {
        assert_eq!(writable(&Source::new("app/src/state/x.rs", code)).len(), expected, "{code}");
    };
    check("pub struct A { pub a: RwSignal<u8> }", 1);
    check("pub struct A { pub(crate) a: ArcRwSignal<u8> }", 1);
    check("pub struct A(pub RwSignal<u8>);", 1);
    check("impl A { pub fn a(&self) -> RwSignal<u8> { self.a } }", 1);
    check("pub struct A { a: RwSignal<u8>, pub b: ReadSignal<u8> }", 0);
    check("impl A { fn a(&self) -> RwSignal<u8> { self.a } pub fn b(&self) -> Signal<u8> { s } }", 0);
}
