//! Calls of tools and their results.

use super::body;
use crate::ids::{EventId, ThreadId};
use crate::wire::Timestamp;
use crate::wire::content::Block;
use crate::wire::tolerant::{Json, Maybe, object, open_enum, tagged};

body! { ToolUse, maybe; ToolResult, maybe; ToolConfirmation, maybe; }

object! {
    /// A call of a tool: built in, of an MCP server, or custom.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ToolUse {
        /// Its id, which answers name.
        pub id: EventId,
        /// When it was made.
        pub processed_at: Maybe<Timestamp>,
        /// Which tool.
        pub name: String,
        /// Of which MCP server.
        pub mcp_server_name: Maybe<String>,
        /// What it was called with: an object.
        pub input: Json,
        /// Whether it may run; never on custom tools.
        pub evaluated_permission: Maybe<Permission>,
        /// Why.
        pub evaluation: Maybe<Evaluation>,
        /// The child thread that this is a copy from.
        pub session_thread_id: Maybe<ThreadId>,
    }
}

object! {
    /// The result of a call, of whichever kind.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ToolResult {
        /// Its id.
        pub id: EventId,
        /// When it took effect.
        pub processed_at: Maybe<Timestamp>,
        /// The call of a built-in tool.
        pub tool_use_id: Maybe<EventId>,
        /// The call of an MCP tool.
        pub mcp_tool_use_id: Maybe<EventId>,
        /// The call of a custom tool.
        pub custom_tool_use_id: Maybe<EventId>,
        /// What came out.
        pub content: Maybe<Vec<Block>>,
        /// Whether it failed.
        pub is_error: Maybe<bool>,
        /// The child thread that it was for.
        pub session_thread_id: Maybe<ThreadId>,
    }
}

impl ToolResult {
    /// The call that it answers.
    pub fn call_id(&self) -> Option<&EventId> {
        let ids = [&self.tool_use_id, &self.mcp_tool_use_id, &self.custom_tool_use_id];
        ids.into_iter().find_map(Maybe::as_ref)
    }
}

object! {
    /// A person's answer to a call that asks.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ToolConfirmation {
        /// Its id.
        pub id: EventId,
        /// When it took effect; none while it is queued.
        pub processed_at: Maybe<Timestamp>,
        /// The call, built in or of an MCP server.
        pub tool_use_id: EventId,
        /// `allow` or `deny`.
        pub result: Permission,
        /// Why not.
        pub deny_message: Maybe<String>,
        /// The child thread that it was for.
        pub session_thread_id: Maybe<ThreadId>,
    }
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

object! {
    /// What the platform judged.
    #[derive(Debug, Clone, PartialEq)]
    pub struct AutoEvaluation {
        /// Its verdict.
        pub evaluated_permission: Verdict,
    }
}

tagged! {
    /// What the platform judged.
    pub enum Verdict {
        Allow = "allow",
        Ask(Reason) = "ask",
        Deny(Reason) = "deny",
    }
}

object! {
    /// Why the platform judged so.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Reason {
        /// Why.
        pub reason_code: ReasonCode,
    }
}

open_enum! {
    /// Why the platform judged so.
    pub enum ReasonCode {
        HighRisk = "high_risk",
        Indeterminate = "indeterminate",
    }
}
