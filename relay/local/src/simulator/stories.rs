//! What agents do: believable turns for whatever they are told.

mod audit;
mod calls;
mod coding;
mod data;
mod long;
mod obey;
mod outcome;
mod people;
mod quick;
mod research;
mod story;
mod team;
mod tell;
#[cfg(test)]
mod tests;
mod tour;
mod trouble;
mod words;

pub(crate) use self::story::Story;

use serde_json::Value;

use super::rng::Rng;
use super::script::Turn;

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
    pub(crate) tools: &'a [Value],
    /// How many turns the session has had before this one.
    pub(crate) earlier_turns: usize,
}

/// The turn that `prompt` sets in motion.
///
/// The story that the session follows decides; else the first key word in the prompt; else the agent
/// does a small piece of work that takes up the prompt's words.
pub(crate) fn turn_for(context: &TurnContext<'_>, prompt: &str, rng: &mut Rng) -> Turn {
    let told = words::normal(prompt);
    let followed = context.story.and_then(Story::named);
    let story = followed.or_else(|| words::story_in(&told)).unwrap_or(match context.tools {
        [] => Story::Talk,
        _ => Story::Work,
    });
    // What the title is about counts when the prompt does not say ("Go on.").
    let subject = format!("{told}{}", words::normal(context.title));
    let held = held_by(context.earlier_turns);
    let turn = story.tell(context, prompt, &subject, held, rng);
    obey::obey(turn, context.tools)
}

/// The turn that a defined outcome sets in motion, with its `Act::Evaluate`s.
pub(crate) fn for_outcome(description: &str, rubric: &str, max_iterations: u32, rng: &mut Rng) -> Turn {
    if words::means_failure(&words::normal(description)) {
        outcome::missed(description, rng)
    } else {
        outcome::outcome(description, rubric, max_iterations, rng)
    }
}

/// Endless turns of a long task, each with what the user said to start it; used for histories of any length.
///
/// All calls are allowed ones, so that nothing waits for an answer.
pub(crate) fn long_history(rng: Rng) -> impl Iterator<Item = (String, Turn)> {
    long::turns(rng)
}

/// About how many tokens a thread holds after so many turns; it is compacted before it holds too many.
fn held_by(earlier_turns: usize) -> u64 {
    match earlier_turns as u64 {
        0 => 0,
        turns => 9_000 + 7_500 * turns.min(14),
    }
}
