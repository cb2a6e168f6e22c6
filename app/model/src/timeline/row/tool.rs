//! A call of a tool.

use super::Block;
use crate::timeline::{Phrase, diff};
use crate::wire::Event;

/// A call of a tool with everything that answers it.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolRow {
    /// The id that answers name.
    pub call: String,
    /// The tool's name; empty when the call itself is not known.
    pub tool: String,
    /// What family the tool is of.
    pub family: Family,
    /// What it does.
    pub phrase: Phrase,
    /// The whole input.
    pub input: String,
    /// What it changes, or what part it is about.
    pub detail: Detail,
    /// Whose answer it waits for.
    pub waits: Option<Waits>,
    /// What a person answered.
    pub answer: Option<Answer>,
    /// The policy refused it without asking.
    pub denied_by_policy: bool,
    /// What came out; none while it runs.
    pub result: Option<Vec<Block>>,
    /// The result says that it failed.
    pub failed: bool,
}

/// The family of a tool, which gives its row the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Commands.
    Shell,
    /// Files.
    File,
    /// The web.
    Web,
    /// Servers of tools.
    Mcp,
    /// Carried out by a program or a person.
    Custom,
}

impl Family {
    /// The family of a call of the tool of this name.
    pub(in crate::timeline) fn of(call: &Event, tool: &str) -> Self {
        match call {
            Event::AgentCustomToolUse(_) => Self::Custom,
            Event::AgentMcpToolUse(_) => Self::Mcp,
            _ => Self::built_in(tool),
        }
    }

    /// The family of a built-in tool.
    pub(in crate::timeline) fn built_in(tool: &str) -> Self {
        match tool {
            "bash" => Self::Shell,
            "read" | "write" | "edit" | "glob" | "grep" => Self::File,
            "web_search" | "web_fetch" => Self::Web,
            _ => Self::Custom,
        }
    }
}

/// What a call changes, or what part it is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing that is known.
    None,
    /// Lines of a file.
    Diff(Vec<diff::Line>),
    /// All of a file.
    File(String),
    /// Some lines of a file, from 1: the first, and the last unless it is the end.
    Range(u64, Option<u64>),
}

/// Whose answer a call waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waits {
    /// A person must allow or deny it.
    ForPermission,
    /// A person must answer the question.
    ForAnswer(Question),
    /// A program must carry it out.
    ForProgram,
}

/// What an agent asks a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question; the whole input when it is of another form.
    pub text: String,
    /// Why it asks.
    pub why: Option<String>,
    /// Answers it suggests.
    pub choices: Vec<String>,
}

/// What a person answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It may run.
    Allowed {
        /// The answer itself still waits to be taken up.
        queued: bool,
    },
    /// It may not.
    Denied {
        /// The answer itself still waits to be taken up.
        queued: bool,
        /// Why.
        reason: Option<String>,
    },
}
