//! Tool calls with their results, as the built-in tools write them (`managed-agents-api.md` §9).

use serde_json::{Value, json};

use crate::simulator::script::{Call, Permission, Tool};

/// A text block.
pub(super) fn text(text: impl Into<String>) -> Value {
    json!({ "type": "text", "text": text.into() })
}

/// A shell command that prints `output`.
pub(super) fn bash(command: &str, takes_ms: u64, output: &str) -> Call {
    built_in("bash", json!({ "command": command }), takes_ms, vec![text(output)])
}

/// The lines of a file from `start` on, as far as `body` goes.
pub(super) fn read(path: &str, start: usize, body: &str) -> Call {
    let numbered = body.lines().zip(start..).map(|(line, number)| format!("{number}\t{line}")).collect::<Vec<_>>();
    let end = start + numbered.len().saturating_sub(1);
    let input = match start {
        1 => json!({ "file_path": path }),
        _ => json!({ "file_path": path, "view_range": [start, end] }),
    };
    built_in("read", input, 180, vec![text(numbered.join("\n"))])
}

/// A new file.
pub(super) fn write(path: &str, content: &str) -> Call {
    let input = json!({ "file_path": path, "content": content });
    built_in("write", input, 220, vec![text(format!("File created: {path}"))])
}

/// One replacement in a file.
pub(super) fn edit(path: &str, old: &str, new: &str) -> Call {
    let input = json!({ "file_path": path, "old_string": old, "new_string": new });
    built_in("edit", input, 260, vec![text(format!("The file {path} has been updated."))])
}

/// A search in files.
pub(super) fn grep(pattern: &str, path: &str, lines: &str) -> Call {
    built_in("grep", json!({ "pattern": pattern, "path": path }), 240, vec![text(lines)])
}

/// A search for files.
pub(super) fn glob(pattern: &str, paths: &str) -> Call {
    built_in("glob", json!({ "pattern": pattern }), 150, vec![text(paths)])
}

/// A search of the web, which found these `(url, title, passage)`.
pub(super) fn web_search<'a>(query: &str, found: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Call {
    let results = found.into_iter().map(|(url, title, passage)| {
        json!({
            "type": "search_result",
            "source": url,
            "title": title,
            "content": [text(passage)],
            "citations": { "enabled": true },
        })
    });
    built_in("web_search", json!({ "query": query }), 1_400, results.collect())
}

/// A page of the web.
pub(super) fn web_fetch(url: &str, page: &str) -> Call {
    built_in("web_fetch", json!({ "url": url }), 2_100, vec![text(page)])
}

/// A call of an MCP server's tool that answers with JSON.
pub(super) fn mcp(server: &str, name: &str, input: Value, takes_ms: u64, answer: &Value) -> Call {
    Call { tool: Tool::Mcp(server.to_owned()), ..built_in(name, input, takes_ms, vec![text(answer.to_string())]) }
}

/// A call that the client has to answer.
pub(super) fn custom(name: &str, input: Value) -> Call {
    Call { tool: Tool::Custom, ..built_in(name, input, 0, Vec::new()) }
}

/// A question to the person, with the answers to choose from.
pub(super) fn ask_person(question: &str, why: &str, choices: &[&str]) -> Call {
    let input = json!({ "question": question, "why": why, "choices": choices });
    custom("ask_person", input)
}

fn built_in(name: &str, input: Value, takes_ms: u64, content: Vec<Value>) -> Call {
    Call {
        tool: Tool::BuiltIn,
        name: name.to_owned(),
        input,
        permission: Permission::Allow,
        takes_ms,
        content,
        is_error: false,
    }
}

impl Call {
    /// The same call with an error result.
    pub(super) fn failed(self) -> Self {
        Self { is_error: true, ..self }
    }

    /// The same call, which may run only as `permission` says.
    pub(super) fn under(self, permission: Permission) -> Self {
        Self { permission, ..self }
    }
}
