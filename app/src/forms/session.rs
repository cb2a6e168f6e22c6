//! A new session.

use leptos::prelude::*;
use model::wire::request::{SendEvent, SessionCreate};
use model::wire::usage::Budget;
use model::wire::{Maybe, WordOr};
use web_sys::SubmitEvent;

use super::check::{self, Wrong};
use super::optional;
use super::submit::{Checks, Submission, SubmitRow};
use crate::api::create;
use crate::pages::failure::Failure;
use crate::routes::Route;
use crate::state::directory::Directory;
use crate::state::draft::Draft;
use crate::state::navigation::Navigation;
use crate::state::remote::Remote;
use crate::ui::dialog::Dialog;
use crate::ui::field::{FieldWords, SelectField, Size, TextField};
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
    let navigation = Navigation::current();
    let fields = Fields::new(agent);
    let (checks, submission) = (Checks::new(), Submission::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(new) = fields.read() else {
            return checks.show();
        };
        submission.send(create::session(new), move |session| {
            fields.draft.forget();
            navigation.replace(&Route::session(session.id.as_str()));
        });
    };
    view! {
        <Dialog title=words::sessions::NEW close_label=words::common::CLOSE on_close>
            <form class="form" novalidate on:submit=submit>
                <Choose words=said::AGENT choose=said::CHOOSE_AGENT value=fields.agent directory=agents checks autofocus=true/>
                <Choose words=said::ENVIRONMENT choose=said::CHOOSE_ENVIRONMENT value=fields.environment directory=environments checks/>
                <TextField words=said::TITLE value=fields.title error=checks.of(fields.title, title)/>
                <TextField words=said::MESSAGE value=fields.message error=checks.of(fields.message, message) size=Size::Lines/>
                <TextField words=said::BUDGET value=fields.budget error=checks.of(fields.budget, check::dollars)/>
                <SubmitRow submission label=said::SUBMIT/>
            </form>
        </Dialog>
    }
}

#[component]
fn Choose(
    words: FieldWords,
    choose: &'static str,
    value: RwSignal<String>,
    directory: Directory,
    checks: Checks,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let named = directory.clone();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), choose.to_owned())];
        options.extend(named.with(|names| {
            let open = names.iter().filter(|named| !named.is_archived);
            open.map(|named| (named.id.clone(), named.name.clone())).collect::<Vec<_>>()
        }));
        options
    });
    let reload = directory.clone();
    let retry = Callback::new(move |()| reload.reload());
    let failure = move || match directory.remote() {
        Remote::Failed(error) => Some(view! { <Failure error retry/> }),
        _ => None,
    };
    view! {
        <SelectField words value options error=checks.of(value, check::chosen) autofocus/>
        {failure}
    }
}

#[derive(Clone, Copy)]
struct Fields {
    draft: Draft,
    agent: RwSignal<String>,
    environment: RwSignal<String>,
    title: RwSignal<String>,
    message: RwSignal<String>,
    budget: RwSignal<String>,
}

impl Fields {
    fn new(agent: Option<String>) -> Self {
        let draft = Draft::new("session");
        let fields = Self {
            agent: draft.field("agent", ""),
            environment: draft.field("environment", ""),
            title: draft.field("title", ""),
            message: draft.field("message", ""),
            budget: draft.field("budget", ""),
            draft,
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
