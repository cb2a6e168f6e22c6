//! What a session of the demonstration data looks like in the table.

use crate::simulator::stories::Story;

/// A session that was started some time ago.
#[derive(Debug)]
pub(super) struct Past {
    /// Its title.
    pub(super) title: &'static str,
    /// Its agent's name.
    pub(super) agent: &'static str,
    /// The agent's version; 0 for the newest.
    pub(super) version: u64,
    /// Its environment's name.
    pub(super) environment: &'static str,
    /// How many minutes ago it was made.
    pub(super) minutes_ago: i64,
    /// What it was told at once; empty for nothing.
    pub(super) prompt: &'static str,
    /// The story it follows, when the prompt's key words should not decide.
    pub(super) story: Option<Story>,
    /// Its cap in cents.
    pub(super) budget: Option<&'static str>,
    /// What people did to it, minutes after its start, in order.
    pub(super) deeds: &'static [(i64, Deed)],
}

/// What a person does to a session.
#[derive(Debug)]
pub(super) enum Deed {
    /// Sends a message.
    Say(&'static str),
    /// Sends a message that starts this story.
    Play(Story, &'static str),
    /// Defines an outcome.
    Outcome {
        /// What is wanted.
        description: &'static str,
        /// How it is graded.
        rubric: &'static str,
    },
    /// Stops it.
    Interrupt,
    /// Allows every call it waits with, and answers every question with these words.
    Answer(&'static str),
    /// Archives it.
    Archive,
}

/// A session: title, agent, version, environment, minutes ago, prompt.
pub(super) const fn past(
    title: &'static str,
    agent: &'static str,
    version: u64,
    environment: &'static str,
    minutes_ago: i64,
    prompt: &'static str,
) -> Past {
    Past { title, agent, version, environment, minutes_ago, prompt, story: None, budget: None, deeds: &[] }
}

impl Past {
    /// The same, following this story.
    pub(super) const fn plays(self, story: Story) -> Self {
        Self { story: Some(story), ..self }
    }

    /// The same, with a cap in cents.
    pub(super) const fn within(self, cents: &'static str) -> Self {
        Self { budget: Some(cents), ..self }
    }

    /// The same, with what people did to it.
    pub(super) const fn then(self, deeds: &'static [(i64, Deed)]) -> Self {
        Self { deeds, ..self }
    }

    /// The team it belongs to, for its metadata.
    pub(super) fn team(&self) -> &'static str {
        match self.environment {
            "node-20" | "postgres-15" => "engineering",
            "data" => "finance",
            _ => "office",
        }
    }
}
