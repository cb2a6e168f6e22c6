//! A tool call between its event and its result.

use crate::simulator::check::Object;
use crate::simulator::script::{Call, Permission, Tool};

/// A call without a result.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OpenCall {
    /// The id of its event, which is the tool-use id.
    pub(crate) id: String,
    /// The call.
    pub(crate) call: Call,
    /// What it needs from the client.
    pub(crate) needs: Needs,
    /// What the client said.
    pub(crate) reply: Option<Reply>,
}

/// What a call needs from the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing.
    Nothing,
    /// `user.tool_confirmation`.
    Confirmation,
    /// `user.custom_tool_result`.
    CustomResult,
    /// `user.tool_result`, in self-hosted environments.
    Result,
}

/// An answer to a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reply {
    /// A confirmation, which shows with its time once it is taken up.
    Confirmed {
        /// Whether the call may run.
        allow: bool,
        /// What to tell the agent if not.
        deny_message: Option<String>,
        /// The event's id.
        event: String,
        /// The event's fields.
        fields: Object,
        /// Whether it has been taken up.
        seen: bool,
    },
    /// A result, processed on receipt.
    Given,
}

impl OpenCall {
    /// A call that was just made.
    pub(crate) fn new(id: String, call: Call, self_hosted: bool) -> Self {
        let needs = match (&call.tool, call.permission) {
            (Tool::Custom, _) => Needs::CustomResult,
            (_, Permission::Ask | Permission::AutoAsk) => Needs::Confirmation,
            (Tool::BuiltIn, Permission::Allow | Permission::AutoAllow) if self_hosted => Needs::Result,
            _ => Needs::Nothing,
        };
        Self { id, call, needs, reply: None }
    }

    /// Whether the client still has to answer.
    pub(crate) fn is_unanswered(&self) -> bool {
        self.needs != Needs::Nothing && self.reply.is_none()
    }

    /// How long it runs, in milliseconds.
    pub(crate) fn takes_ms(&self) -> u64 {
        match (&self.reply, self.call.permission) {
            (Some(Reply::Given), _) => 0,
            (Some(Reply::Confirmed { allow: false, .. }), _) | (None, Permission::AutoDeny) => 2,
            _ => self.call.takes_ms,
        }
    }

    /// Why it is refused, if it is.
    pub(crate) fn denial(&self) -> Option<String> {
        let denied = format!("Permission to use {} has been denied.", self.call.name);
        match (&self.reply, self.call.permission) {
            (Some(Reply::Confirmed { allow: false, deny_message, .. }), _) => {
                Some(deny_message.as_ref().map_or(denied.clone(), |why| format!("{denied} {why}")))
            }
            (None, Permission::AutoDeny) => Some(denied),
            _ => None,
        }
    }
}
