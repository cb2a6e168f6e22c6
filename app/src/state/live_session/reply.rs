//! What a person answers, and what they were about to: kept beside the rows, which come and go on screen.

use std::collections::HashMap;

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::ids::EventId;
use model::page::Page;
use model::resume::Input;
use model::timeline::{Log, RowId};
use model::wire::content::Block;
use model::wire::request::{SendCustomToolResult, SendEvent, SendEvents};
use model::wire::{Event, Maybe};

use super::LiveSession;
use crate::api::Error;
use crate::api::client::Request;
use crate::dom::task::Task;
use crate::timeline::fold::Fold;

/// What a person answers a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// It may run.
    Allow,
    /// It may not, and why.
    Deny(String),
    /// Its result, in words.
    Say(String),
}

/// What a person does with one row.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    result: Fold,
    input: Fold,
    /// Of a run of calls that begins with the row.
    run_open: ArcRwSignal<bool>,
    replying: ArcRwSignal<bool>,
    text: ArcRwSignal<String>,
    busy: ArcRwSignal<bool>,
    failure: ArcRwSignal<Option<Error>>,
}

/// The drafts and the answers on their way, by row.
#[derive(Debug, Default)]
pub(super) struct Replies {
    drafts: HashMap<RowId, Draft>,
    sending: HashMap<RowId, Task>,
}

impl Draft {
    /// How much of a long result is shown.
    pub fn result(&self) -> Fold {
        self.result.clone()
    }

    /// How much of a long input is shown.
    pub fn input(&self) -> Fold {
        self.input.clone()
    }

    /// Whether the rows of the run that begins here are shown; tracked.
    pub fn is_run_open(&self) -> bool {
        self.run_open.get()
    }

    /// Shows the rows of a run, or its sentence alone.
    pub fn toggle_run(&self) {
        self.run_open.update(|open| *open = !*open);
    }

    pub(super) fn open_run(&self) {
        self.run_open.set(true);
    }

    /// Whether the field for words is open; tracked.
    pub fn is_replying(&self) -> bool {
        self.replying.get()
    }

    /// Opens the field for words, or closes it; what is in it stays.
    pub fn set_replying(&self, replying: bool) {
        self.replying.set(replying);
    }

    /// What was typed so far.
    pub fn text(&self) -> ArcReadSignal<String> {
        self.text.read_only()
    }

    /// Takes what was typed.
    pub fn set_text(&self, text: String) {
        self.text.set(text);
    }

    /// Whether an answer is on its way; tracked.
    pub fn is_busy(&self) -> bool {
        self.busy.get()
    }

    /// Why the last answer was not taken; tracked.
    pub fn failure(&self) -> Option<Error> {
        self.failure.get()
    }
}

impl Reply {
    fn into_event(self, call: EventId) -> SendEvent {
        match self {
            Self::Allow => SendEvent::allow(call),
            Self::Deny(why) => SendEvent::deny(call, why),
            Self::Say(text) => SendEvent::UserCustomToolResult(SendCustomToolResult {
                custom_tool_use_id: call,
                content: Maybe::Set(vec![Block::text(text)]),
                is_error: Maybe::Absent,
            }),
        }
    }
}

impl LiveSession {
    /// What a person does with `row`, the same for as long as the session is watched.
    pub fn draft(self, row: RowId) -> Draft {
        let draft = self.with_inner(|inner| inner.replies.drafts.entry(row).or_default().clone());
        draft.unwrap_or_default()
    }

    /// Answers the call of `row`; goes on when the row leaves the screen.
    pub fn answer(self, row: RowId, call: &str, reply: Reply) {
        let draft = self.draft(row);
        if draft.busy.get_untracked() {
            return;
        }
        draft.busy.set(true);
        draft.failure.set(None);
        let event = reply.into_event(EventId::from(call));
        let task = Task::spawn(async move {
            if let Err(error) = self.send(vec![event]).await {
                draft.failure.set(Some(error));
            }
            draft.busy.set(false);
        });
        self.with_inner(|inner| inner.replies.sending.insert(row, task));
    }

    /// Sends events; what the server stored is shown at once.
    pub async fn send(self, events: Vec<SendEvent>) -> Result<(), Error> {
        let id = self.id();
        let stored: Page<Event> =
            Request::new(EndpointId::EventSend, &[&id])?.send_json(&SendEvents { events }).await?;
        self.input(&Log::Session, Input::Sent(stored.into_known().collect()));
        Ok(())
    }
}
