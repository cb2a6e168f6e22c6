//! A new session.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::request::{SendEvent, SessionCreate};
use model::wire::usage::Budget;
use model::wire::{Maybe, WordOr};

use super::check::{self, Wrong};
use super::choose::Choose;
use super::optional;
use super::submit::{Form, FormDialog};
use crate::api::create::create;
use crate::routes::Route;
use crate::state::directory::Directory;
use crate::ui::field::{Size, TextField};
use crate::words;
use crate::words::forms::session as said;

/// The form for a new session.
#[component]
pub fn NewSession(
    /// The agents to choose from.
    agents: Directory,
    /// The environments to choose from.
    environments: Directory,
    /// The agent that is chosen from the start.
    agent: Option<String>,
    /// Called when it is closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let form = Form::new("session");
    let fields = Fields::new(form, agent);
    let send = Callback::new(move |()| {
        form.send(fields.read().map(|new| create(EndpointId::SessionCreate, &new)), Route::session);
    });
    view! {
        <FormDialog form title=words::sessions::NEW submit=said::SUBMIT send on_close>
            <Choose words=said::AGENT nothing=said::CHOOSE_AGENT value=fields.agent directory=agents form autofocus=true/>
            <Choose words=said::ENVIRONMENT nothing=said::CHOOSE_ENVIRONMENT value=fields.environment directory=environments form/>
            <TextField words=said::TITLE value=fields.title error=form.wrong(fields.title, title)/>
            <TextField words=said::MESSAGE value=fields.message error=form.wrong(fields.message, message) size=Size::Lines/>
            <TextField words=said::BUDGET value=fields.budget error=form.wrong(fields.budget, check::dollars)/>
        </FormDialog>
    }
}

#[derive(Clone, Copy)]
struct Fields {
    agent: RwSignal<String>,
    environment: RwSignal<String>,
    title: RwSignal<String>,
    message: RwSignal<String>,
    budget: RwSignal<String>,
}

impl Fields {
    fn new(form: Form, agent: Option<String>) -> Self {
        let fields = Self {
            agent: form.field("agent", ""),
            environment: form.field("environment", ""),
            title: form.field("title", ""),
            message: form.field("message", ""),
            budget: form.field("budget", ""),
        };
        if let Some(agent) = agent {
            fields.agent.set(agent);
        }
        fields
    }

    fn read(&self) -> Result<SessionCreate, Wrong> {
        let message = message(&self.message.get_untracked())?;
        Ok(SessionCreate {
            agent: WordOr::Word(check::chosen(&self.agent.get_untracked())?.into()),
            environment_id: check::chosen(&self.environment.get_untracked())?.into(),
            title: optional(title(&self.title.get_untracked())?),
            initial_events: optional(message.map(|text| vec![SendEvent::message(text)])),
            budget: optional(check::dollars(&self.budget.get_untracked())?.map(Budget::limit)),
            resources: Maybe::Absent,
            vault_ids: Maybe::Absent,
            metadata: Maybe::Absent,
        })
    }
}

fn title(text: &str) -> Result<Option<String>, Wrong> {
    check::optional(text, 500)
}

/// The API names no limit for a message but that of the whole request.
fn message(text: &str) -> Result<Option<String>, Wrong> {
    check::optional(text, 1_000_000)
}
