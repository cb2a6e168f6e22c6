//! What work costs at list price: exact arithmetic over a dated table.
//!
//! The server's own figure (`list_cost`) rules wherever it exists; this fills the time until it arrives.
//! A model, a speed or a price that is not in the table gives `None`: a guess is never shown.
//! Source: `managed-agents-api.md` §7.

mod table;

use std::iter::Sum;
use std::ops::{Add, AddAssign, Sub};

use crate::time::Time;
use table::{Cell, Prices};

/// Milliseconds in an hour, and what one hour of running costs.
const HOUR_MILLIS: u128 = 3_600_000;
const RUNNING_HOUR: Money = Money::from_cents(8);
const WEB_SEARCH: Money = Money::from_cents(1);
/// Haiku 5.5 asks more for prompts beyond this many tokens.
const LONG_PROMPT: u64 = 100_000;

/// An amount of US dollars, exact to 10⁻¹² of one.
///
/// The finest price is a dollar per million tokens with three decimals, times 1.1: whole picodollars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(u128);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From whole cents.
    pub const fn from_cents(cents: u64) -> Self {
        Self(cents as u128 * 10_000_000_000)
    }

    /// From whole picodollars.
    pub const fn from_picodollars(picodollars: u128) -> Self {
        Self(picodollars)
    }

    /// Reads an amount of the wire: whole cents as digits (`"125"` is $1.25).
    pub fn parse_cents(text: &str) -> Option<Self> {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten().map(Self::from_cents)
    }

    /// Whole picodollars.
    pub const fn picodollars(self) -> u128 {
        self.0
    }

    /// Cents, rounded half up.
    pub const fn cents(self) -> u128 {
        (self.0 + 5_000_000_000) / 10_000_000_000
    }

    /// Thousandths of this that `part` is; nothing when this is zero.
    pub const fn permille(self, part: Self) -> Option<u128> {
        part.0.saturating_mul(1_000).checked_div(self.0)
    }

    /// This times `numerator`, divided by `denominator`; nothing when that is zero.
    pub const fn scaled(self, numerator: u64, denominator: u64) -> Option<Self> {
        match self.0.saturating_mul(numerator as u128).checked_div(denominator as u128) {
            Some(amount) => Some(Self(amount)),
            None => None,
        }
    }

    /// The next round amount, for the end of an axis: 1, 2 or 5 cents, times a power of ten.
    #[must_use]
    pub fn ceiling(self) -> Self {
        let cents = self.0.div_ceil(10_000_000_000);
        let mut unit = 1_u128;
        loop {
            let round = [1, 2, 5].map(|digit| unit.saturating_mul(digit)).into_iter().find(|round| *round >= cents);
            match round {
                Some(round) => return Self(round.saturating_mul(10_000_000_000)),
                None => unit = unit.saturating_mul(10),
            }
        }
    }

    const fn times(self, count: u64) -> Self {
        Self(self.0.saturating_mul(count as u128))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Never below zero.
impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Tokens by what they are charged as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Read by the model, not from cache.
    pub input: u64,
    /// Written by the model.
    pub output: u64,
    /// Put into the cache for five minutes. Spans do not say the lifetime; this is the default.
    pub cache_write_5m: u64,
    /// Put into the cache for an hour.
    pub cache_write_1h: u64,
    /// Read from the cache.
    pub cache_read: u64,
}

impl Tokens {
    /// Everything the model read, from wherever.
    pub fn prompt(&self) -> u64 {
        [self.cache_write_5m, self.cache_write_1h, self.cache_read].into_iter().fold(self.input, u64::saturating_add)
    }
}

impl Add for Tokens {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            input: self.input.saturating_add(other.input),
            output: self.output.saturating_add(other.output),
            cache_write_5m: self.cache_write_5m.saturating_add(other.cache_write_5m),
            cache_write_1h: self.cache_write_1h.saturating_add(other.cache_write_1h),
            cache_read: self.cache_read.saturating_add(other.cache_read),
        }
    }
}

/// Who does the work, as far as it decides the price.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    /// The model's id, with or without the date of a snapshot.
    pub id: String,
    /// `inference_geo: "us"`, which costs a tenth more.
    pub us_only: bool,
}

/// How a request was served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Speed {
    /// As always.
    #[default]
    Standard,
    /// `speed: "fast"`.
    Fast,
    /// A speed that has no price here.
    Unknown,
}

/// An amount, and how sure it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// The amount.
    pub money: Money,
    /// Whether a price went in that was concluded, not published.
    pub inferred: bool,
}

impl Add for Cost {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { money: self.money + other.money, inferred: self.inferred || other.inferred }
    }
}

/// The cost of one model request that ended `at`.
pub fn request(model: &Model, tokens: &Tokens, speed: Speed, at: Time) -> Option<Cost> {
    let prices = table::find(&model.id, at)?;
    let column = match speed {
        Speed::Standard if tokens.prompt() > LONG_PROMPT => prices.long_prompt.as_ref().unwrap_or(&prices.standard),
        Speed::Standard => &prices.standard,
        Speed::Fast => prices.fast.as_ref()?,
        Speed::Unknown => return None,
    };
    charge(model, tokens, column)
}

/// The cost of a sum of requests, all by `model` at standard speed, at the prices of `at`.
///
/// `None` also for a model whose price depends on the length of each prompt: a sum does not tell it.
pub fn total(model: &Model, tokens: &Tokens, at: Time) -> Option<Cost> {
    let prices = table::find(&model.id, at)?;
    match prices.long_prompt {
        Some(_) => None,
        None => charge(model, tokens, &prices.standard),
    }
}

/// The cost of a session's running time, which is charged by the millisecond.
///
/// The hourly price does not divide evenly: pass the whole time at once.
pub const fn runtime(running_millis: u64) -> Money {
    Money(running_millis as u128 * RUNNING_HOUR.0 / HOUR_MILLIS)
}

/// The cost of web searches. Fetches are free.
pub const fn web_searches(count: u64) -> Money {
    WEB_SEARCH.times(count)
}

fn charge(model: &Model, tokens: &Tokens, prices: &Prices) -> Option<Cost> {
    let parts = [
        (tokens.input, prices.input),
        (tokens.output, prices.output),
        (tokens.cache_write_5m, prices.cache_write_5m),
        (tokens.cache_write_1h, prices.cache_write_1h),
        (tokens.cache_read, prices.cache_read),
    ];
    let sum = parts.into_iter().filter(|(count, _)| *count > 0).try_fold(Cost::default(), |sum, (count, cell)| {
        let (per_token, inferred) = match cell {
            Cell::Listed(price) => (price, false),
            Cell::Inferred(price) => (price, true),
            Cell::Unknown => return None,
        };
        Some(sum + Cost { money: Money(u128::from(per_token)).times(count), inferred })
    })?;
    let money = if model.us_only { Money(sum.money.0 * 11 / 10) } else { sum.money };
    Some(Cost { money, ..sum })
}

#[cfg(test)]
mod tests;
