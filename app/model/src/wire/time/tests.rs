use proptest::prelude::*;

use super::*;

#[test]
fn reads_times() {
    let check = |text: &str, expected: Option<i64>| {
        assert_eq!(Timestamp::new(text).micros(), expected, "{text}");
    };
    check("1970-01-01T00:00:00Z", Some(0));
    check("1970-01-01T00:00:00.000001Z", Some(1));
    check("1969-12-31T23:59:59.999999Z", Some(-1));
    check("2026-11-20T14:03:05.412729Z", Some(1_795_183_385_412_729));
    // Any number of digits.
    check("1970-01-01T00:00:01.5Z", Some(1_500_000));
    check("1970-01-01T00:00:01.1234567890123Z", Some(1_123_456));
    // Offsets, and none.
    check("1970-01-01T01:00:00+01:00", Some(0));
    check("1969-12-31T22:30:00-01:30", Some(0));
    check("1970-01-01T05:30:00+0530", Some(0));
    check("1970-01-01 00:00:01", Some(1_000_000));
    check("1970-01-01t00:00:01z", Some(1_000_000));
    // A leap day, and a leap second that is the next second.
    check("2024-02-29T00:00:00Z", Some(1_709_164_800_000_000));
    check("2016-12-31T23:59:60Z", Some(1_483_228_800_000_000));
    // No times.
    for text in [
        "",
        "timestamp",
        "2026-11-20",
        "2026-11-20T14:03Z",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00Z ",
        "2026-01-01T00:00:00+1",
        "12026-01-01T00:00:00Z",
    ] {
        check(text, None);
    }
}

#[test]
fn writes_times() {
    let check = |micros, expected: &str| assert_eq!(Timestamp::from_micros(micros).as_str(), expected);
    check(0, "1970-01-01T00:00:00.000000Z");
    check(-1, "1969-12-31T23:59:59.999999Z");
    check(951_868_800_000_000, "2000-03-01T00:00:00.000000Z");
}

/// From the year 0 to the year 9999.
const RANGE: std::ops::Range<i64> = -62_167_219_200_000_000..253_402_300_800_000_000;

proptest! {
    #[test]
    fn writing_and_reading_gives_the_same(micros in RANGE) {
        prop_assert_eq!(Timestamp::from_micros(micros).micros(), Some(micros));
    }

    #[test]
    fn later_is_later_as_text(a in RANGE, b in RANGE) {
        let (a, b) = (a.min(b), a.max(b));
        prop_assert!(Timestamp::from_micros(a).as_str() <= Timestamp::from_micros(b).as_str());
    }

    #[test]
    fn an_offset_moves_the_clock_not_the_moment(micros in RANGE, hours in 0_i64..=23, minutes in 0_i64..=59) {
        let text = format!("{}+{hours:02}:{minutes:02}", Timestamp::from_micros(micros).as_str().trim_end_matches('Z'));
        let expected = micros - (hours * 3600 + minutes * 60) * MICROS_PER_SECOND;
        prop_assert_eq!(Timestamp::new(text).micros(), Some(expected));
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,40}") {
        let _ = Timestamp::new(text).micros();
    }
}
