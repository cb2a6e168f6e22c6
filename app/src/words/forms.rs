//! The words of forms.

use super::format;
use crate::forms::check::Wrong;

/// While a form is on its way.
pub const SENDING: &str = "Sending…";

/// What is wrong with a value, and how to set it right.
pub fn wrong(wrong: Wrong) -> String {
    match wrong {
        Wrong::Missing => "This is needed.".to_owned(),
        Wrong::TooLong { max } => format!("Use at most {} characters.", format::count(max as u64)),
        Wrong::NotChosen => "Choose one.".to_owned(),
        Wrong::NoAmount => "Enter dollars above zero, such as 5 or 2.50.".to_owned(),
        Wrong::NoHost { line } => {
            format!("Line {line} holds no host name. Write names such as api.example.com or *.example.com.")
        }
    }
}

/// A new agent.
pub mod agent {
    use crate::ui::field::FieldWords;
    use crate::words::common::OPTIONAL;

    /// What it is called.
    pub const NAME: FieldWords = FieldWords { label: "Name", hint: "", optional: "" };
    /// What it runs on.
    pub const MODEL: FieldWords = FieldWords { label: "Model", hint: "", optional: "" };
    /// No model yet.
    pub const CHOOSE_MODEL: &str = "Choose a model";
    /// What it is for.
    pub const DESCRIPTION: FieldWords = FieldWords { label: "Description", hint: "", optional: OPTIONAL };
    /// Its system prompt.
    pub const SYSTEM: FieldWords =
        FieldWords { label: "System prompt", hint: "What the agent is told before every session.", optional: OPTIONAL };
    /// What it may use.
    pub const TOOLS: FieldWords = FieldWords { label: "Built-in tools (shell, files, web)", hint: "", optional: "" };
    /// Nobody is asked.
    pub const TOOLS_ALLOW: &str = "always_allow";
    /// A person is asked.
    pub const TOOLS_ASK: &str = "always_ask";
    /// The platform judges.
    pub const TOOLS_AUTO: &str = "auto";
    /// The choices.
    pub const TOOL_CHOICES: &[(&str, &str)] = &[
        (TOOLS_ASK, "On, ask before each call"),
        (TOOLS_AUTO, "On, the platform judges each call"),
        (TOOLS_ALLOW, "On, always allowed"),
        ("off", "Off"),
    ];
    /// The button.
    pub const SUBMIT: &str = "Create agent";
}

/// A new environment.
pub mod environment {
    use crate::ui::field::FieldWords;
    use crate::words::common::OPTIONAL;

    /// What it is called.
    pub const NAME: FieldWords = FieldWords { label: "Name", hint: "", optional: "" };
    /// What it is for.
    pub const DESCRIPTION: FieldWords = FieldWords { label: "Description", hint: "", optional: OPTIONAL };
    /// What it may reach.
    pub const NETWORK: FieldWords = FieldWords { label: "Network", hint: "", optional: "" };
    /// Only some hosts.
    pub const NETWORK_LIMITED: &str = "limited";
    /// The choices.
    pub const NETWORK_CHOICES: &[(&str, &str)] = &[(NETWORK_LIMITED, "Limited"), ("unrestricted", "Unrestricted")];
    /// Which hosts.
    pub const HOSTS: FieldWords = FieldWords {
        label: "Hosts",
        hint: "One a line, such as api.example.com or *.example.com. None means no host.",
        optional: OPTIONAL,
    };
    /// Registries.
    pub const PACKAGES: FieldWords = FieldWords { label: "Package managers", hint: "", optional: "" };
    /// They may be reached.
    pub const PACKAGES_YES: &str = "yes";
    /// They may not.
    pub const PACKAGES_NO: &str = "no";
    /// The choices.
    pub const PACKAGE_CHOICES: &[(&str, &str)] = &[(PACKAGES_NO, "Not allowed"), (PACKAGES_YES, "Allowed")];
    /// The button.
    pub const SUBMIT: &str = "Create environment";
}

/// A new session.
pub mod session {
    use crate::ui::field::FieldWords;
    use crate::words::common::OPTIONAL;

    /// Who works.
    pub const AGENT: FieldWords = FieldWords { label: "Agent", hint: "Its newest version is used.", optional: "" };
    /// No agent yet.
    pub const CHOOSE_AGENT: &str = "Choose an agent";
    /// Where.
    pub const ENVIRONMENT: FieldWords = FieldWords { label: "Environment", hint: "", optional: "" };
    /// No environment yet.
    pub const CHOOSE_ENVIRONMENT: &str = "Choose an environment";
    /// What it is called.
    pub const TITLE: FieldWords = FieldWords { label: "Title", hint: "", optional: OPTIONAL };
    /// What it begins with.
    pub const MESSAGE: FieldWords =
        FieldWords { label: "First message", hint: "With a message the session starts at once.", optional: OPTIONAL };
    /// What it may spend.
    pub const BUDGET: FieldWords = FieldWords {
        label: "Budget in dollars",
        hint: "Work pauses at this amount; the step that crosses it completes. It cannot be added later.",
        optional: OPTIONAL,
    };
    /// The button.
    pub const SUBMIT: &str = "Start session";
}
