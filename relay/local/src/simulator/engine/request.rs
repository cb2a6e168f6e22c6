//! A model request: thinking, words, calls, results.

use serde_json::{Value, json};

use super::beat::Beat;
use super::call::{Needs, OpenCall, Reply};
use super::stage::Stage;
use crate::simulator::script::{Act, Call, Permission, Request, Tokens, Tool};
use crate::simulator::sessions::{Event, PRIMARY, Stop, Wait, fields, of_span, put};
use crate::simulator::streams::{preview_delta, preview_start};

/// Thinking shorter than this, in milliseconds, does not show.
const SHOWN_THINKING: u64 = 1000;

/// Where files for the user go.
const OUTPUTS: &str = "/mnt/session/outputs/";

impl Stage<'_> {
    /// Starts a model request, unless the budget forbids it.
    pub(crate) fn start_request(&mut self, index: usize, request: Request) {
        if self.session.is_at_cap(self.now) {
            self.thread(index).work.acts.push_front(Act::Request(request));
            self.hold(index, Wait::Budget);
            self.rest(index, Stop::BudgetReached);
            return;
        }
        let previews = self.streams.want_previews(self.session.seq, index);
        self.beat(index, 12, Beat::SpanStart);
        let mut think_ms = request.think_ms;
        if request.think_ms > SHOWN_THINKING && !self.thread(index).work.thought {
            self.thread(index).work.thought = true;
            let id = self.rng.id("sevt");
            let shown = think_ms.min(300);
            self.beat(index, shown, Beat::Preview { kind: "agent.thinking", id: id.clone() });
            self.beat(index, think_ms - shown, Beat::Thinking(id));
            think_ms = 150;
        }
        if let Some(text) = request.says.filter(|text| !text.is_empty()) {
            let id = self.rng.id("sevt");
            self.beat(index, think_ms, Beat::Preview { kind: "agent.message", id: id.clone() });
            think_ms = 20;
            let mut gap = 0;
            // Under load the rest of a preview is dropped; the message itself never is.
            let cut = if self.rng.one_in(12) { self.rng.between(3, 20) } else { u64::MAX };
            for (nth, piece) in (0..).zip(pieces(&text)) {
                gap += self.rng.between(12, 25);
                if previews && nth < cut {
                    self.beat(index, gap, Beat::Delta { id: id.clone(), text: piece.to_owned() });
                    gap = 0;
                }
            }
            self.beat(index, gap + 8, Beat::Message { id, text });
        }
        if !request.calls.is_empty() {
            self.beat(index, think_ms + 40, Beat::Calls(request.calls));
            think_ms = 0;
        }
        self.beat(index, think_ms.max(2), Beat::SpanEnd(request.tokens));
    }

    /// Plays a beat.
    pub(crate) fn play(&mut self, index: usize, beat: Beat) {
        match beat {
            Beat::SpanStart => {
                let id = self.emit(index, "span.model_request_start", json!({}));
                self.thread(index).work.span = Some(id);
            }
            Beat::Preview { kind, id } => self.preview(index, "event_start", &preview_start(kind, &id)),
            Beat::Delta { id, text } => self.preview(index, "event_delta", &preview_delta(&id, &text)),
            Beat::Thinking(id) => self.emit_as(index, id, "agent.thinking", fields(json!({}))),
            Beat::Message { id, text } => {
                self.emit_as(
                    index,
                    id,
                    "agent.message",
                    fields(json!({ "content": [{ "type": "text", "text": text }] })),
                );
            }
            Beat::Calls(calls) => self.make_calls(index, calls),
            Beat::SpanEnd(tokens) => {
                self.end_span(index, tokens, json!(false));
                self.plan_results(index);
            }
            Beat::Result(call) => self.give_result(index, &call),
            Beat::Settle => self.settle_calls(index),
            Beat::Fail { error, message, last } => self.fail(index, &error, &message, last),
            Beat::Complain { error, message } => self.complain(index, &error, &message, "retrying"),
            Beat::Retry => self.retry(index),
            Beat::GradeStart => self.grade_start(index),
            Beat::GradeOngoing => self.grade_ongoing(index),
            Beat::GradeEnd { result, explanation } => self.grade_end(index, &result, &explanation),
            Beat::Rest => {}
        }
    }

    /// Ends the open model request and books its tokens.
    pub(crate) fn end_span(&mut self, index: usize, tokens: Tokens, is_error: Value) {
        let Some(start) = self.thread(index).work.span.take() else { return };
        self.book(index, tokens);
        let value = json!({
            "model_request_start_id": start,
            "is_error": is_error,
            "model_usage": of_span(tokens, self.thread(index).price().is_fast()),
        });
        self.emit(index, "span.model_request_end", value);
    }

    /// Adds tokens and what they cost to the sums of the thread and of the session.
    pub(crate) fn book(&mut self, index: usize, tokens: Tokens) {
        let now = self.now;
        let cost = self.thread(index).price().request(tokens, now);
        self.thread(index).usage.add(tokens, cost);
        self.session.usage.add(tokens, cost);
    }

    fn make_calls(&mut self, index: usize, calls: Vec<Call>) {
        let at = self.stamp();
        for call in calls {
            let id = self.rng.id("sevt");
            let mut value = json!({ "name": call.name, "input": call.input });
            let kind = match &call.tool {
                Tool::BuiltIn => "agent.tool_use",
                Tool::Custom => "agent.custom_tool_use",
                Tool::Mcp(server) => {
                    put(&mut value, "mcp_server_name", server.as_str());
                    "agent.mcp_tool_use"
                }
            };
            if call.tool != Tool::Custom {
                let (permission, evaluation) = evaluation(call.permission);
                put(&mut value, "evaluated_permission", permission);
                put(&mut value, "evaluation", evaluation);
            }
            let open = OpenCall::new(id.clone(), call, self.session.self_hosted);
            if index != PRIMARY && open.needs != Needs::Nothing {
                let mut copy = value.clone();
                put(&mut copy, "session_thread_id", self.thread(index).id.clone());
                self.store(PRIMARY, Event::new(id.clone(), kind, Some(at), fields(copy)));
            }
            // Parallel calls share their time.
            self.store(index, Event::new(id, kind, Some(at), fields(value)));
            self.thread(index).work.calls.push(open);
        }
    }

    /// Plans the results of the calls that need nothing from the client, the quickest first.
    fn plan_results(&mut self, index: usize) {
        if self.thread(index).work.calls.is_empty() {
            return;
        }
        self.plan(index, |call| call.needs == Needs::Nothing);
        self.beat(index, 5, Beat::Settle);
    }

    /// Plans the results of the calls that `which` names, as they run side by side.
    pub(crate) fn plan(&mut self, index: usize, which: impl Fn(&OpenCall) -> bool) {
        let calls = self.thread(index).work.calls.iter().filter(|call| which(call));
        let mut calls: Vec<(u64, String)> = calls.map(|call| (call.takes_ms(), call.id.clone())).collect();
        calls.sort_by_key(|(takes, _)| *takes);
        let mut passed = 0;
        for (takes, id) in calls {
            self.beat(index, takes - passed, Beat::Result(id));
            passed = takes;
        }
    }

    fn give_result(&mut self, index: usize, id: &str) {
        let calls = &mut self.thread(index).work.calls;
        let Some(at) = calls.iter().position(|call| call.id == id) else { return };
        let open = calls.remove(at);
        if open.reply == Some(Reply::Given) {
            return;
        }
        if let Some(why) = open.denial() {
            self.emit_result(index, &open, &[json!({ "type": "text", "text": why })], true);
        } else {
            self.note_effects(index, &open.call);
            self.emit_result(index, &open, &open.call.content, open.call.is_error);
        }
    }

    /// The result event of a call.
    pub(crate) fn emit_result(&mut self, index: usize, open: &OpenCall, content: &[Value], is_error: bool) {
        let (kind, key) = match open.call.tool {
            Tool::Mcp(_) => ("agent.mcp_tool_result", "mcp_tool_use_id"),
            Tool::BuiltIn | Tool::Custom => ("agent.tool_result", "tool_use_id"),
        };
        self.emit(index, kind, json!({ key: open.id, "content": content, "is_error": is_error }));
    }

    fn note_effects(&mut self, index: usize, call: &Call) {
        let text = |key: &str| call.input.get(key).and_then(Value::as_str).unwrap_or_default();
        if call.tool != Tool::BuiltIn || call.is_error {
            return;
        }
        if call.name == "web_search" {
            self.thread(index).usage.add_search();
            self.session.usage.add_search();
        } else if call.name == "write"
            && let Some(name) = text("file_path").strip_prefix(OUTPUTS)
        {
            let name = name.rsplit('/').next().unwrap_or(name);
            self.session.outputs.push((name.to_owned(), text("content").to_owned()));
        }
    }
}

/// `evaluated_permission` and `evaluation` (§4.5).
fn evaluation(permission: Permission) -> (&'static str, Value) {
    let auto = |word: &str, code: &str| json!({ "type": "auto", "evaluated_permission": { "type": word, "reason_code": code } });
    match permission {
        Permission::Allow => ("allow", json!({ "type": "always_allow" })),
        Permission::Ask => ("ask", json!({ "type": "always_ask" })),
        Permission::AutoAllow => ("allow", json!({ "type": "auto", "evaluated_permission": { "type": "allow" } })),
        Permission::AutoAsk => ("ask", auto("ask", "indeterminate")),
        Permission::AutoDeny => ("deny", auto("deny", "high_risk")),
    }
}

/// Pieces of text about as long as tokens, which joined are the text again.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        // A word with the space before it; long words come in several pieces.
        let end = rest.char_indices().skip(1).enumerate().find(|(nth, (_, c))| *c == ' ' || *nth >= 6);
        let (piece, left) = rest.split_at(end.map_or(rest.len(), |(_, (at, _))| at));
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text() {
        for text in ["", "a", "Hello there, world", "Schöne Grüße  aus Köln\n\n- ✓ unverhältnismäßig"] {
            assert_eq!(pieces(text).collect::<String>(), text);
        }
        assert_eq!(pieces("I will ask one").collect::<Vec<_>>(), ["I", " will", " ask", " one"]);
    }
}
