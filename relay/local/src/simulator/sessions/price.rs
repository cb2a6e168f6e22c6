//! List prices (§7), exact: one micro-dollar per million tokens is one pico-dollar per token.

/// Dollars × 10⁻¹².
pub(crate) type Pico = u128;

/// One cent.
pub(crate) const CENT: Pico = 10_000_000_000;

/// One web search.
pub(crate) const SEARCH: Pico = CENT;

/// Prices of one token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Price {
    /// Uncached input.
    pub(crate) input: Pico,
    /// Output.
    pub(crate) output: Pico,
    /// Written to the cache for five minutes.
    pub(crate) write: Pico,
    /// Read from the cache.
    pub(crate) read: Pico,
}

/// The list price of a model by its id; none when it has none.
pub(crate) fn of(model: &str) -> Option<Price> {
    let (input, output, write, read) = match model {
        "claude-fable-5-2" | "claude-mythos-5-2" => (8_000, 40_000, 10_000, 200),
        "claude-fable-5-1" | "claude-mythos-5-1" => (10_000, 50_000, 12_500, 250),
        "claude-fable-5" | "claude-mythos-5" => (10_000, 50_000, 12_500, 1_000),
        "claude-opus-5-5" => (4_000, 20_000, 5_000, 200),
        "claude-opus-5"
        | "claude-opus-4-8"
        | "claude-opus-4-7"
        | "claude-opus-4-6"
        | "claude-opus-4-5"
        | "claude-opus-4-5-20251101" => (5_000, 25_000, 6_250, 500),
        "claude-sonnet-5-5" => (2_000, 10_000, 2_500, 100),
        "claude-sonnet-5" => (2_000, 10_000, 2_500, 200),
        "claude-sonnet-4-6" | "claude-sonnet-4-5" | "claude-sonnet-4-5-20250929" => (3_000, 15_000, 3_750, 300),
        "claude-haiku-5-5" => (100, 500, 125, 10),
        "claude-haiku-4-5" | "claude-haiku-4-5-20251001" => (1_000, 5_000, 1_250, 100),
        _ => return None,
    };
    // The table is in thousandths of a dollar per million tokens.
    Some(Price { input: input * 1000, output: output * 1000, write: write * 1000, read: read * 1000 })
}

/// What a session costs for having run `micros` microseconds: 8 cents an hour.
pub(crate) fn runtime(micros: i64) -> Pico {
    Pico::try_from(micros).unwrap_or(0) * 8 * CENT / 3_600_000_000
}

/// Whole cents, rounded.
pub(crate) fn cents(cost: Pico) -> Pico {
    (cost + CENT / 2) / CENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_exact() {
        let check = |model: &str, tokens: [Pico; 4], expected: &str| {
            let price = of(model).unwrap();
            let [input, output, write, read] = tokens;
            let cost = input * price.input + output * price.output + write * price.write + read * price.read;
            assert_eq!(cents(cost).to_string(), expected, "{model}");
        };
        check("claude-sonnet-5-5", [1_000_000, 0, 0, 0], "200");
        check("claude-haiku-5-5", [0, 0, 1_000_000, 0], "13");
        check("claude-opus-5-5", [0, 0, 0, 1_000_000], "20");
        check("claude-sonnet-5-5", [1057, 491, 7100, 19546], "3");
        assert_eq!(of("something-else"), None);
        assert_eq!(cents(runtime(3_600_000_000)), 8);
    }
}
