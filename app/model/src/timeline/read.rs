//! Reads a row from the bytes of its members, when it is shown.

use serde_json::Value;

use super::digest::Digest;
use super::key::{Key, Name, Slot};
use super::row::{
    Answer, Block, Delivery, Detail, Family, Follows, Kind, Phase, PhaseState, Row, RowId, RunState, StopReason,
    ToolRow, Turn, Waits,
};
use super::{Entry, Group, Phrase, Preview, Timeline, diff};
use crate::ids::ThreadId;
use crate::wire::Event;
use crate::wire::content::{Block as WireBlock, Source};
use crate::wire::event::{
    Fault, Idle, Permission, RetryStatus, RunResult, StopDetails, StopReason as WireStop, ToolConfirmation, ToolResult,
    ToolUse, Updated,
};

impl Timeline {
    /// What a row says, if it is shown.
    pub fn row(&self, id: RowId) -> Option<Row> {
        let entry = self.entry(id)?;
        let position = entry.position?;
        let events: Vec<(Slot, Event)> =
            entry.members.iter().filter_map(|(_, slot)| Some((*slot, self.read(*slot)?))).collect();
        let request = self.request_of(id);
        let end = request.and_then(|request| request.end);
        let mut row = Row {
            id,
            event: self.head_id(entry).to_owned(),
            at: position.key.time(),
            thread: None,
            kind: self.kind(id, entry, position.key, &events)?,
            millis: request.and_then(|request| self.millis_between(request.start, request.end?)),
            cost: end.and_then(|end| self.cost_of(end)),
            tokens: end.and_then(|end| self.charge_of(end)).map(|charge| charge.tokens),
        };
        match &row.kind {
            Kind::Tool(_) => {
                let copied = events.iter().find_map(|(_, event)| event.thread_id());
                row.thread = copied.map(|thread| self.agent_of(thread));
                row.millis = self.call_millis(entry);
            }
            Kind::Evaluation { .. } | Kind::Thread { .. } | Kind::Run { .. } => {
                let slot = |member: Option<&(Key, Slot)>| member.map(|(_, slot)| *slot);
                let ends = slot(entry.members.first()).zip(slot(entry.members.last()));
                row.millis = ends.filter(|(a, b)| a != b).and_then(|(a, b)| self.millis_between(a, b));
                row.cost = ends.and_then(|(_, last)| self.cost_of(last));
            }
            _ => {}
        }
        Some(row)
    }

    fn kind(&self, id: RowId, entry: &Entry, key: Key, events: &[(Slot, Event)]) -> Option<Kind> {
        match &entry.group {
            Group::Turn(_) => {
                let idle = self.turn_idle(key);
                let cost = self.cost_between(key, self.turn_end(key));
                Some(Kind::Turn(Turn { number: self.turn_number(key), ended: idle.and_then(Key::time), cost }))
            }
            Group::Tool(tool) => Some(Kind::Tool(Box::new(self.tool(*tool, entry, events)))),
            Group::Thread(thread) => {
                let (state, retries) = self.thread_state(id);
                Some(Kind::Thread { name: self.agent_name(*thread), state, retries })
            }
            Group::Run(_) => Some(run(events)),
            Group::Evaluation(_, iteration) => Some(evaluation(*iteration, events)),
            Group::Event(_, event) => match (events.last(), &entry.preview) {
                (Some((slot, read)), _) => Some(self.single(*slot, *event, read)),
                (None, Some(preview)) => Some(written(preview)),
                (None, None) => None,
            },
        }
    }

    /// A row of one event.
    fn single(&self, slot: Slot, id: Name, event: &Event) -> Kind {
        let delivery = match self.event(slot).and_then(|stored| stored.at) {
            Some(_) => Delivery::Applied,
            None if self.discarded.contains(&id) => Delivery::Discarded,
            None => Delivery::Queued,
        };
        match event {
            Event::UserMessage(message) => Kind::UserMessage { blocks: blocks(&message.content), delivery },
            Event::SystemMessage(message) => Kind::SystemMessage { blocks: blocks(&message.content), delivery },
            Event::UserInterrupt(stop) => Kind::Interrupt {
                delivery,
                thread: stop.session_thread_id.as_ref().map(|thread| self.agent_of(thread)),
            },
            Event::UserDefineOutcome(outcome) => Kind::Outcome {
                description: outcome.description.clone(),
                rubric: match &outcome.rubric {
                    crate::wire::event::Rubric::Text(text) => Some(text.content.clone()),
                    _ => None,
                },
                max_iterations: outcome.max_iterations.get(),
            },
            Event::AgentMessage(message) => Kind::AgentMessage { blocks: blocks(&message.content), writing: false },
            Event::AgentThinking(_) => Kind::Thinking { writing: false },
            Event::AgentThreadMessageSent(message) => Kind::MessageSent {
                peer: self.peer(message.to_agent_name.as_str(), &message.to_session_thread_id),
                blocks: blocks(&message.content),
            },
            Event::AgentThreadMessageReceived(message) => Kind::MessageReceived {
                peer: self.peer(message.from_agent_name.as_str(), &message.from_session_thread_id),
                blocks: blocks(&message.content),
            },
            Event::AgentThreadContextCompacted(_) => Kind::Compacted,
            Event::SessionError(error) => fault(&error.error),
            Event::SessionStatusIdle(idle) => Kind::Stopped(reason(idle)),
            Event::SessionStatusTerminated(_) => Kind::Ended,
            Event::SessionDeleted(_) => Kind::Deleted,
            Event::SessionUpdated(updated) => update(updated),
            Event::WorkflowRunError(error) => Kind::Error {
                kind: error.error.kind.to_string(),
                message: error.error.message.clone(),
                follows: Follows::Retry,
                subject: None,
            },
            other => Kind::Unknown { kind: other.kind().to_owned() },
        }
    }

    fn tool(&self, tool: Name, entry: &Entry, events: &[(Slot, Event)]) -> ToolRow {
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
            phrase: Phrase { action: super::Action::Called, object: String::new() },
            input: String::new(),
            detail: Detail::None,
            waits: None,
            answer: confirmed,
            denied_by_policy: false,
            result: result.map(|result: &ToolResult| blocks(result.content.as_slice())),
            failed: entry.failed,
        };
        if let Some((event, call)) = call {
            describe(&mut row, event, call);
            row.waits = entry.waits.filter(|_| !self.is_over()).map(|_| match event {
                Event::AgentCustomToolUse(_) => Waits::ForProgram,
                _ => Waits::ForPerson,
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
    fn call_millis(&self, entry: &Entry) -> Option<u64> {
        let find = |wanted: fn(&Digest) -> bool| {
            entry.members.iter().rev().find(|(_, slot)| self.event(*slot).is_some_and(|stored| wanted(&stored.digest)))
        };
        let end = find(|digest| matches!(digest, Digest::Result { .. }))?.0.time()?;
        let asked = find(|digest| matches!(digest, Digest::Confirmation { .. }));
        let start = asked.or_else(|| find(|digest| matches!(digest, Digest::Call { .. })))?.0.time()?;
        Some(end.millis_since(start))
    }

    fn millis_between(&self, start: Slot, end: Slot) -> Option<u64> {
        Some(self.event(end)?.at?.millis_since(self.event(start)?.at?))
    }

    fn read(&self, slot: Slot) -> Option<Event> {
        serde_json::from_str(self.event(slot)?.raw.get()).ok()
    }

    /// The event that a row stands at.
    fn head_id(&self, entry: &Entry) -> &str {
        let stored = |slot: &Slot| self.event(*slot);
        let head = entry.members.iter().filter_map(|(_, slot)| stored(slot)).find(|stored| stored.digest.is_head());
        let head = head.or_else(|| entry.members.first().and_then(|(_, slot)| stored(slot)));
        match (head, &entry.group) {
            (Some(stored), _) => self.names.text(stored.id),
            (None, Group::Event(_, id)) => self.names.text(*id),
            (None, _) => "",
        }
    }

    fn agent_of(&self, thread: &ThreadId) -> String {
        self.names.find(thread.as_str()).map_or_else(|| thread.to_string(), |name| self.agent_name(name))
    }

    fn agent_name(&self, thread: Name) -> String {
        let agent = self.agents.get(&thread).copied().unwrap_or(thread);
        self.names.text(agent).to_owned()
    }

    fn peer(&self, name: Option<&str>, thread: &ThreadId) -> String {
        name.map_or_else(|| self.agent_of(thread), str::to_owned)
    }
}

fn describe(row: &mut ToolRow, event: &Event, call: &ToolUse) {
    let input: Value = call.input.read().unwrap_or_default();
    row.tool.clone_from(&call.name);
    row.input = whole_input(&input);
    (row.family, row.phrase) = match (event, call.mcp_server_name.as_str()) {
        (Event::AgentCustomToolUse(_), _) => (Family::Custom, Phrase::custom(&call.name, &input)),
        (Event::AgentMcpToolUse(_), server) => (Family::Mcp, Phrase::mcp(server.unwrap_or_default(), &call.name)),
        _ => (family(&call.name), Phrase::built_in(&call.name, &input)),
    };
    let text = |field: &str| input.get(field).and_then(Value::as_str);
    row.detail = match (call.name.as_str(), text("old_string"), text("new_string"), text("content")) {
        ("edit", Some(old), Some(new), _) => Detail::Diff(diff::lines(old, new)),
        ("write", _, _, Some(content)) => Detail::Diff(diff::lines("", content)),
        _ => Detail::None,
    };
}

fn family(tool: &str) -> Family {
    match tool {
        "bash" => Family::Shell,
        "read" | "write" | "edit" | "glob" | "grep" => Family::File,
        "web_search" | "web_fetch" => Family::Web,
        _ => Family::Custom,
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

fn written(preview: &Preview) -> Kind {
    if preview.thinking {
        return Kind::Thinking { writing: true };
    }
    Kind::AgentMessage { blocks: preview.texts.iter().cloned().map(Block::Text).collect(), writing: true }
}

fn blocks(content: &[WireBlock]) -> Vec<Block> {
    content.iter().map(block).collect()
}

fn block(block: &WireBlock) -> Block {
    match block {
        WireBlock::Text(text) => Block::Text(text.text.clone()),
        WireBlock::Image(image) => Block::Image {
            media_type: match &image.source {
                Source::Base64(inline) => Some(inline.media_type.clone()),
                _ => None,
            },
        },
        WireBlock::Document(document) => Block::Document {
            title: document.title.as_str().map(str::to_owned),
            text: match &document.source {
                Source::Text(inline) => Some(inline.data.clone()),
                _ => None,
            },
        },
        WireBlock::SearchResult(hit) => Block::SearchResult {
            title: hit.title.clone(),
            source: hit.source.clone(),
            text: hit.content.iter().filter_map(WireBlock::as_text).collect::<Vec<_>>().join("\n"),
        },
        WireBlock::Redacted => Block::Redacted,
        WireBlock::Unknown(unknown) => Block::Unknown(unknown.kind().to_owned()),
    }
}

fn fault(fault: &Fault) -> Kind {
    Kind::Error {
        kind: fault.kind.to_string(),
        message: fault.message.clone(),
        follows: match &fault.retry_status {
            RetryStatus::Retrying => Follows::Retry,
            RetryStatus::Exhausted => Follows::TurnOver,
            RetryStatus::Terminal => Follows::SessionOver,
            RetryStatus::Unknown(unknown) => Follows::Other(unknown.kind().to_owned()),
        },
        subject: fault.mcp_server_name.as_str().or(fault.repository_url.as_str()).map(str::to_owned),
    }
}

fn reason(idle: &Idle) -> StopReason {
    match (&idle.stop_reason, idle.stop_details.as_ref()) {
        (WireStop::EndTurn, _) => StopReason::EndTurn,
        (WireStop::RequiresAction(_), _) => StopReason::RequiresAction,
        (WireStop::RetriesExhausted, _) => StopReason::RetriesExhausted,
        (WireStop::BudgetReached, _) => StopReason::BudgetReached,
        (WireStop::Refusal, Some(StopDetails::Refusal(details))) => StopReason::Refusal {
            category: details.category.as_str().map(str::to_owned),
            explanation: details.explanation.as_str().map(str::to_owned),
        },
        (WireStop::Refusal, _) => StopReason::Refusal { category: None, explanation: None },
        (WireStop::Unknown(unknown), _) => StopReason::Other(unknown.kind().to_owned()),
    }
}

fn update(updated: &Updated) -> Kind {
    use crate::wire::Maybe;
    Kind::Updated {
        title: updated.title.as_str().map(str::to_owned),
        budget: match &updated.budget {
            Maybe::Absent => None,
            Maybe::Null => Some(None),
            Maybe::Set(budget) => Some(budget.max().and_then(crate::wire::usage::Money::cents)),
        },
        agent: updated.agent.is_set(),
        metadata: updated.metadata.is_set(),
    }
}

fn evaluation(iteration: u64, events: &[(Slot, Event)]) -> Kind {
    let end = events.iter().rev().find_map(|(_, event)| match event {
        Event::SpanOutcomeEvaluationEnd(end) => Some(end),
        _ => None,
    });
    Kind::Evaluation {
        iteration,
        result: end.map(|end| end.result.to_string()),
        explanation: end.map(|end| end.explanation.clone()).unwrap_or_default(),
    }
}

fn run(events: &[(Slot, Event)]) -> Kind {
    let mut name = String::new();
    let mut description = None;
    let mut planned = Vec::new();
    let mut state = RunState::Created;
    let mut errors = Vec::new();
    let (mut begun, mut done) = (Vec::new(), Vec::new());
    for (_, event) in events {
        match event {
            Event::WorkflowRunCreated(run) => {
                name.clone_from(&run.name);
                description = run.description.as_str().map(str::to_owned);
                planned.clone_from(&run.phases);
            }
            Event::WorkflowRunStatusRunning(_) => state = RunState::Running,
            Event::WorkflowRunStatusIdle(_) => state = RunState::Paused,
            Event::WorkflowRunPhaseStarted(phase) => begun.push(&phase.workflow_run_phase_id),
            Event::WorkflowRunPhaseEnded(phase) => done.push(&phase.workflow_run_phase_id),
            Event::WorkflowRunError(error) => errors.push(error.error.message.clone()),
            Event::WorkflowRunStatusEnded(end) => {
                state = match &end.result {
                    RunResult::Completed => RunState::Completed,
                    RunResult::Stopped => RunState::Stopped,
                    RunResult::Error(failed) => {
                        if !errors.contains(&failed.error.message) {
                            errors.push(failed.error.message.clone());
                        }
                        RunState::Failed
                    }
                    RunResult::Unknown(unknown) => RunState::Other(unknown.kind().to_owned()),
                };
            }
            _ => {}
        }
    }
    let phases = planned.iter().map(|phase| Phase {
        name: phase.name.clone(),
        state: match (begun.contains(&&phase.id), done.contains(&&phase.id)) {
            (_, true) => PhaseState::Done,
            (true, false) => PhaseState::Running,
            (false, false) => PhaseState::Ahead,
        },
    });
    Kind::Run { name, description, phases: phases.collect(), state, errors }
}
