//! A new agent.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::request::AgentCreate;
use model::wire::tool::{AgentToolset, DefaultConfig, PermissionPolicy, Tool};
use model::wire::{Maybe, WordOr};

use super::check::{self, Wrong};
use super::choose::Choose;
use super::optional;
use super::submit::{Form, FormDialog};
use crate::api::create::create;
use crate::routes::Route;
use crate::state::directory::Directory;
use crate::ui::choice::ChoiceField;
use crate::ui::field::{Size, TextField};
use crate::words;
use crate::words::forms::agent as said;

/// The form for a new agent.
#[component]
pub fn NewAgent(
    /// Called when it is closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let form = Form::new("agent");
    let fields = Fields::new(form);
    let send = Callback::new(move |()| {
        form.send(fields.read().map(|new| create(EndpointId::AgentCreate, &new)), Route::agent);
    });
    let models = Directory::models();
    view! {
        <FormDialog form title=words::agents::NEW submit=said::SUBMIT send on_close>
            <TextField words=said::NAME value=fields.name error=form.wrong(fields.name, name) autofocus=true/>
            <Choose words=said::MODEL nothing=said::CHOOSE_MODEL value=fields.model directory=models form/>
            <TextField words=said::DESCRIPTION value=fields.description error=form.wrong(fields.description, description)/>
            <TextField words=said::SYSTEM value=fields.system error=form.wrong(fields.system, system) size=Size::Page/>
            <ChoiceField words=said::TOOLS value=fields.tools options=said::TOOL_CHOICES/>
        </FormDialog>
    }
}

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    model: RwSignal<String>,
    description: RwSignal<String>,
    system: RwSignal<String>,
    tools: RwSignal<String>,
}

impl Fields {
    fn new(form: Form) -> Self {
        Self {
            name: form.field("name", ""),
            model: form.field("model", ""),
            description: form.field("description", ""),
            system: form.field("system", ""),
            tools: form.field("tools", said::TOOLS_ASK),
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
