//! What agents do: believable turns for whatever they are told.

use super::rng::Rng;
use super::script::{End, Turn};

/// What a story may know about the session it plays in.
#[derive(Debug, Clone)]
pub(crate) struct TurnContext<'a> {
    /// The story named by `sessions::follow`, if any.
    pub(crate) story: Option<&'a str>,
    /// The session's title.
    pub(crate) title: &'a str,
    /// The agent's name.
    pub(crate) agent_name: &'a str,
    /// The agent's model id.
    pub(crate) model: &'a str,
    /// The agent's tools, as in the agent object.
    pub(crate) tools: &'a [serde_json::Value],
    /// How many turns the session has had before this one.
    pub(crate) earlier_turns: usize,
}

/// The turn that `prompt` sets in motion.
pub(crate) fn turn_for(_context: &TurnContext<'_>, _prompt: &str, _rng: &mut Rng) -> Turn {
    Turn { acts: Vec::new(), end: End::EndTurn }
}

/// The turn that a defined outcome sets in motion, with its `Act::Evaluate`s.
pub(crate) fn for_outcome(_description: &str, _rubric: &str, _max_iterations: u32, _rng: &mut Rng) -> Turn {
    Turn { acts: Vec::new(), end: End::EndTurn }
}

/// Endless turns of a long task, each with what the user said to start it; used for histories of any length.
///
/// All calls are allowed ones, so that nothing waits for an answer.
pub(crate) fn long_history(_rng: Rng) -> impl Iterator<Item = (String, Turn)> {
    std::iter::repeat_with(|| (String::from("Go on."), Turn { acts: Vec::new(), end: End::EndTurn }))
}
