//! Numbers, money, durations and relative times.
//!
//! Units are set off by a thin no-break space, groups of digits by a comma.

/// A thin space that does not break.
const THIN: char = '\u{202f}';

/// Tokens and other large counts: `812`, `431 k`, `2.1 M`.
pub fn count_short(count: u64) -> String {
    match count {
        0..1_000 => count.to_string(),
        1_000..10_000 => format!("{}{THIN}k", one_decimal(count, 1_000)),
        10_000..999_500 => format!("{}{THIN}k", round_div(count, 1_000)),
        999_500..10_000_000 => format!("{}{THIN}M", one_decimal(count, 1_000_000)),
        10_000_000..999_500_000 => format!("{}{THIN}M", round_div(count, 1_000_000)),
        _ => format!("{}{THIN}G", one_decimal(count, 1_000_000_000)),
    }
}

/// A count in full: `1,204`.
pub fn count(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Dollars from whole cents: `$0.41`, `$1,203.00`.
pub fn money_cents(cents: u64) -> String {
    format!("${}.{:02}", count(cents / 100), cents % 100)
}

/// Money that rounds to nothing and is not nothing.
pub const LESS_THAN_A_CENT: &str = "<$0.01";

/// How long something took: `0.4 s`, `31.8 s`, `12 min 04 s`, `2 h 05 min`.
pub fn duration(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return String::from("–");
    }
    if seconds < 59.95 {
        return format!("{seconds:.1}{THIN}s");
    }
    let whole = whole(seconds + 0.05);
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60);
    match hours {
        0 => format!("{minutes}{THIN}min {rest:02}{THIN}s"),
        1..24 => format!("{hours}{THIN}h {minutes:02}{THIN}min"),
        _ => format!("{}{THIN}d {}{THIN}h", hours / 24, hours % 24),
    }
}

/// A duration in its largest unit, for columns: `48 s`, `9 min`, `3 h`, `2 d`.
pub fn duration_short(seconds: f64) -> String {
    if !seconds.is_finite() || seconds < 0.0 {
        return String::from("–");
    }
    match whole(seconds) {
        seconds @ 0..60 => format!("{seconds}{THIN}s"),
        seconds @ 60..3_600 => format!("{}{THIN}min", seconds / 60),
        seconds @ 3_600..86_400 => format!("{}{THIN}h", seconds / 3_600),
        seconds => format!("{}{THIN}d", seconds / 86_400),
    }
}

/// How long ago something was, up to a week: `now`, `4 min ago`, `3 h ago`, `yesterday`, `5 d ago`.
///
/// Older times, and times in the future beyond a wrong clock's error, are better shown as a date.
pub fn ago(seconds: f64) -> Option<String> {
    match seconds {
        ..-60.0 => None,
        ..10.0 => Some("now".to_owned()),
        ..86_400.0 => Some(format!("{} ago", duration_short(seconds))),
        ..172_800.0 => Some("yesterday".to_owned()),
        ..604_800.0 => Some(format!("{} ago", duration_short(seconds))),
        _ => None,
    }
}

fn round_div(count: u64, unit: u64) -> u64 {
    count.saturating_add(unit / 2) / unit
}

fn one_decimal(count: u64, unit: u64) -> String {
    let tenths = round_div(count, unit / 10);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be finite and not negative")]
fn whole(seconds: f64) -> u64 {
    seconds.floor().max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T>(format: impl Fn(T) -> String, cases: impl IntoIterator<Item = (T, &'static str)>) {
        for (input, expected) in cases {
            assert_eq!(format(input).replace(THIN, " "), expected);
        }
    }

    #[test]
    fn counts() {
        check(
            count_short,
            [(0, "0"), (999, "999"), (1_000, "1.0 k"), (9_940, "9.9 k"), (40_100, "40 k"), (430_884, "431 k")],
        );
        check(
            count_short,
            [
                (999_499, "999 k"),
                (999_500, "1.0 M"),
                (2_140_000, "2.1 M"),
                (31_084_000, "31 M"),
                (2_000_000_000, "2.0 G"),
            ],
        );
        check(count, [(0, "0"), (999, "999"), (1_204, "1,204"), (1_000_000, "1,000,000")]);
    }

    #[test]
    fn money() {
        check(money_cents, [(0, "$0.00"), (3, "$0.03"), (41, "$0.41"), (312, "$3.12"), (120_300, "$1,203.00")]);
    }

    #[test]
    fn durations() {
        check(
            duration,
            [(0.4, "0.4 s"), (31.84, "31.8 s"), (59.96, "1 min 00 s"), (60.0, "1 min 00 s"), (724.0, "12 min 04 s")],
        );
        check(duration, [(7_500.0, "2 h 05 min"), (90_000.0, "1 d 1 h"), (f64::NAN, "–"), (-1.0, "–")]);
        check(duration_short, [(0.0, "0 s"), (59.9, "59 s"), (571.0, "9 min"), (11_000.0, "3 h"), (200_000.0, "2 d")]);
    }

    #[test]
    fn relative_times() {
        let ago = |seconds| ago(seconds).unwrap_or("date".to_owned());
        check(ago, [(-61.0, "date"), (-5.0, "now"), (9.0, "now"), (10.0, "10 s ago"), (250.0, "4 min ago")]);
        check(ago, [(4_000.0, "1 h ago"), (90_000.0, "yesterday"), (200_000.0, "2 d ago"), (700_000.0, "date")]);
    }
}
