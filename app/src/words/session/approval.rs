//! Questions: of permission, and others.

/// Lets the call run.
pub const ALLOW: &str = "Allow";
/// Opens the field for a reason.
pub const DENY_MORE: &str = "Deny…";
/// Refuses the call.
pub const DENY: &str = "Deny";
/// Leaves the field for a reason.
pub const CANCEL: &str = "Cancel";
/// The label of the reason.
pub const REASON: &str = "Reason (the agent reads it)";
/// An answer is on its way.
pub const SENDING: &str = "Sending your answer…";
/// The call's input.
pub const INPUT: &str = "The whole input";
/// Opens the field for an answer that a program would give.
pub const ANSWER_MORE: &str = "Answer…";
/// Answers.
pub const ANSWER: &str = "Answer";
/// The label of an answer.
pub const YOUR_ANSWER: &str = "Your answer (the agent reads it)";
/// Answers to choose from.
pub const CHOICES: &str = "Suggested answers";
