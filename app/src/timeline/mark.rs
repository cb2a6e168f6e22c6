//! The mark of a row, by what happened.

use model::timeline::{Family, Follows, Kind, StopReason, ThreadState, Waits};

/// The name that the style sheet knows it by.
pub(super) fn mark(kind: &Kind) -> &'static str {
    match kind {
        Kind::Tool(tool) => match (&tool.waits, tool.failed, tool.family) {
            (Some(Waits::ForPermission | Waits::ForAnswer(_)), ..) => "wait",
            (Some(Waits::ForProgram), ..) => "program",
            (_, true, _) => "bad",
            (.., Family::Shell) => "tool",
            (.., Family::File) => "file",
            (.., Family::Web) => "web",
            (.., Family::Mcp | Family::Custom) => "mcp",
        },
        Kind::Error { follows: Follows::Retry, .. } => "retry",
        Kind::Error { .. }
        | Kind::Stopped(StopReason::RetriesExhausted | StopReason::Refusal { .. })
        | Kind::Thread { state: ThreadState::Ended { failed: true }, .. } => "bad",
        Kind::Thread { .. } | Kind::MessageSent { .. } | Kind::MessageReceived { .. } | Kind::Run { .. } => "thread",
        Kind::AgentMessage { .. } | Kind::UserMessage { .. } => "none",
        _ => "quiet",
    }
}
