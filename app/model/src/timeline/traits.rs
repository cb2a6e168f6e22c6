//! What a row is to somebody who looks for rows: told by digests, without reading an event again.

use super::digest::Digest;
use super::key::{Name, Names};
use super::row::{Family, RowId};
use super::stored::{Entry, Group, Position};
use super::{Log, Timeline};
use crate::wire::Event;
use crate::wire::event::{RetryStatus, RunResult, StopReason};

/// A kind of row that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// What people, agents and threads told each other.
    Message,
    /// Commands, and tools that have no kind of their own.
    Tool,
    /// Tools that read, write or look for files.
    File,
    /// Tools that use the web.
    Web,
    /// Tools of MCP servers.
    Mcp,
    /// Thoughts.
    Thinking,
    /// Turns, threads, runs, errors and settings.
    Status,
    /// Events of a type that is not known.
    Unknown,
}

/// A row, by what can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits<'a> {
    /// Its kind.
    pub sort: Sort,
    /// The tool that was called; none for other rows, and while the call is not here.
    pub tool: Option<&'a str>,
    /// The id of the child thread that it is of; none for the primary thread.
    pub thread: Option<&'a str>,
    /// A call that failed, or an error that nothing made good.
    pub failed: bool,
    /// It waits for somebody's answer.
    pub waits: bool,
    /// It is a call without a result.
    pub open: bool,
}

impl Sort {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Message, Self::Tool, Self::File, Self::Web, Self::Mcp, Self::Thinking, Self::Status, Self::Unknown];

    /// Whether rows of this kind are calls of tools.
    pub fn is_call(self) -> bool {
        matches!(self, Self::Tool | Self::File | Self::Web | Self::Mcp)
    }
}

/// What is kept of an event beside its digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trait {
    pub(super) sort: Sort,
    pub(super) fails: bool,
    pub(super) thread: Option<Name>,
}

impl Trait {
    pub(super) fn of(event: &Event, names: &mut Names) -> Self {
        let thread = event.thread_id().map(|thread| names.intern(thread.as_str()));
        Self { sort: sort(event), fails: fails(event), thread }
    }
}

impl Timeline {
    /// What can be asked of a row, if it is shown.
    pub fn traits(&self, row: RowId) -> Option<Traits<'_>> {
        let entry = self.entry(row)?;
        entry.position?;
        let stored = |slot| self.event(slot);
        let mut members = entry.members.iter().filter_map(|(_, slot)| stored(*slot));
        let first = members.next();
        let call = entry.members.iter().find_map(|(_, slot)| match stored(*slot) {
            Some(stored) if matches!(stored.digest, Digest::Call { .. }) => Some(stored),
            _ => None,
        });
        let tool = call.and_then(|stored| match &stored.digest {
            Digest::Call { name, .. } => Some(self.names.text(*name)),
            _ => None,
        });
        let is_result = |slot| matches!(stored(slot).map(|stored| &stored.digest), Some(Digest::Result { .. }));
        let is_tool = matches!(entry.group, Group::Tool(_));
        Some(Traits {
            sort: sort_of(entry, call.or(first).map(|stored| stored.traits.sort)),
            tool,
            thread: self.thread_of(entry),
            failed: entry.members.iter().any(|(_, slot)| stored(*slot).is_some_and(|stored| stored.traits.fails)),
            waits: entry.waits.is_some() && !self.is_over(),
            open: is_tool && !entry.members.iter().any(|(_, slot)| is_result(*slot)),
        })
    }

    /// Where a row stands, if it is shown.
    pub(super) fn position(&self, row: RowId) -> Option<Position> {
        self.entry(row)?.position
    }

    fn thread_of(&self, entry: &Entry) -> Option<&str> {
        let named = entry.members.iter().find_map(|(_, slot)| self.event(*slot)?.traits.thread);
        let log = || {
            let first = entry.members.first().and_then(|(_, slot)| self.event(*slot)).map(|stored| stored.log);
            match self.logs.get(usize::from(first.or(entry.preview.as_ref().map(|preview| preview.log))?))? {
                Log::Session => None,
                Log::Thread(thread) => Some(thread.as_str()),
            }
        };
        named.map(|name| self.names.text(name)).or_else(log)
    }
}

fn sort_of(entry: &Entry, member: Option<Sort>) -> Sort {
    match (&entry.group, member, &entry.preview) {
        (Group::Event(..) | Group::Tool(_), Some(sort), _) => sort,
        (Group::Event(..), None, Some(preview)) if preview.thinking => Sort::Thinking,
        (Group::Event(..), None, _) => Sort::Message,
        _ => Sort::Status,
    }
}

fn sort(event: &Event) -> Sort {
    match event {
        Event::UserMessage(_)
        | Event::SystemMessage(_)
        | Event::AgentMessage(_)
        | Event::UserDefineOutcome(_)
        | Event::AgentThreadMessageSent(_)
        | Event::AgentThreadMessageReceived(_) => Sort::Message,
        Event::AgentThinking(_) => Sort::Thinking,
        Event::AgentToolUse(call) => match Family::built_in(&call.name) {
            Family::File => Sort::File,
            Family::Web => Sort::Web,
            Family::Shell | Family::Mcp | Family::Custom => Sort::Tool,
        },
        Event::AgentMcpToolUse(_) | Event::AgentMcpToolResult(_) => Sort::Mcp,
        Event::AgentCustomToolUse(_)
        | Event::AgentToolResult(_)
        | Event::UserToolResult(_)
        | Event::UserCustomToolResult(_)
        | Event::UserToolConfirmation(_) => Sort::Tool,
        Event::Unknown(_) => Sort::Unknown,
        _ => Sort::Status,
    }
}

fn fails(event: &Event) -> bool {
    let gave_up = |reason: &StopReason| matches!(reason, StopReason::RetriesExhausted | StopReason::Refusal);
    match event {
        Event::SessionError(error) => !matches!(error.error.retry_status, RetryStatus::Retrying),
        Event::SessionStatusIdle(idle) => gave_up(&idle.stop_reason),
        Event::SessionThreadStatusIdle(idle) => gave_up(&idle.stop_reason),
        Event::WorkflowRunStatusEnded(end) => matches!(end.result, RunResult::Error(_)),
        other => other.tool_result().is_some_and(|result| result.is_error.get() == Some(true)),
    }
}
