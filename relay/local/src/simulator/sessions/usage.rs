//! What was used so far, and its three shapes on the wire (§4.9).

use model::cost::{self, Money};
use serde_json::{Value, json};

use crate::simulator::script::Tokens;
use crate::simulator::time::Micros;

/// Sums of a thread or a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Usage {
    tokens: Tokens,
    searches: u64,
    cost: Money,
}

impl Usage {
    /// Adds a model request and what it cost.
    pub(crate) fn add(&mut self, tokens: Tokens, cost: Money) {
        self.tokens.input += tokens.input;
        self.tokens.output += tokens.output;
        self.tokens.cache_write += tokens.cache_write;
        self.tokens.cache_read += tokens.cache_read;
        self.cost += cost;
    }

    /// Adds a web search.
    pub(crate) fn add_search(&mut self) {
        self.searches += 1;
        self.cost += cost::web_searches(1);
    }

    /// What the tokens and searches cost.
    pub(crate) fn cost(&self) -> Money {
        self.cost
    }

    /// `usage` of a session or thread; a session pays for its runtime too.
    pub(crate) fn print(&self, active: Micros, runtime: Money) -> Value {
        json!({
            "input_tokens": self.tokens.input,
            "output_tokens": self.tokens.output,
            "cache_read_input_tokens": self.tokens.cache_read,
            "cache_creation": {
                "ephemeral_5m_input_tokens": self.tokens.cache_write,
                "ephemeral_1h_input_tokens": 0,
            },
            "active_seconds": seconds(active),
            "server_tool_use": { "web_search_requests": self.searches, "web_fetch_requests": 0 },
            "list_cost": { "amount": (self.cost + runtime).cents().to_string(), "currency": "USD" },
        })
    }
}

/// `model_usage` of a span.
pub(crate) fn of_span(tokens: Tokens, is_fast: bool) -> Value {
    let speed = if is_fast { "fast" } else { "standard" };
    json!({
        "input_tokens": tokens.input,
        "output_tokens": tokens.output,
        "cache_creation_input_tokens": tokens.cache_write,
        "cache_read_input_tokens": tokens.cache_read,
        "speed": speed,
    })
}

/// Seconds with milliseconds.
pub(crate) fn seconds(micros: Micros) -> f64 {
    let millis = u32::try_from(micros.max(0) / 1000).unwrap_or(u32::MAX);
    f64::from(millis) / 1000.0
}
