//! Calls of tools and their results.

use serde::{Deserialize, Serialize};

use super::body;
use crate::ids::{EventId, ThreadId};
use crate::wire::Timestamp;
use crate::wire::content::Block;
use crate::wire::tolerant::{Json, Maybe, open_enum, tagged};

body! { ToolUse, maybe; ToolResult, maybe; ToolConfirmation, maybe; }

/// A call of a tool: built in, of an MCP server, or custom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolUse {
    /// Its id, which answers name.
    pub id: EventId,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// Which tool.
    pub name: String,
    /// Of which MCP server.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_server_name: Maybe<String>,
    /// What it was called with: an object.
    pub input: Json,
    /// Whether it may run; never on custom tools.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub evaluated_permission: Maybe<Permission>,
    /// Why.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub evaluation: Maybe<Evaluation>,
    /// The child thread that this is a copy from.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub session_thread_id: Maybe<ThreadId>,
}

/// The result of a call, of whichever kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolResult {
    /// Its id.
    pub id: EventId,
    /// When it took effect.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// The call of a built-in tool.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub tool_use_id: Maybe<EventId>,
    /// The call of an MCP tool.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub mcp_tool_use_id: Maybe<EventId>,
    /// The call of a custom tool.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub custom_tool_use_id: Maybe<EventId>,
    /// What came out.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub content: Maybe<Vec<Block>>,
    /// Whether it failed.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub is_error: Maybe<bool>,
    /// The child thread that it was for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub session_thread_id: Maybe<ThreadId>,
}

impl ToolResult {
    /// The call that it answers.
    pub fn call_id(&self) -> Option<&EventId> {
        let ids = [&self.tool_use_id, &self.mcp_tool_use_id, &self.custom_tool_use_id];
        ids.into_iter().find_map(Maybe::as_ref)
    }
}

/// A person's answer to a call that asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ToolConfirmation {
    /// Its id.
    pub id: EventId,
    /// When it took effect; none while it is queued.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub processed_at: Maybe<Timestamp>,
    /// The call, built in or of an MCP server.
    pub tool_use_id: EventId,
    /// `allow` or `deny`.
    pub result: Permission,
    /// Why not.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub deny_message: Maybe<String>,
    /// The child thread that it was for.
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    pub session_thread_id: Maybe<ThreadId>,
}

open_enum! {
    /// Whether a call may run.
    pub enum Permission {
        Allow = "allow",
        Ask = "ask",
        Deny = "deny",
    }
}

tagged! {
    /// Why a call may run or not.
    pub enum Evaluation {
        AlwaysAllow = "always_allow",
        AlwaysAsk = "always_ask",
        Auto(AutoEvaluation) = "auto",
    }
}

/// What the platform judged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AutoEvaluation {
    /// Its verdict.
    pub evaluated_permission: Verdict,
}

tagged! {
    /// What the platform judged.
    pub enum Verdict {
        Allow = "allow",
        Ask(Reason) = "ask",
        Deny(Reason) = "deny",
    }
}

/// Why the platform judged so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Why.
    pub reason_code: ReasonCode,
}

open_enum! {
    /// Why the platform judged so.
    pub enum ReasonCode {
        HighRisk = "high_risk",
        Indeterminate = "indeterminate",
    }
}
