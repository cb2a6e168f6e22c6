//! What a tool call did, in types: a verb and its object. The app turns them into words.

/// What a call did. In words these are verbs in the past tense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Read a file.
    Read,
    /// Wrote a file.
    Wrote,
    /// Edited a file.
    Edited,
    /// Ran a command; the object is the command.
    Ran,
    /// Started the shell anew.
    RestartedShell,
    /// Looked for files by name.
    FoundFiles,
    /// Searched in files.
    SearchedFiles,
    /// Searched the web.
    SearchedWeb,
    /// Fetched a page.
    Fetched,
    /// Asked the person; the object is the question.
    Asked,
    /// Called a tool that has no verb of its own; the object is its name.
    Called,
}

/// A verb with its object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The verb.
    pub action: Action,
    /// What it was done to, as the machine says it; empty when nothing is known.
    pub object: String,
}

/// The custom tool by which an agent asks a person.
pub(super) const ASK_PERSON: &str = "ask_person";

impl Phrase {
    /// The phrase for a built-in tool.
    pub(super) fn built_in(tool: &str, input: &serde_json::Value) -> Self {
        let text = |field: &str| input.get(field).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let (action, object) = match tool {
            "bash" if input.get("command").is_none() => (Action::RestartedShell, String::new()),
            "bash" => (Action::Ran, text("command")),
            "read" => (Action::Read, text("file_path")),
            "write" => (Action::Wrote, text("file_path")),
            "edit" => (Action::Edited, text("file_path")),
            "glob" => (Action::FoundFiles, text("pattern")),
            "grep" => (Action::SearchedFiles, text("pattern")),
            "web_search" => (Action::SearchedWeb, text("query")),
            "web_fetch" => (Action::Fetched, text("url")),
            other => (Action::Called, other.to_owned()),
        };
        Self { action, object }
    }

    /// The phrase for a tool of an MCP server.
    pub(super) fn mcp(server: &str, tool: &str) -> Self {
        Self { action: Action::Called, object: format!("{server} · {tool}") }
    }

    /// The phrase for a tool that the client carries out.
    pub(super) fn custom(tool: &str, input: &serde_json::Value) -> Self {
        match input.get("question").and_then(serde_json::Value::as_str) {
            Some(question) if tool == ASK_PERSON => Self { action: Action::Asked, object: question.to_owned() },
            _ => Self { action: Action::Called, object: tool.to_owned() },
        }
    }
}
