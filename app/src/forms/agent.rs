//! A new agent.

use leptos::prelude::*;
use model::wire::request::AgentCreate;
use model::wire::tool::{AgentToolset, DefaultConfig, PermissionPolicy, Tool};
use model::wire::{Maybe, WordOr};
use web_sys::SubmitEvent;

use super::check::{self, Wrong};
use super::optional;
use super::submit::{Checks, Submission, SubmitRow};
use crate::api::create;
use crate::pages::failure::Failure;
use crate::routes::Route;
use crate::state::draft::Draft;
use crate::state::navigation::Navigation;
use crate::state::remote::{Refresh, Remote, Watched};
use crate::ui::choice::ChoiceField;
use crate::ui::dialog::Dialog;
use crate::ui::field::{SelectField, Size, TextField};
use crate::words;
use crate::words::forms::agent as said;

/// The form for a new agent.
#[component]
pub fn NewAgent(
    /// Called when it is closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let navigation = Navigation::current();
    let fields = Fields::new();
    let (checks, submission) = (Checks::new(), Submission::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Ok(new) = fields.read() else {
            return checks.show();
        };
        submission.send(create::agent(new), move |agent| {
            fields.draft.forget();
            navigation.replace(&Route::agent(agent.id.as_str()));
        });
    };
    view! {
        <Dialog title=words::agents::NEW close_label=words::common::CLOSE on_close>
            <form class="form" novalidate on:submit=submit>
                <TextField words=said::NAME value=fields.name error=checks.of(fields.name, name) autofocus=true/>
                <ModelField value=fields.model checks/>
                <TextField words=said::DESCRIPTION value=fields.description error=checks.of(fields.description, description)/>
                <TextField words=said::SYSTEM value=fields.system error=checks.of(fields.system, system) size=Size::Page/>
                <ChoiceField words=said::TOOLS value=fields.tools options=said::TOOL_CHOICES/>
                <SubmitRow submission label=said::SUBMIT/>
            </form>
        </Dialog>
    }
}

#[component]
fn ModelField(value: RwSignal<String>, checks: Checks) -> impl IntoView {
    let once = Memo::new(|_| ());
    let models = Watched::new(Refresh::Never, once, |()| create::models());
    let read = models.clone();
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), said::CHOOSE_MODEL.to_owned())];
        read.with(|remote| {
            let models = remote.value().into_iter().flatten();
            options.extend(models.map(|model| (model.id.to_string(), model.display_name.clone())));
        });
        options
    });
    let reload = models.clone();
    let retry = Callback::new(move |()| reload.reload());
    let failure = move || match models.get() {
        Remote::Failed(error) => Some(view! { <Failure error retry/> }),
        _ => None,
    };
    view! {
        <SelectField words=said::MODEL value options error=checks.of(value, check::chosen)/>
        {failure}
    }
}

#[derive(Clone, Copy)]
struct Fields {
    draft: Draft,
    name: RwSignal<String>,
    model: RwSignal<String>,
    description: RwSignal<String>,
    system: RwSignal<String>,
    tools: RwSignal<String>,
}

impl Fields {
    fn new() -> Self {
        let draft = Draft::new("agent");
        Self {
            name: draft.field("name", ""),
            model: draft.field("model", ""),
            description: draft.field("description", ""),
            system: draft.field("system", ""),
            tools: draft.field("tools", said::TOOLS_ASK),
            draft,
        }
    }

    fn read(&self) -> Result<AgentCreate, Wrong> {
        Ok(AgentCreate {
            name: name(&self.name.get_untracked())?,
            model: WordOr::Word(check::chosen(&self.model.get_untracked())?.into()),
            description: optional(description(&self.description.get_untracked())?),
            system: optional(system(&self.system.get_untracked())?),
            tools: optional(tools(&self.tools.get_untracked())),
            mcp_servers: Maybe::Absent,
            skills: Maybe::Absent,
            multiagent: Maybe::Absent,
            execution_identity: Maybe::Absent,
            metadata: Maybe::Absent,
        })
    }
}

fn name(text: &str) -> Result<String, Wrong> {
    check::required(text, 256)
}

fn description(text: &str) -> Result<Option<String>, Wrong> {
    check::optional(text, 2_048)
}

fn system(text: &str) -> Result<Option<String>, Wrong> {
    check::optional(text, 100_000)
}

/// The built-in tools with the chosen policy, or none.
fn tools(choice: &str) -> Option<Vec<Tool>> {
    let policy = match choice {
        said::TOOLS_ALLOW => PermissionPolicy::AlwaysAllow,
        said::TOOLS_ASK => PermissionPolicy::AlwaysAsk,
        said::TOOLS_AUTO => PermissionPolicy::Auto,
        _ => return None,
    };
    let default_config = DefaultConfig { enabled: Maybe::Absent, permission_policy: Maybe::Set(policy) };
    Some(vec![Tool::AgentToolset(AgentToolset { default_config: Maybe::Set(default_config), configs: Maybe::Absent })])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(choice: &str, expected: &str) {
        assert_eq!(serde_json::to_string(&tools(choice)).unwrap(), expected, "{choice}");
    }

    #[test]
    fn tools_follow_the_choice() {
        check("off", "null");
        for policy in ["always_allow", "always_ask", "auto"] {
            let config = format!(r#"{{"permission_policy":{{"type":"{policy}"}}}}"#);
            check(policy, &format!(r#"[{{"type":"agent_toolset_20260401","default_config":{config}}}]"#));
        }
    }
}
