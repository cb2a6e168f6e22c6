//! The price table of `managed-agents-api.md` §7, as seen on 2026-11-23.

use Cell::{Inferred, Listed, Unknown};

use crate::time::Time;

/// One price, in picodollars per token: a dollar per million tokens is 1,000,000.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell {
    /// Published.
    Listed(u64),
    /// Concluded from the other prices of the row.
    Inferred(u64),
    /// Not known.
    Unknown,
}

/// The prices of one way to be served.
#[derive(Debug)]
pub(super) struct Prices {
    pub(super) input: Cell,
    pub(super) output: Cell,
    pub(super) cache_write_5m: Cell,
    pub(super) cache_write_1h: Cell,
    pub(super) cache_read: Cell,
}

/// One row of the table.
#[derive(Debug)]
pub(super) struct Row {
    models: &'static [&'static str],
    /// The first moment at which the row no longer holds.
    until: Option<Time>,
    pub(super) standard: Prices,
    /// At `speed: "fast"`.
    pub(super) fast: Option<Prices>,
    /// For prompts of more than 100,000 tokens.
    pub(super) long_prompt: Option<Prices>,
}

/// The row for a model at a moment. An id may end in the date of a snapshot.
pub(super) fn find(id: &str, at: Time) -> Option<&'static Row> {
    let base = match id.rsplit_once('-') {
        Some((base, date)) if date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit()) => base,
        _ => id,
    };
    TABLE.iter().find(|row| row.models.contains(&base) && row.until.is_none_or(|until| at < until))
}

/// Rows of one model stand oldest first.
static TABLE: &[Row] = &[
    plain(
        &["claude-fable-5-2", "claude-mythos-5-2"],
        [Listed(8_000_000), Listed(40_000_000), Inferred(10_000_000), Inferred(16_000_000), Unknown],
    ),
    plain(
        &["claude-fable-5-1", "claude-mythos-5-1"],
        listed([10_000_000, 50_000_000, 12_500_000, 20_000_000, 250_000]),
    ),
    plain(&["claude-fable-5", "claude-mythos-5"], listed([10_000_000, 50_000_000, 12_500_000, 20_000_000, 1_000_000])),
    plain(&["claude-opus-5-5"], listed([4_000_000, 20_000_000, 5_000_000, 8_000_000, 200_000])),
    Row {
        // Cache multipliers apply on top of the fast prices.
        fast: Some(prices(listed([10_000_000, 50_000_000, 12_500_000, 20_000_000, 1_000_000]))),
        ..plain(&["claude-opus-5", "claude-opus-4-8"], OPUS)
    },
    plain(&["claude-opus-4-7", "claude-opus-4-6", "claude-opus-4-5"], OPUS),
    Row {
        // 2026-10-07.
        until: Some(Time::day(20_733)),
        ..plain(&["claude-sonnet-5-5"], listed([2_000_000, 10_000_000, 2_500_000, 4_000_000, 200_000]))
    },
    plain(&["claude-sonnet-5-5"], listed([2_000_000, 10_000_000, 2_500_000, 4_000_000, 100_000])),
    plain(&["claude-sonnet-5"], listed([2_000_000, 10_000_000, 2_500_000, 4_000_000, 200_000])),
    plain(&["claude-sonnet-4-6", "claude-sonnet-4-5"], listed([3_000_000, 15_000_000, 3_750_000, 6_000_000, 300_000])),
    Row {
        long_prompt: Some(prices([
            Listed(500_000),
            Listed(2_500_000),
            Inferred(625_000),
            Inferred(1_000_000),
            Inferred(50_000),
        ])),
        ..plain(&["claude-haiku-5-5"], listed([100_000, 500_000, 125_000, 200_000, 10_000]))
    },
    plain(&["claude-haiku-4-5"], listed([1_000_000, 5_000_000, 1_250_000, 2_000_000, 100_000])),
];

const OPUS: [Cell; 5] = listed([5_000_000, 25_000_000, 6_250_000, 10_000_000, 500_000]);

const fn plain(models: &'static [&'static str], cells: [Cell; 5]) -> Row {
    Row { models, until: None, standard: prices(cells), fast: None, long_prompt: None }
}

/// In the order of the published table.
const fn prices([input, output, cache_write_5m, cache_write_1h, cache_read]: [Cell; 5]) -> Prices {
    Prices { input, output, cache_write_5m, cache_write_1h, cache_read }
}

const fn listed([input, output, write_5m, write_1h, read]: [u64; 5]) -> [Cell; 5] {
    [Listed(input), Listed(output), Listed(write_5m), Listed(write_1h), Listed(read)]
}
