//! Events from the client meet the session: refused as a whole, or taken as a whole.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::input::Input;
use super::log::Event;
use super::session::{Queued, Session};
use super::thread::{PRIMARY, Status, Stop, Thread};
use crate::simulator::check::Object;
use crate::simulator::engine::{Job, Needs, Outcome, Reply, Stage};
use crate::simulator::request::Refusal;
use crate::simulator::time::{MILLI, Micros};

/// Checks the inputs against the session's state.
pub(crate) fn check(session: &Session, inputs: &[Input], now: Micros) -> Result<(), Refusal> {
    if session.archived.is_some() || session.status == Status::Terminated {
        return Err(Refusal::invalid("Cannot send events to a session that is archived or terminated."));
    }
    let rests = session.status == Status::Idle;
    let unanswered = session.unanswered();
    let mut waits = rests && !unanswered.is_empty();
    let is_at_cap = rests && !waits && session.stop(now) == Stop::BudgetReached;
    let mut answered = BTreeSet::new();
    let mut has_outcome = session.outcomes.iter().any(Outcome::is_open);
    for (index, input) in inputs.iter().enumerate() {
        let refuse = |why: String| Err(Refusal::invalid(format!("events.{index}{why}")));
        let starts_work = matches!(input, Input::Message(_) | Input::Outcome(_) | Input::System(_));
        if starts_work && is_at_cap {
            return refuse(": the session has reached its budget; raise or remove it to go on (budget_reached)".into());
        }
        if starts_work && waits && !matches!(input, Input::System(_)) {
            return refuse(format!(": the session waits for responses to these events: {}", unanswered.join(", ")));
        }
        match input {
            Input::Interrupt(Some(id)) => match session.thread_index(id).map(|index| session.thread(index)) {
                None => return Err(Refusal::not_found("Session thread")),
                Some(thread) if thread.status == Status::Terminated => {
                    return refuse(".session_thread_id: the thread is terminated".into());
                }
                Some(_) => {}
            },
            Input::Interrupt(None) => waits = false,
            Input::Confirmation { call, .. } => {
                if !answered.insert(call) || !can_answer(session, call, Needs::Confirmation) {
                    return refuse(".tool_use_id: no pending tool use has this id".into());
                }
            }
            Input::Result { kind: "user.custom_tool_result", call, .. } => {
                if !answered.insert(call) || !is_pending(session, call, Needs::CustomResult) {
                    return refuse(".custom_tool_use_id: no pending custom tool use has this id".into());
                }
            }
            Input::Result { call, .. } => {
                if !session.self_hosted {
                    return refuse(".type: user.tool_result is only allowed in self-hosted environments".into());
                }
                if !answered.insert(call) || !is_pending(session, call, Needs::Result) {
                    return refuse(".tool_use_id: no pending tool use has this id".into());
                }
            }
            Input::Outcome(_) if has_outcome => return refuse(": an outcome is already being worked on".into()),
            Input::Outcome(_) => has_outcome = true,
            Input::Message(_) | Input::System(_) => {}
        }
    }
    check_system(inputs, &session.agent, "events")?;
    let stands_alone = matches!(inputs, [Input::System(_)]);
    if stands_alone && waits {
        return Err(Refusal::invalid(
            "events.0: system.message cannot stand alone while the session waits for responses",
        ));
    }
    Ok(())
}

/// The rules of `system.message`: one, last, behind something that starts work, and on some models only.
pub(crate) fn check_system(inputs: &[Input], agent: &Value, place: &str) -> Result<(), Refusal> {
    let Some(at) = inputs.iter().position(|input| matches!(input, Input::System(_))) else { return Ok(()) };
    let before = at.checked_sub(1).and_then(|before| inputs.get(before));
    if at + 1 != inputs.len() || !matches!(before, None | Some(Input::Message(_) | Input::Result { .. })) {
        return Err(Refusal::invalid(format!(
            "{place}.{at}: system.message must be the last event, directly after a user.message or a tool result"
        )));
    }
    let model = agent.pointer("/model/id").and_then(Value::as_str).unwrap_or_default();
    if !SYSTEM_MODELS.contains(&model) {
        return Err(Refusal::invalid(format!(
            "{place}.{at}: the agent's model does not support it (model_does_not_support_mid_conversation_system)"
        )));
    }
    Ok(())
}

const SYSTEM_MODELS: &[&str] = &[
    "claude-opus-4-8",
    "claude-opus-5",
    "claude-opus-5-5",
    "claude-sonnet-5-5",
    "claude-haiku-5-5",
    "claude-fable-5",
    "claude-fable-5-1",
    "claude-mythos-5",
    "claude-mythos-5-1",
];

fn is_pending(session: &Session, call: &str, needs: Needs) -> bool {
    let mut calls = session.threads().flat_map(|thread| &thread.work.calls);
    calls.any(|open| open.id == call && open.needs == needs && open.is_unanswered())
}

/// A confirmation may also come too late, for a thread that was archived.
fn can_answer(session: &Session, call: &str, needs: Needs) -> bool {
    session.late_calls.contains(call) || is_pending(session, call, needs)
}

/// Takes the inputs; the stored form of each.
pub(crate) fn receive(stage: &mut Stage<'_>, inputs: Vec<Input>) -> Vec<Event> {
    let mut threads = BTreeSet::new();
    let stored = inputs.into_iter().map(|input| stage.take(input, &mut threads)).collect();
    let session = stage.session.seq;
    for thread in threads {
        stage.later(30 * MILLI, Job::Answers { session, thread });
    }
    if !stage.session.queue.is_empty() {
        stage.later(40 * MILLI, Job::Begin(session));
    }
    stored
}

impl Stage<'_> {
    fn take(&mut self, input: Input, threads: &mut BTreeSet<usize>) -> Event {
        let id = self.rng.id("sevt");
        match input {
            Input::Message(fields) => self.enqueue(Queued { id, kind: "user.message", fields }),
            Input::System(fields) => self.enqueue(Queued { id, kind: "system.message", fields }),
            Input::Interrupt(thread) => {
                let mut queued = Queued { id, kind: "user.interrupt", fields: super::fields(json!({})) };
                let index = thread.as_ref().and_then(|id| self.session.thread_index(id));
                if let Some(thread) = thread {
                    queued.fields.insert("session_thread_id".to_owned(), thread.into());
                }
                let job = Job::Interrupt { session: self.session.seq, thread: index, event: queued.id.clone() };
                self.later(120 * MILLI, job);
                let event = queued.event(None);
                self.session.unprocessed.push(queued);
                event
            }
            Input::Confirmation { call, allow, deny_message, mut fields } => {
                let Some(thread) = self.thread_of_call(&call) else {
                    let at = self.stamp();
                    return Event::new(id, "user.tool_confirmation", Some(at), fields);
                };
                if thread != PRIMARY {
                    fields.insert("session_thread_id".to_owned(), self.thread(thread).id.clone().into());
                }
                threads.insert(thread);
                let event = id.clone();
                let reply = Reply::Confirmed { allow, deny_message, event, fields: fields.clone(), seen: false };
                self.answer(thread, &call, reply);
                let queued = Queued { id, kind: "user.tool_confirmation", fields };
                let event = queued.event(None);
                self.show_queued(&event);
                self.session.unprocessed.push(queued);
                event
            }
            Input::Result { kind, call, mut fields } => {
                let thread = self.thread_of_call(&call).unwrap_or(PRIMARY);
                threads.insert(thread);
                self.answer(thread, &call, Reply::Given);
                if thread != PRIMARY {
                    let copy = self.rng.id("sevt");
                    self.emit_as(thread, copy, kind, fields.clone());
                    fields.insert("session_thread_id".to_owned(), self.thread(thread).id.clone().into());
                }
                self.store_now(id, kind, fields)
            }
            Input::Outcome(mut fields) => {
                let outcome = self.rng.id("outc");
                let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                self.session.outcomes.push(Outcome::new(outcome.clone(), text("description")));
                fields.insert("outcome_id".to_owned(), outcome.into());
                let queued = Queued { id: id.clone(), kind: "user.define_outcome", fields: fields.clone() };
                self.session.queue.push_back(queued);
                self.store_now(id, "user.define_outcome", fields)
            }
        }
    }

    fn enqueue(&mut self, queued: Queued) -> Event {
        let event = queued.event(None);
        self.show_queued(&event);
        self.session.queue.push_back(queued);
        event
    }

    fn store_now(&mut self, id: String, kind: &str, fields: Object) -> Event {
        let at = self.stamp();
        let event = Event::new(id, kind, Some(at), fields);
        self.store(PRIMARY, event.clone());
        event
    }

    fn thread_of_call(&self, call: &str) -> Option<usize> {
        let has = |thread: &Thread| thread.work.calls.iter().any(|open| open.id == call);
        self.session.threads().position(has)
    }

    fn answer(&mut self, thread: usize, call: &str, reply: Reply) {
        if let Some(open) = self.thread(thread).work.calls.iter_mut().find(|open| open.id == call) {
            open.reply = Some(reply);
        }
    }
}
