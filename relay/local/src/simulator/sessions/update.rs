//! `POST /v1/sessions/{id}`.

use model::cost::Money;
use serde_json::{Value, json};

use super::budget;
use super::log::put;
use super::session::Session;
use super::thread::{PRIMARY, Status};
use crate::simulator::check::{self, Object};
use crate::simulator::engine::Job;
use crate::simulator::objects::agents;
use crate::simulator::request::{Answer, Refusal, Request};
use crate::simulator::sentinel::Sentinels;
use crate::simulator::time::{self, Micros};
use crate::simulator::world::World;

/// Updates a session; what changed is told by one `session.updated`.
pub(crate) fn update(world: &mut World, request: &Request) -> Result<Answer, Refusal> {
    let body = request.object()?;
    check::only(&body, &["title", "metadata", "agent", "budget", "vault_ids"])?;
    let session = world.sessions.named(request)?;
    if session.archived.is_some() || session.status == Status::Terminated {
        return Err(Refusal::invalid("Cannot modify archived session"));
    }
    if body.get("vault_ids").is_some_and(|ids| !ids.is_null()) {
        return Err(Refusal::invalid("vault_ids: cannot be changed"));
    }
    let (seq, now) = (session.seq, world.now());
    let changes = Changes::read(session, &body, now)?;
    if let Some(mut stage) = world.stage(seq) {
        let fields = changes.apply(stage.session);
        if !fields.is_empty() {
            stage.session.updated = now;
            stage.emit(PRIMARY, "session.updated", Value::Object(fields));
            stage.later(50 * time::MILLI, Job::Resume(seq));
        }
    }
    Ok(Answer::Json(world.sessions.named(request)?.print(now)))
}

/// How the session will be after an update, checked.
struct Changes {
    title: Option<String>,
    metadata: Object,
    agent: Value,
    budget: Option<u64>,
}

impl Changes {
    fn read(session: &Session, body: &Object, now: Micros) -> Result<Self, Refusal> {
        let mut changes = Self {
            title: session.title.clone(),
            metadata: session.metadata.clone(),
            agent: session.agent.clone(),
            budget: session.budget,
        };
        if body.contains_key("title") {
            changes.title = check::text(body, "title", 0..=500)?.map(str::to_owned);
        }
        check::patch_metadata(&mut changes.metadata, body)?;
        if let Some(agent) = check::object(body, "agent")? {
            if session.has_open_run() {
                return Err(Refusal::workflow_run_open("session"));
            }
            if session.status != Status::Idle {
                return Err(Refusal::invalid("agent: can only be changed while the session is idle"));
            }
            changes.agent = agents::retooled(&session.agent, agent)?;
        }
        match body.get("budget") {
            None => {}
            Some(Value::Null) => changes.budget = None,
            Some(value) => changes.budget = Some(new_cap(session, value, now)?),
        }
        Ok(changes)
    }

    /// Puts the changes in; the fields of `session.updated`.
    fn apply(self, session: &mut Session) -> Object {
        let mut fields = Object::new();
        if self.title != session.title {
            fields.insert("title".to_owned(), json!(self.title));
            session.sentinels = Sentinels::read(self.title.as_deref());
            session.title = self.title;
        }
        if self.metadata != session.metadata {
            fields.insert("metadata".to_owned(), json!(self.metadata));
            session.metadata = self.metadata;
        }
        if self.agent != session.agent {
            for key in ["tools", "mcp_servers"] {
                if let Some(value) = self.agent.get(key) {
                    put(&mut session.primary.agent, key, value.clone());
                }
            }
            fields.insert("agent".to_owned(), self.agent.clone());
            session.agent = self.agent;
        }
        if self.budget != session.budget {
            session.budget = self.budget;
            fields.insert("budget".to_owned(), session.print_budget());
        }
        fields
    }
}

fn new_cap(session: &Session, value: &Value, now: Micros) -> Result<u64, Refusal> {
    let cents = budget::read(value)?;
    if session.budget.is_none() {
        return Err(Refusal::invalid("budget: can only be set when the session is created (budget_create_only)"));
    }
    if Money::from_cents(cents) <= session.cost(now) {
        return Err(Refusal::invalid("budget: must be above the cost so far (budget_not_raised)"));
    }
    Ok(cents)
}
