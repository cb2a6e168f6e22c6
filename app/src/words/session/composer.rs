//! The composer.

/// Sends.
pub const SEND: &str = "Send";
/// Sending.
pub const SENDING: &str = "Sending…";
/// Stops the work.
pub const INTERRUPT: &str = "Interrupt";
/// An interrupt is on its way.
pub const INTERRUPTING: &str = "Interrupting…";
/// The label of the field.
pub const LABEL: &str = "Message";
/// Why nothing can be sent.
pub const ANSWER_FIRST: &str =
    "The agent waits for an answer above. Answer it, or interrupt, before you send a message.";
/// Why nothing can be sent.
pub const PROGRAM_FIRST: &str = "The agent waits for a program. Messages are accepted once it has answered.";
/// Why nothing can be sent.
pub const AT_BUDGET: &str = "The session has reached its budget. It accepts messages again when the budget is raised.";
/// Why nothing can be sent.
pub const ENDED: &str = "The session has ended. It can be read, but takes no more messages.";
