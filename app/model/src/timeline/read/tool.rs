//! Calls of tools.

use serde_json::Value;

use super::content::blocks;
use crate::timeline::digest::Digest;
use crate::timeline::key::{Name, Slot};
use crate::timeline::phrase::ASK_PERSON;
use crate::timeline::stored::Entry;
use crate::timeline::{Action, Answer, Detail, Family, Phrase, Question, Timeline, ToolRow, Waits, diff};
use crate::wire::Event;
use crate::wire::event::{Permission, ToolConfirmation, ToolResult, ToolUse};

impl Timeline {
    pub(super) fn tool(&self, tool: Name, entry: &Entry, events: &[(Slot, Event)]) -> ToolRow {
        let call = events.iter().find_map(|(_, event)| Some((event, event.tool_use()?)));
        let result = events.iter().rev().find_map(|(_, event)| event.tool_result());
        let confirmed = events.iter().rev().find_map(|(slot, event)| match event {
            Event::UserToolConfirmation(answer) => Some(self.answer(*slot, answer)),
            _ => None,
        });
        let mut row = ToolRow {
            call: self.names.text(tool).to_owned(),
            tool: String::new(),
            family: Family::Custom,
            phrase: Phrase { action: Action::Called, object: String::new() },
            input: String::new(),
            detail: Detail::None,
            waits: None,
            answer: confirmed,
            denied_by_policy: false,
            result: result.map(|result: &ToolResult| blocks(result.content.as_slice())),
            failed: entry.counted.is_some_and(|counted| counted.failed),
        };
        if let Some((event, call)) = call {
            let input: Value = call.input.read().unwrap_or_default();
            describe(&mut row, event, call, &input);
            row.waits = entry.waits.filter(|_| !self.is_over()).map(|_| match event {
                Event::AgentCustomToolUse(_) if call.name == ASK_PERSON => Waits::ForAnswer(question(&row, &input)),
                Event::AgentCustomToolUse(_) => Waits::ForProgram,
                _ => Waits::ForPermission,
            });
            row.denied_by_policy = matches!(call.evaluated_permission.as_ref(), Some(Permission::Deny));
        }
        row
    }

    fn answer(&self, slot: Slot, answer: &ToolConfirmation) -> Answer {
        let queued = self.event(slot).is_some_and(|stored| stored.at.is_none());
        match answer.result {
            Permission::Deny => Answer::Denied { queued, reason: answer.deny_message.as_str().map(str::to_owned) },
            _ => Answer::Allowed { queued },
        }
    }

    /// From the call, or from the permission to make it, to its result.
    pub(super) fn call_millis(&self, entry: &Entry) -> Option<u64> {
        let find = |wanted: fn(&Digest) -> bool| {
            entry.members.iter().rev().find(|(_, slot)| self.event(*slot).is_some_and(|stored| wanted(&stored.digest)))
        };
        let end = find(|digest| matches!(digest, Digest::Result { .. }))?.0.time()?;
        let asked = find(|digest| matches!(digest, Digest::Confirmation { .. }));
        let start = asked.or_else(|| find(|digest| matches!(digest, Digest::Call { .. })))?.0.time()?;
        Some(end.millis_since(start))
    }
}

fn describe(row: &mut ToolRow, event: &Event, call: &ToolUse, input: &Value) {
    row.tool.clone_from(&call.name);
    row.input = whole_input(input);
    row.family = Family::of(event, &call.name);
    row.phrase = match (event, call.mcp_server_name.as_str()) {
        (Event::AgentCustomToolUse(_), _) => Phrase::custom(&call.name, input),
        (Event::AgentMcpToolUse(_), server) => Phrase::mcp(server.unwrap_or_default(), &call.name),
        _ => Phrase::built_in(&call.name, input),
    };
    let text = |field: &str| input.get(field).and_then(Value::as_str);
    row.detail = match (call.name.as_str(), text("old_string"), text("new_string"), text("content")) {
        ("edit", Some(old), Some(new), _) => Detail::Diff(diff::lines(old, new)),
        // Whether the file was there before is not said.
        ("write", _, _, Some(content)) => Detail::File(content.to_owned()),
        ("read", ..) => range(input).unwrap_or(Detail::None),
        _ => Detail::None,
    };
}

/// Which lines of a file are asked for; an end that is not positive is that of the file.
fn range(input: &Value) -> Option<Detail> {
    let ends = input.get("view_range")?.as_array()?;
    let first = ends.first()?.as_u64()?;
    Some(Detail::Range(first, ends.get(1).and_then(Value::as_u64).filter(|last| *last >= first)))
}

fn question(row: &ToolRow, input: &Value) -> Question {
    let text = |field: &str| input.get(field).and_then(Value::as_str).map(str::to_owned);
    let choices = input.get("choices").and_then(Value::as_array).into_iter().flatten();
    Question {
        text: text("question").unwrap_or_else(|| row.input.clone()),
        why: text("why"),
        choices: choices.filter_map(Value::as_str).map(str::to_owned).collect(),
    }
}

/// A command as it would be typed when there is nothing else; every other input as JSON.
fn whole_input(input: &Value) -> String {
    match input.as_object() {
        Some(fields) if fields.len() == 1 && fields.get("command").is_some_and(Value::is_string) => {
            fields.get("command").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        _ => serde_json::to_string_pretty(input).unwrap_or_default(),
    }
}
