//! What a thread's work costs, by the list prices of [`model::cost`].

use model::cost::{self, Model, Money, Speed};
use model::time::Time;
use serde_json::Value;

use crate::simulator::script::Tokens;
use crate::simulator::time::{MILLI, Micros};

/// The prices that an agent's model has, as it is set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Price {
    model: Model,
    speed: Speed,
}

impl Price {
    /// The prices of `model`: an id, or an object with its settings.
    pub(crate) fn of(model: &Value) -> Self {
        let text = |key: &str| model.get(key).and_then(Value::as_str);
        let speed = match text("speed") {
            None | Some("standard") => Speed::Standard,
            Some("fast") => Speed::Fast,
            Some(_) => Speed::Unknown,
        };
        let id = text("id").or(model.as_str()).unwrap_or_default().to_owned();
        Self { model: Model { id, us_only: text("inference_geo") == Some("us") }, speed }
    }

    /// Whether there is a list price at all, without which no budget can hold.
    pub(crate) fn is_listed(&self, now: Micros) -> bool {
        self.listed(Tokens { input: 1, ..Tokens::default() }, now).is_some()
    }

    /// Whether requests are served fast, which spans tell.
    pub(crate) fn is_fast(&self) -> bool {
        self.speed == Speed::Fast
    }

    /// What a model request costs that ended at `now`.
    ///
    /// What nobody has published a price for is free here: reads from the cache of some models, and other models.
    pub(crate) fn request(&self, tokens: Tokens, now: Micros) -> Money {
        let uncached = Tokens { cache_read: 0, ..tokens };
        self.listed(tokens, now).or_else(|| self.listed(uncached, now)).unwrap_or_default()
    }

    fn listed(&self, tokens: Tokens, now: Micros) -> Option<Money> {
        let Tokens { input, output, cache_write, cache_read } = tokens;
        let tokens = cost::Tokens { input, output, cache_write_5m: cache_write, cache_write_1h: 0, cache_read };
        cost::request(&self.model, &tokens, self.speed, Time::from_micros(now)).map(|cost| cost.money)
    }
}

/// What a session costs for having run so long.
pub(crate) fn runtime(active: Micros) -> Money {
    cost::runtime(u64::try_from(active / MILLI).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::simulator::time;

    #[test]
    fn follows_the_list() {
        let now = time::parse("2026-11-23T09:00:00Z").unwrap();
        let check = |model: Value, [input, output, cache_write, cache_read]: [u64; 4], at: Micros, millicents: u128| {
            let cost = Price::of(&model).request(Tokens { input, output, cache_write, cache_read }, at);
            assert_eq!(cost.picodollars() / 10_000_000, millicents, "{model}");
        };
        check(json!("claude-sonnet-5-5"), [1_000_000, 0, 0, 0], now, 200_000);
        check(json!("claude-sonnet-5-5"), [1057, 491, 7100, 19546], now, 2_672);
        check(json!({ "id": "claude-opus-5-5", "speed": "standard" }), [0, 0, 0, 1_000_000], now, 20_000);
        let before = time::parse("2026-10-06T23:59:59Z").unwrap();
        check(json!("claude-sonnet-5-5"), [0, 0, 0, 1_000_000], before, 20_000);
        check(json!("claude-sonnet-5-5"), [0, 0, 0, 1_000_000], now, 10_000);
        check(json!("claude-haiku-5-5"), [100_000, 0, 0, 0], now, 1_000);
        check(json!("claude-haiku-5-5"), [1, 0, 0, 100_000], now, 500);
        check(json!({ "id": "claude-opus-5", "speed": "fast" }), [1_000, 0, 0, 0], now, 1_000);
        check(json!({ "id": "claude-opus-5", "inference_geo": "us" }), [1_000, 0, 0, 0], now, 550);
        check(json!("claude-fable-5-2"), [1_000, 0, 0, 1_000_000], now, 800);
        check(json!("something-else"), [1_000_000, 0, 0, 0], now, 0);
        assert_eq!(runtime(3_600 * time::SECOND).cents(), 8);
    }

    #[test]
    fn knows_what_has_no_price() {
        let check = |model: Value, expected: bool| assert_eq!(Price::of(&model).is_listed(0), expected, "{model}");
        check(json!("claude-haiku-5-5"), true);
        check(json!("claude-opus-4-5-20251101"), true);
        check(json!({ "id": "claude-opus-5", "speed": "fast" }), true);
        check(json!({ "id": "claude-haiku-5-5", "speed": "fast" }), false);
        check(json!("something-else"), false);
        check(Value::Null, false);
    }
}
