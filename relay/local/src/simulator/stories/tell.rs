//! Puts a turn together request by request, and counts the tokens as a cached conversation has them.

use serde_json::Value;

use crate::simulator::rng::Rng;
use crate::simulator::script::{Act, Call, End, Request, Tokens, Turn};

/// Tokens of the system prompt and the tool definitions.
const PREAMBLE: u64 = 5_800;
/// Of them, what the agent's other sessions have put into the cache already.
const SHARED: u64 = 3_900;
/// A thread that holds more is summarised before the next request.
const ROOM: u64 = 150_000;
/// What is left of it then.
const SUMMARY: u64 = 2_400;
/// Thinking, in tokens a second.
const THINKING_RATE: u64 = 55;

/// Tells one turn of one thread.
pub(super) struct Teller<'a> {
    rng: &'a mut Rng,
    /// What the next request reads from the cache.
    cached: u64,
    /// What has come since the last request.
    fresh: u64,
    acts: Vec<Act>,
}

impl<'a> Teller<'a> {
    /// A teller for a thread that holds `context` tokens already; none for a new one.
    pub(super) fn new(rng: &'a mut Rng, context: u64) -> Self {
        let (cached, fresh) = match context {
            0 => (SHARED, PREAMBLE - SHARED),
            held => (held, 90),
        };
        let acts = Vec::new();
        Self { rng, cached, fresh, acts }
    }

    /// The dice, for choices inside a story.
    pub(super) fn rng(&mut self) -> &mut Rng {
        self.rng
    }

    /// A request that says something and calls nothing.
    pub(super) fn says(&mut self, words: impl Into<String>) -> &mut Self {
        self.request(Some(words.into()), Vec::new())
    }

    /// A request that calls tools without a word.
    pub(super) fn calls(&mut self, calls: Vec<Call>) -> &mut Self {
        self.request(None, calls)
    }

    /// A request that says something and calls tools.
    pub(super) fn does(&mut self, words: impl Into<String>, calls: Vec<Call>) -> &mut Self {
        self.request(Some(words.into()), calls)
    }

    /// Anything that is no request.
    pub(super) fn act(&mut self, act: Act) -> &mut Self {
        self.acts.push(act);
        self
    }

    /// Something large came in, of that many tokens, beside what the calls show.
    pub(super) fn takes_in(&mut self, tokens: u64) -> &mut Self {
        self.fresh += tokens;
        self
    }

    /// The turn, ended as usual.
    pub(super) fn ends(self) -> Turn {
        self.ends_with(End::EndTurn)
    }

    /// The turn, ended this way.
    pub(super) fn ends_with(self, end: End) -> Turn {
        let acts = self.acts;
        Turn { acts, end }
    }

    fn request(&mut self, says: Option<String>, calls: Vec<Call>) -> &mut Self {
        if self.cached + self.fresh > ROOM {
            self.acts.push(Act::Compact);
            self.cached = PREAMBLE;
            self.fresh = SUMMARY;
        }
        let think_ms = match self.rng.between(0, 9) {
            0..=2 => self.rng.between(2_600, 6_000),
            _ => self.rng.between(700, 2_400),
        };
        let spoken = says.as_deref().map_or(0, tokens_of);
        let asked = calls.iter().map(input_tokens).sum::<u64>();
        let output = 12 + spoken + asked + think_ms * THINKING_RATE / 1_000;
        let tokens =
            Tokens { input: self.rng.between(3, 40), output, cache_write: self.fresh, cache_read: self.cached };
        self.cached += self.fresh;
        self.fresh = output + calls.iter().map(result_tokens).sum::<u64>();
        let calls = calls.into_iter().map(|call| self.timed(call)).collect();
        self.acts.push(Act::Request(Request { think_ms, says, calls, tokens }));
        self
    }

    /// No two runs take equally long.
    fn timed(&mut self, call: Call) -> Call {
        let takes_ms = call.takes_ms * self.rng.between(70, 150) / 100;
        Call { takes_ms, ..call }
    }
}

/// About four characters make a token.
fn tokens_of(text: &str) -> u64 {
    text.len() as u64 / 4 + 1
}

fn input_tokens(call: &Call) -> u64 {
    28 + characters(&call.input) / 4
}

fn result_tokens(call: &Call) -> u64 {
    10 + call.content.iter().map(characters).sum::<u64>() / 4
}

/// The characters of all texts in a value, without building its JSON.
fn characters(value: &Value) -> u64 {
    match value {
        Value::String(text) => text.len() as u64,
        Value::Array(items) => items.iter().map(characters).sum(),
        Value::Object(fields) => fields.values().map(characters).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 4,
    }
}
