//! A new environment.

use leptos::prelude::*;
use model::endpoint::EndpointId;
use model::wire::Maybe;
use model::wire::environment::{CloudConfig, EnvironmentConfig, LimitedNetworking, Networking};
use model::wire::request::EnvironmentCreate;

use super::check::{self, Wrong};
use super::optional;
use super::submit::{Form, FormDialog};
use crate::api::create::create;
use crate::reactive::memo;
use crate::routes::Route;
use crate::ui::choice::ChoiceField;
use crate::ui::field::{Size, TextField};
use crate::ui::live::live_option;
use crate::words;
use crate::words::forms::environment as said;

/// The form for a new environment.
#[component]
pub fn NewEnvironment(
    /// Called when it is closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let form = Form::new("environment");
    let fields = Fields::new(form);
    let send = Callback::new(move |()| {
        form.send(fields.read().map(|new| create(EndpointId::EnvironmentCreate, &new)), Route::environment);
    });
    let is_limited = memo(move || fields.network.with(|choice| choice == said::NETWORK_LIMITED));
    view! {
        <FormDialog form title=words::environments::NEW submit=said::SUBMIT send on_close>
            <TextField words=said::NAME value=fields.name error=form.wrong(fields.name, name) autofocus=true/>
            <TextField words=said::DESCRIPTION value=fields.description error=form.wrong(fields.description, description)/>
            <ChoiceField words=said::NETWORK value=fields.network options=said::NETWORK_CHOICES/>
            {live_option(move || is_limited.get().then(|| view! {
                <TextField words=said::HOSTS value=fields.hosts error=form.wrong(fields.hosts, check::hosts) size=Size::Lines/>
                <ChoiceField words=said::PACKAGES value=fields.packages options=said::PACKAGE_CHOICES/>
            }.into_any()))}
        </FormDialog>
    }
}

#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    description: RwSignal<String>,
    network: RwSignal<String>,
    hosts: RwSignal<String>,
    packages: RwSignal<String>,
}

impl Fields {
    fn new(form: Form) -> Self {
        Self {
            name: form.field("name", ""),
            description: form.field("description", ""),
            network: form.field("network", said::NETWORK_LIMITED),
            hosts: form.field("hosts", ""),
            packages: form.field("packages", said::PACKAGES_NO),
        }
    }

    fn read(&self) -> Result<EnvironmentCreate, Wrong> {
        let (network, hosts, packages) =
            (self.network.get_untracked(), self.hosts.get_untracked(), self.packages.get_untracked());
        let networking = networking(&network, &hosts, packages == said::PACKAGES_YES)?;
        let config = CloudConfig { networking: Maybe::Set(networking), ..CloudConfig::default() };
        Ok(EnvironmentCreate {
            name: name(&self.name.get_untracked())?,
            description: optional(description(&self.description.get_untracked())?),
            config: Maybe::Set(EnvironmentConfig::Cloud(Box::new(config))),
            metadata: Maybe::Absent,
            scope: Maybe::Absent,
        })
    }
}

fn name(text: &str) -> Result<String, Wrong> {
    check::required(text, 256)
}

fn description(text: &str) -> Result<Option<String>, Wrong> {
    check::optional(text, 1_024)
}

/// What was typed about hosts counts only where it is asked for.
fn networking(choice: &str, hosts: &str, package_managers: bool) -> Result<Networking, Wrong> {
    if choice != said::NETWORK_LIMITED {
        return Ok(Networking::Unrestricted);
    }
    Ok(Networking::Limited(LimitedNetworking {
        allowed_hosts: Maybe::Set(check::hosts(hosts)?),
        allow_mcp_servers: Maybe::Absent,
        allow_package_managers: Maybe::Set(package_managers),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(choice: &str, hosts: &str, expected: &str) {
        let found = networking(choice, hosts, true).map(|networking| serde_json::to_string(&networking).unwrap());
        assert_eq!(found.unwrap_or_else(|wrong| format!("{wrong:?}")), expected);
    }

    #[test]
    fn hosts_count_only_when_limited() {
        check("unrestricted", "not a host", r#"{"type":"unrestricted"}"#);
        check(
            "limited",
            "a.example",
            r#"{"type":"limited","allowed_hosts":["a.example"],"allow_package_managers":true}"#,
        );
        check("limited", "not a host", "NoHost { line: 1 }");
    }
}
