use super::*;

/// 2026-11-23, and the day on which Sonnet 5.5 became cheaper to read from cache.
const NOW: Time = Time::day(20_780);
const CHEAPER: Time = Time::day(20_733);
const IN: Tokens = Tokens { input: 1_000_000, output: 0, cache_write_5m: 0, cache_write_1h: 0, cache_read: 0 };
const OUT: Tokens = Tokens { input: 0, output: 1_000_000, ..IN };
const READ: Tokens = Tokens { input: 0, cache_read: 100_000, ..IN };

fn model(id: &str) -> Model {
    Model { id: id.to_owned(), us_only: false }
}

/// `expected` in thousandths of a cent.
fn check(id: &str, tokens: Tokens, speed: Speed, at: Time, expected: Option<u128>) {
    let found = request(&model(id), &tokens, speed, at).map(|cost| cost.money.picodollars() / 10_000_000);
    assert_eq!(found, expected, "{id} {tokens:?} {speed:?}");
}

#[test]
fn the_worked_example() {
    let tokens = Tokens { input: 50_000, output: 15_000, ..Tokens::default() };
    let cost = request(&model("claude-opus-4-6"), &tokens, Speed::Standard, NOW).unwrap().money + runtime(3_600_000);
    assert_eq!(cost, Money(705_000_000_000));
    assert_eq!(cost.cents(), 71);
}

#[test]
fn prices_depend_on_model_date_speed_and_length() {
    check("claude-opus-5-5", IN, Speed::Standard, NOW, Some(400_000));
    check("claude-opus-4-5-20251101", OUT, Speed::Standard, NOW, Some(2_500_000));
    check("claude-sonnet-5-5", READ, Speed::Standard, NOW, Some(1_000));
    check("claude-sonnet-5-5", READ, Speed::Standard, CHEAPER, Some(1_000));
    check("claude-sonnet-5-5", READ, Speed::Standard, CHEAPER.minus_millis(1), Some(2_000));
    check("claude-opus-5", IN, Speed::Fast, NOW, Some(1_000_000));
    check("claude-opus-4-8", OUT, Speed::Fast, NOW, Some(5_000_000));
    check("claude-haiku-5-5", READ, Speed::Standard, NOW, Some(100));
    check("claude-haiku-5-5", IN, Speed::Standard, NOW, Some(50_000));
}

#[test]
fn never_guesses() {
    check("claude-opus-9", IN, Speed::Standard, NOW, None);
    check("claude-opus-4", IN, Speed::Standard, NOW, None);
    check("", IN, Speed::Standard, NOW, None);
    check("claude-opus-5-5", IN, Speed::Fast, NOW, None);
    check("claude-opus-5", IN, Speed::Unknown, NOW, None);
    check("claude-fable-5-2", READ, Speed::Standard, NOW, None);
    check("claude-fable-5-2", IN, Speed::Standard, NOW, Some(800_000));
    assert_eq!(total(&model("claude-haiku-5-5"), &READ, NOW), None);
}

#[test]
fn says_when_a_price_was_inferred() {
    let write = Tokens { cache_write_5m: 10, ..Tokens::default() };
    assert!(request(&model("claude-fable-5-2"), &write, Speed::Standard, NOW).unwrap().inferred);
    assert!(!request(&model("claude-fable-5-1"), &write, Speed::Standard, NOW).unwrap().inferred);
}

#[test]
fn geography_multiplies_exactly() {
    let us = Model { us_only: true, ..model("claude-haiku-5-5") };
    let one = Tokens { cache_write_5m: 1, ..Tokens::default() };
    assert_eq!(request(&us, &one, Speed::Standard, NOW).unwrap().money, Money(137_500));
}

#[test]
fn totals_follow_the_formula() {
    let tokens = Tokens { input: 1, output: 2, cache_write_5m: 3, cache_write_1h: 4, cache_read: 5 };
    let expected = 4_000_000 + 2 * 20_000_000 + 3 * 5_000_000 + 4 * 8_000_000 + 5 * 200_000;
    assert_eq!(total(&model("claude-opus-5-5"), &tokens, NOW).unwrap().money, Money(expected));
}

#[test]
fn money_on_the_wire_is_whole_cents() {
    assert_eq!(Money::parse_cents("125"), Some(Money::from_cents(125)));
    for text in ["", "25.00", "-1", "+1", "1e3", "99999999999999999999999"] {
        assert_eq!(Money::parse_cents(text), None, "{text}");
    }
    assert_eq!(web_searches(3), Money::from_cents(3));
    assert_eq!(Money::from_cents(200).permille(Money::from_cents(41)), Some(205));
    assert_eq!(Money::ZERO.permille(Money::from_cents(1)), None);
}

#[test]
fn axes_end_at_round_amounts() {
    for (cents, expected) in [(0, 1), (1, 1), (3, 5), (41, 50), (51, 100), (200, 200), (12_345, 20_000)] {
        assert_eq!(Money::from_cents(cents).ceiling(), Money::from_cents(expected), "{cents}");
    }
    assert_eq!(runtime(1).ceiling(), Money::from_cents(1));
    assert_eq!(Money::from_cents(30).scaled(2, 3), Some(Money::from_cents(20)));
    assert_eq!(Money::from_cents(30).scaled(2, 0), None);
}
