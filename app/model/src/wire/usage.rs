//! Tokens, seconds and money.

use super::tolerant::{Maybe, object, open_enum, tagged};

object! {
    /// The tokens of one model request.
    ///
    /// Here cache writes are one number; totals ([`Usage`]) split them by lifetime.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ModelUsage {
        /// Tokens read that came from no cache.
        pub input_tokens: u64,
        /// Tokens written.
        pub output_tokens: u64,
        /// Tokens written to the cache.
        pub cache_creation_input_tokens: u64,
        /// Tokens read from the cache.
        pub cache_read_input_tokens: u64,
        /// How the model ran.
        pub speed: Maybe<Speed>,
    }
}

object! {
    /// What a session or a thread used so far. Every part can be missing.
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Usage {
        /// Tokens read that came from no cache.
        pub input_tokens: Maybe<u64>,
        /// Tokens written.
        pub output_tokens: Maybe<u64>,
        /// Tokens read from the cache.
        pub cache_read_input_tokens: Maybe<u64>,
        /// Tokens written to the cache.
        pub cache_creation: Maybe<CacheCreation>,
        /// Seconds at work; of a session, overlapping threads count once.
        pub active_seconds: Maybe<f64>,
        /// Calls of tools that cost by the call.
        pub server_tool_use: Maybe<ServerToolUse>,
        /// The cost at list price, in whole cents.
        pub list_cost: Maybe<Money>,
    }
}

object! {
    /// Tokens written to the cache, by lifetime.
    #[derive(Debug, Clone, PartialEq)]
    pub struct CacheCreation {
        /// Kept for five minutes.
        pub ephemeral_5m_input_tokens: Maybe<u64>,
        /// Kept for an hour.
        pub ephemeral_1h_input_tokens: Maybe<u64>,
    }
}

object! {
    /// Calls of tools that cost by the call.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ServerToolUse {
        /// Web searches.
        pub web_search_requests: Maybe<u64>,
        /// Web fetches; always 0 so far.
        pub web_fetch_requests: Maybe<u64>,
    }
}

object! {
    /// An amount of money.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Money {
        /// Cents, as a decimal number.
        pub amount: String,
        /// `USD`.
        pub currency: String,
    }
}

impl Money {
    /// Whole US cents.
    pub fn from_cents(cents: u64) -> Self {
        Self { amount: cents.to_string(), currency: "USD".to_owned() }
    }

    /// The whole cents; `None` when the amount is not a plain number.
    pub fn cents(&self) -> Option<u64> {
        let plain = !self.amount.is_empty() && self.amount.bytes().all(|b| b.is_ascii_digit());
        self.amount.parse().ok().filter(|_| plain)
    }
}

tagged! {
    /// What may be spent.
    pub enum Budget {
        /// Work pauses at a cap; the request that crosses it completes.
        Limit(Limit) = "limit",
    }
}

object! {
    /// A cap.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Limit {
        /// The most that may be spent, at list price.
        pub max_list_cost: Money,
    }
}

impl Budget {
    /// A cap in whole US cents.
    pub fn limit(cents: u64) -> Self {
        Self::Limit(Limit { max_list_cost: Money::from_cents(cents) })
    }

    /// The cap, if it is one.
    pub fn max(&self) -> Option<&Money> {
        match self {
            Self::Limit(limit) => Some(&limit.max_list_cost),
            Self::Unknown(_) => None,
        }
    }
}

open_enum! {
    /// How a model runs.
    pub enum Speed {
        Standard = "standard",
        /// At a premium price.
        Fast = "fast",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_are_cents() {
        let check = |amount: &str, expected: Option<u64>| {
            let money = Money { amount: amount.to_owned(), currency: "USD".to_owned() };
            assert_eq!(money.cents(), expected, "{amount:?}");
        };
        check("0", Some(0));
        check("125", Some(125));
        check("18446744073709551615", Some(u64::MAX));
        for amount in ["", "25.00", "+1", "-1", " 1", "1e3", "18446744073709551616"] {
            check(amount, None);
        }
        assert_eq!(Money::from_cents(500).cents(), Some(500));
    }

    #[test]
    fn a_budget_is_a_cap_in_cents() {
        let text = r#"{"type":"limit","max_list_cost":{"amount":"500","currency":"USD"}}"#;
        assert_eq!(serde_json::to_string(&Budget::limit(500)).unwrap(), text);
        let budget: Budget = serde_json::from_str(text).unwrap();
        assert_eq!(budget.max().and_then(Money::cents), Some(500));
    }
}
