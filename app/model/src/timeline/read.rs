//! Reads a row from the bytes of its members, when it is shown.

mod content;
mod progress;
mod tool;

use super::key::{Key, Name, Slot};
use super::preview::Preview;
use super::row::{Block, Delivery, Follows, Kind, Row, RowId, StopReason, Turn};
use super::stored::{Entry, Group};
use super::{Log, Timeline};
use crate::ids::ThreadId;
use crate::wire::Event;
use crate::wire::event::{Fault, Idle, RetryStatus, StopDetails, StopReason as WireStop, Updated};
use content::blocks;
use progress::{evaluation, run};

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
        row.thread = row.thread.or_else(|| self.own_thread(entry));
        Some(row)
    }

    /// Whose log a row was read from, if that is not the session's own.
    fn own_thread(&self, entry: &Entry) -> Option<String> {
        let (_, slot) = entry.members.first()?;
        match self.logs.get(usize::from(self.event(*slot)?.log))? {
            Log::Session => None,
            Log::Thread(thread) => Some(self.agent_of(thread)),
        }
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
        let stored = self.event(slot);
        let is_gone = || self.discarded.get(&id).is_some_and(|until| stored.is_none_or(|stored| stored.copy <= *until));
        let delivery = match stored.and_then(|stored| stored.at) {
            Some(_) => Delivery::Applied,
            None if is_gone() => Delivery::Discarded,
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
            other => Kind::Unknown {
                kind: other.kind().to_owned(),
                json: stored.map(|stored| stored.raw.get().to_owned()).unwrap_or_default(),
            },
        }
    }

    fn millis_between(&self, start: Slot, end: Slot) -> Option<u64> {
        Some(self.event(end)?.at?.millis_since(self.event(start)?.at?))
    }

    pub(super) fn read(&self, slot: Slot) -> Option<Event> {
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

    pub(super) fn agent_of(&self, thread: &ThreadId) -> String {
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

fn written(preview: &Preview) -> Kind {
    if preview.thinking {
        return Kind::Thinking { writing: true };
    }
    Kind::AgentMessage { blocks: preview.texts.iter().cloned().map(Block::Text).collect(), writing: true }
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
